-- The same words are kept once, what an address said before is kept beside what it says now, and
-- near-duplicates are grouped under the first of them.

CREATE TABLE appearance (              -- where an article stood beside its own source and address
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT NOT NULL,
    seen TEXT NOT NULL,                -- ISO 8601, UTC
    PRIMARY KEY (article, source, url, published)
) STRICT, WITHOUT ROWID;

CREATE TABLE former_version (          -- what the address of an article said at another time
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    content_hash BLOB NOT NULL UNIQUE,
    article_id TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT NOT NULL,
    language TEXT NOT NULL,
    seen TEXT NOT NULL                 -- ISO 8601, UTC: when it was put here
) STRICT;
CREATE INDEX former_version_of_article ON former_version (article);

CREATE TABLE likeness (                -- bands of a MinHash of the first of each group
    band INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;

ALTER TABLE article ADD COLUMN copy_of INTEGER REFERENCES article ON DELETE SET NULL;
CREATE INDEX article_copies ON article (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX article_by_url ON article (url) WHERE url <> '';
