-- Which imports lie over the world in this database, and what geocoders answered.

CREATE TABLE used_import (
    name TEXT PRIMARY KEY,
    version TEXT NOT NULL              -- of the layer that the articles were read with
) STRICT;

CREATE TABLE geocoder_answer (
    geocoder TEXT NOT NULL,
    settings TEXT NOT NULL,            -- JSON, without what is secret
    query TEXT NOT NULL,
    answered TEXT NOT NULL,            -- ISO 8601, UTC
    answer TEXT NOT NULL,              -- JSON: [[address, longitude, latitude], ...]
    PRIMARY KEY (geocoder, settings, query)
) STRICT;
