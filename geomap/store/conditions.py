"""What a filter asks for, as SQL over mention and article."""

from collections.abc import Collection, Iterator
from typing import Any

from geomap.store.model import BoundingBox, Filter
from geomap.store.wording import match_of

Condition = tuple[str, tuple[Any, ...]]


def condition_of(wanted: Filter) -> Condition:
    """Return the SQL that a mention and its article must meet, and its parameters."""
    terms = (kind_terms, place_terms, article_terms)
    conditions = [condition for asked in terms for condition in asked(wanted)]
    sql = " AND ".join(text for text, _ in conditions)
    return sql, tuple(value for _, values in conditions for value in values)


def kind_terms(wanted: Filter) -> Iterator[Condition]:
    """Yield what is asked of the mention itself."""
    yield one_of("mention.kind", wanted.kinds)
    if wanted.min_confidence > 0:
        yield "mention.confidence >= ?", (wanted.min_confidence,)
    if wanted.roles:
        yield one_of("mention.role", wanted.roles)
    if wanted.precisions:
        yield one_of("mention.precision", wanted.precisions)


def place_terms(wanted: Filter) -> Iterator[Condition]:
    """Yield what is asked of its place."""
    if wanted.placed:
        yield "mention.place IS NOT NULL", ()
    if wanted.place_id is not None:
        yield (
            "mention.place = (SELECT number FROM place WHERE place_id = ?)", (wanted.place_id,)
        )  # fmt: skip
    if wanted.bbox is not None:
        inside, edges = within(wanted.bbox)
        yield f"mention.place IN ({inside})", edges
    if wanted.countries:
        codes = sorted(wanted.countries)
        named = " OR ".join(["instr(',' || countries || ',', ',' || ? || ',')"] * len(codes))
        yield f"mention.place IN (SELECT number FROM place WHERE {named})", tuple(codes)


def article_terms(wanted: Filter) -> Iterator[Condition]:
    """Yield what is asked of its article; one without a date is of no time."""
    if not wanted.copies:
        yield "article.copy_of IS NULL", ()
    if wanted.sources:
        yield one_of("article.source", wanted.sources)
    if wanted.languages:
        yield one_of("article.language", wanted.languages)
    if wanted.undated:
        yield "article.published = ''", ()
    if wanted.words:
        yield (
            "article.number IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)",
            (match_of(wanted.words),),
        )
    if wanted.since is not None:
        yield "article.published >= ?", (wanted.since.isoformat(),)
    if wanted.until is not None:
        yield "article.published BETWEEN '0' AND ?", (wanted.until.isoformat(),)


def one_of(column: str, values: Collection[str]) -> Condition:
    """Return that a column holds one of some texts."""
    return f"{column} IN ({', '.join('?' * len(values))})", tuple(sorted(values))


def within(box: BoundingBox) -> Condition:
    """Return the query for the places inside a box.

    The tree keeps 32-bit floats rounded outwards, so the place itself has the last word.
    """
    halves = [(box.west, box.east)]
    if box.west > box.east:
        halves = [(box.west, 180.0), (-180.0, box.east)]
    query = (
        "SELECT place.number FROM place_box JOIN place ON place.number = place_box.number "
        "WHERE place_box.east >= ? AND place_box.west <= ? "
        "AND place_box.north >= ? AND place_box.south <= ? "
        "AND longitude BETWEEN ? AND ? AND latitude BETWEEN ? AND ?"
    )
    parameters: tuple[float, ...] = ()
    for west, east in halves:
        parameters += (west, east, box.south, box.north, west, east, box.south, box.north)
    return " UNION ".join([query] * len(halves)), parameters
