-- What a map counts by, in indexes of its own: the rows themselves hold texts and reasons, and
-- reading a million of those takes long.

CREATE INDEX article_facts ON article (number, published, source, language);
CREATE INDEX mention_facts ON mention (article, place, kind, role, precision, confidence, name);
CREATE INDEX mention_related ON mention (article) WHERE relation <> '';
