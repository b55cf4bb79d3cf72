"""GeoJSON, RFC 7946: https://www.rfc-editor.org/rfc/rfc7946."""

import json
from collections.abc import Iterable
from typing import TextIO

from geomap.exporting.features import Feature


def write(features: Iterable[Feature], out: TextIO) -> None:
    """Write a FeatureCollection, a line a Feature."""
    out.write('{"type": "FeatureCollection", "features": [')
    separator = "\n"
    for feature in features:
        out.write(separator + json.dumps(feature, ensure_ascii=False, allow_nan=False))
        separator = ",\n"
    out.write("\n]}\n")
