"""Write added places and imports into files that `geomap place import` reads back."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from gazetteer import Place
from gazetteer.imports import import_layer
from gazetteer.layer_places import named_places, shapes_of
from geomap.exporting.spreadsheet import harmless
from geomap.store import Store

FORMATS = ("geojson", "csv")
COLUMNS = (
    "id", "name", "latitude", "longitude", "place_type", "country", "admin1", "admin2",
    "population", "aliases",
)  # fmt: skip
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A place with all its names; `shape` is a GeoJSON geometry, None for a point."""

    place: Place
    shape: dict[str, Any] | None = None


def added(store: Store) -> Iterator[Exported]:
    """Yield the places added to a database by hand."""
    for place in store.added_places():
        yield Exported(place=place)


def imported(name: str) -> Iterator[Exported]:
    """Return the places of an import; raise GazetteerError at once where there is none."""
    layer = import_layer(name)
    shapes = shapes_of(layer)
    return (
        Exported(place=place, shape=shapes.get(number))
        for number, place in enumerate(named_places(layer))
    )


def write(places: Iterable[Exported], form: str, out: TextIO) -> None:
    """Write places in one of FORMATS; CSV keeps the points alone."""
    if form == "csv":
        write_csv(places, out)
    else:
        write_geojson(places, out)


def write_csv(places: Iterable[Exported], out: TextIO) -> None:
    """Write a line a place, with the columns that an import knows.

    An import takes away the apostrophe that keeps a spreadsheet from computing a name.
    """
    out.write(BYTE_ORDER_MARK)
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for each in places:
        record = facts(each.place)
        record["aliases"] = "|".join(each.place.names)
        lines.writerow([harmless(record[column]) for column in COLUMNS])


def write_geojson(places: Iterable[Exported], out: TextIO) -> None:
    """Write a FeatureCollection, a line a Feature."""
    out.write('{"type": "FeatureCollection", "features": [')
    separator = "\n"
    for each in places:
        record = facts(each.place)
        east, north = record.pop("longitude"), record.pop("latitude")
        feature = {
            "type": "Feature",
            "id": record["id"],
            "geometry": each.shape or {"type": "Point", "coordinates": [east, north]},
            "properties": record | {"aliases": list(each.place.names)},
        }
        out.write(separator + json.dumps(feature, ensure_ascii=False, allow_nan=False))
        separator = ",\n"
    out.write("\n]}\n")


def facts(place: Place) -> dict[str, Any]:
    """Return what COLUMNS name, but for the aliases."""
    return {
        "id": place.place_id, "name": place.name, "latitude": round(place.latitude, 6),
        "longitude": round(place.longitude, 6), "place_type": place.place_type,
        "country": ",".join(place.countries), "admin1": place.admin1, "admin2": place.admin2,
        "population": place.population or "",
    }  # fmt: skip
