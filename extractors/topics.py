"""What a notice is about: its genre, whether the reform is its subject, and which areas of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.act_types import subject_of
from extractors.areas import AREAS, ORDER, REFORM, area_between, area_of, spots
from extractors.facts import Topic
from extractors.genre import Genre, genre_of
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.areas import Named
    from extractors.atoms import Scan
    from extractors.facts import Finding, Recommendation, Reference
    from extractors.text import Span

__all__ = ["About", "area_between", "area_of", "find"]
_PASSAGES = 3  # how many passages are shown for one key


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is about; `areas` are keys of areas.toml, the primary one first."""

    genre: str  # document, document_page, news, report, other
    reform: bool
    areas: tuple[str, ...]
    evidence: tuple[Topic, ...]


def find(
    scan: Scan,
    references: Sequence[Reference],
    recommendations: Sequence[Recommendation],
    findings: Sequence[Finding],
    kind: Genre | None = None,
) -> About:
    """Give genre, reform and areas of a notice with the passages that show them. O(n)."""
    kind = kind or genre_of(scan, references)
    genre, marks = kind.genre, kind.marks
    blocks = set(scan.blocks)
    content = [
        s
        for s in scan.sentences
        if _is_content(scan, s) and not (s in blocks and _captions(scan, s))
    ] or list(scan.sentences)
    subject = subject_of(scan)
    named = spots(scan, references, content)
    strength, shown = _reform(scan, content, named, subject)
    reform = strength >= _REFORM_FROM and not _SALE.search(scan.words, 0, _FIRST)
    evidence = [_topic(scan, start, end, genre) for start, end in marks[:_PASSAGES]]
    evidence += shown if reform else []
    weights = [_weights(areas) for areas in named]
    credit, passages = _credit(scan, content, weights)
    told = [*(r.area for r in recommendations), *(f.area for f in findings)]
    credit.update(area for area in told if area is not None)
    about = _of_subject(subject)
    credit.update(about)
    treated, full = _treated(named, weights, {area for area in told if area})
    headed = _headed(scan) | full
    steered = "steering" in headed | set(about) or "impact" in treated  # work on an index is led
    if not (steered or _steers(scan, named)):
        credit.pop("steering", None)
    areas = (
        _chosen(credit, headed, treated | set(about)) if reform else _effects(scan, credit, genre)
    )
    if areas == ("civil_service",) and _disciplined(scan):
        reform = True  # whether officials are at their work is the discipline of the service
    judged = [match.start() for match in _GOVERNANCE.matches(scan.words)]
    if areas == ("impact",) and (
        len(judged) >= _MAIN or (len(judged) > 1 and judged[0] < _OPENING)
    ):
        reform = True  # how people and firms judge the administration is what the reform aims at
    if not reform and genre == "document":
        areas = (*areas, *(area for area in _governed(subject, credit) if area not in areas))
    if genre == "other":  # an index of notices names much and treats little
        areas = tuple(area for area in areas if credit[area] > _HALF * sum(credit.values()))
    for area in areas:
        evidence += passages[area]
    return About(genre, reform, areas, tuple(sorted(evidence, key=lambda t: (t.start, t.end))))


