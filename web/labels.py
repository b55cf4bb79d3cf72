"""The names on the base map: of the gazetteer's places by importance, zoom and language."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from flask import Blueprint, Response, jsonify, request

from gazetteer.columns import Column, column
from gazetteer.layer import PLACE_TYPE_ORDER, Layer
from gazetteer.place import POPULATED_TYPES, WATER_TYPES
from geomap.store import BoundingBox
from web.asking import box_of
from web.naming import country_names, names
from web.opened import world
from web.problems import BadValueError

MOST = 220  # names in one answer
A_CELL = 3  # names in a cell, of which a view of the zoom has some thirty
CELL_PIXELS = 160
KEEP_SECONDS = 3600
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
FURTHEST_ZOOM = 22
NEVER = 99.0

# Populations, and from which zoom a place of so many people has a name on the map.
POPULATIONS = np.array([0, 1, 2_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 5_000_000])
POPULATION_ZOOMS = np.array([10.5, 10, 9.5, 9, 8, 7, 6, 5, 3.75])
# From which zoom a place of a type has a name at the latest, however few live there.
LATEST = {"capital": 4.5, "admin1 seat": 6.5, "admin2 seat": 9.0}
FEATURES = {
    "ocean": 2, "sea": 3.25, "gulf": 5, "strait": 6, "channel": 6, "river": 6, "lake": 6,
    "canal": 7, "wetland": 7, "desert": 4, "mountains": 5, "mountain": 8, "plateau": 5.5,
    "peninsula": 5, "plain": 6, "valley": 8, "island": 7.5, "islands": 6.5, "oasis": 9,
    "forest": 8, "cape": 8, "region": 7, "admin1": 6.75, "dam": 10, "airport": 11,
    "border crossing": 10, "base": 11, "port": 11, "camp": 10.5, "neighbourhood": 12,
}  # fmt: skip
PROVINCES_UNTIL = 9.0
LARGE_UNTIL = {"ocean": 5.0, "desert": 8.0, "sea": 9.0}

blueprint = Blueprint("labels", __name__, url_prefix="/api")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Places:
    """All places, the most important first: their numbers, positions, zooms and types."""

    number: Column
    longitude: Column
    latitude: Column
    zoom: Column
    kind: Column


@cache
def places(layer: Layer) -> Places:
    """Return the places of a layer in the order in which they get a name."""
    population, kind = column(layer, "population"), column(layer, "place_type")
    zoom = zooms(population, kind)
    order = np.lexsort((-population.astype(np.int64), zoom))
    order = order[zoom[order] < NEVER]
    return Places(
        order.astype(np.uint32),
        column(layer, "longitude")[order].astype(np.float32),
        column(layer, "latitude")[order].astype(np.float32),
        zoom[order].astype(np.float32),
        kind[order].astype(np.uint8),
    )


def zooms(population: Column, kind: Column) -> Column:
    """Return from which zoom each place has a name; NEVER for countries and continents."""
    settled = POPULATION_ZOOMS[np.searchsorted(POPULATIONS, population, side="right") - 1]
    populated = np.isin(kind, [PLACE_TYPE_ORDER.index(name) for name in POPULATED_TYPES])
    zoom = np.where(populated, settled, NEVER)
    for name, latest in LATEST.items():
        mine = kind == PLACE_TYPE_ORDER.index(name)
        zoom[mine] = np.minimum(zoom[mine], latest)
    for name, first in FEATURES.items():
        zoom[kind == PLACE_TYPE_ORDER.index(name)] = first
    return zoom


@blueprint.get("/labels")
def labels() -> Response:
    """Answer the names in a box at a zoom, the most important first, in a language."""
    box = box_of(request.args.get("bbox"))
    if box is None:
        raise BadValueError('"bbox" is missing; write west,south,east,north in degrees')
    zoom, language = zoom_of(request.args.get("zoom")), language_of(request.args.get("lang"))
    (layer,) = world().layers[:1]
    chosen = spread(places(layer), box, zoom)
    named = names(layer, language)
    answer = jsonify(labels=[label_json(layer, number, named.of(number)) for number in chosen])
    return kept(answer)


@blueprint.get("/labels/countries")
def countries() -> Response:
    """Answer the countries' names in a language, by their codes."""
    return kept(jsonify(dict(country_names(language_of(request.args.get("lang"))))))


@blueprint.get("/labels/provinces")
def provinces() -> Response:
    """Answer the provinces' names in a language, by country and code: "SY.12"."""
    (layer,) = world().layers[:1]
    named = names(layer, language_of(request.args.get("lang")))
    return kept(jsonify({code: named.of(number) for code, number in province_numbers(layer)}))


