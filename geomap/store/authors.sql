-- Who wrote an article. And what a cascade writes again is noted too: inside one, SQLite lets
-- "OR REPLACE" fail, but not "DO UPDATE". That another version would read an article alike is
-- no change of it.

ALTER TABLE article ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE former_version ADD COLUMN author TEXT NOT NULL DEFAULT '';

DROP TRIGGER article_changed;
CREATE TRIGGER article_changed
AFTER UPDATE OF source, published, language, copy_of ON article
BEGIN
    INSERT INTO rewritten_article
    SELECT NEW.number, changes + 1 FROM state WHERE TRUE
    ON CONFLICT (article) DO UPDATE SET step = excluded.step;
END;

DROP TRIGGER article_gone;
CREATE TRIGGER article_gone AFTER DELETE ON article
BEGIN
    INSERT INTO rewritten_article
    SELECT OLD.number, changes + 1 FROM state WHERE TRUE
    ON CONFLICT (article) DO UPDATE SET step = excluded.step;
END;

DROP TRIGGER mention_changed;
CREATE TRIGGER mention_changed AFTER UPDATE ON mention
BEGIN
    INSERT INTO rewritten_article
    SELECT NEW.article, changes + 1 FROM state WHERE TRUE
    ON CONFLICT (article) DO UPDATE SET step = excluded.step;
END;

DROP TRIGGER mention_gone;
CREATE TRIGGER mention_gone AFTER DELETE ON mention
BEGIN
    INSERT INTO rewritten_article
    SELECT OLD.article, changes + 1 FROM state WHERE TRUE
    ON CONFLICT (article) DO UPDATE SET step = excluded.step;
END;