_GOVERNANCE = Cue(r"(?<!\w)(?:papi|pci|sipas|par index)(?!\w)", ("papi", "pci", "sipas", "par"))
_OPENING = 100  # characters that name what a notice is about
_MAIN = 4  # times that a notice names the index it is about
_REFORM_FROM = 0.12  # of the sentences, each worth up to 1
# Whatever is bought or sold, be it for the one-stop shop.
_SALE = Cue(
    r"(?<!\w)(?:(?:thông\s+báo|thư)\s+mời\s+(?:thầu|chào\s+giá|báo\s+giá)|gói\s+thầu\s*:"
    r"|tên\s+gói\s+thầu"
    r"|thông\s+báo\s+(?:bán\s+)?đấu\s+giá|bán\s+đấu\s+giá\s+tài\s+sản"
    r"|kết\s+quả\s+lựa\s+chọn\s+nhà\s+thầu)(?!\w)",
    ("thông", "thư", "gói", "tên", "bán", "kết"),
)
_IN_SUBJECT = 0.1  # what a plain word of the reform is worth in the subject, a sure one twice
_IN_LEAD = 0.1
_MENTION = 2  # the weight of one plain word of the reform
_SHARE = 0.07  # of the credit of all areas
_LEAST_CREDIT = 3
_PASSING = 4  # the credit of one sentence
_HALF = 0.5
_WEIGHTY = 0.2  # of the credit of all areas: one sentence of a short notice is enough
_FEW_SENTENCES = 2
_FULL = 9  # the weight of the words of a sentence that is about one area: "Về công vụ, ..."
_SURE = 3  # the weight of one sure word
_MUCH, _MOSTLY = 12, 0.6  # credit, and its share, of what a notice is mainly about
_DTI = Cue(
    r"(?<!\w)(?:chỉ\s+số\s+(?:\w+\s+){0,3}chuyển\s+đổi\s+số|dti|ict\s+index|egdi"
    r"|chỉ\s+số\s+(?:[\w-]+\s+){0,8}(?:cntt|cntt-tt|công\s+nghệ\s+thông\s+tin"
    r"|chính\s+(?:phủ|quyền)\s+(?:điện\s+tử|số)))(?!\w)",
    ("chỉ", "dti", "ict", "egdi"),
)
_JUDGED = Cue(
    r"(?<!\w)(?:papi|pci|ddci|pgi|pii|sipas|par\s+index|hài\s+lòng|năng\s+lực\s+cạnh\s+tranh|hiệu\s+quả\s+quản\s+trị"
    r"|chỉ\s+số\s+(?:cchc|cải\s+cách))(?!\w)",
    ("papi", "pci", "ddci", "pgi", "pii", "sipas", "par", "hài", "năng", "hiệu", "chỉ"),
)
_MAINLY = 0.4  # of the credit of all areas but the steering
_RULED = {"apparatus", "civil_service"}
# What a notice outside the reform is about by its words alone: of the machine of offices nothing
# else speaks so, of officials and their training much does.
_RULES_FROM = {"apparatus": 9, "civil_service": 16}
_RULES_SHARE, _RULED_BESIDE = 0.4, 0.25  # of the credit of all areas but steering
_PRESENT = re.compile(  # whether officials are at their work
    r"(?<!\w)(?:giờ\s+(?:giấc\s+)?làm\s+việc|giờ\s+hành\s+chính|vắng\s+mặt|đi\s+(?:muộn|trễ)|kỷ\s+cương"
    r"|giờ\s+giấc|về\s+sớm|bỏ\s+nhiệm\s+sở|rượu)(?!\w)"
)
_ABSENT = re.compile(  # and whether they are not
    r"(?<!\w)(?:vắng\s+(?:mặt|hoe|người)|đi\s+(?:muộn|trễ)|về\s+sớm|giờ\s+giấc|(?:bỏ|rời)\s+nhiệm\s+sở"
    r"|kỷ\s+cương(?:,\s+kỷ\s+luật)?\s+hành\s+chính)(?!\w)"
)
_DRINKING = re.compile(r"(?<!\w)(?:rượu|bia|nhậu|nồng\s+độ\s+cồn)(?!\w)")
_LEAST_ABSENT = 2
_LEAST_PRESENT, _OFTEN = 6, 3  # credit, and how often it is said
_STEERED = re.compile(r"cchc|cải\s+cách")
_FIRST = 600  # characters that hold title and lead
_HEADING = 90  # characters of the heading of a section
_LONGEST_HEADING = 200  # with its number


def _is_content(scan: Scan, sentence: Span) -> bool:
    """A sentence or heading, no entry of a menu and no bare link."""
    text = scan.text[sentence.start : sentence.end]
    wordy = text.count(" ") > 3 and not text.startswith(("http", "/"))
    return wordy and not scan.menus.holds(sentence.start)


# "Cán bộ Trung tâm Phục vụ hành chính công hướng dẫn người dân": a line below a picture.
_CAPTION = re.compile(
    r"\W{0,3}(?:cán\s+bộ|công\s+chức|nhân\s+viên|người\s+dân|công\s+dân|toàn\s+cảnh|quang\s+cảnh"
    r"|(?:các\s+)?đại\s+biểu)\s(?:[^\s.;:]+\s+){0,14}?(?:hướng\s+dẫn|giải\s+quyết|làm|thực\s+hiện"
    r"|tiếp\s+nhận|đến|tại|phát\s+biểu|tham\s+gia|nộp)(?!\w)[^.;:!?]{0,160}\Z"
)


