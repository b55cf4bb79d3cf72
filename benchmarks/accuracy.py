"""Print how right geomap is on corpora whose toponyms were marked by hand.

    python benchmarks/accuracy.py [--kinds place] CORPUS...

A corpus is JSON lines, an article each: id, text, source, toponyms (start, end, lat, lon, and
geonameid, country or page where known).
"""

import argparse
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from accuracy_reliability import expected_calibration_error, reliability
from accuracy_scoring import (
    MarkedArticle,
    Scores,
    Share,
    Toponym,
    area_under,
    read_corpus,
    score,
    share_within,
)

from geomap import Geoparser
from geomap.model import Article, Mention
from geomap.parsing.habits import Habits, frequent_sources, learn

Answering = Callable[[Geoparser, MarkedArticle], list[Mention]]


def main() -> None:
    """Read the arguments and print a table for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    parser.add_argument(
        "--kinds", default="place,demonym", choices=["place", "place,demonym"],
        help="leave out demonyms where a corpus does not mark them",
    )  # fmt: skip
    arguments = parser.parse_args()
    for path in arguments.corpora:
        report(path, frozenset(arguments.kinds.split(",")))


def report(path: Path, kinds: frozenset[str]) -> None:
    """Print the table of one corpus."""
    articles = read_corpus(path)
    geoparser = Geoparser()
    geoparser.habits = habits_of(geoparser, articles)
    found = answered(geoparser, articles, found_mentions)
    found = [(marked, [a for a in answers if a.kind in kinds]) for marked, answers in found]
    given = answered(geoparser, articles, given_mentions)
    print(f"\n{path.name}: {len(articles)} articles, "
          f"{sum(len(a.toponyms) for a in articles)} toponyms")  # fmt: skip
    print_found(score(found))
    print_given(score(given, given_spans=True))


def habits_of(geoparser: Geoparser, articles: Sequence[MarkedArticle]) -> Habits:
    """Return what the corpus's sources usually write about, as `geomap parse` learns it."""
    frequent = frequent_sources(article.source for article in articles)
    read = [article_of(each) for each in articles if frequent and frequent.holds(each.source)]
    return learn((each.source, geoparser.parse(each)) for each in read) if read else Habits()


def article_of(marked: MarkedArticle) -> Article:
    """Return an article as the geoparser reads it."""
    return Article(text=marked.text, source=marked.source, article_id=marked.article_id)


def found_mentions(geoparser: Geoparser, article: MarkedArticle) -> list[Mention]:
    """Return what the geoparser finds by itself."""
    return geoparser.parse(article_of(article))


def given_mentions(geoparser: Geoparser, article: MarkedArticle) -> list[Mention]:
    """Return what the geoparser makes of the marked spans."""
    spans = [(toponym.start, toponym.end) for toponym in article.toponyms]
    return geoparser.resolve_spans(article_of(article), spans)


def answered(
    geoparser: Geoparser, articles: Sequence[MarkedArticle], answering: Answering
) -> list[tuple[Sequence[Toponym], Sequence[Toponym]]]:
    """Return the marked toponyms and the answers of each article."""
    return [
        (article.toponyms, [answer_of(m) for m in answering(geoparser, article)])
        for article in articles
    ]


def answer_of(mention: Mention) -> Toponym:
    """Return a mention as an answer, at its place itself as the JSON lines of `parse` have it."""
    answer = Toponym(
        start=mention.start, end=mention.end, kind=mention.kind, precision=mention.precision,
        confidence=mention.confidence,
    )  # fmt: skip
    if mention.place is None:
        return answer
    return replace(
        answer, latitude=mention.place.latitude, longitude=mention.place.longitude,
        country=mention.place.country, geonameid=mention.place.geonameid,
        place_name=mention.place.name,
    )  # fmt: skip


def print_found(scores: Scores) -> None:
    """Print what was found and placed without help."""
    print("                         precision  recall     F1")
    for title, share in (
        ("recognition, exact", scores.exact),
        ("recognition, overlap", scores.overlap),
        ("end to end, 161 km", scores.end_to_end),
    ):
        print_share(title, share)
    print_kinds(scores)
    print(f"  unresolved              {scores.unresolved / max(scores.answers, 1):.3f} "
          f"of {scores.answers} answers")  # fmt: skip
    print_reliability(scores)


def print_share(title: str, share: Share) -> None:
    """Print one line of precision, recall and F1."""
    print(f"  {title:22}     {share.precision:.3f}   {share.recall:.3f}  {share.f1:.3f}")


def print_given(scores: Scores) -> None:
    """Print what was made of the marked spans."""
    errors = scores.errors_all
    print("  on given spans       Acc@161  Acc@20  median km    AUC  unresolved")
    if errors:
        unresolved = scores.unresolved / max(scores.answers, 1)
        print(
            f"  {len(errors):6} with a point     {share_within(errors, 161):.3f}   "
            f"{share_within(errors, 20):.3f}  {statistics.median(errors):9.1f}  "
            f"{area_under(errors):.3f}       {unresolved:.3f}"
        )
    print_kinds(scores)
    print_reliability(scores)


def print_kinds(scores: Scores) -> None:
    """Print how many of the placed answers of each kind are right."""
    for kind in ("place", "demonym"):
        judged = [each for each in scores.judged if each.kind == kind]
        if judged:
            right = sum(each.right for each in judged) / len(judged)
            print(f"    {kind:8} {right:.3f} right of {len(judged)} placed answers")


def print_reliability(scores: Scores) -> None:
    """Print the confidence against the share that is right."""
    print("    confidence  answers  mean confidence  right")
    for bucket in reliability(scores.judged):
        print(f"     {bucket.low:.1f}-{bucket.high:.1f}    {bucket.answers:6}  "
              f"{bucket.confidence:15.3f}  {bucket.right:.3f}")  # fmt: skip
    print(f"    expected calibration error {expected_calibration_error(scores.judged):.3f}")


if __name__ == "__main__":
    main()
