-- crawl.db, version 3: what was visited, what is due, what went wrong. Times are UTC, days ISO.
CREATE TABLE sites (
  name TEXT PRIMARY KEY,
  declaration TEXT NOT NULL,          -- digest: a changed one has its unread pages read again
  max_age_days INTEGER NOT NULL
) STRICT;

CREATE TABLE visits (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites(name),
  started TEXT NOT NULL,
  finished TEXT,                      -- NULL: interrupted, the next crawl goes on with it
  new INTEGER NOT NULL DEFAULT 0,
  fetched INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  soft_404 INTEGER NOT NULL DEFAULT 0,
  listed INTEGER NOT NULL DEFAULT 0,
  read INTEGER NOT NULL DEFAULT 0,    -- listing pages that were read
  broken INTEGER NOT NULL DEFAULT 0   -- listing pages that could not be read
) STRICT;
CREATE UNIQUE INDEX open_visit ON visits(site) WHERE finished IS NULL;

-- Listings that were once followed to their end: only what is new is looked for there since.
CREATE TABLE followed (
  site TEXT NOT NULL,
  root TEXT NOT NULL,                 -- the address of the listing's first page
  PRIMARY KEY (site, root)
) STRICT, WITHOUT ROWID;

-- Where the back-fill of a listing goes on.
CREATE TABLE places (
  site TEXT NOT NULL,
  root TEXT NOT NULL,                 -- the address of the listing's first page
  number INTEGER NOT NULL,
  url TEXT NOT NULL,
  form TEXT NOT NULL,
  guessed INTEGER NOT NULL,
  PRIMARY KEY (site, root)
) STRICT, WITHOUT ROWID;

-- The listing pages that an open visit has read or has still to read.
CREATE TABLE listings (
  visit INTEGER NOT NULL REFERENCES visits(id),
  listing INTEGER NOT NULL,           -- which of the declaration's listings
  number INTEGER NOT NULL,            -- its pages from 1
  root TEXT NOT NULL,                 -- the address of page 1
  url TEXT NOT NULL,
  method TEXT NOT NULL,
  form TEXT NOT NULL,
  guessed INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,    -- 1 read, 2 failed or cut short
  deep INTEGER NOT NULL DEFAULT 0,    -- 1: back-fill, read after all that is new or due
  PRIMARY KEY (visit, listing, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('article', 'attachment', 'local')),
  identity TEXT NOT NULL,
  url TEXT NOT NULL,
  parent TEXT,
  name TEXT,
  listed_title TEXT,
  listed_published TEXT,
  listed_by TEXT,                     -- who told that day: listing or feed
  published TEXT,
  first_seen TEXT NOT NULL,
  first_visit INTEGER,
  last_visit INTEGER,                 -- the last visit that asked for it
  last_status TEXT,
  -- the last good answer
  last_seen TEXT,
  changed TEXT,
  answered TEXT,                      -- when the stored answer was given
  digest TEXT,
  media_type TEXT,
  etag TEXT,
  last_modified TEXT,
  file TEXT,
  start INTEGER,
  length INTEGER,
  -- when to ask again; NULL: at once
  due TEXT,
  step INTEGER NOT NULL DEFAULT 0,
  deep INTEGER NOT NULL DEFAULT 0,    -- 1: found by back-fill
  UNIQUE (site, kind, identity)
) STRICT;
CREATE INDEX pages_due ON pages(site, due);

-- Every answer that was archived of a page, in the order of coming: what older versions, and what
-- was said when it was gone, are read from.
CREATE TABLE answers (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages(id),
  visit INTEGER,                      -- NULL: a local file
  fetched_at TEXT NOT NULL,
  status TEXT NOT NULL,
  digest TEXT,                        -- of the unpacked body; NULL: no good answer
  file TEXT NOT NULL,
  start INTEGER NOT NULL,
  length INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_page ON answers(page);
CREATE INDEX answers_place ON answers(file, start);

-- How many articles were read in a visit, and how many of them lacked what.
CREATE TABLE readings (
  visit INTEGER NOT NULL REFERENCES visits(id),
  field TEXT NOT NULL,
  articles INTEGER NOT NULL,
  empty INTEGER NOT NULL,
  PRIMARY KEY (visit, field)
) STRICT, WITHOUT ROWID;

-- The marks of its CMS that a site last showed.
CREATE TABLE marks (
  site TEXT PRIMARY KEY,
  family TEXT NOT NULL,
  shown TEXT NOT NULL,                -- JSON: the signals that stood in its listing page
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which pages a listing of an open visit has shown: a pager that repeats itself has ended.
CREATE TABLE listed (
  visit INTEGER NOT NULL REFERENCES visits(id),
  listing INTEGER NOT NULL,
  page INTEGER NOT NULL REFERENCES pages(id),
  PRIMARY KEY (visit, listing, page)
) STRICT, WITHOUT ROWID;

CREATE TABLE problems (
  site TEXT NOT NULL,
  url TEXT NOT NULL,                  -- empty: the site as a whole
  status TEXT NOT NULL,
  note TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  visit INTEGER,
  file TEXT,                          -- the answer that was no good, where there was one
  start INTEGER,
  length INTEGER,
  PRIMARY KEY (site, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE robots (
  origin TEXT PRIMARY KEY,
  fetched TEXT NOT NULL,
  file TEXT NOT NULL,
  start INTEGER NOT NULL,
  length INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hosts (
  host TEXT PRIMARY KEY,
  not_before TEXT NOT NULL            -- it asked us to stay away until then
) STRICT, WITHOUT ROWID;

-- Archived answers to take instead of asking: the crawl that fetched them was killed, or the
-- declaration by which they were read in vain has changed.
CREATE TABLE unclaimed (
  key TEXT PRIMARY KEY,
  until TEXT NOT NULL,
  file TEXT NOT NULL,
  start INTEGER NOT NULL,
  length INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Archive files that are complete: nothing is appended to them any more.
CREATE TABLE sealed (
  file TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  digest TEXT NOT NULL                -- SHA-256 of the file
) STRICT, WITHOUT ROWID;

-- How far the archive is accounted for.
CREATE TABLE archived (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  file TEXT NOT NULL,
  start INTEGER NOT NULL,
  length INTEGER NOT NULL
) STRICT;
