"""Carry decisions over to a new version of an article. The caller holds the transaction."""

import sqlite3
from dataclasses import dataclass

from geomap.excerpts import SENTENCE_END, ends_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an article said and says, and when that changed.

    `left` is when it ceased to say so an earlier time, empty where it never said so.
    """

    former: str
    present: str
    when: str
    left: str


def carry_decisions(connection: sqlite3.Connection, number: int, change: Change) -> bool:
    """Move each standing decision to where its sentence stands now; return whether one is there.

    One whose sentence is gone, or stands more than once, stands no more, until the version comes
    back that it went with: who reads files again that hold two versions loses no decision.
    """
    again = went_with(connection, number, change)
    rows = connection.execute(
        "SELECT number, start, \"end\" FROM decision WHERE article = ? AND undone = ''", (number,)
    ).fetchall()
    carried = bool(again)
    for decision, start, end in rows:
        at = moved(change.former, change.present, start, end)
        if at is None:
            connection.execute(
                "UPDATE decision SET undone = ? WHERE number = ?", (change.when, decision)
            )
        else:
            carried = True
            connection.execute(
                'UPDATE decision SET start = ?, "end" = ? WHERE number = ?',
                (at, at + end - start, decision),
            )
    connection.executemany("UPDATE decision SET undone = '' WHERE number = ?", again)
    return carried


def went_with(connection: sqlite3.Connection, number: int, change: Change) -> list[tuple[int]]:
    """Return the decisions that were undone when the present text went, by their numbers."""
    if not change.left:
        return []
    rows = connection.execute(
        'SELECT number, start, "end", name FROM decision WHERE article = ? AND undone = ?',
        (number, change.left),
    )
    return [(each,) for each, start, end, name in rows if change.present[start:end] == name]


def moved(former: str, present: str, start: int, end: int) -> int | None:
    """Return where a stretch of a text begins in its new version, None where it is gone."""
    ends = [each for each in SENTENCE_END.finditer(former) if ends_sentence(former, each)]
    begins = max((each.end() for each in ends if each.end() <= start), default=0)
    behind = min((each.start() for each in ends if each.start() >= end), default=len(former))
    sentence = former[begins:behind].rstrip()
    at = present.find(sentence)
    if at < 0 or present.find(sentence, at + 1) >= 0:
        return None
    return at + start - begins
