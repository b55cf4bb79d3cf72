"""Carry decisions over to a new version of an article. The caller holds the transaction."""

import sqlite3

from geomap.excerpts import SENTENCE_END, ends_sentence
from geomap.store.grouping import now


def carry_decisions(
    connection: sqlite3.Connection, number: int, former: str, present: str
) -> bool:  # fmt: skip
    """Move each standing decision to where its sentence stands now; return whether one is there.

    One whose sentence is gone, or stands more than once, stands no more.
    """
    rows = connection.execute(
        "SELECT number, start, \"end\" FROM decision WHERE article = ? AND undone = ''", (number,)
    ).fetchall()
    carried = False
    for decision, start, end in rows:
        at = moved(former, present, start, end)
        if at is None:
            connection.execute(
                "UPDATE decision SET undone = ? WHERE number = ?", (now(), decision)
            )  # fmt: skip
        else:
            carried = True
            connection.execute(
                'UPDATE decision SET start = ?, "end" = ? WHERE number = ?',
                (at, at + end - start, decision),
            )
    return carried


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
