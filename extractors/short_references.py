"""Short and back references, names defined by "sau đây gọi tắt là", laws by name.

They have no full number of their own. Short numbers ("Kế hoạch 522") become identifiers, which
`references` reads like the full ones; the others carry no code, only what they stand for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import days, relations, type_words
from extractors.document_types import NAMES, WORDS
from extractors.facts import Reference
from extractors.identifiers import Identifier
from extractors.text import word_list
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.atoms import Scan
    from extractors.type_words import TypeWord

_SHORT = re.compile(
    r"[\s*]{1,3}(?P<so>số[\s:.*]{0,4})?(?P<num>[0-9]{1,5}[a-zđ]?)(?P<year>/(?:19|20)[0-9]{2})?"
    r"(?![\w/%]|[.,][0-9]|-[a-z0-9]|\s[a-zđ]\s?/)"
)
_MORE_DATED = re.compile(  # "số 12 ngày 3/4/2019 và số 15 ngày 5/4/2019"
    rf"\s(?:ngày\s)?{days.NUMERIC}(?:,\s?|,?\s(?:và)\s)số\s(?P<num>[0-9]{{1,5}}[a-zđ]?)(?=\s(?:ngày\s)?[0-9])"
)
_MORE = re.compile(r"(?:,\s?|\s(?:và|,)\s)(?:số\s)?(?P<num>[0-9]{2,5}[a-zđ]?)(?![\w/%]|[.,-][0-9])")
_AFTER = re.compile(
    r"[\s*]{0,3}(?:[,.;:)”\"\]|]|\Z|\n|năm\s+(?:19|20)[0-9]{2}(?!\s?-)|(?:của|ngày|về|này|nêu|nói|trên|là|được"
    r"|đã|và|cũng|thì|với|tại|theo|trong|cho|có|gắn|đến|do|đối|vào|tới|bằng|như|để|nhằm|đảm|bảo|đạt)(?!\w))"
)
# Right of a number these make a count of it, though the text has a document of that number.
_COUNTED = re.compile(
    r"[\s*]{1,3}(?:người|đồng|triệu|tỷ|ngày(?! [0-9])|tháng|năm|lần|buổi|cuộc|lớp|đợt|giờ|phút|m"
    r"|km|ha|nhóm|mục|nội\s+dung"
    r"|nhiệm\s+vụ|chỉ\s+tiêu|đơn\s+vị|xã|phường|huyện|tỉnh|thủ\s+tục|hồ\s+sơ|trường\s+hợp|điểm|bước)(?!\w)"
    r"|\s?-\s?[0-9]"
)
# Numbers that name one act for the whole country, and those that only their own text knows.
_KNOWN = frozenset({"NQ", "CT", "ĐA", "NĐ", "QĐ", "KL", "LUẬT", "TT", "TTLT"})
_NEVER = frozenset(
    {"DA", "PA", "QTr", "HĐ", "HP", "CN", "GP", "QyĐ", "HD", "BTT", "ĐC", "ĐL", "QC"}
)
_DATED = re.compile(
    r"[\s*]{1,3}(?:ngày\s+[0-9]|của\s+(?:ubnd|hđnd|sở|bộ|ủy\s+ban|chính\s+phủ|thủ\s+tướng)(?!\w))"
)
_YEARS = range(1945, 2101)
# A bare number is a document's behind who writes it and before what it tells: "vừa có công văn 85
# yêu cầu ...", "theo thông báo 112 của huyện".
_WRITTEN = frozenset({"CV", "CĐ", "TB", "KH", "BC", "TTr", "HD", "CT", "KL"})
_WRITES = re.compile(
    r"(?<!\w)(?:có|ban\s+hành|ký|kí|ra|phát\s+hành|phát\s+đi|gửi|tại|theo|bằng|kèm(?:\s+theo)?|nhận\s+được|căn\s+cứ"
    r"|nội\s+dung|thực\s+hiện|triển\s+khai)[\s*]{1,3}\Z"
)
_TELLS = re.compile(
    r"[\s*]{0,3}(?:[,)”\"]|ngày\s+[0-9]|(?:chỉ\s+đạo|yêu\s+cầu|đề\s+nghị|giao|về|hướng\s+dẫn|gửi|trả\s+lời|phúc\s+đáp"
    r"|thông\s+báo|của|cho\s+phép|đồng\s+ý|thống\s+nhất|nhắc|đôn\s+đốc|kêu\s+gọi|khuyến\s+cáo|phê\s+bình|nêu|quy\s+định"
    r"|phân\s+công|kiến\s+nghị|tăng\s+cường|triển\s+khai|cảnh\s+báo)(?!\w))"
)

_BACK = re.compile(
    r"\s{1,2}(?:nêu\s+trên|nói\s+trên|trên\s+đây|kể\s+trên|trên|này|đó)(?!\w)(?!\s+(?:địa|cơ))"
)
_ALIAS = re.compile(
    r"\((?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)(?:\s+tắt)?(?:\s+chung)?\s+là:?\s*[“\"']?([^()“”\"']{2,60})[”\"']?\)"
)
_TYPED = re.compile(rf"(?:{word_list(NAMES)})(?!\w)")
_LAW = Cue(
    r"(?<!\w)(?:bộ\s+luật|luật|hiến\s+pháp|pháp\s+lệnh)(?!\w)",
    ("bộ luật", "luật", "hiến pháp", "pháp lệnh"),
)
_LAW_WORD = re.compile(r"([ \t*]{1,3}|[ \t*]{0,2}\n[ \t*]{0,2}|,\s)([^\W_]+)")
_LAW_STOP = re.compile(rf"(?:{word_list(WORDS['after_law'])})(?!\w)")
_LAWFUL = re.compile(r"pháp\s+luật\Z")
_STUDIES = re.compile(
    r"(?<!\w)(?:đại học|học viện|khoa|ngành|cử nhân|trường|báo|công ty|văn phòng|hãng|bộ môn|hội"
    r"|đoàn|lớp)\s{1,3}\Z"
)
_LAW_YEAR = re.compile(r"\s{1,2}(?:năm\s+)?((?:19|20)[0-9]{2})(?![\w/])")
_LAW_DAY = re.compile(r",?[\s*]{1,3}(?=ngày)")
# "Luật Tổ chức HĐND và UBND": both organs stand in its name.
_ORGAN = re.compile(r"\s+(?:ubnd|ủy\s+ban\s+nhân\s+dân|đại\s+biểu\s+hội\s+đồng\s+nhân\s+dân)(?!\w)")
_LONGEST_LAW = 22  # words
_LETTER = "CV"
_FEWEST = 2  # digits of a bare number


def numbered(
    scan: Scan,
    words: Sequence[TypeWord],
    taken: set[int],
    known: set[tuple[str | None, str | None]],
) -> list[tuple[Identifier, TypeWord]]:
    """Give "Kế hoạch 522", "NQ 76", "Đề án 06" as identifiers with their type words.

    `taken` are the places of full numbers, `known` the (type, number) that the text has in full. A
    short number without "số" must be one of these, or of a type whose numbers the country knows.
    """
    out: list[tuple[Identifier, TypeWord]] = []
    for word in (*words, *type_words.abbreviated(scan)):
        m = _SHORT.match(scan.folded, word.end)
        if m and word.code is None and not _writes(scan, word, m):
            continue
        if (
            m is None
            or (word.code in _NEVER and not _is_dated(scan, m))
            or m.start("num") in taken
            or not _is_short(scan, word, m, known)
        ):
            continue
        out.append((_identifier(m, word), word))
        more = _MORE.match(scan.folded, m.end()) or _MORE_DATED.match(scan.folded, m.end())
        while (
            m["so"]
            and more
            and _AFTER.match(scan.folded, more.end())
            and more.start("num") not in taken
        ):
            out.append((_identifier(more, word), word))
            end = more.end()
            more = _MORE.match(scan.folded, end) or _MORE_DATED.match(scan.folded, end)
    return out


def _is_dated(scan: Scan, m: re.Match[str]) -> bool:
    """Whether day or body shows that the number is a document's: "Hướng dẫn số 12 ngày …"."""
    return bool(m["so"] and _DATED.match(scan.folded, m.end()))


