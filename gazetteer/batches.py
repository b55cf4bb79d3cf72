"""The batches of a file to import, and what becomes of one in a process of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from gazetteer import dumps, geojson, tables
from gazetteer.archives import Opened, lines_of
from gazetteer.checking import PlaceRefusedError
from gazetteer.errors import GazetteerError
from gazetteer.import_rows import Row, RowPassedOverError
from gazetteer.known import Known, geoname_number
from gazetteer.layer import PLACE_TYPE_ORDER
from gazetteer.packing import Packed, Packer, place_of
from gazetteer.place import Place
from gazetteer.spelling import Speller

ROWS = 20_000
# Where a row stands in its file.
LINE = "{path}:{number}"
FEATURE = "{path}: feature {number}"
SWAPPED = "latitude {north:g} and longitude {east:g} look swapped; exchanged, they lie in {country}"

Given = tuple[int, Any]  # a row as its file has it, with its line
Parse = Callable[[Given], tuple[Row, str]]  # the row, and what was repaired in it
Further = tuple[int, str, int, int, str]  # place, country, place type, population, name


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of a file with their lines; `size` is how many bytes were read for them."""

    rows: list[Given]
    size: int


@dataclass(slots=True, kw_only=True)
class Reader:
    """Turns batches into packed columns; each process has its own."""

    import_name: str
    known: Known
    parse: Parse

    def packed(self, batch: Batch) -> Packed:
        """Return the places of a batch, and what there is to say of its rows."""
        rows, told = self._parsed(batch.rows)
        matches = self.known.matches(rows) if rows else {}
        packer, shapes, joined = Packer(Speller()), [], 0
        for position, row in enumerate(rows):
            known = matches.get(position)
            if known is None and self.known.looks_swapped(row):
                told.refusals.append((row.line, SWAPPED.format(
                    north=row.latitude, east=row.longitude, country=row.country
                )))  # fmt: skip
                continue
            place = known or place_of(row, self._identifier(row))
            number = geoname_number(row.given_id)
            if not packer.add(place, row.names, curated=row.curated, geoname=number):
                told.refusals.append((row.line, "has no name that a text could hold"))
                continue
            joined += known is not None
            if row.shape:
                shapes.append((packer.places - 1, row.shape))
        packed = packer.packed()
        packed.shapes, packed.joined, packed.size = shapes, joined, batch.size
        packed.refusals, packed.notes = sorted(told.refusals), told.notes
        packed.passed_over = told.passed_over
        return packed

    def _parsed(self, given: Iterable[Given]) -> tuple[list[Row], Packed]:
        rows, told = [], Packed({}, 0)
        for line, content in given:
            if isinstance(content, PlaceRefusedError):
                told.refusals.append((line, str(content)))
                continue
            try:
                row, repair = self.parse((line, content))
            except PlaceRefusedError as error:
                told.refusals.append((line, str(error)))
            except RowPassedOverError as error:
                told.passed_over[str(error)] = told.passed_over.get(str(error), 0) + 1
            else:
                rows.append(row)
                if repair:
                    told.notes.append((line, f"{row.name}: {repair}"))
        return rows, told

    def _identifier(self, row: Row) -> str:
        """Return a new place's identifier; only GeoNames' own stand beside the import's."""
        if geoname_number(row.given_id) >= 0:
            return row.given_id
        own = row.given_id.removeprefix(f"{self.import_name}:") or f"row-{row.line}"
        return f"{self.import_name}:{own.replace(':', '-')}"


def named_again(further: list[Further]) -> Packed:
    """Return further names of places that were spooled before."""
    packer = Packer(Speller())
    for number, country, place_type, population, name in further:
        facts = Place(
            place_id="", name="", place_type=PLACE_TYPE_ORDER[place_type], longitude=0.0,
            latitude=0.0, population=population, countries=tuple(country.split(",")),
        )  # fmt: skip
        packer.add_names(number, facts, (name,))
    return packer.packed()


def source_of(
    source: Opened, path: Path, *, name_field: str | None, encoding: str
) -> tuple[Parse, Iterator[Batch], str]:
    """Return how to read the rows of a file, after its name, its batches, and what a row is."""
    suffix = Path(source.name).suffix.lower()
    if suffix in (".txt", ".tsv"):
        return parse_dump, dump_batches(source, path), LINE
    if suffix == ".csv":
        lines = (line for lines in lines_of(source, path) for line in lines)
        decoded = tables.decoded_lines(lines, path, encoding)
        columns, rows = tables.table_rows(decoded, path, name_field)
        parse = partial(parse_table, columns=columns)
        return parse, counted_batches(once(rows, columns.get("id")), source), LINE
    if suffix in (".json", ".geojson"):
        parse = partial(parse_feature, name_field=name_field)
        return parse, counted_batches(geojson.features(source.content, path), source), FEATURE
    raise GazetteerError(
        f'{path}: is no list of places by its name; name a GeoNames dump ".txt" or ".zip", '
        'a table ".csv", GeoJSON ".geojson"'
    )


def dump_batches(source: Opened, path: Path) -> Iterator[Batch]:
    """Yield the lines of a dump."""
    number = 1
    for lines in lines_of(source, path):
        size = sum(map(len, lines)) + len(lines)
        yield Batch([(number + i, line) for i, line in enumerate(lines) if line.strip()], size)
        number += len(lines)


def counted_batches(rows: Iterator[Given], source: Opened) -> Iterator[Batch]:
    """Yield rows by the thousand, with how far the file was read for them."""
    before = 0
    while batch := list(islice(rows, ROWS)):
        at = source.content.tell()
        yield Batch(batch, at - before)
        before = at


def once(rows: Iterable[tables.Cells], column: int | None) -> Iterator[Given]:
    """Yield the rows of a table; one whose identifier stood before is refused."""
    seen: dict[str, int] = {}
    for line, cells in rows:
        given = ""
        if isinstance(cells, list) and column is not None and column < len(cells):
            given = cells[column].strip()
        if given and (first := seen.setdefault(given, line)) != line:
            yield line, PlaceRefusedError(f'"id" is "{given[:40]}", as in line {first}; change one')
        else:
            yield line, cells


def parse_dump(given: Given) -> tuple[Row, str]:
    """Return the row on a line of a dump."""
    line, content = given
    return dumps.dump_row(content.rstrip(b"\r"), line), ""


def parse_table(given: Given, *, columns: dict[str, int]) -> tuple[Row, str]:
    """Return the row of a table."""
    line, cells = given
    return tables.table_row(cells, line, columns), ""


def parse_feature(given: Given, *, name_field: str | None) -> tuple[Row, str]:
    """Return the row that a Feature is."""
    number, feature = given
    return geojson.feature_row(feature, number, name_field)
