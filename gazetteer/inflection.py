"""Case endings of Russian and Ukrainian place names, by the paradigms of school grammar.

Made for names in countries where the language is written, and for countries, provinces and
large cities everywhere. A form that no rule gives is a row of data/irregular.tsv.
"""

import re
from collections.abc import Iterator

from gazetteer.place import Place

SLAVIC_COUNTRIES = frozenset("RU UA BY KZ KG MD".split())
LARGE = 50_000
CYRILLIC = re.compile(r"[А-яЁёІіЇїЄєҐґ]")
UKRAINIAN = re.compile(r"[ІіЇїЄєҐґ]")
RUSSIAN = re.compile(r"[ЫыЭэЪъЁё]")
HUSHING = "гкхжчшщ"
SOFTENED = {"к": "ц", "г": "з", "х": "с"}
INDECLINABLE = re.compile(r"[эуюиы]$|[аеиоуы][оеи]$|[^вн]о$", re.IGNORECASE)

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
    ("їв", "їв", "єва єву їв євом єві"),
    ("ів", "ів", "ова ову ів овом ові"),
    ("ське", "е", "ого ому е им ому"),
    ("не", "е", "ого ому е им ому"),
    ("ське", "е", "ого ому е им ому"),
    ("ий", "ий", "ого ому ий им ому"),
    ("а", "а", "и і у ою і"),
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
CASES = 5


def inflected(place: Place, name: str) -> Iterator[str]:
    """Return the case forms of a Cyrillic name of a place that such news would name."""
    if not CYRILLIC.search(name) or not written_about(place):
        return
    if not RUSSIAN.search(name):
        yield from case_forms(name, UKRAINIAN_PARADIGMS)
    if not UKRAINIAN.search(name):
        yield from case_forms(name, RUSSIAN_PARADIGMS)


def written_about(place: Place) -> bool:
    """Return whether Russian and Ukrainian news would decline this place's name."""
    return (
        place.country in SLAVIC_COUNTRIES
        or place.population >= LARGE
        or place.place_type not in ("populated place", "neighbourhood", "admin2")
    )


def case_forms(name: str, paradigms: tuple[tuple[str, str, str], ...]) -> Iterator[str]:
    """Return the forms of a name of up to three words, all words in the same case."""
    words = name.split(" ")
    if len(words) > 3:
        return
    declined = [word_forms(word, paradigms) for word in words]
    for case in range(CASES):
        choices = [forms[case] for forms in declined]
        for first in choices[0]:
            if len(words) == 1:
                yield first
            else:
                yield " ".join([first, *(choice[0] for choice in choices[1:])])


def word_forms(word: str, paradigms: tuple[tuple[str, str, str], ...]) -> list[list[str]]:
    """Return, for each case, the forms one word may take."""
    if "-" in word:
        head, _, tail = word.partition("-")
        return [[f"{form}-{tail}" for form in forms] for forms in word_forms(head, paradigms)]
    for ending, cut, endings in paradigms:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(cut)]
            return [
                [joined(stem, choice) for choice in choices.split("|")]
                for choices in endings.split(" ")
            ]
    if re.search("[бвгґджзклмнпрстфхцчшщ]$", word):
        return [
            [word + choice for choice in choices.replace("{}", "").split("|")]
            for choices in CONSONANT.split(" ")
        ]
    return [[word]] * CASES


def joined(stem: str, ending: str) -> str:
    """Return stem and ending, with the stem's last letter as the ending asks for it."""
    if ending == "і" and stem[-1:] in SOFTENED:
        return stem[:-1] + SOFTENED[stem[-1]] + ending
    return stem + ending
