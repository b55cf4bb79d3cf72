"""The name of a place as English news spells it: Hama and Rafah, not Ḩamāh and Rafaḩ."""

import unicodedata
from collections.abc import Collection

SEATS = frozenset({"PPLC", "PPLA"})
# Where GeoNames transliterates letter by letter; elsewhere news keeps a name's own diacritics.
TRANSLITERATED = frozenset(
    "AE AF BH DJ DZ EG EH IL IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE".split()
)
SIGNS = str.maketrans("", "", "‘’ʻʼʾʿ`´")


def news_name(name: str, alternates: Collection[str], *, country: str, division: str) -> str:
    """Return the alternate that news would write, else the name itself.

    `division` is the name of the province that the place is the seat of, empty for other places.
    """
    if country not in TRANSLITERATED:
        return name
    if division and division in alternates:
        return division
    plain = without_marks(name)
    return plain if plain in alternates else name


def without_marks(name: str) -> str:
    """Return a name without diacritics and transliteration signs."""
    letters = unicodedata.normalize("NFD", name.translate(SIGNS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
