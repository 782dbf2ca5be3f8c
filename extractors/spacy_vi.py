"""The same facts as spaCy components, for who wants to use or extend them in a pipeline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.facts import Context, to_json
from extractors.reading import extract
from extractors.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KINDS = ("references", "dates", "scores", "recommendations", "findings", "topics")
_TOKENIZER = "vanban.words.v1"
# A number keeps its letter (30c) but not a word that stuck to it (2011của).
_TOKEN = re.compile(r"\d+(?:[a-zđ](?!\w))?|[^\W\d_]+|\s|[^\s]")


class WordTokenizer:
    """Cuts a text into words, numbers and single marks; the text of the Doc is normalised.

    Every fact begins and ends at a token. White space that is not one space after a token is a
    token of its own, so that offsets into `doc.text` are the offsets of the facts.
    """

    def __init__(self, vocab: Any) -> None:  # noqa: ANN401  (spacy.Vocab has no types here)
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Give the Doc of a text as it came."""
        words: list[str] = []
        spaces: list[bool] = []
        for found in _TOKEN.finditer(normalise(text)):
            if found[0] == " " and spaces and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(found[0])
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Give nothing: the tokenizer has no state."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> WordTokenizer:
        """Give the tokenizer itself: it has no state."""
        return self

    def to_disk(self, _: str | Path, **__: object) -> None:
        """Write nothing: the tokenizer has no state."""

    def from_disk(self, _: str | Path, **__: object) -> WordTokenizer:
        """Give the tokenizer itself: it has no state."""
        return self


def make_tokenizer() -> Callable[[Language], WordTokenizer]:
    """Give what makes the tokenizer of a pipeline: `vanban.words.v1` in its configuration."""

    def made(nlp: Language) -> WordTokenizer:
        return WordTokenizer(nlp.vocab)

    return made


def facts_of(doc: Doc) -> dict[str, Any]:
    """Give the facts of a Doc as plain dicts, read once and kept in `doc._.vanban`.

    The context comes from `doc._.context`, else `doc.user_data["context"]`: a dict with
    `published`, `province`, `title`.

    Raises:
        ValueError: the Doc's text is not normalised, so offsets would not agree.
    """
    if doc._.vanban is None:
        given = doc._.context or doc.user_data.get("context") or {}
        context = Context(given.get("published"), given.get("province"), given.get("title"))
        facts = extract(doc.text, context)
        if facts.text != doc.text:
            raise ValueError("the text of the Doc is not normalised: use extractors.load()")
        plain = to_json(facts)
        plain["topics"] = [
            {"start": t.start, "end": t.end, "text": t.quote, "key": t.key} for t in facts.topics
        ]
        doc._.vanban = plain
    kept: dict[str, Any] = doc._.vanban
    return kept


def _label(kind: str, fact: dict[str, Any]) -> str:
    names = {
        "references": "type",
        "dates": "grain",
        "scores": "indicator",
        "recommendations": "kind",
        "findings": "area",
        "topics": "key",
    }
    return fact.get(names[kind]) or kind


def _fact_of(span: Span) -> dict[str, Any] | None:
    """Give the fact of a span: `span._.vanban`. None where the span is not one of ours."""
    kind, _, place = span.id_.partition(":")
    facts = (span.doc._.vanban or {}).get(kind)
    if not facts or not place.isdigit() or int(place) >= len(facts):
        return None
    fact: dict[str, Any] = facts[int(place)]
    return fact


def _component(kind: str) -> Callable[[Doc], Doc]:
    """Give the component that writes the facts of one kind into `doc.spans[kind]`."""
    return _Writer(kind)


class _Writer:
    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, doc: Doc) -> Doc:
        spans = []
        for i, fact in enumerate(facts_of(doc)[self.kind]):
            span = doc.char_span(
                fact["start"],
                fact["end"],
                label=_label(self.kind, fact),
                alignment_mode="expand",
                span_id=f"{self.kind}:{i}",
            )
            if span is not None:
                spans.append(span)
        doc.spans[self.kind] = spans
        return doc


def references(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy's protocol)
    """Give the component that writes cited documents."""
    return _component("references")


def dates(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy's protocol)
    """Give the component that writes points and periods in time."""
    return _component("dates")


def scores(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy's protocol)
    """Give the component that writes index values, ranks, rates and grades."""
    return _component("scores")


def recommendations(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy's protocol)
    """Give the component that writes what somebody is told, asked or resolves to do."""
    return _component("recommendations")


def findings(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy's protocol)
    """Give the component that writes shortcomings."""
    return _component("findings")


def topics(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy's protocol)
    """Give the component that writes the evidence for genre, reform and areas."""
    return _component("topics")


_FACTORIES = (references, dates, scores, recommendations, findings, topics)


def _register() -> None:
    spacy.registry.tokenizers(_TOKENIZER, func=make_tokenizer)
    for factory in _FACTORIES:
        Language.factory(f"vanban_{factory.__name__}", func=factory)
    Doc.set_extension("vanban", default=None, force=True)
    Doc.set_extension("context", default=None, force=True)
    Span.set_extension("vanban", getter=_fact_of, force=True)


_register()


def load() -> Language:
    """Give a Vietnamese pipeline that writes all kinds of facts into `doc.spans`.

    `spacy.blank("vi")` alone wants pyvi; this one has its own tokenizer. The values of a fact are
    a plain dict, `span._.vanban`; those of the notice as a whole (genre, reform, areas) stand in
    `doc._.vanban`.

    >>> doc = load()("Thực hiện Kế hoạch số 19/KH-SKHCN ngày 13/3/2023 của Sở KH&CN")
    >>> [(span.text, span._.vanban["code"]) for span in doc.spans["references"]]
    [('Kế hoạch số 19/KH-SKHCN ngày 13/3/2023 của Sở KH&CN', '19/KH-SKHCN')]
    """
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
    for factory in _FACTORIES:
        nlp.add_pipe(f"vanban_{factory.__name__}")
    return nlp
