"""Rows of CSV files with a header."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from gazetteer.checking import PlaceRefusedError, checked_name, checked_type, shown
from gazetteer.errors import GazetteerError
from gazetteer.import_rows import (
    Row,
    checked_code,
    checked_countries,
    checked_id,
    checked_population,
    degrees,
)

LONGEST_CELL = 100_000
TOO_LONG = f"has a cell of over {LONGEST_CELL:,} letters; check its quotes"
NEEDED = ("name", "latitude", "longitude")
OPTIONAL = ("aliases", "place_type", "country", "admin1", "admin2", "population", "id")
ALSO_CALLED = {
    "lat": "latitude", "lon": "longitude", "lng": "longitude", "long": "longitude",
    "y": "latitude", "x": "longitude", "place_id": "id", "type": "place_type",
    "alternatenames": "aliases", "country_code": "country",
}  # fmt: skip
DELIMITERS = ",;\t"
COMPUTED = tuple("=+-@＝＋－＠")
BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}

Cells = tuple[int, list[str] | PlaceRefusedError]  # with the line


def decoded_lines(lines: Iterable[bytes], path: Path, encoding: str) -> Iterator[str]:
    """Yield a file's lines as text, each with its end."""
    for number, content in enumerate(lines, start=1):
        if number == 1:
            content = content.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901
            refuse_wide(content, path, encoding)
        try:
            yield content.decode(encoding) + "\n"
        except UnicodeDecodeError as error:
            raise GazetteerError(
                f"{path}:{number}: is not {encoding.upper()} at byte {error.start + 1}; "
                "say what it is, as with: --encoding windows-1256"
            ) from error


def refuse_wide(content: bytes, path: Path, encoding: str) -> None:
    """Refuse UTF-16, which spreadsheets write as "Unicode text"."""
    if content[:2] in BYTE_ORDER_MARKS and not encoding.lower().startswith("utf-16"):
        raise GazetteerError(f"{path}:1: is UTF-16; save it as UTF-8")


def table_rows(
    lines: Iterator[str], path: Path, name_field: str | None
) -> tuple[dict[str, int], Iterator[Cells]]:
    """Return the columns of a CSV file by name, and its rows with their lines.

    Raises GazetteerError where a needed column is missing.
    """
    header = next(lines, "")
    delimiter = max(DELIMITERS, key=header.count)
    try:
        found = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error as error:  # as of the line ends of old Macs
        raise GazetteerError(
            f"{path}:1: cannot be read ({error}); end its lines with a line feed"
        ) from error
    return columns_of(found, path, name_field), cells_of(lines, delimiter)


def columns_of(header: list[str], path: Path, name_field: str | None) -> dict[str, int]:
    """Return where each known column stands."""
    columns: dict[str, int] = {}
    for number, title in enumerate(header):
        plain = title.strip().lower()
        columns.setdefault(ALSO_CALLED.get(plain, plain), number)
    if name_field is not None:
        if name_field.lower() not in columns:
            raise GazetteerError(f'{path}:1: has no column "{name_field}"; its columns are: '
                                 f"{', '.join(map(shown, header[:20]))}")  # fmt: skip
        columns["name"] = columns[name_field.lower()]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise GazetteerError(
            f'{path}:1: has no column "{missing[0]}"; the first line names the columns, as: '
            "name,latitude,longitude"
        )
    return {name: columns[name] for name in (*NEEDED, *OPTIONAL) if name in columns}


def cells_of(lines: Iterator[str], delimiter: str) -> Iterator[Cells]:
    """Yield the cells of each row with its line, or what is wrong; empty rows are passed over."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            for cells in reader:
                if max(map(len, cells), default=0) > LONGEST_CELL:
                    yield reader.line_num + 1, PlaceRefusedError(TOO_LONG)
                elif any(cells):
                    yield reader.line_num + 1, cells
            return
        except csv.Error as error:
            # The limit of the csv module is the whole program's, and may be smaller than ours.
            fault = TOO_LONG if "field larger" in str(error) else f"cannot be read ({error})"
            yield reader.line_num + 1, PlaceRefusedError(fault)


def table_row(values: list[str], line: int, columns: dict[str, int]) -> Row:
    """Return the place that a row describes."""
    if len(values) <= max(columns.values()):
        raise PlaceRefusedError(
            f"has {len(values)} columns; the first line names {max(columns.values()) + 1}"
        )
    given = {name: computed(values[number]) for name, number in columns.items()}
    return given_row(given, line)


def computed(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in COMPUTED else cell


def given_row(given: dict[str, str], line: int) -> Row:
    """Return the place that named texts describe; `aliases` are divided by `|` or `;`."""
    east, north = degrees(given["longitude"], given["latitude"])
    name = checked_name("name", given["name"])
    others = given.get("aliases", "").replace(";", "|").split("|")
    aliases = [checked_name("aliases", other) for other in others if other.strip()]
    return Row(
        line=line, given_id=checked_id(given.get("id", "")), name=name, names=[name, *aliases],
        longitude=east, latitude=north, place_type=checked_type(given.get("place_type", "")),
        country=checked_countries(given.get("country", "")),
        admin1=checked_code("admin1", given.get("admin1", "")),
        admin2=checked_code("admin2", given.get("admin2", "")),
        population=checked_population(given.get("population", "")),
    )  # fmt: skip
