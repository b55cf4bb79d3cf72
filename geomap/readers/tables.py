"""Read a CSV table, an article a row below the header."""

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.errors import GeomapError
from geomap.readers.decoding import left_out, unread
from geomap.readers.kinds import DELIMITERS, EXCEL, delimiter_of
from geomap.readers.limits import RECORD_BYTES, lines, megabytes
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.records import no_column, read_record, with_notes

csv.field_size_limit(RECORD_BYTES)

Cells = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of a row with its place and size; `fault` says why they could not be told.

    `unclosed` tells that a quote in it goes on to the end of the table.
    """

    cells: Cells
    where: str
    size: int
    nuls: int = 0
    unclosed: bool = False
    fault: str = ""


def read_csv(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the article of each row below the header."""
    table = Table(given, settings)
    header = table.header()
    for row in table.rows():
        try:
            yield read_row(row, header, settings)
        except GeomapError as error:
            yield Refusal(message=str(error), size=row.size)


def read_row(row: Row, header: Cells, settings: Settings) -> Reading:
    """Read one row; raise GeomapError with the fault."""
    if row.fault:
        raise GeomapError(f"{row.where}: {row.fault}")
    if len(row.cells) > len(header):
        raise GeomapError(
            f"{row.where}: has {len(row.cells)} cells under {len(header)} names; check its quotes"
        )
    record = {name: cell or None for name, cell in itertools.zip_longest(header, row.cells)}
    reading = read_record(record, row.where, row.size, fields=settings.fields)
    if "\ufffd" in reading.article.text:
        reading = with_notes(reading, (unread(row.where),))
    if row.unclosed:
        reading = with_notes(reading, (unclosed(row.where),))
    return with_notes(reading, (left_out(row.nuls, row.where),)) if row.nuls else reading


def unclosed(where: str) -> str:
    """Return the note that a row took in all behind it."""
    return f"{where}: opens a quote that nothing closes, and took in all behind it; close it"


class Table:
    """The rows of a CSV file, and where each stands."""

    def __init__(self, given: Input, settings: Settings) -> None:
        self._origin = given.origin
        self._text = settings.fields.get("text", "text")
        self._size = self._nuls = self._passed = 0
        self._too_long = self._ended = False
        bounded = self._bounded(given)
        first = next((line for line in bounded if line.strip()), "")
        excel = EXCEL.fullmatch(first)
        if excel:
            self._passed, first = 1, next(bounded, "")
        delimiter = (
            excel[1] if excel
            else delimiter_of(first, settings) or max(DELIMITERS, key=first.count)
        )  # fmt: skip
        self._reader = csv.reader(itertools.chain([first], bounded), delimiter=delimiter)

    def _bounded(self, given: Input) -> Iterator[str]:
        """Yield the lines as text; one too long to hold is noted and comes empty."""
        for number, (line, size) in enumerate(lines(given.stream)):
            self._size += size
            self._too_long = self._too_long or not line
            self._nuls += line.count(0)
            text = line.replace(b"\0", b"").decode(errors="replace") or "\n"
            yield text if number else text.removeprefix("\ufeff")
        self._ended = True  # the reader asks for more in a quote alone, and behind the last row

    def header(self) -> Cells:
        """Return the names of the columns; raise GeomapError where there are none."""
        for row in self.rows():
            if row.fault:
                raise GeomapError(f"{row.where}: {row.fault}")
            return self._checked([name.strip() for name in row.cells])
        raise GeomapError(f"{self._origin}: is empty; write a line with the columns' names")

    def _checked(self, header: Cells) -> Cells:
        """Refuse a table without articles at once, and not once a row."""
        if self._text not in header:
            raise GeomapError(no_column(self._text, header, self._origin))
        return header

    def rows(self) -> Iterator[Row]:
        """Yield each row that is not empty, or its fault."""
        while True:
            before, self._nuls = self._size, 0
            where = f"{self._origin}:{self._reader.line_num + 1 + self._passed}"
            cells, fault = self._next()
            if cells is None:
                return
            if cells or fault:
                yield Row(
                    cells=cells, where=where, size=self._size - before, nuls=self._nuls,
                    unclosed=self._ended, fault=fault,
                )  # fmt: skip

    def _next(self) -> tuple[Cells | None, str]:
        """Return the next row's cells, None behind the last, and its fault."""
        fault = ""
        cells: Cells | None = []
        try:
            cells = next(self._reader, None)
        except csv.Error as error:
            fault = f"is not CSV ({error}); check its quotes"
        if self._too_long:
            self._too_long = False
            return cells or [], f"is longer than {megabytes(RECORD_BYTES)}; split the article"
        return cells, fault
