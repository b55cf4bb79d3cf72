"""Tell the language of articles whose input does not say it."""

import math
from collections.abc import Iterator
from dataclasses import replace

from geomap.model import Article
from geomap.readers.model import Reading, Refusal

# What tells a language is at the beginning; fewer letters than a sentence has tell none.
GLANCE = 160
SAMPLE = 800
LETTERS = 20
# How much more probable the first language must be than the second, as a logarithm. A glance
# nearly always tells far more, and takes a third of the time.
SURE = math.log(4.0)
SURE_AT_A_GLANCE = 30.0


def told(found: Iterator[Reading | Refusal]) -> Iterator[Reading | Refusal]:
    """Yield what was found, each article with its language where its text tells it."""
    for each in found:
        if isinstance(each, Reading):
            yield replace(each, article=with_language(each.article))
        else:
            yield each


def with_language(article: Article) -> Article:
    """Return an article with its language where its text tells it."""
    if article.language:
        return article
    return replace(article, language=language_of(article.text))


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, empty where it is not sure."""
    language, margin = likeliest(text[:GLANCE])
    if margin < SURE_AT_A_GLANCE and len(text) > GLANCE:
        language, margin = likeliest(text[:SAMPLE])
    return language if margin >= SURE else ""


def likeliest(sample: str) -> tuple[str, float]:
    """Return the likeliest language and by how much it leads, 0 where there is too little."""
    from py3langid import rank  # noqa: PLC0415  # its model takes most of a second to load

    if sum(map(str.isalpha, sample)) < LETTERS:
        return "", 0.0
    (language, first), (_, second), *_ = rank(sample)
    return str(language), first - second
