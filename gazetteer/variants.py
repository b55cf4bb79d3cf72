"""The further spellings under which news writes a name, made when a gazetteer is compiled."""

import re
from collections.abc import Iterable, Iterator

from gazetteer.inflection import inflected
from gazetteer.layer import ACRONYM, DERIVED, PRIMARY
from gazetteer.place import Place
from gazetteer.transliteration import news_spellings

ARABIC_COUNTRIES = frozenset(
    "AE BH DJ DZ EG EH IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split()
)
ARTICLE = re.compile(
    r"(?<![^\W_])(a[dlnrstz]|ash|adh|ath|el|e[dnrstz])[- ](?=[^\W\d_])", re.IGNORECASE
)
SUN_LETTERS = {
    "th": "ath", "dh": "adh", "sh": "ash", "t": "at", "d": "ad", "r": "ar", "z": "az", "s": "as",
    "n": "an", "ţ": "at", "ṭ": "at", "ḑ": "ad", "ḍ": "ad", "ş": "as", "ṣ": "as", "z̧": "az",
}  # fmt: skip
ABBREVIATED = {"saint": "St", "sankt": "St", "mount": "Mt", "fort": "Ft"}
SPELLED_OUT = {"st": "Saint", "mt": "Mount", "ft": "Fort"}
FEMININE_ENDING = re.compile(r"(?<=[^\Waeiou_]a)h(?![^\W_])")
APOSTROPHES = re.compile("['’‘ʼʻ`´ʾʿ]")
BARE_NAME_POPULATION = 10_000
# Some providers leave the article off in Arabic script, where news never does: خرطوم for الخرطوم.
ARTICLE_POPULATION = 50_000
ARABIC_WORD = re.compile("(?!ال)[\u0621-\u064a]{3,}")
INITIALS = re.compile("[A-Z]{2,5}")
DIGIT = re.compile(r"\d")
LONGEST_NAME = 80


def spellings(place: Place, names: Iterable[str], *, curated: bool) -> Iterator[tuple[str, int]]:
    """Return every spelling of a place with its flags, given ones first.

    `curated` says that somebody chose each name: short and small-letter ones are then kept.
    """
    given = [name for name in names if curated or worth_keeping(name)]
    for name in given:
        yield name, given_flags(place, name)
    seen = set(given)
    for name in given:
        for variant in derived(place, name):
            if variant not in seen:
                seen.add(variant)
                yield variant, DERIVED


def given_flags(place: Place, name: str) -> int:
    """Return how a place bears a name that its provider gives."""
    flags = PRIMARY if name == place.name else 0
    letters = name.replace(".", "")
    if letters.isupper() and letters.lower() != letters and len(letters) <= 5:
        flags |= ACRONYM
    return flags


def worth_keeping(name: str) -> bool:
    """Return whether a provider's alternate name is one that a text would hold.

    Left out are lower-case transliterations ("hmah"), airport codes ("DAM") and single letters.
    """
    if not 2 <= len(name) <= LONGEST_NAME or DIGIT.search(name):
        return False
    small = name.lower()
    if small == name.upper():
        return True
    return name != small and not (len(name) <= 3 and (len(name) == 2 or name.isupper()))


def derived(place: Place, name: str) -> Iterator[str]:
    """Return the spellings that follow from a name by rule."""
    if APOSTROPHES.search(name):
        yield APOSTROPHES.sub("", name)
    if place.place_type == "country" and INITIALS.fullmatch(name):
        yield f"{'.'.join(name)}."
    yield from saints(name)
    if place.country in ARABIC_COUNTRIES:
        yield from arabic(place, name)
        for spelling in news_spellings(name):
            yield spelling
            yield from arabic(place, spelling)
        if place.population >= ARTICLE_POPULATION and ARABIC_WORD.fullmatch(name):
            yield f"ال{name}"
    if not name.isascii():
        yield from inflected(place, name)


def saints(name: str) -> Iterator[str]:
    """Return "St Petersburg" for "Saint Petersburg" and the other way about."""
    first, _, rest = name.partition(" ")
    word = first.rstrip(".").lower()
    if rest and word in ABBREVIATED:
        yield f"{ABBREVIATED[word]} {rest}"
    elif rest and word in SPELLED_OUT:
        yield f"{SPELLED_OUT[word]} {rest}"


def arabic(place: Place, name: str) -> Iterator[str]:
    """Return a transliterated name with each form of its article, and with -a for -ah."""
    plain = FEMININE_ENDING.sub("", name)
    if plain != name:
        yield plain
    for spelling in {name, plain}:
        found = ARTICLE.search(spelling)
        if not found:
            continue
        before, after = spelling[: found.start()], spelling[found.end() :]
        article = "Al" if found.group()[0].isupper() else "al"
        sun = assimilated(after)
        yield f"{before}{article}-{after}"
        yield f"{before}{article[0].replace('a', 'e').replace('A', 'E')}l-{after}"
        if sun:
            yield f"{before}{sun}-{after}"
            yield f"{before}e{sun[1:]}-{after}"
            yield f"{before}{'E' if before else 'e'}{sun[1:]}{after.lower()}"
        if before:
            yield f"{before}{after}"
        elif place.population >= BARE_NAME_POPULATION or place.place_type.startswith("admin"):
            yield after


def assimilated(word: str) -> str:
    """Return the article as spoken before a sun letter ("ar" before r), or nothing."""
    small = word.lower()
    for letters, article in SUN_LETTERS.items():
        if small.startswith(letters):
            return article
    return ""
