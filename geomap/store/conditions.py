"""What a filter asks for, as SQL over mention and article."""

from typing import Any

from geomap.store.model import BoundingBox, Filter

Condition = tuple[str, tuple[Any, ...]]


def condition_of(wanted: Filter) -> Condition:
    """Return the SQL that a mention must meet, and its parameters."""
    kinds = sorted(wanted.kinds)
    sql = f"mention.kind IN ({', '.join('?' * len(kinds))})"
    parameters: tuple[Any, ...] = tuple(kinds)
    if wanted.place_id is not None:
        sql += " AND mention.place = (SELECT number FROM place WHERE place_id = ?)"
        parameters += (wanted.place_id,)
    if wanted.bbox is not None:
        inside, edges = within(wanted.bbox)
        sql += f" AND mention.place IN ({inside})"
        parameters += edges
    return sql, parameters


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
