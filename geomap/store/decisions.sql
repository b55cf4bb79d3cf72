-- What people decided about mentions. A decision is never deleted; one undone has its time.

CREATE TABLE decision (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start INTEGER NOT NULL,            -- characters of article.text
    "end" INTEGER NOT NULL,
    name TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('not a place', 'another place')),
    place INTEGER REFERENCES place,    -- the place it is, NULL for none
    who TEXT NOT NULL,                 -- empty where nobody said
    decided TEXT NOT NULL,             -- ISO 8601, UTC
    former_place INTEGER REFERENCES place, -- the answer before, NULL while unresolved
    former_confidence REAL NOT NULL,
    undone TEXT NOT NULL,              -- ISO 8601, UTC; empty while it stands
    CHECK ((place IS NULL) = (verdict = 'not a place'))
) STRICT;
CREATE INDEX decision_of_article ON decision (article, start);
