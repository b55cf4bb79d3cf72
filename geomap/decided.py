"""What people's decisions make of a reading.

A decision is about a stretch of an article's text. Whatever a reading finds there, the latest
decision that stands has the last word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gazetteer import Place
from geomap.model import Mention, Reason, precision_of
from geomap.parsing.relations import with_relations
from geomap.store import Decision, StoredArticle


def laid_over(stored: StoredArticle, reading: Sequence[Mention]) -> list[Mention]:
    """Return a reading of an article as the decisions about it leave it, in text order."""
    if not stored.decisions:
        return list(reading)
    latest = latest_of(stored.decisions)
    read = {(mention.start, mention.end): mention for mention in reading}
    kept = [mention for mention in reading if not meets_any(mention, latest)]
    decided = [
        decided_mention(each, each.place, read.get((each.start, each.end)))
        for each in latest if each.place
    ]  # fmt: skip
    ordered = sorted([*kept, *decided], key=lambda mention: mention.start)
    return with_relations(stored.article.text, ordered)


def latest_of(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that no later one shares characters with; they come oldest first."""
    latest: list[Decision] = []
    for each in reversed(decisions):
        if not meets_any(each, latest):
            latest.append(each)
    return latest


def meets_any(one: Mention | Decision, decisions: Iterable[Decision]) -> bool:
    """Return whether a stretch of text shares characters with what was decided."""
    return any(one.start < each.end and each.start < one.end for each in decisions)


def decided_mention(decision: Decision, place: Place, read: Mention | None) -> Mention:
    """Return the mention that a person decided on; `read` is what was read in its stretch."""
    base = read or Mention(
        start=decision.start, end=decision.end, name=decision.name, kind="place", place=None,
        confidence=0.0,
    )  # fmt: skip
    who = decision.who or "a reader"
    reason = Reason(score=0.0, text=f"decided by {who} on {decision.decided.date()}")
    return replace(
        base, kind="place", place=place, confidence=1.0, precision=precision_of(place),
        reasons=(reason,), relation=None,
    )  # fmt: skip
