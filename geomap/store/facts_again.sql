-- The work list: toponyms that stand for no place, by name. And an article that becomes a copy of
-- another, or is one no more, is to be read again by who counts in memory.

CREATE INDEX mention_unresolved ON mention (name, article)
WHERE place IS NULL AND kind = 'place';

DROP TRIGGER article_changed;
CREATE TRIGGER article_changed
AFTER UPDATE OF source, published, language, gazetteer, copy_of ON article
BEGIN
    INSERT OR REPLACE INTO rewritten_article
    SELECT NEW.number, changes + 1 FROM state;
END;
