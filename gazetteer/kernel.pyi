"""Types of kernel.py, whose own are C types (kernel.pxd)."""

from collections.abc import Sequence

from gazetteer.folding import Folding
from gazetteer.tokens import Tokenizer

class DamagedTableError(Exception): ...

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
        pairs: memoryview,
    ) -> None: ...

class Scanner(Tokenizer):
    def __init__(self, folding: Folding, tables: Sequence[NameTable]) -> None: ...
    def names_in(self, text: str) -> list[tuple[int, int, int, int]]: ...
