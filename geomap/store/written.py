"""Mentions written as their rows hold them, as far as that needs no database."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from geomap.model import Candidate, Mention, Reason, Relation
from geomap.reasons import Reasons, Term, text_of
from geomap.store.rows import Row, compact, place_row

MEMORISED = 50_000  # terms


class Written(NamedTuple):
    """Mentions as rows that another process can write.

    `rows` hold the columns of MENTION_COLUMNS, a place by its identifier and candidates by where
    they stand in `candidates`: mentions of one name share theirs. Of each candidate that holds the
    place's identifier and the rest of its JSON. `places` are all that are used, by identifier, as
    the columns of PLACE_COLUMNS.
    """

    rows: list[Row]
    candidates: list[list[tuple[str, str]]]
    places: dict[str, Row]

    def numbered(self, numbers: Mapping[str, int]) -> list[Row]:
        """Return the rows with the numbers of the stored places in them."""
        lists = [candidates_json(each, numbers) for each in self.candidates]
        return [
            (*stretch, None if place is None else numbers[place], *rest, lists[at])
            for *stretch, place, rest, at in self.rows
        ]


def written(mentions: Iterable[Mention]) -> Written:
    """Write mentions."""
    rows: list[Row] = []
    candidates: list[list[tuple[str, str]]] = []
    places: dict[str, Row] = {}
    known: dict[int, int] = {}
    for mention in list(mentions):  # all at once, so that each keeps its identity
        at = known.get(id(mention.candidates))
        if at is None:
            at = known[id(mention.candidates)] = len(candidates)
            candidates.append([written_candidate(each) for each in mention.candidates])
            for each in mention.candidates:
                places[each.place.place_id] = place_row(each.place)
        if mention.place and mention.place.place_id not in places:
            places[mention.place.place_id] = place_row(mention.place)
        rows.append(written_mention(mention, at))
    return Written(rows, candidates, places)


def written_mention(mention: Mention, candidates: int) -> Row:
    """Return one of the rows."""
    rest = (
        mention.confidence, mention.precision, mention.role, mention.role_reason,
        relation_json(mention.relation), reasons_json(mention.reasons),
    )  # fmt: skip
    place_id = mention.place.place_id if mention.place else None
    return (mention.start, mention.end, mention.name, mention.kind, place_id, rest, candidates)


def written_candidate(each: Candidate) -> tuple[str, str]:
    """Return the identifier of a candidate's place, and the rest as its column holds it."""
    return each.place.place_id, f"{each.score!r},{each.confidence!r},{reasons_json(each.reasons)}"


def candidates_json(candidates: Iterable[tuple[str, str]], numbers: Mapping[str, int]) -> str:
    """Return candidates as their column holds them."""
    return f"[{','.join([f'[{numbers[place_id]},{rest}]' for place_id, rest in candidates])}]"


def reasons_json(reasons: Sequence[Reason]) -> str:
    """Return reasons as their column holds them."""
    if isinstance(reasons, Reasons):
        return f"[{','.join([WRITTEN[term] for term in reasons.terms])}]"
    return compact([[each.score, each.text] for each in reasons])


class WrittenTerms(dict[Term, str]):
    """Terms as JSON, each written once: most are said of many candidates."""

    def __missing__(self, term: Term) -> str:
        """Write a term."""
        if len(self) >= MEMORISED:
            self.clear()
        score, words, parts = term
        json = self[term] = f"[{score!r},{compact(text_of(words, parts))}]"
        return json


WRITTEN = WrittenTerms()


def relation_json(relation: Relation | None) -> str:
    """Return a relation as its column holds it."""
    if relation is None:
        return ""
    return compact(
        [relation.text, relation.longitude, relation.latitude, relation.radius_km,
         relation.reason.score, relation.reason.text]
    )  # fmt: skip
