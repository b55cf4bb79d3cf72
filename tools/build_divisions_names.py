"""Which aliases are worth shipping, and which name English news writes."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher


def words(text: str) -> frozenset[str]:
    """Split a list written as running text."""
    return frozenset(text.split())


INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"))
TYPE_WORDS = (
    "Governorate|Province|Region|State|Department|Prefecture|Voivodeship|Municipality|District|"
    "County|Oblast|Raion|Rayon|Regency|Parish|Canton|Commune|Division|Emirate|City"
)
PLAIN = re.compile(r"^(.{3,}?) (?:Governorate|Province|Region|State|Department|Prefecture)$")
FOREIGN = re.compile(
    r"^(?:Mu[hḩ]āfaz̧at|Muhafazat|Mohafazat|Sha‘bīyat|Wilāyat-e|Wilaya de|Velāyat-e|Gobolka|"
    r"Province du|Province de la|Province de l’|Province de|Provincia de|Provincia di|"
    r"Préfecture de la|Préfecture de l’|Préfecture de|Préfecture du|Département de la|"
    r"Département de l’|Département de|Département du|Departamento de|Departamento del|"
    r"Région de|Région du|Respublika|Raionul|Municipiul|Judeţul|Tỉnh|Thành Phố) ?"
)
GENERIC = words(
    """
    north south east west northern southern eastern western central centre center upper
    lower northeast northwest southeast southwest north-east north-west south-east
    south-west north-western north-eastern south-western south-eastern northeastern
    northwestern southeastern southwestern capital metropolitan national coast coastal
    littoral islands lakes unity somali river nile white blue red sea est ouest nord sud
    oeste este norte sur al ash the state region governorate province oblast district county
    raion rayon department prefecture municipality division city commune canton parish
    emirate voivodeship
    """
)
OTHER_SCRIPTS = words(
    """
    AF AE AM BD BG BH BT BY CN CY DJ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA
    LB LK LY MK MM MN NP OM PK PS QA RU SA SD SY TH TJ TW UA YE
    """
)
"""Countries whose places have no Latin spelling of their own."""
HALF_RINGS = dict.fromkeys(map(ord, "‘’ʻʼʽ`"))
CODES_KEPT = words("US UK U.S. U.K. D.C. USA UAE DRC PRC ROK DPRK CAR NWFP FATA NCR")


def tidy(name: str) -> str:
    """Return the name in NFC, without bidi marks and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).translate(INVISIBLE).split())


def folded(name: str) -> str:
    """Return a key that ignores case and diacritics, to tell duplicates."""
    marks = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in marks if not unicodedata.combining(char))


def is_generic(name: str) -> bool:
    """Tell "Northern" and "White Nile State": compass, colour and type words alone."""
    return all(word in GENERIC for word in folded(name).replace("-", " ").split())


def is_latin(name: str) -> bool:
    letters = [char for char in name if char.isalpha()]
    return bool(letters) and unicodedata.name(letters[0], "").startswith("LATIN")


def is_junk(name: str) -> bool:
    """Tell codes, lower-case transliterations, abbreviations, numbers, flags, descriptions."""
    if not 2 <= len(name) <= 80 or any(char.isdigit() for char in name) or "://" in name:
        return True
    if not any(char.isalpha() for char in name) or set(name) & set("|\t\n_=;/()[]（）：:?*"):
        return True
    scripts = {unicodedata.name(char, "?").partition(" ")[0] for char in name if char.isalpha()}
    if "LATIN" not in scripts:
        return False
    return len(scripts - {"MODIFIER"}) > 1 or name == name.lower() or is_code(name)


def is_code(name: str) -> bool:
    """Tell "SY", "SYR", "Md." from the few that news writes."""
    if name in CODES_KEPT:
        return False
    shape = name.isascii() and name.isupper() and len(name) <= 4
    return shape or len(name) == 2 or (name.endswith(".") and len(name) <= 6)


def clean(names: Iterable[str], *, primary: str) -> list[str]:
    """Return the alternates worth keeping, in order, without the primary and repetitions."""
    kept: dict[str, None] = {}
    for name in map(tidy, names):
        lone_type_word = is_latin(name) and is_generic(name) and len(name.split()) == 1
        if name != primary and not is_junk(name) and not lone_type_word:
            kept[name] = None
    return list(kept)


def plain(name: str) -> str:
    """Return "Idlib" of "Idlib Governorate"; what would be left meaningless stays whole."""
    name = tidy(name)
    if is_junk(name):
        return name
    bare = FOREIGN.sub("", name) or name
    matched = PLAIN.match(bare)
    if matched and not is_generic(matched[1]):
        bare = matched[1]
    return bare[0].upper() + bare[1:]


def romanised(name: str, country: str) -> str:
    """Drop the marks of a romanisation, which news never writes: "Telangāna", "‘Akko"."""
    if country not in OTHER_SCRIPTS or not is_latin(name):
        return name
    marks = unicodedata.normalize("NFKD", name.translate(HALF_RINGS))
    bare = "".join(char for char in marks if not unicodedata.combining(char))
    return bare[:1].upper() + bare[1:]


def resembles(name: str, others: Iterable[str]) -> bool:
    """Tell whether one of the others is spelled nearly so: "Kakheti" and "K'akheti"."""
    key = folded(PLAIN.sub(r"\1", name))
    keys = {folded(plain(other)) for other in others if is_latin(other)}
    return any(
        other.startswith(key) or SequenceMatcher(None, key, other).ratio() >= 0.8 for other in keys
    )


def meaningful(name: str, type_: str) -> str:
    """Add the type to a name of compass words alone: "Northern" becomes "Northern State"."""
    words = type_.split()
    if len(words) == 1 and is_generic(name) and not re.search(rf"\b(?:{TYPE_WORDS})$", name):
        return f"{name} {words[0]}"
    return name
