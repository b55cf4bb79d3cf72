-- The feeds that are watched, and what their servers last said.

CREATE TABLE watched_feed (
    url TEXT PRIMARY KEY,
    etag TEXT NOT NULL,                -- as the server wrote it, empty where it did not
    modified TEXT NOT NULL,            -- its Last-Modified, as it wrote it
    due TEXT NOT NULL,                 -- ISO 8601, UTC: not to be asked before
    failures INTEGER NOT NULL          -- in a row
) STRICT;
