"""A layer: names and places compiled into one block of memory, opened without reading it.

The block is a header, a table of sections and the sections. Opening checks the magic, the format,
the size and a checksum of header and table; `verify` reads the body too. Every number read from
the body is checked before it is used, so that a damaged one is an error and never a crash.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerError
from gazetteer.kernel import DamagedTableError, NameTable
from gazetteer.place import Place

MAGIC = b"geomapGZ"
FORMAT = 2
HEADER = struct.Struct("<8sIIQII")  # magic, format, sections, size, body checksum, head checksum
SECTION = struct.Struct("<16s8sQQ")  # name, array typecode, offset, bytes
ALIGNMENT = 8

PLACE_TYPE_ORDER = (
    "country", "admin1", "admin2", "capital", "admin1 seat", "admin2 seat", "populated place",
    "neighbourhood", "continent", "region", "ocean", "sea", "gulf", "strait", "channel", "river",
    "canal", "lake", "wetland", "dam", "island", "islands", "peninsula", "cape", "mountain",
    "mountains", "plateau", "plain", "valley", "desert", "oasis", "forest", "camp", "airport",
    "base", "port", "border crossing",
)  # fmt: skip

# Flags of a sense: how a place bears a name.
PRIMARY = 1  # the place's own name, spelled as its provider spells it
DEMONYM = 2  # its people or its adjective
DERIVED = 4  # made from another spelling: article, joined words, case ending
ACRONYM = 8  # means the place only in capitals

NO_PLACE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Sense:
    """One place a name may mean, and how it bears the name."""

    place: int
    spelling: str
    flags: int


class Layer:
    """Names and places over one block of memory."""

    def __init__(self, block: bytes | mmap.mmap, *, origin: str) -> None:
        self.origin = origin
        self._block = block
        self._memory = memoryview(block)
        self._sections = self._read_head()
        section = self._section
        self.names = self._name_table()
        self._senses = section("senses")
        self._sense_place = section("sense_place")
        self._sense_text = section("sense_text")
        self._sense_flags = section("sense_flags")
        self._texts = section("texts")
        self._text_starts = section("text_starts")
        self._columns = {name: section(name) for name in COLUMNS}
        self.place_count = len(self._columns["longitude"])

    def _name_table(self) -> NameTable:
        section = self._section
        try:
            return NameTable(
                section("slots"), section("starts"), section("units"), section("edges"),
                section("nodes"), section("roots")[0], section("small"), section("pairs"),
            )  # fmt: skip
        except DamagedTableError as error:
            raise GazetteerError(damaged(self.origin, "has a damaged body")) from error

    @classmethod
    def open(cls, path: Path) -> "Layer":
        """Map a compiled file read-only; raise GazetteerError when it is not a whole one."""
        with path.open("rb") as file:
            try:
                block = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:
                raise GazetteerError(damaged(path, "is empty")) from error
        return cls(block, origin=str(path))

    def _read_head(self) -> dict[str, tuple[int, int, str]]:
        size = len(self._memory)
        if size < HEADER.size or bytes(self._memory[:8]) != MAGIC:
            raise GazetteerError(damaged(self.origin, "is not a compiled gazetteer"))
        _, form, count, stated, self._body_sum, head_sum = HEADER.unpack_from(self._memory)
        end = HEADER.size + count * SECTION.size
        if form != FORMAT:
            raise GazetteerError(damaged(self.origin, f"has format {form}, not {FORMAT}"))
        if stated != size or end > size:
            raise GazetteerError(damaged(self.origin, f"has {size:,} bytes, not {stated:,}"))
        if (
            zlib.crc32(self._memory[: HEADER.size - 4])
            ^ zlib.crc32(self._memory[HEADER.size : end])
            != head_sum
        ):
            raise GazetteerError(damaged(self.origin, "has a damaged head"))
        self._body_start = end
        sections = {}
        for i in range(count):
            name, code, offset, length = SECTION.unpack_from(
                self._memory, HEADER.size + i * SECTION.size
            )
            if offset + length > size:
                raise GazetteerError(damaged(self.origin, "has a section outside itself"))
            sections[name.rstrip(b"\0").decode()] = (offset, length, code.rstrip(b"\0").decode())
        return sections

    def _section(self, name: str) -> memoryview:
        offset, length, code = self._sections[name]
        return self._memory[offset : offset + length].cast(code)  # type: ignore[call-overload, no-any-return]

    def verify(self) -> None:
        """Read the whole block; raise GazetteerError when its checksum differs."""
        if zlib.crc32(self._memory[self._body_start :]) != self._body_sum:
            raise GazetteerError(damaged(self.origin, "has a damaged body"))

    @cached_property
    def about(self) -> dict[str, Any]:
        """What the builder noted: version, sources, counts, when built."""
        offset, length, _ = self._sections["about"]
        return dict(json.loads(bytes(self._memory[offset : offset + length])))

    def text(self, number: int) -> str:
        """Return one string of the pool; raise GazetteerError for a number outside it."""
        if not 0 <= number < len(self._text_starts) - 1:
            raise GazetteerError(damaged(self.origin, "has a damaged body"))
        start, end = self._text_starts[number], self._text_starts[number + 1]
        return bytes(self._texts[start:end]).decode("utf-8", "replace")

    def senses(self, name: int) -> Iterator[Sense]:
        """Return the places a name may mean, in the order they were compiled."""
        if not 0 <= name < len(self._senses) - 1:
            raise GazetteerError(damaged(self.origin, "has a damaged body"))
        for i in range(self._senses[name], min(self._senses[name + 1], len(self._sense_place))):
            yield Sense(self._sense_place[i], self.text(self._sense_text[i]), self._sense_flags[i])

    def place(self, number: int) -> Place:
        """Return one place; raise GazetteerError for a number outside the layer."""
        if not 0 <= number < self.place_count:
            raise GazetteerError(damaged(self.origin, "has a damaged body"))
        value = {name: column[number] for name, column in self._columns.items()}
        kind = value["place_type"]
        return Place(
            place_id=self.text(value["place_id"]),
            name=self.text(value["name"]),
            place_type=PLACE_TYPE_ORDER[kind] if kind < len(PLACE_TYPE_ORDER) else "region",
            longitude=value["longitude"],
            latitude=value["latitude"],
            population=value["population"],
            countries=tuple(filter(None, self.text(value["countries"]).split(","))),
            admin1=self.text(value["admin1"]),
            admin2=self.text(value["admin2"]),
        )

    def number_of(self, place_id: str) -> int | None:
        """Return the number of the place with this identifier, or None."""
        order = self._section("id_order")
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            found = self.text(self._columns["place_id"][order[middle]])
            if found == place_id:
                return int(order[middle])
            low, high = (middle + 1, high) if found < place_id else (low, middle)
        return None


COLUMNS = {
    "place_id": "I", "name": "I", "place_type": "B", "longitude": "d", "latitude": "d",
    "population": "Q", "countries": "I", "admin1": "I", "admin2": "I",
}  # fmt: skip


def damaged(origin: str | Path, fault: str) -> str:
    """Return the one line for a file that cannot be used."""
    return f"{origin}: {fault}; run: geomap gazetteer build"
