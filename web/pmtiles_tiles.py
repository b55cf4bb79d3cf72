"""Taking single tiles out of a PMTiles archive, for a page that cannot ask a server for them."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from web.pmtiles import HEADER, unpack

Tile = tuple[int, int, int]  # zoom, column, line


@dataclass(frozen=True, slots=True)
class Run:
    """Some tiles of one content: the first one's number, how many, and where the content is."""

    first: int
    count: int
    offset: int
    length: int


def read_tiles(path: Path) -> dict[Tile, bytes]:
    """Return every tile of an archive as it is stored there, by zoom, column and line."""
    content = path.read_bytes()
    header = unpack(path, content[: HEADER.size])
    leaves, tiles = header[6], header[8]
    found = {}
    for run in runs(content, header[2], header[3], leaves):
        tile = content[tiles + run.offset : tiles + run.offset + run.length]
        for number in range(run.first, run.first + run.count):
            found[position(number)] = tile
    return found


def runs(content: bytes, offset: int, length: int, leaves: int) -> Iterator[Run]:
    """Yield the runs of a directory, and of those that it refers to."""
    for run in directory(gzip.decompress(content[offset : offset + length])):
        if run.count:
            yield run
        else:
            yield from runs(content, leaves + run.offset, run.length, leaves)


def directory(packed: bytes) -> list[Run]:
    """Return the entries of a directory: its numbers stand field by field."""
    numbers = varints(packed)
    count = next(numbers)
    firsts, first = [], 0
    for _ in range(count):
        first += next(numbers)
        firsts.append(first)
    counts = [next(numbers) for _ in range(count)]
    lengths = [next(numbers) for _ in range(count)]
    offsets: list[int] = []
    for at in range(count):
        given = next(numbers)  # one more than the offset; 0 says: behind the one before
        offsets.append(given - 1 if given else offsets[at - 1] + lengths[at - 1])
    return [Run(*fields) for fields in zip(firsts, counts, offsets, lengths, strict=True)]


def varints(packed: bytes) -> Iterator[int]:
    """Yield numbers of seven bits a byte, the lowest first."""
    number, shift = 0, 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number, shift = 0, 0


def position(number: int) -> Tile:
    """Return where a tile is: tiles are numbered zoom by zoom along a Hilbert curve."""
    zoom = 0
    while number >= 4**zoom:
        number -= 4**zoom
        zoom += 1
    x = y = 0
    side = 1
    while side < 2**zoom:
        right, down = number // 2 & 1, (number ^ number // 2) & 1
        if not down:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        x, y = x + side * right, y + side * down
        number //= 4
        side *= 2
    return zoom, x, y
