-- Snapshots of what the sources usually write about, and the one that each article was read with.

CREATE TABLE snapshot (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
    learned TEXT NOT NULL              -- ISO 8601, UTC
) STRICT;

CREATE TABLE habit (
    snapshot INTEGER NOT NULL REFERENCES snapshot ON DELETE CASCADE,
    source TEXT NOT NULL,
    articles INTEGER NOT NULL,
    countries TEXT NOT NULL,           -- JSON: [[country, articles], ...]
    provinces TEXT NOT NULL,           -- JSON: [[country, admin1, articles], ...]
    places TEXT NOT NULL,              -- JSON: [[place_id, articles], ...]
    PRIMARY KEY (snapshot, source)
) STRICT, WITHOUT ROWID;

ALTER TABLE article ADD COLUMN snapshot INTEGER NOT NULL DEFAULT 0; -- 0 for none
