"""English news for the benchmarks: 3 kB an article, with as many places as news has.

The paragraphs that name places come from the samples in seeds/, the others, which name persons,
bodies and dates, from plain_news.txt. Each article is mixed so that it names some 17 places, which
is what people found in 3 kB of two corpora of real news, TR-News (16.6) and GeoVirus (16.9).
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds" / "dispatches.jsonl"
PLAIN = Path(__file__).with_name("plain_news.txt")
ARTICLE_BYTES = 3_000
SHARE_WITH_PLACES = 0.36
PLAIN_SENTENCES = 3  # in a paragraph


def made_articles(number: int) -> list[str]:
    """Return articles of some 3 kB, each of different paragraphs; the same ones every time."""
    with SEEDS.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    named = [
        paragraph
        for record in records
        if record["language"] == "en"
        for paragraph in record["text"].split("\n\n")
    ]
    plain = PLAIN.read_text(encoding="utf-8").splitlines()
    chance = random.Random(3)
    return [one_article(chance, named, plain) for _ in range(number)]


def one_article(chance: random.Random, named: Sequence[str], plain: Sequence[str]) -> str:
    """Return paragraphs in a random order, cut at 3 kB."""
    paragraphs = [
        *up_to(ARTICLE_BYTES * SHARE_WITH_PLACES, chance.sample(named, k=len(named))),
        *up_to(ARTICLE_BYTES, plain_paragraphs(chance, plain)),
    ]
    kept = list(up_to(ARTICLE_BYTES, paragraphs))
    chance.shuffle(kept)
    article = "\n\n".join(kept)
    return article[: article.rfind(" ", 0, ARTICLE_BYTES)]


def plain_paragraphs(chance: random.Random, sentences: Sequence[str]) -> Iterator[str]:
    """Yield paragraphs of sentences that name no place, none of them twice."""
    mixed = chance.sample(sentences, k=len(sentences))
    for at in range(0, len(mixed), PLAIN_SENTENCES):
        yield " ".join(mixed[at : at + PLAIN_SENTENCES])


def up_to(size: float, paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs until they reach a size in characters, the one that does included."""
    total = 0
    for paragraph in paragraphs:
        if total >= size:
            return
        total += len(paragraph)
        yield paragraph
