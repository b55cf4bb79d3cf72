"""Join GeoNames' file of alternate names to the places of a dump that was read before."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gazetteer.archives import Opened, lines_of
from gazetteer.batches import Further
from gazetteer.dumps import alternate_names
from gazetteer.errors import GazetteerError
from gazetteer.known import is_among
from gazetteer.spooling import Spool, lengths_to_starts


def further_names(spool: Spool, source: Opened, path: Path) -> Iterator[list[Further]]:
    """Yield the names of spooled places, some thousand at a time."""
    numbers = spool.column("geoname")
    order = np.argsort(numbers, kind="stable").astype(np.uint32)
    numbers = numbers[order]
    place_types, population = spool.column("place_type"), spool.column("population")
    countries = Countries(spool)
    lines = bad = 0
    for some in lines_of(source, path):
        wanted, names, broken = alternate_names(some)
        lines, bad = lines + len(some), bad + broken
        if bad == lines:
            raise GazetteerError(
                f"{path}: is not GeoNames' alternateNamesV2; its lines have eight to ten columns"
            )
        asked = np.array(wanted, np.int64)
        at = np.minimum(np.searchsorted(numbers, asked), len(numbers) - 1)
        places = order[at]
        yield [
            (place := int(places[i]), countries[place], int(place_types[place]),
             int(population[place]), names[i])
            for i in np.flatnonzero(is_among(asked, numbers)).tolist()
        ]  # fmt: skip


class Countries:
    """The countries of spooled places, by their number."""

    def __init__(self, spool: Spool) -> None:
        self._numbers = spool.column("countries")
        self._starts = lengths_to_starts(spool.column("text_lengths"), np.uint64)
        self._texts = spool.mapped("texts")
        self._known: dict[int, str] = {}

    def __getitem__(self, place: int) -> str:
        """Return the codes of a place's countries, joined by commas."""
        number = int(self._numbers[place])
        if number not in self._known:
            start, end = self._starts[number], self._starts[number + 1]
            self._known[number] = bytes(self._texts[start:end]).decode()
        return self._known[number]
