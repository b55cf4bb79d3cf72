"""`geomap export --format html`: a map in one file that needs no server and no internet."""

import base64
import hashlib
import json
import re
from contextlib import closing
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import click

from gazetteer import Place
from geomap.errors import GeomapError
from geomap.exporting.layers import Export
from geomap.model import is_area
from geomap.store import StoredMention
from web.basemaps import WORLD
from web.map import ATTRIBUTION
from web.messages import told_all
from web.standalone_areas import Outlines
from web.standalone_base import base_names, base_tiles, local_names
from web.standalone_filter import told_filter

STATIC = Path(__file__).parent / "static"
VENDOR = STATIC / "vendor"
LEAFLET = VENDOR / "leaflet-1.9.4"
MOST_MENTIONS = 5000
STYLES = (LEAFLET / "leaflet.css", STATIC / "tokens.css", STATIC / "standalone.css")
LIBRARIES = (
    LEAFLET / "leaflet.js", VENDOR / "protomaps-leaflet-5.1.0" / "protomaps-leaflet.js",
)  # fmt: skip
OWN = (
    STATIC / "messages.js", STATIC / "words.js", STATIC / "basemap_style.js",
    STATIC / "vector_map.js", STATIC / "standalone_tiles.js", STATIC / "standalone_filter.js",
    STATIC / "standalone.js",
)  # fmt: skip
MODULE_WORDS = r"^(import .*;|export \{.*\};|export )"
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Named in the news</title>
<style>{style}</style>
</head>
<body>
<div id="map" role="region" dir="ltr"></div>
<main id="panel">
<h1 id="title">Named in the news</h1>
<p class="counts" id="counts"></p>
<div id="notes"></div>
<h2 id="heading" dir="auto"></h2>
<p><button type="button" id="back" hidden></button></p>
<div id="list"></div>
</main>
<script type="application/json" id="messages">{messages}</script>
<script type="application/json" id="told">{told}</script>
{scripts}
</body>
</html>
"""

Json = dict[str, Any]


def write(export: Export, out: BinaryIO) -> None:
    """Write the page of the newest 5,000 mentions that have a place, and say what it left out.

    Raises GeomapError where only mentions or only places are asked for: it shows both.
    """
    if export.by is not None:
        raise GeomapError(f'"by" is "{export.by}"; the page shows mentions by place: leave it out')
    wanted = replace(export.wanted, placed=True)
    with closing(export.store.each_brief_mention(wanted)) as mentions:
        kept = list(islice(mentions, MOST_MENTIONS))
        left_out = sum(1 for _ in mentions)
    if left_out:
        click.echo(
            f"html: The newest {MOST_MENTIONS:,} of {MOST_MENTIONS + left_out:,} mentions; "
            "narrow the filters for others.",
            err=True,
        )
    out.write(page(kept, told_filter(export.wanted), left_out).encode())


def page(mentions: list[StoredMention], filters: Json, left_out: int) -> str:
    """Return the page. Nothing of an article stands in its markup: all is JSON, read as text."""
    told = {**told_of(mentions), "filter": filters, "left_out": left_out}
    style = "\n".join(map(asset, STYLES))
    scripts = [*map(asset, LIBRARIES), own_script()]
    policy = POLICY.format(
        scripts=" ".join(map(hash_of, scripts)), styles=hash_of(style),
    )  # fmt: skip
    return PAGE.format(
        policy=policy, style=style, told=in_script(told), messages=in_script(told_all(scripts[-1])),
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
    )  # fmt: skip


def told_of(mentions: list[StoredMention]) -> Json:
    """Return what the page's script reads: mentions refer to places and articles by position."""
    places: dict[str, int] = {}
    articles: dict[int, int] = {}
    told: Json = {"places": [], "articles": [], "mentions": []}
    outlines = Outlines()
    for stored in mentions:
        place = stored.mention.place
        if place is None:
            continue
        if place.place_id not in places:
            places[place.place_id] = len(places)
            told["places"].append(
                {**place_json(place), **local_names(place.place_id), "outline": outlines.of(place)}
            )
        if stored.article_id not in articles:
            articles[stored.article_id] = len(articles)
            told["articles"].append(article_json(stored))
        told["mentions"].append(
            mention_json(stored, places[place.place_id], articles[stored.article_id])
        )
    points = [(each["longitude"], each["latitude"]) for each in told["places"]]
    told["tiles"] = base_tiles(points)
    told["names"] = base_names(points, named=places)
    told["attribution"] = f"{ATTRIBUTION}, {WORLD.attribution}"
    return told


def place_json(place: Place) -> Json:
    """Return a place as the page draws it."""
    return {
        "name": place.name,
        "longitude": round(place.longitude, 4),
        "latitude": round(place.latitude, 4),
        "area": is_area(place),
    }


def article_json(stored: StoredMention) -> Json:
    """Return what is read of an article; an address that is not a web page's is left out."""
    published = stored.published.isoformat() if stored.published else ""
    return {
        "title": stored.title,
        "source": stored.source,
        "url": web_address(stored.url),
        "published": published,
    }


def mention_json(stored: StoredMention, place: int, article: int) -> Json:
    """Return a mention; `start` and `end` lie in the excerpt."""
    return {
        "place": place,
        "article": article,
        "text": stored.excerpt.text,
        "start": stored.excerpt.start,
        "end": stored.excerpt.end,
        "confidence": round(stored.mention.confidence, 2),
    }


def web_address(url: str) -> str | None:
    """Return a whole http or https address, None for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def own_script() -> str:
    """Return our scripts as one, so that none need import another."""
    text = "\n".join(re.sub(MODULE_WORDS, "", asset(path), flags=re.MULTILINE) for path in OWN)
    return f"(() => {{\n{text}\n}})();"


def in_script(value: object) -> str:
    """Return JSON that cannot end the script it stands in; it is pure ASCII."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def hash_of(text: str) -> str:
    """Return the policy's word for one inline script or style."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def asset(path: Path) -> str:
    """Return one of our own files; nobody looks for its source map."""
    text = path.read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if "sourceMappingURL=" not in line)
