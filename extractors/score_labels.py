"""How the period of a result is written: "2023", "9 tháng đầu năm 2024", "quý III/2025"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.facts import Period

_PREFIX = re.compile(
    r"\A(?:trong|cả|hết|đến|vào|của|từ|ngày|năm(?=\s+\d)|giai\s+đoạn|thời\s+kỳ|\s)+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONG = 27  # days that are measured; fewer are a visit or a meeting
_REPORTED = re.compile(
    r"(?:(?:0?[1-9]|1[0-2])\s+tháng(?:\s+(?:đầu|cuối))?\s+năm\s+(?:19|20)\d\d"
    r"|quý\s+(?:i{1,3}|iv|[1-4])(?:\s*/\s*|\s+năm\s+|\s+)(?:19|20)\d\d|tháng\s+\d{1,2}\s*/\s*(?:19|20)\d\d"
    r"|năm\s+(?P<year>(?:19|20)\d\d)(?!\s*[-–]))"
)
_PLANNED = re.compile(
    r"(?:phương\s+hướng|nhiệm\s+vụ|kế\s+hoạch|giai\s+đoạn|chương\s+trình|đề\s+án)(?!\w)[^,;.]*\Z"
)
_QUARTER = re.compile(r"(?<=quý\s)[ivx]+")
_SLASH = re.compile(r"\s*/\s*")
_YEARS = re.compile(
    r"(?P<first>(?:19|20)\d\d)(?:\s?[-–]\s?|\s+(?P<to>đến(?:\s+hết)?|tới)(?:\s+năm)?\s+)(?P<last>(?:19|20)\d\d)"
)
_UNEVEN = 10  # characters of two years with a hyphen and one space
_DAY_ALONE = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})")
_SINCE = re.compile(r"từ\s+đầu\s+năm\s")
_NOW = re.compile(r"\s+(?:năm\s+)?(?:nay|này)\Z")


def written(period: Period) -> str:
    """Give a period as people label a result with it: a year as four digits, else as written.

    Where the words leave the year out and the text tells it, it is added.

    >>> from extractors.facts import Period
    >>> written(Period(0, 8, "năm 2023", "2023-01-01", "2023-12-31", "year"))
    '2023'
    >>> written(Period(0, 7, "quý III", "2025-07-01", "2025-09-30", "quarter"))
    'quý III/2025'
    """
    if period.grain == "year" and period.first:
        return period.first[:4]
    if period.grain == "day" and period.last and period.last.endswith("-12-31"):
        return period.last[:4]
    since = _SINCE.match(period.quote.lower())
    label = " ".join((period.quote if since else _PREFIX.sub("", period.quote)).split())
    if since:
        return label.lower()
    label = _NOW.sub("", label.lower().replace("quí", "quý"))
    label = _QUARTER.sub(lambda m: m[0].upper(), _SLASH.sub("/", label))
    if period.grain == "days":
        label = re.sub(r"(?<!\w)ngày\s+", "", label)
    if years := _YEARS.fullmatch(label):
        even = len(label) != _UNEVEN  # "2013- 2017"
        join = " - " if years["to"] else label[4:-4] if even else "-"
        return f"{years['first']}{join}{years['last']}"
    year = period.last[:4] if period.last else None
    if year is None or _YEAR.search(label):
        return label
    if period.grain == "quarter":
        return f"{label}/{year}"
    if period.grain == "day" and (day := _DAY_ALONE.fullmatch(label)):
        return f"{day[1]}/{day[2]}/{year}"
    return f"{label} {year}" if label.endswith("năm") else label


# What is measured by the year, though it is told at any time.
_DAY = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}")
OF_PLAN = re.compile(r"\s*(?:so\s+(?:với\s+)?)?(?:kế\s*hoạch|dự\s+toán|kh)(?!\w)")
DISBURSED = re.compile(r"giải\s+ngân")
YEARLY = frozenset(("PAR_INDEX", "PAPI", "PCI", "DDCI", "DTI", "PII"))


def whole_year(label: str) -> str:
    """Give the year of a label that is a day, else the label as it is.

    >>> whole_year("15/8/2021"), whole_year("9 tháng đầu năm 2021")
    ('2021', '9 tháng đầu năm 2021')
    """
    return label[-4:] if _DAY.fullmatch(label) else label


def year_in(label: str) -> str:
    """Give the year of a label that tells one only: a yearly index has no half."""
    years = _YEAR.findall(label)
    return str(years[0]) if len(years) == 1 else label


def covers(period: Period) -> bool:
    """Tell whether a range of days is long enough to be measured."""
    if period.grain != "days" or not (period.first and period.last):
        return False
    return (date.fromisoformat(period.last) - date.fromisoformat(period.first)).days >= _LONG


_COMPARED = re.compile(
    r"(?:so\s+với|hơn|cùng\s+kỳ|sau|từ)(?:\s+(?:kết\s+quả|mức|của|cùng\s+kỳ|với|đầu|\w+))?\s*\Z"
    r"|tháng\s+[0-9]{1,2}\s*\Z"
)
_LONGEST_TITLE = 250  # characters


def _latest(folded: str) -> str:
    """The latest year that a paragraph reports on."""
    return max(
        match["year"]
        for match in _REPORTED.finditer(folded)
        if match["year"]
        and not _PLANNED.search(folded, 0, match.start())
        and not _COMPARED.search(folded, 0, match.start())
    )


def year_told_in(title: str) -> str | None:
    """Give the first year of a title that it does not compare with: "so với năm 2020"."""
    for year in _YEAR.finditer(title[:_LONGEST_TITLE]):
        if not _COMPARED.search(title[: year.start()].lower().removesuffix("năm ")):
            return year[0]
    return None


def reported_in(folded: str) -> str | None:
    """Give the period that a title or lead reports on, None where it names none.

    A period of plans is none: "phương hướng, nhiệm vụ năm 2025".

    >>> reported_in("kết quả cải cách hành chính quý iii/2024, nhiệm vụ quý iv/2024")
    'quý III/2024'
    """
    paragraph = len(folded) > _LONGEST_TITLE or folded.rstrip().endswith(
        "."
    )  # a slice has its first paragraph for a title
    for match in _REPORTED.finditer(folded):
        if _PLANNED.search(folded, 0, match.start()) or _COMPARED.search(folded, 0, match.start()):
            continue
        if match["year"]:
            return _latest(folded) if paragraph else match["year"]
        return _QUARTER.sub(lambda m: m[0].upper(), " ".join(match[0].split()))
    return None
