"""KML 2.2 (OGC 07-147r2): https://www.ogc.org/standard/kml/.

Google Earth shows a description as HTML, whatever the XML around it says: text in it is escaped
as HTML first. The typed values go into extended data, which the balloon below never shows.
"""

import html
from datetime import date
from typing import BinaryIO, TextIO
from xml.sax.saxutils import escape, quoteattr

from geomap.exporting.columns import ColumnType, Value
from geomap.exporting.files import text_over
from geomap.exporting.layers import Export, Layer, Row

TYPES: dict[ColumnType, str] = {
    "text": "string", "integer": "int", "real": "double", "date": "string"
}  # fmt: skip
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>geomap</name>
<Style id="point"><BalloonStyle><text>$[description]</text></BalloonStyle></Style>
"""
# A reader takes a line end for another.
LINE_ENDS = {"\r": "&#13;"}
TAIL = "</Folder>\n</Document>\n</kml>\n"
DAY_COLUMNS = ("published", "first_published")


def write(export: Export, out: BinaryIO) -> None:
    """Write a folder with a placemark a row; one without a point is listed and not drawn."""
    layer = export.layer
    with text_over(out) as text, layer.reading() as rows:
        text.write(HEAD)
        write_schema(layer, text)
        text.write(f"<Folder><name>{layer.name}</name>\n")
        for row in rows:
            text.write(placemark(layer, row))
        text.write(TAIL)


def write_schema(layer: Layer, out: TextIO) -> None:
    """Write the types of the values."""
    out.write(f'<Schema id="{layer.name}" name="{layer.name}">')
    for column in layer.columns:
        out.write(f'<SimpleField name="{column.name}" type="{TYPES[column.type]}"/>')
    out.write("</Schema>\n")


def placemark(layer: Layer, row: Row) -> str:
    """Return one row; the order of its elements is the schema's."""
    told = dict(zip(layer.names, row.values, strict=True))
    title = told["place"] or told.get("toponym") or ""
    point = "" if row.longitude is None else (
        f"<Point><coordinates>{row.longitude},{row.latitude}</coordinates></Point>"
    )  # fmt: skip
    return (
        f"<Placemark id={quoteattr(xml_id(layer, row))}><name>{escape(str(title))}</name>"
        f"<description>{escape(balloon(told))}</description>{time_stamp(told)}"
        f"<styleUrl>#point</styleUrl>{extended(layer, row)}{point}</Placemark>\n"
    )


def xml_id(layer: Layer, row: Row) -> str:
    """Return an identifier of the form that XML asks for."""
    return f"{layer.name}.{row.identifier}".replace(":", ".")


def balloon(told: dict[str, Value]) -> str:
    """Return what is shown of a row on a click, as HTML."""
    lines = [told["place"] or told.get("toponym"), told.get("excerpt"), told.get("title")]
    if "mentions" in told:
        lines.append(f"{told['mentions']} mentions in {told['articles']} articles")
    lines += [told.get("source"), told.get("published")]
    return "<br>".join(shown(line) for line in lines if line)


def shown(value: Value) -> str:
    """Return text that stays text in a balloon, where `$[...]` would stand for a value."""
    return html.escape(str(value)).replace("$[", "&#36;[")


def time_stamp(told: dict[str, Value]) -> str:
    """Return the day of a row, empty where it is unknown."""
    days = (told.get(name) for name in DAY_COLUMNS)
    day = next((day for day in days if isinstance(day, date)), None)
    return f"<TimeStamp><when>{day.isoformat()}</when></TimeStamp>" if day else ""


def extended(layer: Layer, row: Row) -> str:
    """Return the values that are there, under the names of the schema."""
    fields = "".join(
        f'<SimpleData name="{name}">{escape(str(value), LINE_ENDS)}</SimpleData>'
        for name, value in zip(layer.names, row.values, strict=True)
        if value is not None
    )
    return (
        f'<ExtendedData><SchemaData schemaUrl="#{layer.name}">{fields}</SchemaData></ExtendedData>'
    )