def _captions(scan: Scan, block: Span) -> bool:
    """Tell whether a line of its own only says what a picture shows."""
    return _CAPTION.match(scan.folded, block.start, block.end) is not None


def _reform(
    scan: Scan, content: Sequence[Span], named: Sequence[Named], subject: str
) -> tuple[float, list[Topic]]:
    """How much of the content speaks of the reform, and where it does so most."""
    total = 0.0
    said = 0
    shown: list[Topic] = []
    for areas, words in zip(named, REFORM.each(scan.words, content), strict=True):
        if not (areas or words):
            continue
        weights = [0]
        for start, end, key, weight in words:
            weights.append(weight)
            if weight == 3 and len(shown) < _PASSAGES:
                shown.append(_topic(scan, start, end, key))
        # Work on procedures is work of the reform, under whatever name.
        weights += [2 for *_, key, weight in areas if key == "procedures" and weight == 3]
        # So is whether tasks are done in time, which `spots` takes for steering.
        weights += [
            3
            for start, end, key, _ in areas
            if key == "steering" and scan.folded.endswith("hạn", start, end)
        ]
        total += min(sum(weights), 3) / 3 if max(weights) > 1 else 0
        said += sum(weight for weight in weights if weight > 1)
    # One plain word is a mention, whatever the length of the notice.
    about = max((weight for *_, weight in REFORM.within(subject)), default=0)
    strength = total / max(1, len(content)) if said > _MENTION or about > 1 else 0.0
    if any(weight == 3 for *_, weight in REFORM.find(scan.words, 0, _FIRST)):
        strength += _IN_LEAD
    return strength + _IN_SUBJECT * max(0, about - 1), shown


def _of_subject(subject: str) -> Counter[str]:
    """The areas that the subject of the notice names."""
    credit: Counter[str] = Counter()
    for _, _, key, weight in AREAS.within(subject):
        if weight > 1 or key == "civil_service":  # officials in a subject are what it is about
            credit[key] += weight
    return credit


_NUMBERED = re.compile(
    r"[#*_\s]*(?:phần\s+\w+|[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,4}|[a-zđ])[.):/]"
)


def _headed(scan: Scan) -> set[str]:
    """The areas that have a section of their own: a numbered heading names them."""
    found: set[str] = set()
    for block in scan.blocks:
        longest = block.start + _LONGEST_HEADING
        if block.end > longest and scan.folded.find(":", block.start, longest) < 0:
            continue  # a paragraph, as most blocks are
        number = _NUMBERED.match(scan.folded, block.start, block.end)
        begin = number.end() if number else block.start
        colon = scan.folded.find(":", begin, begin + _HEADING)  # "4. Tài chính công: giải ngân ..."
        end = colon if 0 <= colon < block.end else block.end
        if not number and end != colon:
            continue
        if end - begin > _HEADING or (end == block.end and scan.text[end - 1] in ".;,"):
            continue
        if scan.text.find(". ", begin, end) >= 0:
            continue  # "Công chức hướng dẫn người dân. Ảnh: H.N."
        for start, _, key, weight in AREAS.find(scan.words, begin, end):
            if weight > 1 and (
                number or (end == colon and not scan.text[begin:start].strip(" -+*"))
            ):
                found.add(key)
    return found


def _weights(areas: Named) -> dict[str, int]:
    """The weight of the words of each area in a sentence."""
    weights: dict[str, int] = {}
    for _, _, key, weight in areas:
        weights[key] = weights.get(key, 0) + weight
    return weights


def _credit(
    scan: Scan, content: Sequence[Span], weights: Sequence[dict[str, int]]
) -> tuple[Counter[str], defaultdict[str, list[Topic]]]:
    """How much each area is spoken of, and the passages."""
    credit: Counter[str] = Counter()
    passages: defaultdict[str, list[Topic]] = defaultdict(list)
    for sentence, areas in zip(content, weights, strict=True):
        for key, weight in areas.items():
            if weight > 1:
                credit[key] += min(weight, 4)
                if len(passages[key]) < _PASSAGES:
                    passages[key].append(_topic(scan, sentence.start, sentence.end, key))
    return credit, passages


