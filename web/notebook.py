"""A map for a notebook: one page that holds everything it needs, Leaflet and outlines too."""

import json
from collections.abc import Iterable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import folium
from folium.template import Template

from geomap.store import StoredMention
from web.basemaps import WORLD
from web.map import ATTRIBUTION

STATIC = Path(__file__).parent / "static"
LEAFLET = STATIC / "vendor" / "leaflet-1.9.4"
MOST_MENTIONS = 5000
SHOWN_EXCERPTS = 5  # of each point
SOURCE_MAP = "//# sourceMappingURL=leaflet.js.map"

Json = dict[str, Any]


class NotebookMap(folium.Map):
    """Folium's map with Leaflet in the page itself; what it tells of articles is text alone."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  # as Folium declares them
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>{{ this.style }}</style>
        <script>{{ this.leaflet }}</script>
        {% endmacro %}
        {% macro html(this, kwargs) %}
        <div class="folium-map" id="{{ this.get_name() }}" role="region" aria-label="Map"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this.drawing }}
        drawMentions({{ this.get_name()|tojson }}, {{ this.outlines }}, {{ this.told }});
        {% endmacro %}
        """
    )

    def __init__(self, told: Json) -> None:
        super().__init__(location=[30, 35], tiles=None, zoom_start=3)
        self.style = asset(LEAFLET / "leaflet.css") + asset(STATIC / "notebook.css")
        self.leaflet = asset(LEAFLET / "leaflet.js").replace(SOURCE_MAP, "")
        self.drawing = asset(STATIC / "notebook.js")
        self.outlines = in_script(json.loads(asset(STATIC / "basemap" / "countries.json")))
        self.told = in_script(told)


def draw(mentions: Iterable[StoredMention]) -> folium.Map:
    """Return a map of the first 5,000 mentions that have a place, a circle a point."""
    placed = (stored for stored in mentions if stored.mention.longitude is not None)
    shown = list(islice(placed, MOST_MENTIONS + 1))
    cut = len(shown) > MOST_MENTIONS
    note = f"The newest {MOST_MENTIONS} mentions" if cut else ""
    return NotebookMap(
        {
            "note": note,
            "attribution": f"{ATTRIBUTION}, {WORLD.attribution}",
            "points": points(shown[:MOST_MENTIONS]),
        }
    )


def points(mentions: Iterable[StoredMention]) -> list[Json]:
    """Return the points of mentions, most mentions first, with some excerpts each."""
    found: dict[tuple[float | None, float | None], Json] = {}
    for stored in mentions:
        mention = stored.mention
        name = mention.place.name if mention.place else mention.name
        place = f"{mention.relation.text} ({name})" if mention.relation else name
        key = (mention.longitude, mention.latitude)
        point = found.setdefault(
            key, {"place": place, "at": [key[1], key[0]], "mentions": 0, "excerpts": []}
        )
        point["mentions"] += 1
        if len(point["excerpts"]) < SHOWN_EXCERPTS:
            point["excerpts"].append(excerpt_json(stored))
    return sorted(found.values(), key=lambda point: -point["mentions"])


def excerpt_json(stored: StoredMention) -> Json:
    """Return what is read of one mention; `start` and `end` lie in the excerpt."""
    return {
        "text": stored.excerpt.text,
        "start": stored.excerpt.start,
        "end": stored.excerpt.end,
        "from": ", ".join(filter(None, (stored.title, stored.source, str(stored.published or "")))),
    }


def in_script(value: object) -> str:
    """Return JSON that cannot end the script it stands in; it is pure ASCII."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


@cache
def asset(path: Path) -> str:
    """Return one of our own files."""
    return path.read_text("utf-8")
