"""Read Parquet, an article a row."""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geomap.errors import GeomapError
from geomap.readers.limits import megabytes, seekable
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.records import FIELDS, Record, no_column, read_record

BATCH = 64
ROW_GROUP_BYTES = 1024 * 1024 * 1024
# What reading a batch may take. The sizes that a table states about itself may be lies.
MEMORY_BYTES = 1536 * 1024 * 1024
# Of a text that is no UTF-8, a moment beyond the year 9999.
UNREADABLE = (ValueError, OverflowError)
PAGE_BYTES = mmap.PAGESIZE


def read_parquet(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the article of each row."""
    try:
        import pyarrow  # noqa: PLC0415  # an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise GeomapError(
            f"{given.origin}: is Parquet, which needs pyarrow; install it with: "
            "pip install 'geomap-news[parquet]'"
        ) from error
    try:
        with seekable(given.stream) as stream, parquet.ParquetFile(stream) as table:
            check_size(table.metadata, given.origin)
            yield from read_rows(table, given, settings)
    except MemoryError as error:  # before ArrowException, which pyarrow's own also is
        raise GeomapError(
            f"{given.origin}: unpacks to more than {megabytes(MEMORY_BYTES)} at a time; write "
            "smaller row groups"
        ) from error
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        fault = str(error).partition("\n")[0][:120]
        raise GeomapError(f"{given.origin}: is damaged Parquet ({fault}); copy it anew") from error


def check_size(metadata: Any, where: str) -> None:  # noqa: ANN401  # pyarrow may be missing
    """Refuse a table that must be unpacked in larger pieces than a laptop holds."""
    largest = max(
        (metadata.row_group(each).total_byte_size for each in range(metadata.num_row_groups)),
        default=0,
    )
    if largest > ROW_GROUP_BYTES:
        raise GeomapError(
            f"{where}: holds row groups above {megabytes(ROW_GROUP_BYTES)}; write smaller ones"
        )


def read_rows(
    table: Any, given: Input, settings: Settings  # noqa: ANN401  # pyarrow may be missing
) -> Iterator[Reading | Refusal]:  # fmt: skip
    """Yield the rows of an open table; only the columns that an article has are read."""
    names = table.schema_arrow.names
    wanted = {*FIELDS, *(theirs.partition(".")[0] for theirs in settings.fields.values()),
              *settings.fields.values()}  # fmt: skip
    columns = [name for name in names if name in wanted]
    text = settings.fields.get("text", "text")
    if text not in names and text.partition(".")[0] not in names:
        raise GeomapError(no_column(text, names, given.origin))
    number = 0
    batches = table.iter_batches(batch_size=BATCH, columns=columns, use_threads=False)
    while True:
        with bounded_memory(MEMORY_BYTES):
            batch = next(batches, None)
            rows = rows_of(batch) if batch is not None else []
        if batch is None:
            return
        for row in rows:
            number += 1
            where = f"{given.origin}:{number}"
            if row is None:
                yield Refusal(message=f"{where}: holds no UTF-8, or a day beyond all; mend the row")
            else:
                yield read_row({**dict.fromkeys(names), **row}, where, settings)


def rows_of(batch: Any) -> list[Record | None]:  # noqa: ANN401
    """Return the rows, None for one with a value that Python cannot hold."""
    try:
        rows: list[Record | None] = in_utc(batch).to_pylist()
    except UNREADABLE:
        if batch.num_rows == 1:
            return [None]
        return [row for at in range(batch.num_rows) for row in rows_of(batch.slice(at, 1))]
    return rows


def in_utc(batch: Any) -> Any:  # noqa: ANN401
    """Return a batch whose moments are in UTC and in microseconds, as Python holds them.

    Parquet keeps them in UTC, whatever zone stands with them, which may be none that there is.
    """
    from pyarrow import timestamp, types  # noqa: PLC0415

    for at, column in enumerate(batch.schema):
        if types.is_timestamp(column.type) and (column.type.tz or column.type.unit == "ns"):
            unit = "us" if column.type.unit == "ns" else column.type.unit
            wanted = timestamp(unit, "UTC" if column.type.tz else None)
            batch = batch.set_column(at, column.name, batch.column(at).cast(wanted, safe=False))
    return batch


def read_row(row: Record, where: str, settings: Settings) -> Reading | Refusal:
    """Read one row."""
    size = sum(len(value) for value in row.values() if isinstance(value, str))
    # pandas writes what is missing among numbers as no number (NaN).
    row = {name: None if value != value else value for name, value in row.items()}  # noqa: PLR0124
    try:
        return read_record(row, where, size, fields=settings.fields)
    except GeomapError as error:
        return Refusal(message=str(error), size=size)


@contextmanager
def bounded_memory(size: int) -> Iterator[None]:
    """Let this process take so many bytes more for the while; MemoryError above, on Linux."""
    try:
        from resource import RLIMIT_AS, getrlimit, setrlimit  # noqa: PLC0415  # not on Windows

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ModuleNotFoundError, OSError):
        yield
        return
    soft, hard = getrlimit(RLIMIT_AS)
    wanted = pages * PAGE_BYTES + size
    setrlimit(RLIMIT_AS, (wanted if soft < 0 else min(wanted, soft), hard))
    try:
        yield
    finally:
        setrlimit(RLIMIT_AS, (soft, hard))
