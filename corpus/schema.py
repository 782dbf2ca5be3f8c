"""The tables and views of `corpus.db`, and the migrations that make them.

A table or a column more is one migration more, at the end of this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from corpus.found import FOUND
from corpus.views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("corpus")

_FACT = """
    id TEXT PRIMARY KEY,
    text_id TEXT NOT NULL REFERENCES texts(id) ON DELETE CASCADE,
    notice TEXT NOT NULL REFERENCES notices(id) ON DELETE CASCADE,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    quote TEXT NOT NULL,
    page INTEGER,
"""

_TABLES = f"""
CREATE TABLE provinces (
    scheme TEXT NOT NULL,             -- '2004' until 2025-06-30, '2025' since 2025-07-01
    code TEXT NOT NULL,               -- codes are recycled: only (scheme, code) is a key
    name TEXT NOT NULL,
    kind TEXT NOT NULL,               -- at the end of the scheme, or today
    region TEXT NOT NULL,
    now_name TEXT NOT NULL,           -- the unit of the 34 that it lies in
    PRIMARY KEY (scheme, code),
    UNIQUE (scheme, name)
) STRICT;

CREATE TABLE agencies (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    names TEXT NOT NULL,              -- JSON list, as people write it
    codes TEXT NOT NULL,              -- JSON list, as in a document's symbol
    level TEXT,
    since TEXT, until TEXT, successor TEXT
) STRICT;

CREATE TABLE sites (
    name TEXT PRIMARY KEY,
    title TEXT, url TEXT, family TEXT, province TEXT, agency TEXT, state TEXT,
    max_age_days INTEGER
) STRICT;

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    command TEXT NOT NULL, started TEXT NOT NULL, finished TEXT, status TEXT, version TEXT
) STRICT;

CREATE TABLE visits (
    site TEXT NOT NULL REFERENCES sites(name),
    run TEXT REFERENCES runs(id),
    started TEXT NOT NULL, finished TEXT, status TEXT, reason TEXT,
    pages INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    PRIMARY KEY (site, started)
) STRICT;
CREATE INDEX visits_run ON visits(run);

CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    site TEXT NOT NULL REFERENCES sites(name),
    identity TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT, published_from TEXT,
    author TEXT,
    genre TEXT NOT NULL,
    reform INTEGER NOT NULL,
    areas TEXT NOT NULL,              -- JSON list, primary first
    work TEXT NOT NULL,               -- id of the copy that stands for all copies of it
    province_then TEXT, province_now TEXT, province_from TEXT,
    province_named TEXT,              -- the one province that its own text names
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, withdrawn TEXT,
    archive_file TEXT, archive_offset INTEGER, archive_length INTEGER,
    read_from TEXT NOT NULL,          -- digest of the bytes and the code it was read from and with
    content_key TEXT NOT NULL,        -- digest of what is published: equal for exact copies
    title_key TEXT NOT NULL,          -- folded title: near copies are sought among its equals too
    UNIQUE (site, identity)
) STRICT;
CREATE INDEX notices_work ON notices(work);
CREATE INDEX notices_content_key ON notices(content_key);
CREATE INDEX notices_title_key ON notices(title_key);
CREATE INDEX notices_province_now ON notices(province_now, published);
CREATE INDEX notices_published ON notices(published);

-- Near copies share a key: a band of a MinHash signature (corpus/minhash.py).
CREATE TABLE near_keys (
    key INTEGER NOT NULL,
    notice TEXT NOT NULL REFERENCES notices(id) ON DELETE CASCADE,
    PRIMARY KEY (key, notice)
) STRICT, WITHOUT ROWID;
CREATE INDEX near_keys_notice ON near_keys(notice);

CREATE TABLE pages (
    site TEXT NOT NULL REFERENCES sites(name),
    url TEXT NOT NULL,
    kind TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, http_status INTEGER,
    notice TEXT REFERENCES notices(id) ON DELETE SET NULL,
    published TEXT, first_seen TEXT, last_seen TEXT,
    PRIMARY KEY (site, url)
) STRICT;
CREATE INDEX pages_notice ON pages(notice);

CREATE TABLE problems (
    site TEXT NOT NULL REFERENCES sites(name),
    url TEXT NOT NULL,
    kind TEXT NOT NULL, reason TEXT NOT NULL, field TEXT, selector TEXT, seen TEXT, run TEXT,
    PRIMARY KEY (site, url, kind)
) STRICT;

CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    notice TEXT NOT NULL REFERENCES notices(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    digest TEXT,
    problem TEXT,
    archive_file TEXT, archive_offset INTEGER, archive_length INTEGER,
    UNIQUE (notice, url)
) STRICT;

