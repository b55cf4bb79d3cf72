-- What a writer over the network must show; one at most.

CREATE TABLE write_token (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    token TEXT NOT NULL
) STRICT;
