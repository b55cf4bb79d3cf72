-- Which articles and places were written again after they were added, so that a reader who
-- counts in memory reads those anew and no others. `step` is the `state.changes` that follows.

CREATE TABLE rewritten_article (
    article INTEGER PRIMARY KEY,
    step INTEGER NOT NULL
) STRICT;
CREATE INDEX rewritten_article_by_step ON rewritten_article (step);

CREATE TABLE rewritten_place (
    place INTEGER PRIMARY KEY,
    step INTEGER NOT NULL
) STRICT;
CREATE INDEX rewritten_place_by_step ON rewritten_place (step);

CREATE TRIGGER article_changed AFTER UPDATE OF source, published, language, gazetteer ON article
BEGIN
    INSERT OR REPLACE INTO rewritten_article
    SELECT NEW.number, changes + 1 FROM state;
END;

CREATE TRIGGER article_gone AFTER DELETE ON article
BEGIN
    INSERT OR REPLACE INTO rewritten_article
    SELECT OLD.number, changes + 1 FROM state;
END;

CREATE TRIGGER mention_changed AFTER UPDATE ON mention
BEGIN
    INSERT OR REPLACE INTO rewritten_article
    SELECT NEW.article, changes + 1 FROM state;
END;

CREATE TRIGGER mention_gone AFTER DELETE ON mention
BEGIN
    INSERT OR REPLACE INTO rewritten_article
    SELECT OLD.article, changes + 1 FROM state;
END;

CREATE TRIGGER place_changed AFTER UPDATE ON place
BEGIN
    INSERT OR REPLACE INTO rewritten_place
    SELECT NEW.number, changes + 1 FROM state;
END;

CREATE TRIGGER place_gone AFTER DELETE ON place
BEGIN
    INSERT OR REPLACE INTO rewritten_place
    SELECT OLD.number, changes + 1 FROM state;
END;