CREATE TABLE texts (
    id TEXT PRIMARY KEY,
    notice TEXT NOT NULL REFERENCES notices(id) ON DELETE CASCADE,
    attachment TEXT REFERENCES attachments(id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    current INTEGER NOT NULL,         -- 1: the newest version, the one that has facts
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    digest TEXT NOT NULL,             -- SHA-256 of `text`
    pages TEXT NOT NULL,              -- JSON list: offset at which each page begins
    seen TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX texts_version ON texts(notice, ifnull(attachment, ''), version);
-- Partial: most texts have no attachment, and SQLite would look all of them through.
CREATE INDEX texts_attachment ON texts(attachment) WHERE attachment IS NOT NULL;

CREATE TABLE extractions (
    text_id TEXT PRIMARY KEY REFERENCES texts(id) ON DELETE CASCADE,
    version TEXT NOT NULL,            -- of the extractor
    fingerprint TEXT NOT NULL,        -- of version, text and context: another one is stale
    genre TEXT NOT NULL, reform INTEGER NOT NULL, areas TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    family TEXT NOT NULL,             -- state, party, assembly, number, name
    type TEXT, number TEXT, year TEXT, symbol TEXT,
    code TEXT,
    date TEXT, issuer TEXT, issuer_id TEXT,
    jurisdiction TEXT,                -- province, 'Trung ương', or 'tỉnh / huyện'; null: not told
    jurisdiction_from TEXT,           -- issuer, symbol, name; else as `notices.province_from`
    subject TEXT,
    bucket TEXT NOT NULL,             -- what all mentions of it share: its number, or its name
    works INTEGER NOT NULL,           -- publications that cite it: counting them takes too long
    notice TEXT REFERENCES notices(id) ON DELETE SET NULL,
    attachment TEXT REFERENCES attachments(id) ON DELETE SET NULL
) STRICT;
CREATE INDEX documents_bucket ON documents(bucket);
CREATE INDEX documents_code ON documents(code);
CREATE INDEX documents_notice ON documents(notice) WHERE notice IS NOT NULL;
CREATE INDEX documents_attachment ON documents(attachment) WHERE attachment IS NOT NULL;

CREATE TABLE citations ({_FACT}
    code TEXT, type TEXT, number TEXT, year TEXT, symbol TEXT, date TEXT,
    issuer TEXT, issuer_id TEXT, subject TEXT, relation TEXT,
    own INTEGER NOT NULL, repaired INTEGER NOT NULL, date_shared INTEGER NOT NULL,
    antecedent TEXT,                  -- id of the citation in the same text that it stands for
    issuer_in TEXT,                   -- what stands after the issuer and says where it is
    bucket TEXT NOT NULL,
    document TEXT REFERENCES documents(id),
    document_from TEXT,               -- how it was found: identity, antecedent, same_notice, ...
    unresolved TEXT,                  -- why there is no document
    candidates TEXT                   -- JSON list of [document, score], where it is not plain
) STRICT;
CREATE INDEX citations_document ON citations(document, own);
CREATE INDEX citations_bucket ON citations(bucket);
CREATE INDEX citations_notice ON citations(notice);
CREATE INDEX citations_text ON citations(text_id);
CREATE INDEX citations_unresolved ON citations(unresolved) WHERE unresolved IS NOT NULL;
CREATE INDEX citations_open ON citations(bucket, unresolved) WHERE unresolved IS NOT NULL;

CREATE TABLE relations (
    from_document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    to_document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    citation TEXT NOT NULL REFERENCES citations(id) ON DELETE CASCADE,
    PRIMARY KEY (from_document, to_document, kind, citation)
) STRICT;
CREATE INDEX relations_to ON relations(to_document);
CREATE INDEX relations_citation ON relations(citation);

CREATE TABLE dates ({_FACT}
    first TEXT, last TEXT, grain TEXT NOT NULL, approximate INTEGER NOT NULL, year_source TEXT
) STRICT;
CREATE INDEX dates_text ON dates(text_id);
CREATE INDEX dates_notice ON dates(notice);

CREATE TABLE scores ({_FACT}
    kind TEXT NOT NULL, indicator TEXT NOT NULL, name TEXT, subject TEXT, period TEXT,
    value REAL, unit TEXT, comparator TEXT, scale REAL, rank INTEGER, ranked INTEGER,
    change REAL, rank_change INTEGER, statistic TEXT, grade TEXT, scope TEXT, ranked_by TEXT,
    stage TEXT, inconsistent INTEGER NOT NULL
) STRICT;
CREATE INDEX scores_text ON scores(text_id);
CREATE INDEX scores_notice ON scores(notice);
CREATE INDEX scores_indicator ON scores(indicator, subject, period);

CREATE TABLE recommendations ({_FACT}
    kind TEXT NOT NULL, agent TEXT, addressee TEXT,
    partners TEXT NOT NULL,           -- JSON list
    deadline TEXT, deadline_text TEXT, deadline_kind TEXT, direction TEXT, area TEXT
) STRICT;
CREATE INDEX recommendations_text ON recommendations(text_id);
CREATE INDEX recommendations_notice ON recommendations(notice);
CREATE INDEX recommendations_deadline ON recommendations(deadline);

-- Which recommendations are one directive, told in several places (corpus/directives.py).
CREATE TABLE directives (
    recommendation TEXT PRIMARY KEY REFERENCES recommendations(id) ON DELETE CASCADE,
    directive TEXT NOT NULL,          -- the recommendation that stands for all that say the same
    repeats TEXT                      -- one of an earlier year that says nearly the same
) STRICT;
CREATE INDEX directives_directive ON directives(directive);
CREATE INDEX directives_repeats ON directives(repeats) WHERE repeats IS NOT NULL;

CREATE TABLE phrase_keys (
    key INTEGER NOT NULL,
    recommendation TEXT NOT NULL REFERENCES recommendations(id) ON DELETE CASCADE,
    PRIMARY KEY (key, recommendation)
) STRICT, WITHOUT ROWID;
CREATE INDEX phrase_keys_recommendation ON phrase_keys(recommendation);

CREATE TABLE findings ({_FACT}
    subject TEXT, area TEXT
) STRICT;
CREATE INDEX findings_text ON findings(text_id);
CREATE INDEX findings_notice ON findings(notice);

CREATE TABLE topics ({_FACT}
    key TEXT NOT NULL
) STRICT;
CREATE INDEX topics_text ON topics(text_id);
CREATE INDEX topics_notice ON topics(notice);

-- What changed since documents and works were last linked; empty after `documents.link`.
CREATE TABLE unlinked (kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key))
    STRICT, WITHOUT ROWID;

-- Full text. The rows' numbers follow the order of writing and mean nothing else.
CREATE TABLE fulltext_rows (
    row INTEGER PRIMARY KEY,
    text_id TEXT NOT NULL UNIQUE REFERENCES texts(id) ON DELETE CASCADE,
    notice TEXT NOT NULL REFERENCES notices(id) ON DELETE CASCADE,
    names TEXT NOT NULL               -- as indexed, needed to take the row out again
) STRICT;
CREATE INDEX fulltext_rows_notice ON fulltext_rows(notice);
CREATE VIRTUAL TABLE fulltext USING fts5(
    title, body, names, title_plain, body_plain, names_plain,
    content='', tokenize="unicode61 remove_diacritics 0"
);
"""


@migrations(name="0001_first")
def _first(db: Database) -> None:
    for statement in _statements(_TABLES + VIEWS):
        db.execute(statement)


def _statements(script: str) -> list[str]:
    """Give the statements of a script one by one: `executescript` would end the transaction."""
    lines = (line.split("--")[0].rstrip() for line in script.splitlines())
    return [part.strip() for part in "\n".join(lines).split(";") if part.strip()]


_SEARCH = """
-- Words beside the texts: keys (corpus/keys.py), titles alone, and what a beginning may stand for.
ALTER TABLE fulltext_rows ADD COLUMN keys TEXT NOT NULL DEFAULT '';
DROP TABLE fulltext;
CREATE VIRTUAL TABLE fulltext USING fts5(
    title, body, names, title_plain, body_plain, names_plain, keys,
    content='', tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE fulltext_titles USING fts5(
    title, title_plain, keys, content='', tokenize="unicode61 remove_diacritics 0"
);
CREATE TABLE fulltext_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Who cites a document, newest first, without sorting a hundred thousand mentions.
ALTER TABLE citations ADD COLUMN day TEXT;  -- of the notice's publication
UPDATE citations SET day = (SELECT published FROM notices WHERE id = citations.notice);
DROP INDEX citations_document;
CREATE INDEX citations_newest ON citations(document, own, day);
DROP INDEX citations_open;
CREATE INDEX citations_left ON citations(bucket, code, type, day) WHERE unresolved IS NOT NULL;
DROP INDEX documents_bucket;
CREATE INDEX documents_asked
    ON documents(bucket, code, type, works, id, year, jurisdiction);
CREATE INDEX documents_held ON documents(bucket, code, type, works) WHERE notice IS NOT NULL;
"""


@migrations(name="0002_search")
def _search(db: Database) -> None:
    for statement in _statements(_SEARCH):
        db.execute(statement)


@migrations(name="0003_tasks")
def _tasks(db: Database) -> None:
    name = "VIEW open_recommendations"  # its words of states are those of corpus/tasks.py
    db.execute(f"DROP {name}")
    for statement in _statements(VIEWS):
        if statement.startswith(f"CREATE {name}"):
            db.execute(statement)


@migrations(name="0004_first_load")
def _first_load(db: Database) -> None:
    # Statements that make what a first load left for its end (corpus/postponed.py).
    db.execute("CREATE TABLE postponed (sql TEXT NOT NULL) STRICT")


@migrations(name="0005_found")
def _found(db: Database) -> None:
    for statement in FOUND:
        db.execute(statement)


@migrations(name="0006_by_day")
def _by_day(db: Database) -> None:
    _tasks(db)


@migrations(name="0007_changed_by")
def _changed_by(db: Database) -> None:
    # Thousands base themselves on a decree, few change it.
    db.execute("DROP INDEX relations_to")
    db.execute("CREATE INDEX relations_to ON relations(to_document, kind)")


@migrations(name="0008_exact_copies")
def _exact_copies(db: Database) -> None:
    # The least id of thousands of exact copies is looked up for each of them.
    db.execute("DROP INDEX notices_content_key")
    db.execute("CREATE INDEX notices_content_key ON notices(content_key, id)")
