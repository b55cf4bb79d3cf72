"""What people decide about mentions: kept, laid over every reading, and undone."""

from gazetteer import Gazetteer, Place
from geomap.decided import laid_over
from geomap.errors import GeomapError
from geomap.places_added import geoparser_of
from geomap.reading_again import ReaderAgain
from geomap.store import Decision, Store, Verdict

LONGEST_WHO = 100


class UnknownMentionError(GeomapError):
    """A mention that is not, or no longer, in the database."""

    def __init__(self, mention_id: int) -> None:
        super().__init__(f"mention {mention_id}: is not here any more; open its article again")


class UnknownDecisionError(GeomapError):
    """A decision that nobody made."""

    def __init__(self, number: int) -> None:
        super().__init__(f"decision {number}: nobody made it; export the decisions to see them")


def decide(
    store: Store, mention_id: int, verdict: Verdict, *, place: Place | None = None, who: str = ""
) -> Decision:
    """Keep a decision about a mention and let it stand at once, all or nothing.

    `place` is the other place that it is. Raises UnknownMentionError for a mention that is gone,
    GeomapError for a verdict and a place that do not fit.
    """
    check(verdict, place, who)
    with store.transaction():
        known = store.mention_with_id(mention_id)
        if known is None:
            raise UnknownMentionError(mention_id)
        number, mention = known
        if place and mention.place and place.place_id == mention.place.place_id:
            raise GeomapError(f'"{mention.name}" is {place.name} ({place.place_id}) already')
        kept = store.keep_decision(number, mention, verdict=verdict, place=place, who=who)
        stored = store.article(number)
        assert stored is not None  # its mention is there
        mentions = laid_over(stored, stored.mentions)
        store.replace_mentions(number, mentions, gazetteer=stored.gazetteer)
    return kept


def undo(store: Store, number: int, *, gazetteer: Gazetteer | None = None) -> Decision:
    """Let a decision stand no more and read its article again, all or nothing.

    Raises UnknownDecisionError where there is none, GeomapError where it was undone before.
    """
    with store.transaction():
        if store.decision(number) is None:
            raise UnknownDecisionError(number)
        undone = store.undo_decision(number)
        stored = store.article(undone.article_id)
        assert stored is not None  # its decision is there
        reader = ReaderAgain(store, geoparser_of(store, gazetteer))
        store.replace_mentions(stored.number, reader.mentions(stored), gazetteer=reader.version)
    return undone


def check(verdict: Verdict, place: Place | None, who: str) -> None:
    """Raise GeomapError for what no person can have decided."""
    if (verdict == "another place") != (place is not None):
        raise GeomapError('"another place" needs the place it is, and "not a place" has none')
    if len(who) > LONGEST_WHO or not who.isprintable():
        raise GeomapError(f'"who" is a name of at most {LONGEST_WHO} characters')