def _is_short(
    scan: Scan, word: TypeWord, m: re.Match[str], known: set[tuple[str | None, str | None]]
) -> bool:
    if _writes(scan, word, m):
        return True
    if m["so"]:
        return bool(m["year"]) or not scan.folded.startswith((" điểm", " tiêu chí"), m.end())
    if (word.code, m["num"]) in known and len(m["num"]) > 1:
        return not _COUNTED.match(scan.folded, m.end())
    weak = len(m["num"]) < 2 or (m["num"].isdigit() and int(m["num"]) in _YEARS)
    if word.code not in _KNOWN or weak or not scan.text[word.start].isupper():
        return False
    return bool(m["year"] or _AFTER.match(scan.folded, m.end()))


def _writes(scan: Scan, word: TypeWord, m: re.Match[str]) -> bool:
    """Tell whether a bare number is a document's by the words around it.

    "văn bản", which tells no type, is a letter then.
    """
    kind, number, end = word.code or _LETTER, m["num"], m.end()
    if kind not in _WRITTEN or len(number) < _FEWEST or m["year"]:
        return False
    if m["so"]:
        return word.code is None and not _COUNTED.match(scan.folded, end)
    if number.isdigit() and int(number) in _YEARS and kind != _LETTER:
        return False
    written = _WRITES.search(scan.folded, max(0, word.start - 16), word.start)
    return bool(written and _TELLS.match(scan.folded, end))


def _identifier(m: re.Match[str], word: TypeWord) -> Identifier:
    year = m.groupdict().get("year")
    code = m["num"] + (year or "")
    return Identifier(
        m.start("num"),
        m.end(),
        m["num"],
        year[1:] if year else None,
        None,
        code,
        word.code or _LETTER,
        "short",
    )


