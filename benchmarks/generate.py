"""A corpus of made-up notices for `benchmarks/million.py`: the same seed gives the same notices.

Numbers, provinces, dates and the frequencies of words are as on real portals; what the notices
say is noise. Nothing is extracted: each notice is put together from pieces whose facts are known.
"""

from __future__ import annotations

import csv
import itertools
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random
from typing import TYPE_CHECKING

from corpus.records import Reading, Site
from extractors.facts import (
    Facts,
    Finding,
    Period,
    Recommendation,
    Reference,
    Score,
    Topic,
)
from scrapers.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

# The commonest words of such notices, commonest first: their rank is their frequency (Zipf).
_COMMON = """
và của các năm thực hiện công tác tỉnh trong cho về được hành chính với theo đến trên tại cải cách
là có những đơn vị cơ quan không ngày nhân dân quy định kế hoạch tổ chức tháng thủ tục giải quyết
để đã này nhà nước cán bộ phát triển công chức xã hội một số ủy ban địa phương kết quả sở nội vụ
ban hành từ số quản lý triển khai huyện nhiệm vụ đảm bảo nâng cao chất lượng người dân doanh nghiệp
dịch vụ thông tin báo cáo kiểm tra tăng cường chỉ đạo việc hồ sơ trực tuyến phối hợp chuyển đổi số
kinh tế lãnh đạo xây dựng đầu tư tiếp tục hiệu quả văn phòng tuyên truyền hướng dẫn chỉ số đánh giá
tài chính giáo dục đào tạo y tế môi trường tài nguyên nông nghiệp lao động giao thông văn hóa
thể thao du lịch khoa học công nghệ tư pháp thanh tra quốc phòng an ninh thành phố phường thị xã
hội nghị đồng chí chủ tịch phó giám đốc bí thư đại biểu hội đồng chính phủ thủ tướng nghị quyết
quyết định thông báo chương trình đề án dự án kinh phí ngân sách nguồn vốn tiến độ hoàn thành
mục tiêu giải pháp yêu cầu đề nghị rà soát khắc phục tồn tại hạn chế nguyên nhân trách nhiệm
"""
_PAIRS = """
kế hoạch|cải cách|hành chính|xã hội|nhân dân|ủy ban nhân dân|thủ tục hành chính|cán bộ công chức|
chuyển đổi số|kết quả|đơn vị|cơ quan|địa phương|nhiệm vụ|triển khai|thực hiện|công tác|quy định|
người dân|doanh nghiệp|dịch vụ công trực tuyến|một cửa|kinh tế - xã hội|chất lượng|phát triển|
kiểm tra|đánh giá|báo cáo|tăng cường|nâng cao|hiệu quả|hồ sơ|giải quyết|hướng dẫn|tuyên truyền
"""
_ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"
_RIMES = """
a á à ả ã ạ am án àng ảnh ão ạch ăm ắn ằng ẳng ặt âm ấn ầu ẩm ẫn ậu e é è ẻ em én èo ẹp ê ế ề ể
êm ết ền ệnh i í ì ỉ im ín ình ịch o ó ò ỏ om ón òng ọc ô ố ồ ổ ôm ốt ồng ộng ơ ớ ờ ở ơm ới ờn ợp
u ú ù ủ um ún ùng ục ư ứ ừ ử ưng ức ừng ựng iên iếp iều iện uôn uốc uồng uộc ương ướng ường ượng
"""
_WORDS = 20_000
CHUNK = 500
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 4340  # to November 2026, newer days more often
_FACTS = {"references": 8, "dates": 7, "scores": 4, "recommendations": 5, "findings": 4}
_TYPES = (
    ("KH", "Kế hoạch"), ("QĐ", "Quyết định"), ("TB", "Thông báo"), ("CT", "Chỉ thị"),
    ("BC", "Báo cáo"), ("NQ", "Nghị quyết"), ("HD", "Hướng dẫn"),
)  # fmt: skip
_BODIES = (
    ("UBND", "UBND tỉnh {}", "UBND"), ("UBND", "UBND tỉnh {}", "UBND"),
    ("SNV", "Sở Nội vụ tỉnh {}", "SNV"), ("HĐND", "HĐND tỉnh {}", "HDND"),
    ("STTTT", "Sở Thông tin và Truyền thông tỉnh {}", "STTTT"),
    ("VP", "Văn phòng UBND tỉnh {}", "VPUBND"),
)  # fmt: skip
_GENRES = ("news",) * 6 + ("document",) * 2 + ("report", "other")
_AREAS = (
    "steering",
    "institutions",
    "procedures",
    "apparatus",
    "civil_service",
    "public_finance",
    "digital",
)
MOST_CITED = "30/2020/NĐ-CP"  # by one notice of ten


