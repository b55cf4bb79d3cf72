"""Reasons put into words when somebody asks for them, which few readers of many articles do."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar, overload

from geomap.model import Reason

MEMORISED = 50_000  # reasons
T = TypeVar("T")
# A score, its words, and what to put into the words.
Term = tuple[float, str, tuple[object, ...]]


def worded(terms: Sequence[Term]) -> tuple[Reason, ...]:
    """Return terms as reasons."""
    return tuple([reason_of(*term) for term in terms])


@lru_cache(maxsize=MEMORISED, typed=True)
def reason_of(score: float, words: str, parts: tuple[object, ...]) -> Reason:
    """Return one term as a reason; most are said of many candidates."""
    return Reason(score=score, text=text_of(words, parts))


def text_of(words: str, parts: tuple[object, ...]) -> str:
    """Return words with their parts put into them."""
    return words.format(*parts) if parts else words


class Lazy(Sequence[T]):
    """A tuple that is made when first looked into, of what `make` returns for `source`."""

    __slots__ = ("_made", "_make", "_source")

    def __init__(self, make: Callable[[Any], tuple[T, ...]], source: object) -> None:
        self._make = make
        self._source = source
        self._made: tuple[T, ...] | None = None

    def _tuple(self) -> tuple[T, ...]:
        made = self._made
        if made is None:  # two threads may both make it: what they make is alike
            made = self._made = self._make(self._source)
        return made

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        """Return one of the tuple, or a part of it."""
        return self._tuple()[at]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._tuple())

    def __iter__(self) -> Iterator[T]:
        """Yield them in order."""
        return iter(self._tuple())

    def __eq__(self, other: object) -> bool:
        """Return whether another tuple, made yet or not, holds the same."""
        if isinstance(other, Lazy):
            return self._tuple() == other._tuple()
        return self._tuple() == other

    def __hash__(self) -> int:
        """Return the tuple's own hash."""
        return hash(self._tuple())

    def __repr__(self) -> str:
        """Show the tuple."""
        return repr(self._tuple())

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[tuple[T, ...]]]:
        """Travel between processes as the tuple."""
        return tuple, (self._tuple(),)


class Reasons(Lazy[Reason]):
    """The reasons that some terms make; who writes them down may take the terms themselves."""

    __slots__ = ()
    _source: Sequence[Term]

    def __init__(self, terms: Sequence[Term]) -> None:
        super().__init__(worded, terms)

    @property
    def terms(self) -> Sequence[Term]:
        """What the reasons are made of."""
        return self._source
