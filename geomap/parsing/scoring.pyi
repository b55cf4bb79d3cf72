"""Types of scoring.py, whose own are C types (scoring.pxd)."""

from collections.abc import Mapping, Sequence

from gazetteer import Place
from geomap.reasons import Term

class Standing:
    place: Place
    place_id: str
    score: float
    terms: tuple[Term, ...]
    country: str
    countries: tuple[str, ...]
    province: tuple[str, str] | None
    rank: int
    own_type: str
    outshone: bool
    def __init__(
        self,
        place: Place,
        score: float,
        terms: tuple[Term, ...],
        rank: int,
        own_type: str,
        outshone: bool,
        countries: tuple[str, ...],
    ) -> None: ...

class Rated:
    standing: Standing
    place: Place
    score: float
    terms: list[Term]
    def __init__(self, standing: Standing, score: float, terms: list[Term]) -> None: ...
    def add(self, score: float, words: str, parts: tuple[object, ...] = ()) -> None: ...
    def copy(self) -> Rated: ...

def fresh(standings: list[Standing]) -> list[Rated]: ...
def in_order(pool: list[Rated]) -> list[Rated]: ...
def shares(counts: dict[str, float], own: dict[str, float] | None) -> dict[str, float]: ...
def weigh_countries(pool: list[Rated], countries: dict[str, float]) -> None: ...

class Anchors:
    def __init__(self, standings: Mapping[str, Standing]) -> None: ...
    def weigh(self, key: str, pool: list[Rated]) -> None: ...

def confidences(pool: Sequence[Rated], most: int) -> list[float]: ...
def rounded(value: float, parts: float) -> float: ...
def kilometres(one: Place, other: Place) -> float: ...
