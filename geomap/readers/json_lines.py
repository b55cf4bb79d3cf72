"""Read JSON lines: one object a line, one article an object."""

import json
from collections.abc import Iterator
from typing import Any

from geomap.errors import GeomapError
from geomap.readers.decoding import left_out, strictly_utf8
from geomap.readers.limits import RECORD_BYTES, lines, megabytes
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.records import read_record, with_notes


def read_json_lines(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the article of each line; empty lines are passed over."""
    for number, (line, size) in enumerate(lines(given.stream), start=1):
        where = f"{given.origin}:{number}"
        if not line:
            limit = megabytes(RECORD_BYTES)
            yield Refusal(message=f"{where}: is longer than {limit}; split the article", size=size)
        elif line.strip():
            try:
                yield read_line(line, where, settings)
            except GeomapError as error:
                yield Refusal(message=str(error), size=size)


def read_line(line: bytes, where: str, settings: Settings) -> Reading:
    """Read one JSON line; raise GeomapError with the fault and the remedy."""
    nuls = line.count(0)
    text = strictly_utf8(line.replace(b"\0", b"") if nuls else line, where)
    record = parsed(text, where)
    if not isinstance(record, dict):
        raise GeomapError(f'{where}: is not an object; write it as {{"id": "1", "text": "..."}}')
    reading = read_record(record, where, len(line), fields=settings.fields, line=True)
    return with_notes(reading, (left_out(nuls, where),)) if nuls else reading


def parsed(text: str, where: str) -> Any:  # noqa: ANN401  # JSON may be anything
    """Return what JSON holds; raise GeomapError where it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise GeomapError(
            f"{where}: is not JSON ({error.msg} at character {error.pos + 1}); "
            'write one object a line, as {"id": "1", "text": "..."}'
        ) from error
    except (ValueError, RecursionError) as error:
        raise GeomapError(f"{where}: is too deep or too large; write plain values") from error
