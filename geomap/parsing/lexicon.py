"""The words that tell a place from what only looks like one. The tables lie in data/."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer import ACRONYM, Layer
from gazetteer.spelling import Speller
from gazetteer.world import open_cached
from gazetteer.writing import compile_names

TABLES = Path(__file__).parent / "data"
# "Syrian army" describes, "Free Syrian Army" names: the first is left to its demonym.
DESCRIBED = frozenset({"armed forces", "armed group", "government"})
LANGUAGES = ("", "_ar", "_ru", "_uk")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word beside a name says of it: how strongly, 1 to 3, and of which place type."""

    weight: int
    place_type: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """Words in small letters, of all languages together: their scripts keep them apart.

    `never` and `rarely` are spelled as the matcher folds them. `ends_of_...` and `starts_of_...`
    hold the word of each phrase that stands right beside the name.
    """

    never: frozenset[str]
    rarely: frozenset[str]
    first_names: frozenset[str]
    first_names_also_places: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    organisation_words: frozenset[str]
    cues_before: dict[str, Cue]
    cues_after: dict[str, Cue]
    ends_of_cues: frozenset[str]
    starts_of_cues: frozenset[str]
    ends_of_titles: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the one lexicon, read on first use."""
    before, after, titles = cues("place_cues_before"), cues("place_cues_after"), words("titles")
    return Lexicon(
        never=folded(words("never_places")),
        rarely=folded(words("rarely_places")),
        first_names=words("first_names") - words("first_names_also_places"),
        first_names_also_places=words("first_names_also_places"),
        surnames=words("surnames_from_places"),
        titles=titles,
        organisation_words=words("organisation_words"),
        cues_before=before,
        cues_after=after,
        ends_of_cues=frozenset(phrase.rsplit(" ", 1)[-1] for phrase in before),
        starts_of_cues=frozenset(phrase.split(" ", 1)[0] for phrase in after),
        ends_of_titles=frozenset(phrase.rsplit(" ", 1)[-1] for phrase in titles),
    )


def lines(path: Path) -> Iterator[str]:
    """Return a table's lines without its comments."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            text = line.rstrip("\n")
            if text and not text.startswith("#"):
                yield text


def words(name: str) -> frozenset[str]:
    """Return a word list in all its languages."""
    return frozenset(
        line.lower() for path in language_files(name) for line in lines(path)
    )  # fmt: skip


def folded(entries: frozenset[str]) -> frozenset[str]:
    """Return words as the matcher spells them."""
    speller = Speller()
    return frozenset(" ".join(speller.tokens(entry)) for entry in entries)


def cues(name: str) -> dict[str, Cue]:
    """Return a table of cues in all its languages."""
    found = {}
    for path in language_files(name):
        for line in lines(path):
            word, weight, place_type = line.split("\t")
            found[word.lower()] = Cue(int(weight), place_type)
    return found


def language_files(name: str) -> list[Path]:
    """Return a list's files, one a language."""
    paths = [TABLES / "lexicon" / f"{name}{language}.txt" for language in LANGUAGES]
    return [path for path in paths if path.exists()]


def phrases() -> Layer:
    """Return the phrases that hold names and are no places, compiled once for the matcher."""
    return open_cached("phrases", [TABLES / "phrases.tsv"], compile_phrases)


def compile_phrases() -> bytes:
    """Return the phrases as a layer without places; a sense's number is its category's."""
    categories: dict[str, int] = {}
    named = []
    for line in lines(TABLES / "phrases.tsv"):
        category, phrase = line.split("\t")
        if category in DESCRIBED and phrase.split(" ", 1)[-1].islower():
            continue
        number = categories.setdefault(category, len(categories))
        acronym = phrase.replace(".", "").isupper() and len(phrase) <= 6
        named.append((number, phrase, ACRONYM if acronym else 0))
    return compile_names(named, {"categories": list(categories)})
