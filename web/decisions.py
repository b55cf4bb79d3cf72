"""What readers decide about mentions: kept, listed and undone."""

from typing import Any

from flask import Blueprint, request

from gazetteer import Place
from geomap.decisions import decide, undo
from geomap.places_added import world_of
from geomap.store import Decision, Verdict
from web.asking import json_of, limit_of, number_of, text_of, verdict_of
from web.features import place_json
from web.opened import store, world
from web.problems import BadValueError

PAGE_LENGTH = 50
LONGEST_PAGE = 500
LARGEST = 2**63 - 1  # what SQLite can hold

blueprint = Blueprint("decisions", __name__, url_prefix="/api/decisions")

Json = dict[str, Any]


@blueprint.get("")
def listed() -> Json:
    """Answer the decisions, standing and undone, newest first; `next` is the next `before`."""
    limit = limit_of(request.args.get("limit"), usual=PAGE_LENGTH, most=LONGEST_PAGE)
    before = request.args.get("before")
    if before is not None and not (before.isascii() and before.isdigit() and len(before) < 19):
        raise BadValueError(f'"before" is "{before}"; take it from the page before')
    found = store().decisions(limit=limit + 1, before=int(before) if before else None)
    return {
        "decisions": [decision_json(each) for each in found[:limit]],
        "next": found[limit - 1].number if len(found) > limit else None,
    }


@blueprint.post("")
def make() -> tuple[Json, int]:
    """Keep a decision about a mention and answer it."""
    body = json_of(request)
    if not isinstance(body, dict):
        raise BadValueError('the body is not an object; write {"mention_id": 7, "verdict": "..."}')
    verdict = verdict_of(body)
    kept = decide(
        store(), number_of(body, "mention_id"), verdict, place=chosen(body, verdict),
        who=text_of(body, "who", required=False).strip(),
    )  # fmt: skip
    return decision_json(kept), 201


@blueprint.delete(f"/<int(max={LARGEST}):number>")
def unmake(number: int) -> Json:
    """Undo a decision; its mention is as it is read now."""
    return decision_json(undo(store(), number, gazetteer=world()))


def chosen(body: Json, verdict: Verdict) -> Place | None:
    """Return the place that a decision names; raise BadValueError for one nobody knows."""
    if verdict == "not a place":
        return None
    place_id = text_of(body, "place_id")
    place = world_of(store(), world()).place(place_id)
    if place is None:
        raise BadValueError(f'"place_id" is "{place_id}"; /api/search finds the places there are')
    return place


def decision_json(decision: Decision) -> Json:
    """Return a decision; `start` and `end` count characters of the article's text."""
    return {
        "number": decision.number,
        "article": decision.article_id,
        "name": decision.name,
        "start": decision.start,
        "end": decision.end,
        "verdict": decision.verdict,
        "place": place_json(decision.place) if decision.place else None,
        "who": decision.who,
        "decided": decision.decided.isoformat(),
        "former_place": place_json(decision.former_place) if decision.former_place else None,
        "former_confidence": round(decision.former_confidence, 3),
        "undone": decision.undone.isoformat() if decision.undone else None,
    }
