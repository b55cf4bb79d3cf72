"""The names that articles use for their places, to be found by how they begin."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from threading import Lock

from gazetteer.spelling import Speller

LAST = "\U0010ffff"
MOST_NAMES = 3000  # looked at for one beginning


class Names:
    """Folded names and their places; a name is found at the beginning of each of its words."""

    def __init__(self) -> None:
        self._places: dict[str, set[int]] = {}
        self._keys: list[str] = []
        self._known: set[tuple[int, str]] = set()
        self._lock = Lock()

    def add(self, named: Iterable[tuple[int, str]]) -> None:
        """Learn more places by their names; 0 is none."""
        speller = Speller()
        with self._lock:
            new = {each for each in named if each[0]} - self._known
            self._known |= new
            before = len(self._places)
            for place, name in new:
                tokens = speller.tokens(name)
                for first in range(len(tokens)):
                    self._places.setdefault(" ".join(tokens[first:]), set()).add(place)
            if len(self._places) > before:
                self._keys = sorted(self._places)

    def beginning(self, written: str) -> set[int]:
        """Return the places of which a name, or a word in it, begins as is written."""
        start = " ".join(Speller().tokens(written))
        if not start:
            return set()
        with self._lock:
            first = bisect_left(self._keys, start)
            last = min(bisect_right(self._keys, start + LAST), first + MOST_NAMES)
            return {place for key in self._keys[first:last] for place in self._places[key]}
