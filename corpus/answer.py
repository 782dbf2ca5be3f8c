"""What is answered to a document's number: documents, who cites them, what stays open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citing:
    """A publication that cites the document, by the notice that stands for its copies."""

    notice: str
    work: str
    title: str
    published: str | None
    site: str
    province: str | None
    genre: str
    url: str
    relation: str | None
    quote: str
    copies: int  # pages that publish this work


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the document cites or is changed by, and how."""

    document: str
    code: str | None
    type: str | None
    date: str | None
    issuer: str | None
    relation: str
    quote: str


@dataclass(frozen=True, slots=True)
class Held:
    """The notice (or its attachment) that is the document itself."""

    notice: str
    title: str
    url: str
    published: str | None
    attachment: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document with everything that the corpus knows of it.

    `cited_by` is newest first, as many mentions as were asked for, each publication by one notice;
    `works` counts all publications that cite it. `changed_by` are the documents held here that
    amend, extend, replace or repeal it; that there are none does not mean that it is in force.
    """

    id: str
    type: str | None
    code: str | None
    date: str | None
    year: str | None
    issuer: str | None
    jurisdiction: str | None
    jurisdiction_from: str | None
    subject: str | None
    held: Held | None
    works: int
    cited_by: tuple[Citing, ...]
    cites: tuple[Cited, ...]
    changed_by: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A mention of the number that cannot be given to one document, and why."""

    reason: str
    code: str | None
    date: str | None
    issuer: str | None
    citing: Citing


@dataclass(frozen=True, slots=True)
class Answer:
    """The documents that a number may mean, most cited first, and mentions left open.

    Of one number ten documents are listed; `more` counts the others.
    """

    asked: str
    documents: tuple[Document, ...]
    unresolved: tuple[Unresolved, ...]
    more: int = 0
    more_unresolved: bool = False  # the newest are listed