def unnumbered(scan: Scan, words: Sequence[TypeWord], full: Sequence[Reference]) -> list[Reference]:
    """Give back references, defined names and laws by name; none overlaps a full mention."""
    spans = [(r.start, r.end) for r in full]
    found = [*_back(scan, words, full), *_aliases(scan, full), *_laws(scan)]
    found.sort(key=lambda r: (r.start, -r.end))
    out: list[Reference] = []
    place = end = 0
    for one in found:
        while place < len(spans) and spans[place][1] <= one.start:
            place += 1
        if one.start >= end and (place == len(spans) or spans[place][0] >= one.end):
            out.append(one)
            end = one.end
    return out


def _back(scan: Scan, words: Sequence[TypeWord], full: Sequence[Reference]) -> Iterator[Reference]:
    """Read "Kế hoạch nêu trên": the last mention of that type; "này" may be the notice itself."""
    own = next((r for r in full if r.own), None)
    last: dict[str | None, Reference] = {}
    place = 0
    for word in words:
        while place < len(full) and full[place].start < word.start:
            last[full[place].type] = last[None] = full[place]
            place += 1
        m = _BACK.match(scan.folded, word.end)
        if m is None:
            continue
        this = "này" in m[0] and own is not None and own.type == word.code
        meant = own if this else last.get(word.code)
        if meant is not None:
            yield _standing_for(scan, word.start, m.end(), meant, word.code or meant.type)


def _standing_for(
    scan: Scan, start: int, end: int, meant: Reference, kind: str | None
) -> Reference:
    return Reference(
        start,
        end,
        scan.text[start:end],
        None,
        kind,
        relation="mentions",
        antecedent=meant.start if meant.antecedent is None else meant.antecedent,
    )


def _aliases(scan: Scan, full: Sequence[Reference]) -> Iterator[Reference]:
    names: dict[str, Reference] = {}
    place = 0
    for m in _ALIAS.finditer(scan.folded):
        while place < len(full) and full[place].end <= m.start():
            place += 1
        meant = full[place - 1] if place else None
        name = " ".join(m[1].split())
        starts = _TYPED.match(name)
        if meant is not None and starts and ";" not in scan.text[meant.end : m.start()]:
            names.setdefault(name, meant)
    if not names:
        return
    for m in re.compile(rf"(?:{word_list(names)})(?!\w)(?!\s+(?:số|[0-9]))").finditer(scan.folded):
        meant = names[" ".join(m[0].split())]
        if m.start() > meant.end and scan.text[m.start()].isupper():
            yield _standing_for(scan, m.start(), m.end(), meant, meant.type)


def _laws(scan: Scan) -> Iterator[Reference]:
    """Laws by name, "Luật Tổ chức chính quyền địa phương năm 2025": since 2025 the rule."""
    for m in _LAW.matches(scan.words):
        if not scan.text[m.start()].isupper() or (m.start() and scan.text[m.start() - 1].isalnum()):
            continue
        if _STUDIES.search(scan.folded, max(0, m.start() - 12), m.start()):
            continue
        constitution = m[0].startswith("hiến")
        name = m.end() if constitution else _law_name(scan, m.end())
        if name is None:
            continue
        year = _LAW_YEAR.match(scan.folded, name)
        if constitution and year is None:
            continue
        day = None if constitution else _law_day(scan, name)
        end = day[1] if day else year.end() if year else name
        kind = "HP" if constitution else "PL" if m[0].startswith("pháp") else "LUẬT"
        told = relations.by_cue(scan.folded, max(0, m.start() - 60), m.start())
        yield Reference(
            start=m.start(),
            end=end,
            quote=scan.text[m.start() : end],
            code=None,
            type=kind,
            year=year[1] if year else None,
            date=day[0] if day else None,
            relation=told,
        )


def _law_day(scan: Scan, name: int) -> tuple[str, int] | None:
    gap = _LAW_DAY.match(scan.folded, name)
    return days.at(scan.folded, gap.end()) if gap else None


def _law_name(scan: Scan, start: int) -> int | None:
    """Where the name of a law ends: it begins with a capital and goes on in small words."""
    at = start
    for count in range(_LONGEST_LAW):
        m = _LAW_WORD.match(scan.text, at)
        if m is None or (
            count
            and _LAW_STOP.match(scan.folded, m.start(2))
            and not _LAWFUL.search(scan.folded, at - 5, m.end())
        ):
            break
        if not count and (not m[2][0].isupper() or "," in m[1]):
            return None
        if count > 1 and m[2][0].isupper() and not m[2].isupper():
            break
        if "," in m[1] and not scan.folded.startswith(WORDS["law_pairs"], m.start(2)):
            break
        if m[2] == "và" and scan.text[m.end() + 1 : m.end() + 2].isupper() and count > 1:
            organ = _ORGAN.match(scan.folded, m.end())
            if organ is None:
                break
            at = organ.end()
            continue
        at = m.end()
    return at if at > start else None