@cache
def province_numbers(layer: Layer) -> list[tuple[str, int]]:
    """Return the code of each province and its number among a layer's places."""
    kind = PLACE_TYPE_ORDER.index("admin1")
    numbers = np.flatnonzero(column(layer, "place_type") == kind).tolist()
    found = ((layer.place(number), number) for number in numbers)
    return [(f"{place.country}.{place.admin1}", number) for place, number in found if place.admin1]


@blueprint.get("/labels/places")
def place_names() -> Response:
    """Answer the names in a language of places by their identifiers, where the world has them."""
    given = request.args.getlist("id")
    if len(given) > MOST:
        raise BadValueError(f'"id" is given {len(given)} times; ask for {MOST} at most')
    (layer,) = world().layers[:1]
    named = names(layer, language_of(request.args.get("lang")))
    numbers = {place_id: layer.number_of(place_id) for place_id in given}
    found = {place_id: named.of(at) for place_id, at in numbers.items() if at is not None}
    return kept(jsonify(found))


def kept(answer: Response) -> Response:
    """Let a browser keep an answer: the gazetteer does not change while it is served."""
    answer.cache_control.max_age = KEEP_SECONDS
    answer.cache_control.private = True
    return answer


def spread(known: Places, box: BoundingBox, zoom: float) -> list[int]:
    """Return the most important places in a box, few enough in each part of it."""
    seen = slice(0, int(np.searchsorted(known.zoom, zoom, side="right")))
    longitude, latitude = known.longitude[seen], known.latitude[seen]
    inside = (latitude >= box.south) & (latitude <= box.north)
    if box.west <= box.east:
        inside &= (longitude >= box.west) & (longitude <= box.east)
    else:
        inside &= (longitude >= box.west) | (longitude <= box.east)
    found = np.flatnonzero(inside)
    found = found[known.zoom[found] + span(known.kind[found]) > zoom]
    cell = CELL_PIXELS * 360 / (256 * 2**zoom)
    columns = np.floor(longitude[found] / cell).astype(np.int64)
    lines = np.floor(latitude[found] / cell).astype(np.int64)
    filled: dict[tuple[int, int], int] = {}
    chosen = []
    for at, *where in zip(found.tolist(), columns.tolist(), lines.tolist(), strict=True):
        count = filled.get((where[0], where[1]), 0)
        if count < A_CELL:
            filled[where[0], where[1]] = count + 1
            chosen.append(int(known.number[at]))
            if len(chosen) == MOST:
                break
    return chosen


def span(kind: Column) -> Column:
    """Return for how many zooms a name of each kind stands: a wide one leaves a near view."""
    until = np.full(len(PLACE_TYPE_ORDER), NEVER)
    until[PLACE_TYPE_ORDER.index("admin1")] = PROVINCES_UNTIL - FEATURES["admin1"]
    for name, last in LARGE_UNTIL.items():
        until[PLACE_TYPE_ORDER.index(name)] = last - FEATURES[name]
    return until[kind]


def label_json(layer: Layer, number: int, name: str) -> Json:
    """Return one name and how it is set: of a town by rank, of a water, a region, a province."""
    place = layer.place(number)
    return {
        "place_id": place.place_id,
        "name": name,
        "kind": kind_of(place.place_type),
        "capital": place.place_type == "capital",
        "population": place.population,
        "longitude": place.longitude,
        "latitude": place.latitude,
    }


def kind_of(place_type: str) -> str:
    """Return which of the four kinds of lettering a type of place has."""
    if place_type == "admin1":
        return "province"
    if place_type in WATER_TYPES:
        return "water"
    return "town" if place_type in POPULATED_TYPES else "region"


def zoom_of(given: str | None) -> float:
    """Read a zoom."""
    try:
        zoom = float(given or "")
    except ValueError:
        zoom = -1.0
    if not 0 <= zoom <= FURTHEST_ZOOM:
        raise BadValueError(f'"zoom" is "{given}"; write a number from 0 to {FURTHEST_ZOOM}')
    return zoom


def language_of(given: str | None) -> str:
    """Read a language tag, English where there is none."""
    if not given:
        return "en"
    if not LANGUAGE.fullmatch(given):
        raise BadValueError(f'"lang" is "{given}"; write a language tag, as ar or zh-Hant')
    base, *rest = given.split("-")
    known = "zh-Hant" if base == "zh" and {"TW", "HK", "MO", "Hant"} & set(rest) else base
    return known.lower() if known != "zh-Hant" else known
