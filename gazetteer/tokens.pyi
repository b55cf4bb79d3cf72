"""Types of tokens.py, whose own are C types (tokens.pxd)."""

from array import array

from gazetteer.folding import Folding

UTF_16: str

def hash_units(units: array[int], start: int, end: int) -> int: ...
def hash_edge(parent: int, token: int) -> int: ...

class Tokenizer:
    def __init__(self, folding: Folding) -> None: ...
    def tokens_of(self, text: str) -> list[str]: ...
