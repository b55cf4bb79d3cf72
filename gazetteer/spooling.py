"""Columns of an import on their way to its layer, in temporary files: never all in memory."""

import zlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from gazetteer.errors import GazetteerError
from gazetteer.layer import ALIGNMENT, FORMAT, HEADER, MAGIC, SECTION
from gazetteer.packing import CODES, PLACE_CODES, Packed

TEXT_COLUMNS = ("place_id", "name", "countries", "admin1", "admin2", "sense_text")
MOST_BYTES = (1 << 32) - 1
COPIED = 1 << 20
DTYPES = {"B": np.uint8, "H": np.uint16, "I": np.uint32, "Q": np.uint64, "q": np.int64,
          "d": np.float64}  # fmt: skip

Column = npt.NDArray[Any]


class Spool:
    """The columns of all batches so far, each in a file of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, IO[bytes]] = {
            name: (folder / name).open("wb") for name in (*CODES, "shapes")
        }
        self.places = 0
        self._texts = self._text_bytes = self._tokens = 0
        self.shape_places = array("I")
        self.shape_ends = array("Q", [0])

    def add(self, packed: Packed) -> None:
        """Append a batch whose places are new."""
        for name in PLACE_CODES | {"id_lengths": "B", "geoname": "q"}:
            self._write(name, packed, self._texts if name in TEXT_COLUMNS else 0)
        self.add_senses(packed, self.places)
        for place, shape in packed.shapes:
            self.shape_places.append(self.places + place)
            body = shape.encode()
            self.shape_ends.append(self.shape_ends[-1] + len(body))
            self._files["shapes"].write(body)
        self.places += packed.places

    def add_senses(self, packed: Packed, first_place: int = 0) -> None:
        """Append a batch's names; its places count from `first_place`."""
        self._write("sense_place", packed, first_place)
        self._write("sense_text", packed, self._texts)
        self._write("steps", packed, self._tokens)
        for name in ("sense_flags", "sense_tokens", "token_key", "token_hash", "token_length",
                     "token_units", "texts", "text_lengths"):  # fmt: skip
            self._write(name, packed, 0)
        self._texts += len(packed.columns["text_lengths"]) // 4
        self._tokens += len(packed.columns["token_key"]) // 8
        self._text_bytes += len(packed.columns["texts"])
        if self._text_bytes > MOST_BYTES:
            raise GazetteerError("the names have over 4 GB; import the file in parts")

    def _write(self, name: str, packed: Packed, base: int) -> None:
        body: bytes | memoryview = packed.columns[name]
        if base:
            body = (np.frombuffer(body, DTYPES[CODES[name]]) + DTYPES[CODES[name]](base)).data
        self._files[name].write(body)

    def flush(self) -> None:
        """Let what was added so far be read."""
        for file in self._files.values():
            file.flush()

    def close(self) -> None:
        """Finish writing, each file even where one has no room."""
        with ExitStack() as stack:
            for file in self._files.values():
                stack.callback(file.close)

    def path(self, name: str) -> Path:
        """Return a column's file."""
        return self._folder / name

    def column(self, name: str) -> Column:
        """Return a column in memory."""
        return np.fromfile(self.path(name), DTYPES[CODES[name]])

    def part(self, name: str, low: int, high: int) -> Column:
        """Return some of a column, from one number on to before another."""
        dtype = np.dtype(DTYPES[CODES[name]])
        return np.fromfile(self.path(name), dtype, high - low, offset=low * dtype.itemsize)

    def mapped(self, name: str) -> Column:
        """Return a column that stays in its file."""
        if not self.path(name).stat().st_size:
            return np.empty(0, DTYPES[CODES[name]])
        return np.memmap(self.path(name), DTYPES[CODES[name]], mode="r")


class LayerFile:
    """A layer written section after section, its head last."""

    def __init__(self, file: IO[bytes], sections: int) -> None:
        self._file = file
        self._sections = sections
        self._table = bytearray()
        self._at = HEADER.size + sections * SECTION.size
        self._sum = 0
        file.write(bytes(self._at))

    def add(self, name: str, code: str, parts: Iterable[Column | bytes]) -> None:
        """Write a section, given in parts."""
        self._write(bytes(-self._at % ALIGNMENT))
        start = self._at
        for part in parts:
            self._write(part if isinstance(part, bytes) else np.ascontiguousarray(part).data)
        self._table += SECTION.pack(name.encode(), code.encode(), start, self._at - start)

    def copy(self, name: str, code: str, path: Path) -> None:
        """Write a section that stands in a file."""
        with path.open("rb") as file:
            self.add(name, code, iter(lambda: file.read(COPIED), b""))

    def _write(self, body: bytes | memoryview) -> None:
        view = memoryview(body)
        if view.nbytes:
            view = view.cast("B")
            self._sum = zlib.crc32(view, self._sum)
            self._file.write(view)
            self._at += view.nbytes

    @property
    def checksum(self) -> str:
        """What tells the sections so far from others."""
        return f"{self._sum:08x}"

    def finish(self) -> None:
        """Write the head."""
        if len(self._table) != self._sections * SECTION.size:
            raise ValueError("a layer has other sections than were announced")
        head = HEADER.pack(MAGIC, FORMAT, self._sections, self._at, self._sum, 0)[:-4]
        checksum = zlib.crc32(head) ^ zlib.crc32(self._table)
        self._file.seek(0)
        self._file.write(head + checksum.to_bytes(4, "little") + self._table)


def in_slices(count: int, most: int, part: Callable[[int, int], Column]) -> Iterable[Column]:
    """Yield what `part` gives of each slice of a long column."""
    for start in range(0, count, most):
        yield part(start, min(count, start + most))


def lengths_to_starts(lengths: Column, dtype: type[np.unsignedinteger[Any]]) -> Column:
    """Return where each of some pieces begins, and where the last ends."""
    starts = np.zeros(len(lengths) + 1, dtype)
    np.cumsum(lengths, out=starts[1:], dtype=dtype)
    return starts


def gathered(pieces: Column, starts: Column, lengths: Sequence[int] | Column) -> Column:
    """Return pieces of a column end to end; each begins at its start."""
    sizes = np.asarray(lengths, dtype=np.int64)
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    at = np.arange(total) + np.repeat(starts.astype(np.int64) - (ends - sizes), sizes)
    return np.asarray(pieces[at])
