-- Dates are ISO 8601 in UTC; an empty string means unknown.

CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    changes INTEGER NOT NULL,          -- grows with every write
    place_changes INTEGER NOT NULL     -- grows when the places added by hand change
) STRICT;
INSERT INTO state VALUES (1, 0, 0);

CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    content_hash BLOB NOT NULL UNIQUE, -- SHA-256 of title and text
    article_id TEXT NOT NULL,          -- the giver's own
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT NOT NULL,
    language TEXT NOT NULL,
    gazetteer TEXT NOT NULL            -- the gazetteer's version that read it
) STRICT;
CREATE INDEX article_by_date ON article (published, number);

-- The database's own copy of each place that a mention or a candidate uses.
CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    place_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    place_type TEXT NOT NULL,
    longitude REAL NOT NULL,
    latitude REAL NOT NULL,
    population INTEGER NOT NULL,
    countries TEXT NOT NULL,           -- ISO 3166-1 alpha-2, joined by commas
    admin1 TEXT NOT NULL,
    admin2 TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE place_box USING rtree(number, west, east, south, north);

CREATE TABLE mention (
    mention_id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start INTEGER NOT NULL,            -- characters of article.text
    "end" INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('place', 'demonym')),
    place INTEGER REFERENCES place,    -- NULL while unresolved
    confidence REAL NOT NULL,
    precision TEXT NOT NULL,
    role TEXT NOT NULL,
    role_reason TEXT NOT NULL,         -- in words
    relation TEXT NOT NULL,            -- JSON: [text, longitude, ...], or empty
    reasons TEXT NOT NULL,             -- JSON: [[score, text], ...]
    candidates TEXT NOT NULL           -- JSON: [[place.number, score, confidence, reasons], ...]
) STRICT;
CREATE INDEX mention_of_article ON mention (article, start);
CREATE INDEX mention_of_place ON mention (place, kind, article, confidence);

-- Places added by hand; their identifier is user:<number>, never given twice.
CREATE TABLE added_place (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    place_type TEXT NOT NULL,
    longitude REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    latitude REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    country TEXT NOT NULL,
    aliases TEXT NOT NULL              -- JSON: [name, ...]
) STRICT;

-- Words of an article, for a reader's search.
CREATE VIRTUAL TABLE article_words USING fts5(
    title, text, content='article', content_rowid='number',
    tokenize='unicode61 remove_diacritics 2'
);

-- Folded text without separators, by three characters: which articles may hold a spelling.
CREATE VIRTUAL TABLE article_trigrams USING fts5(
    folded, content='', tokenize='trigram case_sensitive 1', detail='none', columnsize=0
);
