"""What a reader may mean who has begun to type."""

from typing import Any

from flask import Blueprint, request

from geomap.places_added import world_of
from web.features import place_json
from web.opened import counts, store, world
from web.problems import BadValueError

LONGEST_QUERY = 200  # characters
MOST_PLACES = 8
MOST_WORDS = 6

blueprint = Blueprint("suggesting", __name__, url_prefix="/api")

Json = dict[str, Any]


@blueprint.get("/suggest")
def suggest() -> Json:
    """Answer places of which a name begins so, those that articles name first, and words."""
    written = request.args.get("q", "").strip()
    if not written or len(written) > LONGEST_QUERY:
        raise BadValueError(f'"q" has {len(written)} characters; write 1 to {LONGEST_QUERY}')
    counted = counts()
    named = counted.beginning(store(), written)[:MOST_PLACES]
    known = {place.place_id for place, _ in named}
    rest = world_of(store(), world()).search(written, limit=MOST_PLACES)
    others = [place for place in rest if place.place_id not in known]
    return {
        "places": [
            place_json(place) | {"mentions": mentions}
            for place, mentions in [*named, *((place, 0) for place in others)][:MOST_PLACES]
        ],
        "words": [
            {"word": word, "articles": articles}
            for word, articles in counted.words_beginning(store(), written, limit=MOST_WORDS)
        ],
    }
