"""CSV that a spreadsheet opens rightly: UTF-8 with a byte order mark, and no formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from geomap.exporting.features import Feature

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(features: Iterable[Feature], keys: Sequence[str], out: TextIO) -> None:
    """Write a line a Feature: its properties, then longitude and latitude, empty for unknown."""
    out.write(BYTE_ORDER_MARK)
    lines = csv.writer(out)
    lines.writerow([*keys, "longitude", "latitude"])
    for feature in features:
        geometry = feature["geometry"]
        point = geometry["coordinates"] if geometry else (None, None)
        lines.writerow([harmless(feature["properties"][key]) for key in keys] + [*point])


def harmless(value: object) -> object:
    """Return text that a spreadsheet does not compute; numbers stay numbers.

    The apostrophe is what OWASP advises against CSV injection.
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
