"""The gazetteer: which places are called what, over a world and any overlays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gazetteer.errors import GazetteerError
from gazetteer.folding import folding
from gazetteer.joining import are_twins
from gazetteer.kernel import DamagedTableError, Scanner
from gazetteer.layer import DEMONYM, PRIMARY, Layer, damaged
from gazetteer.place import Place
from gazetteer.spelling import fold
from gazetteer.variants import spellings
from gazetteer.writing import compile_named

MEMORISED = 200_000
BY_HAND = "user:"
OVERLAY = "overlay"  # the version and origin of a layer of places added by hand


@dataclass(frozen=True, slots=True)
class NamedSense:
    """A place under one of its names: how the name is spelled, and the flags of layer.py."""

    place: Place
    spelling: str
    flags: int


class Hit(NamedTuple):
    """The longest known names over one stretch of text: (layer, name) of each layer's.

    `phrase` is the category of a phrase that is no place; there are then no names. A tuple, since
    a dataclass takes longer to make than its text to read.
    """

    start: int
    end: int
    names: tuple[tuple[int, int], ...]
    phrase: str = ""


new_hit = tuple.__new__  # a Hit of a whole tuple, without a call of Hit's own constructor


class Gazetteer:
    """Layers, the world first; where two know the same stretch of text both answer."""

    def __init__(self, layers: Sequence[Layer], phrases: Layer | None = None) -> None:
        self.layers = tuple(layers)
        self._phrases = phrases
        self._tables = [layer.names for layer in self.layers]
        if phrases is not None:
            self._tables.append(phrases.names)
        self._idle: list[Scanner] = []
        self._categories: dict[int, str] = {}
        self._senses: dict[tuple[int, int], tuple[NamedSense, ...]] = {}
        self._places: dict[tuple[int, int], Place] = {}

    @cached_property
    def version(self) -> str:
        """What the world and the imports over it were made from.

        Two gazetteers of one version answer alike, but for places added by hand.
        """
        versions = [str(layer.about.get("version", "")) for layer in self.layers]
        return "+".join(versions[:1] + [each for each in versions[1:] if each != OVERLAY])

    def with_layer(self, layer: Layer) -> "Gazetteer":
        """Return a gazetteer with one more layer over the present ones."""
        return Gazetteer((*self.layers, layer), self._phrases)

    def with_phrases(self, phrases: Layer) -> "Gazetteer":
        """Return a gazetteer that knows phrases which hold names and are no places.

        They are matched in the same pass; where one is as long as a name, it stands.
        """
        return Gazetteer(self.layers, phrases)

    def find(self, text: str) -> list[Hit]:
        """Return the longest known names of a text, whole words, in text order."""
        hits: list[Hit] = []
        last, phrases = -1, len(self.layers)
        for start, end, layer, name in self._names_in(text):
            if layer == phrases:  # the last to answer of those that know a stretch
                hit = new_hit(Hit, (start, end, (), self._category(name)))
            elif start == last:
                hit = new_hit(Hit, (start, end, (*hits[-1].names, (layer, name)), ""))
            else:
                hit = new_hit(Hit, (start, end, ((layer, name),), ""))
            if start == last:
                hits[-1] = hit
            else:
                hits.append(hit)
            last = start
        return hits

    def _names_in(self, text: str) -> list[tuple[int, int, int, int]]:
        """Read a text with a scanner that no other thread uses."""
        try:
            scanner = self._idle.pop()
        except IndexError:
            scanner = Scanner(folding(), self._tables)
        try:
            found = scanner.names_in(str.__str__(text))  # the kernel takes no subclass of it
        except DamagedTableError as error:
            raise GazetteerError(damaged(self.layers[0].origin, "has a damaged body")) from error
        self._idle.append(scanner)
        return found

    def _category(self, name: int) -> str:
        """Return the category of a phrase."""
        known = self._categories.get(name)
        if known is None:
            assert self._phrases is not None  # only its table gave the number
            categories: list[str] = self._phrases.about["categories"]
            number = next(self._phrases.senses(name)).place
            known = categories[number] if number < len(categories) else "phrase"
            self._categories[name] = known
        return known

    def senses(self, layer: int, name: int) -> tuple[NamedSense, ...]:
        """Return the places that a name of a layer may mean."""
        key = (layer, name)
        known = self._senses.get(key)
        if known is None:
            if len(self._senses) > MEMORISED:
                self._senses.clear()
            known = self._senses[key] = tuple(
                NamedSense(self._place(layer, sense.place), sense.spelling, sense.flags)
                for sense in self.layers[layer].senses(name)
            )
        return known

    def meanings(self, names: Iterable[tuple[int, int]]) -> list[NamedSense]:
        """Return the places that (layer, name) of one stretch of text may mean, each once.

        Where several lists over the world tell of the same place, the one added by hand counts,
        else the most populous, else somebody's own before a dump's.
        """
        found = [(layer, sense) for layer, name in names for sense in self.senses(layer, name)]
        if not any(layer for layer, _ in found):
            return once_each(sense for _, sense in found)
        kept = [s for layer, s in found if layer == 0 or s.place.place_id.startswith(BY_HAND)]
        for sense in sorted((sense for _, sense in found), key=standing, reverse=True):
            if not any(
                each.place.place_id == sense.place.place_id or are_twins(each.place, sense.place)
                for each in kept
            ):
                kept.append(sense)
        return once_each(kept)

    def _place(self, layer: int, number: int) -> Place:
        key = (layer, number)
        known = self._places.get(key)
        if known is None:
            if len(self._places) > MEMORISED:
                self._places.clear()
            known = self._places[key] = self.layers[layer].place(number)
        return known

    def place(self, place_id: str) -> Place | None:
        """Return the place with this identifier, or None; overlays are asked first."""
        for layer in reversed(range(len(self.layers))):
            number = self.layers[layer].number_of(place_id)
            if number is not None:
                return self._place(layer, number)
        return None

    def named(self, name: str) -> list[NamedSense]:
        """Return every place that bears just this name, in any case, most populous first."""
        wanted = fold(name)
        found = [s for hit in self.find(capitalised(name)) for s in self.meanings(hit.names)]
        return sorted(
            once_each(s for s in found if fold(s.spelling) == wanted), key=importance, reverse=True
        )

    def search(self, name: str, *, limit: int = 20) -> list[Place]:
        """Return the places that bear a name, most important first, demonyms left out."""
        places = {
            sense.place.place_id: sense.place
            for sense in self.named(name)
            if not sense.flags & DEMONYM
        }
        return list(places.values())[:limit]


def once_each(senses: Iterable[NamedSense]) -> list[NamedSense]:
    """Return senses without those of a place that an import names again."""
    found: dict[str, NamedSense] = {}
    for sense in senses:
        found.setdefault(sense.place.place_id, sense)
    return list(found.values())


def capitalised(name: str) -> str:
    """Return a name as the matcher accepts it whatever case it was typed in."""
    return name.upper() if name.islower() else name


def importance(sense: NamedSense) -> tuple[bool, bool, int]:
    """Order senses: countries, then a place's own name, then population."""
    return (
        sense.place.place_type == "country",
        bool(sense.flags & PRIMARY),
        sense.place.population,
    )


def standing(sense: NamedSense) -> tuple[int, bool]:
    """Order records of the same place, the one that tells most last."""
    return sense.place.population, not sense.place.place_id.startswith("geonames:")


def compile_layer(places: Iterable[Place]) -> Layer:
    """Return a small layer in memory from places and their names."""
    named = ((place, spellings(place, place.all_names, curated=True)) for place in places)
    return Layer(compile_named(named, {"version": OVERLAY}), origin=OVERLAY)


def spelled_forms(places: Iterable[Place]) -> Iterator[str]:
    """Return every folded spelling under which a layer of these places finds them.

    An Arabic article is left out, since a preposition may swallow its first letter.
    """
    for place in places:
        for spelling, _ in spellings(place, place.all_names, curated=True):
            folded = fold(spelling)
            yield folded.removeprefix("ال")
