"""Rows become packed columns: what one process hands to another, a batch at a time."""

import hashlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gazetteer.import_rows import Row
from gazetteer.layer import COLUMNS, PLACE_TYPE_ORDER
from gazetteer.place import Place
from gazetteer.spelling import Speller
from gazetteer.tokens import hash_units
from gazetteer.variants import spellings
from gazetteer.writing import units_of

SMALL_LETTERS = 128  # beside the flags of a sense, until the layer is assembled
MOST_TOKENS = 255
TYPE_NUMBERS = {name: number for number, name in enumerate(PLACE_TYPE_ORDER)}
# What a batch and the temporary files hold, each a column of numbers.
PLACE_CODES = dict(COLUMNS)
SENSE_CODES = {"sense_place": "I", "sense_text": "I", "sense_flags": "B", "sense_tokens": "B"}
TOKEN_CODES = {"token_key": "Q", "token_hash": "I", "token_length": "B", "token_units": "H"}
OTHER_CODES = {"steps": "I", "text_lengths": "I", "texts": "B", "id_lengths": "B", "geoname": "q"}
CODES = PLACE_CODES | SENSE_CODES | TOKEN_CODES | OTHER_CODES


def token_key(key: str) -> int:
    """Return 64 bits that stand for a folded token while tokens are sorted.

    Five million tokens share one by chance once in a million imports.
    """
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@dataclass(slots=True)
class Packed:
    """Columns of a batch; numbers of places, texts and tokens count within it.

    `shapes` are the batch's places that have one; `refusals`, `notes` and `passed_over` are what
    there is to say of its rows.
    """

    columns: dict[str, bytes]
    places: int
    shapes: list[tuple[int, str]] = field(default_factory=list)
    joined: int = 0
    refusals: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)
    size: int = 0


class Packer:
    """Collects the places of a batch with their names."""

    def __init__(self, speller: Speller) -> None:
        self._speller = speller
        self._columns: dict[str, array[Any]] = {name: array(code) for name, code in CODES.items()}
        self._texts: dict[str, int] = {}
        self._tokens: dict[str, int] = {}
        self.places = 0

    def add(self, place: Place, names: Iterable[str], *, curated: bool, geoname: int = -1) -> bool:
        """Add a place with its names; return False where no text could hold any of them."""
        found = [
            (spelling, flags, keys)
            for spelling, flags in spellings(place, names, curated=curated)
            if (keys := self._speller.tokens(spelling)) and len(keys) <= MOST_TOKENS
        ]
        if not found:
            return False
        self._add_place(place, geoname)
        for spelling, flags, keys in found:
            self._add_sense(self.places - 1, spelling, flags, keys)
        return True

    def add_names(self, number: int, place: Place, names: Iterable[str]) -> None:
        """Give further names to the place of a number that counts over the whole import."""
        for spelling, flags in spellings(place, names, curated=False):
            keys = self._speller.tokens(spelling)
            if keys and len(keys) <= MOST_TOKENS:
                self._add_sense(number, spelling, flags, keys)

    def _add_place(self, place: Place, geoname: int) -> None:
        columns, text = self._columns, self._text
        columns["place_id"].append(text(place.place_id))
        columns["name"].append(text(place.name))
        columns["place_type"].append(TYPE_NUMBERS[place.place_type])
        columns["longitude"].append(place.longitude)
        columns["latitude"].append(place.latitude)
        columns["population"].append(place.population)
        columns["countries"].append(text(",".join(place.countries)))
        columns["admin1"].append(text(place.admin1))
        columns["admin2"].append(text(place.admin2))
        columns["id_lengths"].append(len(place.place_id.encode()))
        columns["geoname"].append(geoname)
        self.places += 1

    def _add_sense(self, place: int, spelling: str, flags: int, keys: list[str]) -> None:
        columns, tokens = self._columns, self._tokens
        columns["sense_place"].append(place)
        columns["sense_text"].append(self._text(spelling))
        columns["sense_flags"].append(flags | SMALL_LETTERS if spelling.islower() else flags)
        columns["sense_tokens"].append(len(keys))
        for key in keys:
            columns["steps"].append(tokens.setdefault(key, len(tokens)))

    def _text(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))

    def packed(self) -> Packed:
        """Return the batch's columns. The packer is spent."""
        columns = self._columns
        for text in self._texts:
            body = text.encode("utf-8", "replace")
            columns["texts"].frombytes(body)
            columns["text_lengths"].append(len(body))
        for key in self._tokens:
            units = units_of(key)
            columns["token_key"].append(token_key(key))
            columns["token_hash"].append(hash_units(units, 0, len(units)))
            columns["token_length"].append(len(units))
            columns["token_units"].extend(units)
        return Packed({name: each.tobytes() for name, each in columns.items()}, self.places)


def place_of(row: Row, place_id: str) -> Place:
    """Return the place that a row describes and no gazetteer knows yet."""
    return Place(
        place_id=place_id, name=row.name, place_type=row.place_type or "populated place",
        longitude=row.longitude, latitude=row.latitude, population=row.population,
        countries=tuple(row.country.split(",")) if row.country else (), admin1=row.admin1,
        admin2=row.admin2,
    )  # fmt: skip
