"""Texts with their facts as a spaCy DocBin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import DocBin

import extractors
from corpus import facts_rows

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def write_docbin(connection: sqlite3.Connection, path: Path) -> None:
    """Write a Doc for each newest text, its facts as `doc.spans`, by text id for its order.

    The groups are called as in the facts' JSON (references, dates ...); a span's label is the
    type, indicator, kind or key. `doc.user_data` names notice, text, title and URL.
    """
    nlp = extractors.load()
    bin_of_docs = DocBin(store_user_data=True)
    rows = connection.execute(
        "SELECT t.id, t.text, n.id, n.title, n.url FROM texts AS t"
        " JOIN notices AS n ON n.id = t.notice WHERE t.current = 1 ORDER BY t.id"
    )
    for text_id, text, notice, title, url in rows:
        doc = nlp.make_doc(text)
        doc.user_data = {"notice": notice, "text": text_id, "title": title, "url": url}
        for table, facts in facts_rows.load(connection, text_id).items():
            spans = [
                doc.char_span(f.start, f.end, label=_label(f), alignment_mode="expand")
                for f in facts
            ]
            group = "references" if table == "citations" else table
            doc.spans[group] = [span for span in spans if span is not None]
        bin_of_docs.add(doc)
    bin_of_docs.to_disk(path)


def _label(fact: object) -> str:
    for name in ("type", "indicator", "grain", "kind", "key"):
        label = getattr(fact, name, None)
        if label:
            return str(label)
    return type(fact).__name__.lower()