@dataclass(frozen=True, slots=True)
class _Cited:
    """A document as a notice names it."""

    code: str
    type: str
    number: str
    year: str | None
    symbol: str
    date: str | None
    issuer: str | None
    issuer_id: str | None
    words: str

    def without_day(self) -> _Cited:
        """Give it as many name it: by its number alone."""
        return replace(self, date=None, issuer=None, issuer_id=None,
                       words=self.words.split(" ngày ")[0])  # fmt: skip


def sites() -> list[Site]:
    """Give the portals that publish the notices: three a province."""
    return [
        Site(f"{kind}.tinh{at:02}", f"Cổng {kind} {name}", f"https://{kind}.tinh{at:02}.example/",
             province=name, agency=agency)
        for at, name in enumerate(_provinces())
        for kind, agency in (("www", "UBND"), ("snv", "SNV"), ("bao", None))
    ]  # fmt: skip


def _provinces() -> list[str]:
    table = resources.files("extractors").joinpath("provinces.csv")
    with table.open(encoding="utf-8") as file:
        return sorted({row["old_name"] for row in csv.DictReader(file)})


def readings(count: int, seed: int = 5) -> Iterator[Reading]:
    """Give `count` notices of 3-4 KB and 30 facts each; one of twenty is a copy of the last."""
    chunks = (chunk(number, seed) for number in itertools.count())
    return itertools.islice(itertools.chain.from_iterable(chunks), count)


def chunk(number: int, seed: int = 5) -> list[Reading]:
    """Give the notices of one chunk: any process can make any of them."""
    maker = _maker(seed)
    maker.random = Random(f"{seed}/{number}")  # noqa: S311  (noise, no secret)
    return list(itertools.islice(maker.notices(number * CHUNK), CHUNK))


@cache
def _maker(seed: int) -> _Maker:
    return _Maker(seed)


