"""Rows and files for imports, and how the tests import them."""

import json

from gazetteer import Place, importing
from gazetteer.imports import import_layer
from gazetteer.layer_places import named_places

ALEPPO = Place(
    place_id="geonames:170063", name="Aleppo", place_type="admin1 seat", longitude=37.16117,
    latitude=36.20124, population=1602264, countries=("SY",), admin1="09", names=("حلب",),
)  # fmt: skip


def import_file(path, below, **settings):
    told = []
    made, done = importing.import_file(
        path, name=settings.pop("name", "test"), world=below, tell=told.append, **settings
    )
    layer = import_layer(made.name)
    layer.verify()
    return made, done, told, layer


def places_in(layer):
    return {place.name: place for place in named_places(layer)}


def dump_line(number, name, others="", *, at=("36.1", "37.1"), feature=("P", "PPL"), country="SY"):
    cells = [str(number), name, name, others, *at, *feature, country, "", "09", "123", "", "",
             "450", "", "300", "Asia/Damascus", "2024-05-31"]  # fmt: skip
    return "\t".join(cells) + "\n"


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", **more, "features": list(features)})


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(longitude=37, latitude=36):
    return {"type": "Point", "coordinates": [longitude, latitude]}


SQUARE = {"type": "Polygon", "coordinates": [[[36, 36], [37, 36], [37, 37], [36, 37], [36, 36]]]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[36, 36], [37, 37], [37, 36], [36, 37], [36, 36]]]}


def layer_places(layer):
    return [layer.place(number) for number in range(layer.place_count)]
