"""CSV that a spreadsheet opens rightly: UTF-8 with a byte order mark, and no formula."""

import csv
import re
from typing import BinaryIO

from geomap.exporting.files import text_over
from geomap.exporting.layers import Export

BYTE_ORDER_MARK = "\ufeff"
# The last four are the full-width forms, which spreadsheets in Japanese compute too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where cells are parted by semicolons or tabs, as by Excel in half of Europe, text goes on as
# another cell behind one, and as another row behind the end of a line.
FURTHER_CELL = re.compile(r'([;\t\r\n]["\s]*)(?=[=+\-@＝＋－＠])')


def write(export: Export, out: BinaryIO) -> None:
    """Write a line a row: its values, then longitude and latitude, empty for unknown."""
    layer = export.layer
    with text_over(out) as text, layer.reading() as rows:
        text.write(BYTE_ORDER_MARK)
        lines = csv.writer(text)
        lines.writerow([*layer.names, "longitude", "latitude"])
        for row in rows:
            lines.writerow([*map(harmless, row.values), row.longitude, row.latitude])


def harmless(value: object) -> object:
    """Return text that a spreadsheet does not compute; numbers stay numbers.

    The apostrophe is what OWASP advises against CSV injection.
    """
    if not isinstance(value, str):
        return value
    if ";" in value or "\n" in value or "\t" in value or "\r" in value:
        value = FURTHER_CELL.sub(r"\1'", value)
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
