"""What speaks for an incomplete mention meaning one document or another, as scores."""

from __future__ import annotations

from collections import Counter, defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from corpus.identity import period_of
from corpus.subjects import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.mention import Case, Identity, Mention

# From the strongest: the same notice names it in full; the same day; the same day and month of a
# year that cannot be; the same subject; a notice of its year. Anything else scores 0.3.
EVIDENCE: Mapping[str, float] = MappingProxyType(
    {"same_notice": 0.95, "same_date": 0.9, "wrong_year": 0.85, "subject": 0.8,
     "year_of_notice": 0.6}
)  # fmt: skip
_NOTHING = 0.3
_SUBJECTS = 50  # of one document, the commonest, that a mention's is held against


class Known:
    """The documents of one number, against which incomplete mentions are held."""

    def __init__(self, documents: Mapping[str, list[Case]]) -> None:
        self._told = documents
        self._identity = {name: told[0].identity for name, told in documents.items()}
        self._of: dict[str, _Of] = {}
        self._agreeing: dict[tuple[Identity, tuple[str, ...]], list[str]] = {}
        self._by_symbol: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
        for name, known in self._identity.items():
            self._by_symbol[known.type, known.symbol].append(name)

    def _known_of(self, name: str) -> _Of:
        """Give what is known of a document; most are never asked for."""
        if name not in self._of:
            self._of[name] = _of(self._told[name])
        return self._of[name]

    def agreeing(self, asked: Identity, among: tuple[str, ...]) -> list[str]:
        """Give the documents that are all that is asked, of one of the provinces `among`."""
        key = (asked, among)
        if key not in self._agreeing:
            self._agreeing[key] = [
                name
                for name in self._likely(asked)
                if agrees(self._identity[name], asked) and _lies_in(self._identity[name], among)
            ]
        return self._agreeing[key]

    def _likely(self, asked: Identity) -> Iterable[str]:
        if asked.family == "assembly" or asked.type is None or asked.symbol is None:
            return self._identity
        return self._by_symbol.get((asked.type, asked.symbol), ())

    def can_be_cited(self, name: str, mention: Mention) -> bool:
        """Give whether the document was there on the notice's day, and is of the year it tells."""
        if (
            mention.published is not None
            and min(self._known_of(name).years) > mention.published[:4]
        ):
            return False
        of_term = self._identity[name].family == "assembly" and mention.year is not None
        return not of_term or mention.year in self._known_of(name).years

    def score(self, name: str, mention: Mention, *, wrong_year: bool = False) -> float:
        """Give how strong the evidence is that a mention means a document, as in `EVIDENCE`."""
        if mention.notice in self._known_of(name).notices:
            return EVIDENCE["same_notice"]
        dates = self._known_of(name).dates
        if mention.date and mention.date in dates:
            return EVIDENCE["same_date"]
        if wrong_year and mention.date and mention.date[5:] in {d[5:] for d in dates if d}:
            return EVIDENCE["wrong_year"]
        if self.same_subject(name, mention):
            return EVIDENCE["subject"]
        if not wrong_year and self._is_of_its_year(name, mention):
            return EVIDENCE["year_of_notice"]
        return _NOTHING

    def same_day_and_subject(self, name: str, mention: Mention) -> bool:
        """Give whether day and subject both speak for a document."""
        return mention.date in self._known_of(name).dates and self.same_subject(name, mention)

    def same_subject(self, name: str, mention: Mention) -> bool:
        """Give whether the document is known to be about what the mention says."""
        return mention.subject is not None and any(
            alike(mention.subject, subject) for subject in self._known_of(name).subjects
        )

    def _is_of_its_year(self, name: str, mention: Mention) -> bool:
        """Give whether the notice is of the document's year, or term, and later than it.

        A mention that says another subject than all others means another document.
        """
        day, identity = mention.published, self._identity[name]
        if day is None or (mention.subject and self._known_of(name).subjects):
            return False
        if identity.family == "party":
            same = period_of("party", identity.symbol, day, day[:4]) == identity.year
        else:
            same = day[:4] in self._known_of(name).years
        return same and self._made_before(name, day)

    def _made_before(self, name: str, day: str | None) -> bool:
        made = [date for date in self._known_of(name).dates if date]
        return not made or min(made) <= (day or "")


class _Of(NamedTuple):
    """What the mentions of one document tell."""

    notices: set[str]
    dates: set[str | None]
    years: set[str]
    subjects: list[str]


def _of(told: list[Case]) -> _Of:
    years = {y for c in told if (y := c.mention.year or (c.mention.date or "")[:4])}
    subjects = Counter(c.mention.subject for c in told if c.mention.subject)
    return _Of(
        {c.mention.notice for c in told},
        {c.mention.date for c in told},
        years or {(told[0].identity.year or "")[:4]},
        [subject for subject, _ in subjects.most_common(_SUBJECTS)],
    )


def agrees(known: Identity, told: Identity) -> bool:
    """Give whether a document is all that an incomplete mention tells of it."""
    if told.family == "assembly":
        return known.family == "assembly" and (known.symbol or "").startswith(told.symbol or "")
    if told.normative and not known.normative:
        return False
    return all(
        mine is None or mine == theirs
        for mine, theirs in (
            (told.family if told.family != "number" else None, known.family),
            (told.type, known.type),
            (told.symbol, known.symbol),
            (told.year, known.year),
            (told.jurisdiction, known.jurisdiction),
            (told.era if told.jurisdiction else None, known.era),
        )
    )


def _lies_in(known: Identity, among: tuple[str, ...]) -> bool:
    if not among:
        return True
    return known.jurisdiction is not None and known.jurisdiction.split(" / ")[0] in among
