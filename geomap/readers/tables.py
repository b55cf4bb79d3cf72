"""Read a CSV table, an article a row below the header."""

import csv
import itertools
from collections.abc import Iterator
from dataclasses import replace

from geomap.errors import GeomapError
from geomap.readers.kinds import DELIMITERS, delimiter_of
from geomap.readers.limits import RECORD_BYTES, lines, megabytes
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.records import SHOWN_FIELDS, read_record, shown

csv.field_size_limit(RECORD_BYTES)
REPLACED = "holds bytes that are not UTF-8, which were replaced; convert the file"

Row = list[str]


def read_csv(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the article of each row below the header."""
    table = Table(given, settings)
    header = table.header()
    for row, where, size in table.rows():
        try:
            yield read_row(row, header, where, size, settings)
        except GeomapError as error:
            yield Refusal(message=str(error), size=size)


def read_row(row: Row | str, header: Row, where: str, size: int, settings: Settings) -> Reading:
    """Read one row; raise GeomapError with the fault, which stands in place of a broken row."""
    if isinstance(row, str):
        raise GeomapError(f"{where}: {row}")
    if len(row) > len(header):
        raise GeomapError(
            f"{where}: has {len(row)} cells under {len(header)} names; check its quotes"
        )
    record = {name: cell or None for name, cell in itertools.zip_longest(header, row)}
    reading = read_record(record, where, size, fields=settings.fields)
    if "\ufffd" in reading.article.text:
        reading = replace(reading, notes=(f"{where}: {REPLACED}",))
    return reading


class Table:
    """The rows of a CSV file, and where each stands."""

    def __init__(self, given: Input, settings: Settings) -> None:
        self._origin = given.origin
        self._text = settings.fields.get("text", "text")
        self._size = 0
        self._too_long = False
        bounded = self._bounded(given)
        first = next((line for line in bounded if line.strip()), "")
        delimiter = delimiter_of(first, settings) or max(DELIMITERS, key=first.count)
        self._reader = csv.reader(itertools.chain([first], bounded), delimiter=delimiter)

    def _bounded(self, given: Input) -> Iterator[str]:
        """Yield the lines as text; one too long to hold is noted and comes empty."""
        for number, (line, size) in enumerate(lines(given.stream)):
            self._size += size
            self._too_long = self._too_long or not line
            text = line.decode(errors="replace") or "\n"
            yield text if number else text.removeprefix("\ufeff")

    def header(self) -> Row:
        """Return the names of the columns; raise GeomapError where there are none."""
        for row, where, _ in self.rows():
            if isinstance(row, str):
                raise GeomapError(f"{where}: {row}")
            return self._checked([name.strip() for name in row])
        raise GeomapError(f"{self._origin}: is empty; write a line with the columns' names")

    def _checked(self, header: Row) -> Row:
        """Refuse a table without articles at once, and not once a row."""
        if self._text not in header:
            raise GeomapError(
                f'{self._origin}: has no column "{self._text}"; name the one with the articles\' '
                f"text of {shown(header[:SHOWN_FIELDS])} by: --fields text=NAME"
            )
        return header

    def rows(self) -> Iterator[tuple[Row | str, str, int]]:
        """Yield each row that is not empty, or its fault, with its place and size."""
        while True:
            before = self._size
            where = f"{self._origin}:{self._reader.line_num + 1}"
            row: Row | str | None
            try:
                row = next(self._reader, None)
            except csv.Error as error:
                row = f"is not CSV ({error}); check its quotes"
            if self._too_long:
                self._too_long = False
                row = f"is longer than {megabytes(RECORD_BYTES)}; split the article"
            if row is None:
                return
            if row:
                yield row, where, self._size - before