def _treated(
    named: Sequence[Named], weights: Sequence[dict[str, int]], told: set[str]
) -> tuple[set[str], set[str]]:
    """The areas that are not only named in passing, and those that have a sentence of their own.

    Two sentences speak of them, or one in several words, or one that asks for something in it.
    """
    sentences: Counter[str] = Counter()
    strongest: Counter[str] = Counter()
    for areas, told_of in zip(named, weights, strict=True):
        sentences.update({key for *_, key, weight in areas if weight > 1})
        for key, weight in told_of.items():
            strongest[key] = max(strongest[key], weight)
    least = 2 if len(named) > _FEW_SENTENCES else 1
    treated = {
        key
        for key, count in sentences.items()
        if count >= least or strongest[key] > _SURE - (key in told)
    }
    return treated, {key for key in treated if strongest[key] >= _FULL}


def _chosen(credit: Counter[str], headed: set[str], treated: set[str]) -> tuple[str, ...]:
    total = sum(credit.values())
    least = max(_LEAST_CREDIT, _SHARE * total)
    chosen = {
        key
        for key in credit
        if credit[key] >= least and (key in treated or credit[key] >= _WEIGHTY * total)
    } | (headed & set(credit))
    return tuple(sorted(chosen, key=lambda key: (-credit[key], ORDER[key])))


def _steers(scan: Scan, named: Sequence[Named]) -> bool:
    """Whether the reform itself is steered: "chỉ đạo", "đôn đốc" alone are of any work."""
    return any(
        key == "steering"
        and (weight == _SURE or (weight > 1 and _STEERED.search(scan.folded, start, end)))
        for areas in named
        for start, end, key, weight in areas
    )


def _governed(subject: str, credit: Counter[str]) -> tuple[str, ...]:
    """Give the areas of the reform that an act rules on by its own subject: offices and posts."""
    named = {key for *_, key, weight in AREAS.within(subject) if weight == _SURE and key in _RULED}
    return tuple(sorted(named, key=lambda key: (-credit[key], ORDER[key])))


def _effects(scan: Scan, credit: Counter[str], genre: str) -> tuple[str, ...]:
    """Of a notice that is not about the reform: what its index measures, as in a PCI ranking.

    Or the offices and officials that it is mainly about; an act says so in its subject.
    """
    credit = Counter({key: worth for key, worth in credit.items() if key != "steering"})
    most, total = max(credit.values(), default=0), sum(credit.values())
    mostly = most >= _MUCH and most > _MOSTLY * total
    of_presence = credit["civil_service"] == most >= max(_LEAST_PRESENT, _MOSTLY * total)
    if of_presence and _presences(scan) >= _OFTEN:
        return ("civil_service",)
    for key, least in _RULES_FROM.items():
        if genre != "document" and credit[key] == most >= max(least, _RULES_SHARE * total):
            beside = [k for k in _RULES_FROM if credit[k] >= _RULED_BESIDE * total]
            return tuple(sorted(beside, key=lambda k: (-credit[k], ORDER[k])))
    # What it mainly treats, as an act on posts or on the merging of communes does.
    much = max(_MUCH, _MAINLY * total)
    mainly = {a for a in credit if genre == "document" and credit[a] >= much} - {"impact"}
    if credit["digital"] == most >= _LEAST_CREDIT and (mostly or _DTI.search(scan.words)):
        mainly.add("digital")
    if mainly:
        return tuple(sorted(mainly, key=lambda area: (-credit[area], ORDER[area])))
    # Investment and revenue are the economy's; the reform's effects are judged by an index.
    judged = most > _PASSING and credit["impact"] == most and _JUDGED.search(scan.words)
    return ("impact",) if judged else ()


def _presences(scan: Scan) -> int:
    return sum(1 for _ in _PRESENT.finditer(scan.folded))


def _disciplined(scan: Scan) -> bool:
    """Tell whether it is about officials who keep their hours; who drinks is told elsewhere."""
    absent = sum(1 for _ in _ABSENT.finditer(scan.folded))
    return absent >= _LEAST_ABSENT and absent > sum(1 for _ in _DRINKING.finditer(scan.folded))


def _topic(scan: Scan, start: int, end: int, key: str) -> Topic:
    return Topic(start, end, scan.text[start:end], key)