class _Maker:
    """Puts notices together, one after the other."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  (noise, no secret)
        self.provinces = _provinces()
        self.portals = sites()
        self.words = self._vocabulary()
        weights = (1 / (rank + 2.7) for rank in range(len(self.words)))
        self.weights = list(itertools.accumulate(weights))
        self.central = [self._central(number) for number in range(1, 1501)]
        self.central_weights = list(itertools.accumulate(1 / n for n in range(2, 1502)))

    def _vocabulary(self) -> list[str]:
        pairs = [pair.strip() for pair in _PAIRS.split("|")]
        common = [
            word for both in itertools.zip_longest(_COMMON.split(), pairs) for word in both if word
        ]
        syllables = [onset + rime for onset in _ONSETS.split() for rime in _RIMES.split()]
        made = {" ".join(self.random.choices(syllables, k=self.random.choice((1, 2, 2, 2))))
                for _ in range(_WORDS + 2000)}  # fmt: skip
        rare = sorted(made - set(common))  # a set has another order in each process
        self.random.shuffle(rare)
        return [*common, *rare][:_WORDS]

    def notices(self, first: int) -> Iterator[Reading]:
        """Give one notice after the other, without end."""
        for at in itertools.count(first):
            made = self._reading(at)
            yield made
            if at % 19 == 0:
                yield self._copy(made, at)

    def _copy(self, made: Reading, at: int) -> Reading:
        portal = self.portals[(at * 7 + 1) % len(self.portals)]
        told = made.notice
        notice = Notice(f"{portal.url}{at}-c", portal.name, told.title, told.text, told.published,
                        told.published_from)  # fmt: skip
        return Reading(portal.name, f"{at}-c", notice, made.facts, made.first_seen, made.last_seen,
                       province=portal.province, province_from="site",
                       extractor="generated")  # fmt: skip

    def _reading(self, at: int) -> Reading:
        random = self.random
        portal = random.choice(self.portals)
        province = portal.province or ""
        published = _FIRST_DAY + timedelta(days=int(_DAYS * random.random() ** 0.6))
        genre = random.choice(_GENRES)
        facts = _Facts(self, province, published, genre)
        title = self._title(facts, province, published)
        day = published.isoformat()
        url = f"{portal.url}tin-tuc/{at}"
        notice = Notice(url, portal.name, title, facts.text, day, "selector")
        return Reading(portal.name, str(at), notice, facts.facts(), "2026-11-01T00:00:00Z",
                       "2026-11-01T00:00:00Z", province=province, province_from="site",
                       extractor="generated")  # fmt: skip

    def _title(self, facts: _Facts, province: str, published: date) -> str:
        opening = self.random.choice((
            f"Kế hoạch cải cách hành chính năm {published.year} của tỉnh {province}",
            "Thông báo kết luận kiểm tra công tác", "Hội nghị triển khai", "Sở Nội vụ tỉnh",
            f"Quyết định số {facts.references[0].code} về", f"{province} đẩy mạnh",
            "Báo cáo kết quả",
        ))  # fmt: skip
        return f"{opening} {self.filler(6)}"

    def filler(self, count: int) -> str:
        """Give some words, the common ones more often."""
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=count))

    def _central(self, number: int) -> _Cited:
        year = str(2015 + number % 11)
        if number == 1:
            return _cited(
                "30", "2020", "NĐ", "CP", "Nghị định", date(2020, 3, 5), "Chính phủ", "CP"
            )
        kind, body, name, issuer, key = self.random.choice((
            ("NĐ", "CP", "Nghị định", "Chính phủ", "CP"),
            ("QĐ", "TTg", "Quyết định", "Thủ tướng Chính phủ", "TTg"),
            ("TT", "BNV", "Thông tư", "Bộ Nội vụ", "BNV"),
        ))  # fmt: skip
        day = date(int(year), 1 + number % 12, 1 + number % 28)
        return _cited(str(number), year, kind, body, name, day, issuer, key)

    def cited(self, province: str, published: date) -> _Cited:
        """Give a document as a notice of that province and day cites it."""
        random = self.random
        if random.random() < 0.25:
            (found,) = random.choices(self.central[1:], cum_weights=self.central_weights[:-1])
            return found
        kind, name = random.choice(_TYPES)
        body, issuer, key = random.choice(_BODIES)
        number = 1 + int(3000 * random.random() ** 3)
        # Of one number, year and body there is one day.
        day = date(
            published.year - int(2.5 * random.random() ** 2), 1 + number // 251, 1 + number % 28
        )
        return _cited(
            str(number).zfill(2), None, kind, body, name, day, issuer.format(province), key
        )

    def most_cited(self) -> _Cited:
        """Give the document that one notice of ten cites."""
        return self.central[0]


def _cited(
    number: str, year: str | None, kind: str, body: str, name: str, day: date, issuer: str,
    key: str | None,
) -> _Cited:  # fmt: skip
    symbol = f"{kind}-{body}"
    code = f"{number}/{year}/{symbol}" if year else f"{number}/{symbol}"
    words = f"{name} số {code} ngày {day.day}/{day.month}/{day.year} của {issuer}"
    return _Cited(code, kind, number, year, symbol, day.isoformat(), issuer, key, words)


class _Facts:
    """The text of one notice as it grows, with its facts."""

    def __init__(self, maker: _Maker, province: str, published: date, genre: str) -> None:
        self.maker, self.province, self.published, self.genre = maker, province, published, genre
        self.parts: list[str] = []
        self.length = 0
        self.references: list[Reference] = []
        self.dates: list[Period] = []
        self.scores: list[Score] = []
        self.recommendations: list[Recommendation] = []
        self.findings: list[Finding] = []
        self.topics: list[Topic] = []
        areas = maker.random.choices(_AREAS, weights=(6, 5, 4, 3, 2, 2, 5), k=2)
        self.areas = tuple(dict.fromkeys(areas))
        self._write()
        self.text = "".join(self.parts)

    def facts(self) -> Facts:
        """Give what is known of the text."""
        return Facts(
            self.text, self.genre, True, self.areas, tuple(self.references), tuple(self.dates),
            tuple(self.scores), tuple(self.recommendations), tuple(self.findings),
            tuple(self.topics),
        )  # fmt: skip

    def _add(self, text: str) -> int:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start

    def _write(self) -> None:
        is_document = self.genre == "document"
        topic = self._add("Cải cách hành chính")
        for key in (self.areas[0], "reform"):
            self.topics.append(Topic(topic, topic + 19, "Cải cách hành chính", key))
        self._add("\n")
        for nth in range(_FACTS["references"]):
            self._reference(own=is_document and nth == 0, most=nth == 1)
            self._prose(nth)
        for nth in range(_FACTS["dates"] - len(self.dates)):
            self._date(nth)
        for nth in range(_FACTS["scores"]):
            self._score(nth)
        for _ in range(_FACTS["recommendations"]):
            self._recommendation()
        for _ in range(_FACTS["findings"]):
            self._finding()
        self._add(f".\n{self.maker.filler(60)}./.")

    def _prose(self, nth: int) -> None:
        self._add(
            f" {self.maker.filler(12)}.\n" if nth % 3 == 2 else f", {self.maker.filler(10)}; "
        )

    def _reference(self, *, own: bool, most: bool) -> None:
        maker = self.maker
        if most and maker.random.random() < 0.1:
            told = maker.most_cited()
        else:
            told = maker.cited(self.province, self.published)
        if not own and maker.random.random() < 0.08:
            told = told.without_day()
        relation = (
            "mentions" if own else maker.random.choice(("based_on", "implements", "mentions"))
        )
        start = self._add(told.words)
        self.references.append(
            Reference(start, self.length, told.words, told.code, told.type, told.number, told.year,
                      told.symbol, told.date, told.issuer, told.issuer_id, None, relation, own)
        )  # fmt: skip
        if len(self.dates) < 2 and told.date:
            quote = "ngày " + told.words.split("ngày ")[1].split(" ")[0]
            at = start + told.words.index(quote)
            self.dates.append(Period(at, at + len(quote), quote, told.date, told.date, "day"))

    def _date(self, nth: int) -> None:
        year, month = self.published.year, 1 + (self.published.month + nth) % 12
        start = self._add(f"tháng {month}/{year}")
        self.dates.append(Period(start, self.length, self.parts[-1], f"{year}-{month:02}-01",
                                 f"{year}-{month:02}-28", "month"))  # fmt: skip
        self._add(f" {self.maker.filler(6)}. ")

    def _score(self, nth: int) -> None:
        value = round(60 + 40 * self.maker.random.random(), 2)
        year = str(self.published.year - 1 - nth)
        self._add(f"Chỉ số cải cách hành chính năm {year} ")
        rank = 1 + int(63 * self.maker.random.random())
        start = self._add(f"đạt {value:.2f}%, xếp thứ {rank}/63".replace(".", ","))
        self.scores.append(Score(start, self.length, self.parts[-1], "value", "PAR_INDEX", None,
                                 self.province, year, value, "%", rank=rank,
                                 ranked=63))  # fmt: skip
        self._add(". ")

    def _recommendation(self) -> None:
        deadline = (self.published + timedelta(days=30)).isoformat()
        self._add("\nUBND tỉnh yêu cầu các sở, ngành ")
        start = self._add(f"{self.maker.filler(6)} trước ngày {deadline[8:]}/{deadline[5:7]}")
        self.recommendations.append(
            Recommendation(start, self.length, self.parts[-1], "directive", "UBND tỉnh",
                           "các sở, ngành", (), deadline, "trước ngày", "day", "down",
                           self.areas[0])
        )  # fmt: skip

    def _finding(self) -> None:
        self._add(". Tuy nhiên, ")
        start = self._add(f"một số đơn vị chưa {self.maker.filler(6)}")
        self.findings.append(
            Finding(start, self.length, self.parts[-1], "một số đơn vị", self.areas[0])
        )
