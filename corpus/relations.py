"""What documents do to each other: who amends, replaces, bases itself on whom, in one text.

A reading says of each mention what the words beside it say. Here the one who does it is found:
the document that the text is, or another that the sentence names. "Quyết định X được thay thế bởi
Quyết định Y" is turned round: Y replaces X. What is only asked for or planned is no relation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extractors.document_types import NAMES
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CHANGES = frozenset({"amends", "extends", "repeals", "replaces"})
_CHANGED = frozenset({"amended_by", "repealed", "repealed_by", "replaced_by"})
_BY_ITSELF = frozenset(
    {"based_on", "implements", "proposed_by", "contained_in", "approved_by", "replies_to",
     "follows"}
)  # fmt: skip
_VERBS = {
    "sửa đổi": "amends", "bổ sung": "amends", "điều chỉnh": "amends", "đính chính": "amends",
    "gia hạn": "extends", "kéo dài": "extends", "thay thế": "replaces", "thay cho": "replaces",
    "bãi bỏ": "repeals", "hủy bỏ": "repeals", "chấm dứt hiệu lực": "repeals",
}  # fmt: skip
_VERB = re.compile("|".join(map(re.escape, map(fold, _VERBS))))
_KIND = {fold(verb): kind for verb, kind in _VERBS.items()}
_BREAK = re.compile(r"[.;:]\s|[;\n]")
_LIST = re.compile(r"[\s,]*(?:và|cùng)?\s*(?:các\s*)?(?:(?:số|văn bản)\s*)?")
_DONE_BY = re.compile(
    rf"(?:được|bị)\s+(?P<verb>{_VERB.pattern})[^.;\n]*?\s(?:bởi|bằng|tại|theo)\s+(?:các\s+)?$"
)
_ENDS_WITH = re.compile(r"hết hiệu lực[^.;\n]{0,40}(?:ngày|khi)\s+$")
_COMES_INTO_FORCE = re.compile(r"[^.;\n]{0,60}có hiệu lực")
_PART = re.compile(
    r"(?<!\w)(?:điểm|khoản|điều|mục|phụ lục|chương|phần|đoạn|cụm từ|nội dung|biểu)(?!\w)"
)
# The word before the verb says that nothing has changed yet, or that somebody else does it.
_NOT_YET = re.compile(
    r"(?<!\w)(?:đề nghị|kiến nghị|đề xuất|tham mưu|rà soát|nghiên cứu|xem xét|góp ý|dự thảo|chưa"
    r"|không|sẽ|cần|phải|chờ|trình|được|bị)(?!\w)[^,]*$"
)
_NEXT_DOING = re.compile(r"\s*(?:và|đồng thời|qua đó|\()?\s*")
_NUMBERED = re.compile(r"^\s*(?:điều\s+\d+[a-zđ]?[.:]?|\d+(?:\.\d+)*[.)]?|[a-zđ][.)]|[-–+*•])\s*")
_REPLACED_HERE = re.compile(r"^\s*văn bản (?:bị|được|hết hiệu lực)\s*$")
_ORDERS = frozenset({"QĐ", "NQ", "NĐ", "TT", "TTLT", "NQLT", "LUẬT", "L", "PL", "CT"})
_ONLY_ASKS = frozenset({"TTR", "BC", "CV", "TB", "GM", "BB"})


class Said(NamedTuple):
    """A mention in a text, in reading order; `document` is None where it is not resolved."""

    citation: str
    start: int
    end: int
    relation: str | None
    document: str | None
    own: bool


class Itself(NamedTuple):
    """The document that a text is."""

    document: str
    type: str | None


class Relation(NamedTuple):
    """One document's doing to another, and the mention of the other that shows it."""

    from_document: str
    to_document: str
    kind: str
    citation: str


def needs_text(relations: Iterable[str | None]) -> bool:
    """Give whether the words of the text must be looked at, for who changes whom."""
    return not (CHANGES | _CHANGED).isdisjoint(relations)


def relations(text: str, said: Sequence[Said], itself: Itself | None) -> list[Relation]:
    """Give what the documents named in a text do to each other, and what the text's own does.

    >>> text = "Quyết định số 5 được thay thế bởi Quyết định số 9."
    >>> said = [Said("a", 0, 15, "replaced_by", "d5", False),
    ...         Said("b", 34, 49, "replaces", "d9", False)]
    >>> relations(text, said, None)
    [Relation(from_document='d9', to_document='d5', kind='replaces', citation='a')]
    """
    folded = fold(text)
    found: list[Relation] = []
    doing = _turned_round(folded, said)
    sources: dict[int, tuple[str, str] | None] = {}
    for at, one in enumerate(said):
        for agent, kind in doing.by.get(at, ()):
            found += _between(said[agent].document, one, kind)
        if one.own or at in doing.agents:
            continue
        if one.relation in CHANGES:
            sources[at] = _source(folded, said, at, itself, sources)
            source = sources[at]
            found += _between(source[0], one, source[1]) if source else []
        elif itself is not None and one.relation in _BY_ITSELF:
            found += _between(itself.document, one, one.relation or "")
    return list(dict.fromkeys(found))


def _between(source: str | None, target: Said, kind: str) -> Iterator[Relation]:
    if source is not None and target.document is not None and source != target.document:
        yield Relation(source, target.document, kind, target.citation)


