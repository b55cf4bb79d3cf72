"""Types of kernel.py, whose own are C types (kernel.pxd)."""

from array import array
from collections.abc import Sequence

from gazetteer.folding import Folding

class DamagedTableError(Exception): ...

def hash_units(units: array[int], start: int, end: int) -> int: ...
def hash_edge(parent: int, token: int) -> int: ...

class NameTable:
    roots: int
    def __init__(
        self,
        slots: memoryview,
        starts: memoryview,
        units: memoryview,
        edges: memoryview,
        nodes: memoryview,
        roots: int,
        small: memoryview,
    ) -> None: ...

class Scanner:
    def __init__(self, folding: Folding, tables: Sequence[NameTable]) -> None: ...
    def names_in(self, text: str) -> list[tuple[int, int, int, int]]: ...
    def tokens_of(self, text: str) -> list[str]: ...
