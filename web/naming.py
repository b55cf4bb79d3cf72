"""A place's name in a reader's language: tagged in our tables, else in the language's script."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache

import numpy as np

from gazetteer.columns import Column, column
from gazetteer.layer import DEMONYM, DERIVED, Layer
from gazetteer.sources import PLACE_TABLES, rows
from web.city_names import city_names

A_LETTER = 1.0  # of likeness, for each letter that a name is longer or shorter
MOST_KEPT = 50_000  # names of one language

# The first and last letter of each script, and which languages are written in it.
SCRIPTS = {
    "\u0620-\u06ff": "ar ckb fa ks ku-Arab ps sd ug ur",
    "\u0400-\u052f": "be bg kk ky mk mn ru sr tg tt uk",
    "\u0590-\u05ff": "he yi",
    "\u0370-\u03ff": "el",
    "\u3040-\u30ff\u4e00-\u9fff": "ja",
    "\u4e00-\u9fff": "zh zh-Hant yue",
    "\uac00-\ud7af": "ko",
    "\u0900-\u097f": "hi mr ne",
    "\u0980-\u09ff": "bn as",
    "\u0e00-\u0e7f": "th",
    "\u10a0-\u10ff": "ka",
    "\u0530-\u058f": "hy",
    "\u1200-\u137f": "am ti",
    "\u1000-\u109f": "my",
}
# Where languages share a script: the letters of one, and those that few others have.
PERSIAN = "\u0621-\u0628\u062a-\u063a\u0641\u0642\u0644-\u0648\u067e\u0686\u0698\u06a9\u06af\u06cc"
ALPHABETS = {
    "ar": "\u0621-\u063a\u0641-\u064a",
    "fa": PERSIAN,
    "ps": PERSIAN + "\u067c\u0681\u0685\u0689\u0693\u0696\u069a\u06ab\u06bc\u06cd\u06d0",
    "ur": PERSIAN + "\u0679\u0688\u0691\u06ba\u06be\u06c1-\u06c3\u06d2",
    "ru": "\u0410-\u044f\u0401\u0451",
    "uk": "\u0410-\u0429\u042c\u042e-\u0449\u044c\u044e\u044f"
    "\u0490\u0491\u0404\u0406\u0407\u0454\u0456\u0457",
}
OWN = {"ar": "\u0629\u0649\u0623\u0625"}
ARTICLE = "\u0627\u0644"
# As Ukrainian names are romanised (resolution 55 of its Cabinet of Ministers, 2010).
ROMAN = dict(
    zip(
        "\u0430\u0431\u0432\u0433\u0491\u0434\u0435\u0454\u0436\u0437\u0438\u0456\u0457\u0439\u043a\u043b\u043c\u043d\u043e\u043f\u0440\u0441\u0442\u0443\u0444\u0445\u0446\u0447\u0448\u0449\u044e\u044f\u044b\u044d\u0451",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia y e e".split(),
        strict=True,
    )
)


class Names:
    """The names of a layer's places in one language; asked of each place once."""

    def __init__(self, layer: Layer, language: str) -> None:
        self.layer = layer
        self.language = language
        self._kept: dict[int, str] = {}

    def of(self, number: int) -> str:
        """Return the name to show of the place with this number."""
        if number not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[number] = self._found(number)
        return self._kept[number]

    def _found(self, number: int) -> str:
        place = self.layer.place(number)
        if self.language == "en":
            return place.name
        tagged = tagged_names().get(place.place_id, {})
        base = self.language.split("-")[0]
        city = city_names(self.language).get(place.place_id)
        known = city or tagged.get(self.language) or tagged.get(base)
        letters = letters_of(self.language)
        if known or letters is None:
            return known or place.name
        spelled = spellings_of(self.layer, number)
        found = in_script(spelled, letters, language=base, primary=place.name)
        return found or place.name


@cache
def names(layer: Layer, language: str) -> Names:
    """Return the names of a language, the same object each time."""
    return Names(layer, language)


@cache
def letters_of(language: str) -> re.Pattern[str] | None:
    """Return what a name in a language's script consists of; None for Latin and unknown ones."""
    base = language.split("-", maxsplit=1)[0]
    for script, languages in SCRIPTS.items():
        if language in languages.split() or base in languages.split():
            return re.compile(rf"[{ALPHABETS.get(base, script)}\s\u200c'\u2019.-]+")
    return None


def in_script(
    spelled: Iterable[str], letters: re.Pattern[str], *, language: str, primary: str
) -> str:
    """Return the likeliest name in a script, empty where there is none.

    Untagged names in one script are of several languages. In Cyrillic, that one is chosen which
    sounds most like the primary name; else one of no more words, with letters that are this
    language's own, and the shortest, as most of these scripts write no vowels. An Arabic name
    that is given with its article too keeps it.
    """
    own, words = OWN.get(language, ""), len(primary.split())
    written = [name for name in spelled if letters.fullmatch(name)]
    best = min(
        written, default="",
        key=lambda name: (
            -likeness(name, primary, language), len(name.split()) > words,
            not any(each in own for each in name), len(name), name,
        ),
    )  # fmt: skip
    return ARTICLE + best if ARTICLE + best in written else best


def likeness(name: str, primary: str, language: str) -> float:
    """Return how much a Cyrillic name reads like a Latin one, at most 1; 0 for other scripts.

    The primary names of Ukraine are Ukrainian: in another language the length tells more.
    """
    if not name or name[0] < "\u0400" or name[0] > "\u052f":
        return 0.0
    roman = "".join(ROMAN.get(letter, letter) for letter in name.lower())
    longer = 0.0 if language == "uk" else abs(len(name) - len(primary)) * A_LETTER
    return SequenceMatcher(None, roman, primary.lower()).ratio() - longer


def spellings_of(layer: Layer, number: int) -> list[str]:
    """Return the spellings that a place's provider gave it."""
    order, starts = senses_by_place(layer)
    mine = order[starts[number] : starts[number + 1]]
    return [layer.text(each) for each in column(layer, "sense_text")[mine].tolist()]


@cache
def senses_by_place(layer: Layer) -> tuple[Column, Column]:
    """Return the given senses in the order of their places, and where each place's begin."""
    given = np.flatnonzero((column(layer, "sense_flags") & (DERIVED | DEMONYM)) == 0)
    places = column(layer, "sense_place")[given]
    order = given[np.argsort(places, kind="stable")].astype(np.uint32)
    counts = np.bincount(places, minlength=layer.place_count)
    return order, np.concatenate(([0], np.cumsum(counts)))


@cache
def tagged_names() -> Mapping[str, Mapping[str, str]]:
    """Return the names that our tables give by language: of countries by CLDR, of features."""
    found: dict[str, dict[str, str]] = {}
    for table in PLACE_TABLES:
        for row in rows(table):
            for name in row["names"].split("|"):
                tag, separator, rest = name.partition("=")
                if separator and tag.isascii() and len(tag) <= 12:
                    found.setdefault(row["id"], {}).setdefault(tag, rest)
    return found


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Return the countries' names in a language, by their codes."""
    tagged, base = tagged_names(), language.split("-", maxsplit=1)[0]
    found = {}
    for row in rows("countries"):
        mine = tagged.get(row["id"], {})
        found[row["country"]] = mine.get(language) or mine.get(base) or row["name"]
    return found
