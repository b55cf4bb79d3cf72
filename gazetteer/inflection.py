"""Case endings of Russian and Ukrainian place names, by the paradigms of school grammar.

Made for names in countries where the language is written, and for countries, provinces and
large cities everywhere. A word that no rule declines is a row of data/irregular.tsv.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from gazetteer.place import Place

SLAVIC_COUNTRIES = frozenset("RU UA BY KZ KG MD".split())
LARGE = 50_000
CYRILLIC = re.compile(r"[А-яЁёІіЇїЄєҐґ]")
UKRAINIAN = re.compile(r"[ІіЇїЄєҐґ]")
RUSSIAN = re.compile(r"[ЫыЭэЪъЁё]")
SOFTENED = {"к": "ц", "г": "з", "х": "с"}
# Between hyphens: the word before them is the one declined, Ростов-на-Дону.
JOINING = frozenset("на над под при у в де ла ле дель сюр ан над під біля".split())
IRREGULAR = Path(__file__).parent / "data" / "irregular.tsv"

# Ending -> (cut, endings for genitive, dative, accusative, instrumental, locative); a case may
# have several, divided by a stroke. The first ending that fits is taken.
RUSSIAN_PARADIGMS = (
    ("ия", "я", "и и ю ей и"),
    ("ая", "ая", "ой ой ую ой ой"),
    ("яя", "яя", "ей ей юю ей ей"),
    ("ое", "ое", "ого ому ое ым|им ом"),
    ("ые", "ые", "ых ым ые ыми ых"),
    ("ие", "ие", "их им ие ими их"),
    ("ый", "ый", "ого ому ый ым ом"),
    ("ский", "ий", "ого ому ий им ом"),
    ("а", "а", "ы|и е у ой|ей е"),
    ("я", "я", "и е ю ей е"),
    ("ье", "е", "я ю е ем е"),
    ("ец", "ец", "ца цу ец цем|цом це"),
    ("й", "й", "я ю й ем е"),
    ("ь", "ь", "и|я и|ю ь ью|ем и|е"),
    ("ле", "е", "я ю е ем е"),
    ("ре", "е", "я ю е ем е"),
    ("ро", "о", "а у о ом е"),
    ("во", "о", "а у о ом е"),
    ("но", "о", "а у о ом е"),
    ("ы", "ы", "| ам ы ами ах"),
    ("и", "и", "| ам|ям и ами|ями ах|ях"),
)
UKRAINIAN_PARADIGMS = (
    ("ія", "я", "ї ї ю єю ї"),
    ("ська", "а", "ої ій у ою ій"),
    ("цька", "а", "ої ій у ою ій"),
    ("зька", "а", "ої ій у ою ій"),
    ("піль", "піль", "поля полю піль полем полі"),
    ("їв", "їв", "єва єву їв євом єві"),
    ("чів", "ів", "ева еву ів евом еві"),
    ("ів", "ів", "ова ову ів овом ові"),
    ("ське", "е", "ого ому е им ому"),
    ("не", "е", "ого ому е им ому"),
    ("ий", "ий", "ого ому ий им ому"),
    *((f"{letter}а", "а", "і і у ею і") for letter in "жчшщ"),
    ("а", "а", "и і у ою і"),
    *((f"{letter}{letter}я", "я", "я ю я ям і") for letter in "джзлнстцчш"),
    ("я", "я", "і і ю ею і"),
    ("ець", "ець", "ця цю ець цем ці"),
    ("ь", "ь", "і|я і|ю ь ю|ем і"),
    ("й", "й", "я ю й єм ї"),
    ("е", "е", "я|а ю|у е ем|ом і"),
    ("о", "о", "а у о ом і"),
    ("и", "и", "| ам и ами ах"),
    ("і", "і", "|їв ам|ям і ами|ями ах|ях"),
)
CONSONANT = "а|у у|ові {} ом|ем е|і"
CONSONANT_LAST = re.compile("[бвгґджзклмнпрстфхцчшщ]$")
ADJECTIVE = re.compile("[иы]й$")
PARADIGMS = {"ru": RUSSIAN_PARADIGMS, "uk": UKRAINIAN_PARADIGMS}
CASES = 5
MOST_WORDS = 3

Forms = list[list[str]]  # of each case, in the order of the table of irregular words


def inflected(place: Place, name: str) -> Iterator[str]:
    """Return the case forms of a Cyrillic name of a place that such news would name."""
    if not CYRILLIC.search(name) or not written_about(place):
        return
    if not RUSSIAN.search(name):
        yield from case_forms(name, "uk")
    if not UKRAINIAN.search(name):
        yield from case_forms(name, "ru")


def written_about(place: Place) -> bool:
    """Return whether Russian and Ukrainian news would decline this place's name."""
    return (
        place.country in SLAVIC_COUNTRIES
        or place.population >= LARGE
        or place.place_type not in ("populated place", "neighbourhood", "admin2")
    )


@cache
def irregular_words() -> dict[tuple[str, str], Forms]:
    """Return the forms of words that no paradigm declines, by language and word."""
    with IRREGULAR.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return {
            (language, word): [form.split("|") for form in forms] for language, word, *forms in rows
        }


def case_forms(name: str, language: str) -> Iterator[str]:
    """Return the forms of a name of up to three words, all words in the same case."""
    words = name.split(" ")
    if len(words) > MOST_WORDS:
        return
    declined = [word_forms(word, language) for word in words]
    for case in range(CASES):
        choices = [forms[case] for forms in declined]
        for first in choices[0]:
            yield " ".join([first, *(choice[0] for choice in choices[1:])])


def word_forms(word: str, language: str) -> Forms:
    """Return, for each case, the forms one word may take."""
    known = irregular_words().get((language, word))
    if known:
        return known
    if "-" in word:
        return hyphened_forms(word.split("-"), language)
    for ending, cut, endings in PARADIGMS[language]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(cut)]
            return [
                [joined(stem, choice) for choice in choices.split("|")]
                for choices in endings.split(" ")
            ]
    if CONSONANT_LAST.search(word):
        return [
            [word + choice for choice in choices.replace("{}", "").split("|")]
            for choices in CONSONANT.split(" ")
        ]
    return [[word]] * CASES


def hyphened_forms(parts: Sequence[str], language: str) -> Forms:
    """Return the forms of words with hyphens between them: Тель-Авиве, Ростове-на-Дону."""
    if parts[1] in JOINING:
        rest = "-".join(parts[1:])
        return [[f"{form}-{rest}" for form in forms] for forms in word_forms(parts[0], language)]
    before = "-".join(parts[:-1])
    tails = word_forms(parts[-1], language)
    if len(parts) > 2 or not ADJECTIVE.search(parts[-1]):  # a pair
        return [[f"{before}-{form}" for form in forms] for forms in tails]
    heads = word_forms(parts[0], language)
    return [
        [f"{head}-{tail}" for head in first for tail in last]
        for first, last in zip(heads, tails, strict=True)
    ]


def joined(stem: str, ending: str) -> str:
    """Return stem and ending, with the stem's last letter as the ending asks for it."""
    if ending == "і" and stem[-1:] in SOFTENED:
        return stem[:-1] + SOFTENED[stem[-1]] + ending
    return stem + ending