class _TurnedRound(NamedTuple):
    """Who is changed by whom: numbers of mentions, and of those that do it."""

    by: dict[int, list[tuple[int, str]]]
    agents: set[int]


def _turned_round(folded: str, said: Sequence[Said]) -> _TurnedRound:
    """Find "X được thay thế bởi Y (và Y2)" and "X hết hiệu lực kể từ ngày Y có hiệu lực"."""
    by: dict[int, list[tuple[int, str]]] = defaultdict(list)
    agents: set[int] = set()
    for at in range(1, len(said)):
        kind = _done_by(folded, said[at - 1], said[at])
        if kind is None:
            continue
        doers = [at, *_listed_after(folded, said, at)]
        for target in (at - 1, *_listed_before(folded, said, at - 1)):
            by[target] += [(doer, kind) for doer in doers]
        agents.update(doers)
    return _TurnedRound(by, agents)


def _done_by(folded: str, one: Said, other: Said) -> str | None:
    gap = folded[one.end : other.start]
    if _BREAK.search(gap):
        return None
    if done := _DONE_BY.search(gap):
        return _KIND[done["verb"]]
    if _ENDS_WITH.search(gap) and _COMES_INTO_FORCE.match(folded, other.end):
        return "replaces"
    return None


def _listed_after(folded: str, said: Sequence[Said], at: int) -> Iterator[int]:
    while at + 1 < len(said) and _LIST.fullmatch(folded, said[at].end, said[at + 1].start):
        at += 1
        yield at


def _listed_before(folded: str, said: Sequence[Said], at: int) -> Iterator[int]:
    while at and _LIST.fullmatch(folded, said[at - 1].end, said[at].start):
        at -= 1
        yield at


def _source(
    folded: str,
    said: Sequence[Said],
    at: int,
    itself: Itself | None,
    before: dict[int, tuple[str, str] | None],
) -> tuple[str, str] | None:
    """Give which document changes the mention, and how; None where none does."""
    one = said[at]
    if (
        at
        and said[at - 1].relation == one.relation
        and _LIST.fullmatch(folded, said[at - 1].end, one.start)
    ):
        return before.get(at - 1)
    begin = _sentence(folded, one.start)
    verbs = list(_VERB.finditer(folded, begin, one.start))
    if not verbs:
        return None
    # "sửa đổi, bổ sung" is one doing: it begins with the first of verbs that stand together.
    verb = verbs[-1]
    for earlier in reversed(verbs[:-1]):
        if not re.fullmatch(r"[\s,]*(?:và\s*)?", folded[earlier.end() : verb.start()]):
            break
        verb = earlier
    kind = _KIND[verbs[-1][0]]
    if kind in {"repeals", "replaces"} and _PART.search(folded, verb.end(), one.start):
        kind = "amends"  # a part of it goes, the document stays
    named = [m for m in said[:at] if begin <= m.start and m.end <= verb.start()]
    if named:
        if _is_misread(folded, said[:at], named[-1]):
            return None
        return _by_the_named(folded, begin, named[-1], verb.start(), kind)
    return _by_itself(folded, said[:at], (begin, verb.start()), itself, kind)


def _sentence(folded: str, at: int) -> int:
    begin = 0
    for end in _BREAK.finditer(folded, max(0, at - 600), at):
        # A colon parts a label from what it says, not a document from what it does.
        if end[0][0] != ":":
            begin = end.end()
    return begin


def _is_misread(folded: str, before: Sequence[Said], this: Said) -> bool:
    """Give whether "Kế hoạch này" was taken for what the text is based on: it means the text."""
    return folded[: this.end].endswith("này") and any(
        one.relation == "based_on" and one.document == this.document for one in before
    )


def _by_the_named(
    folded: str, begin: int, named: Said, verb: int, kind: str
) -> tuple[str, str] | None:
    """The document named before the verb does it, unless a body is named between them."""
    gap = folded[named.end : verb]
    _, comma, last = gap.rpartition(",")
    asked = _NOT_YET.search(last)
    only_cited = named.relation in {"based_on", "implements"} and not re.search(
        r"\w+\W+\w+\W+\w+\W+\w+", folded[begin : named.start]
    )
    if asked or (comma and (only_cited or not _NEXT_DOING.fullmatch(last))):
        return None
    return (named.document, kind) if named.document else None


def _by_itself(
    folded: str,
    said: Sequence[Said],
    span: tuple[int, int],
    itself: Itself | None,
    kind: str,
) -> tuple[str, str] | None:
    """The text's own document does it: "Điều 1. Bãi bỏ …", "Về việc sửa đổi …", its type word."""
    before = folded[slice(*span)]
    if before.startswith("đây là") and said:
        return (said[-1].document, kind) if said[-1].document else None
    if itself is None or itself.type is None:
        return None
    doing = _NUMBERED.sub("", before).strip()
    own_type = itself.type.upper()
    orders = not doing and own_type in _ORDERS
    titled = doing in {"về việc", "v/v", "về"} and own_type not in _ONLY_ASKS
    names = [name for name, code in NAMES.items() if code.upper() == own_type]
    speaks = any(re.match(rf"{name}(?!\s*số)(?!\w)", doing) for name in names)
    says_so = speaks and not _NOT_YET.search(doing)
    if orders or titled or says_so or _REPLACED_HERE.match(doing):
        return itself.document, kind
    return None
