"""Make gazetteer/data/folding.bin: what each character of a text becomes in a name's key.

Source: the Unicode Character Database as Python ships it (`unicodedata`; Unicode License v3).
It is shipped rather than computed so that every Python folds alike and none spends half a
second on it at each start.

Example: python tools/build_folding.py
"""

import sys
import unicodedata
from array import array
from pathlib import Path

from gazetteer.codes import (
    APOSTROPHE,
    COMBINING,
    DOT,
    DROPPED,
    EXPANSION,
    HARD,
    HYPHEN,
    IDEOGRAPH,
    ITSELF,
    LETTER,
    LOWER,
    NEWLINE,
    SPACE,
    UPPER,
)

TARGET = Path(__file__).parent.parent / "gazetteer" / "data" / "folding.bin"
APOSTROPHES = "'`´ʹʻʼʽʾʿˈˊˋ‘’‛′‵ʺ＇ʾʿ՚׳\u02bb"
HYPHENS = "-‐‑‒–־᠆﹣－"
DROPPED_MARKS = "\u0640\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff" + "".join(
    map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
# Letters that Unicode does not decompose, and spellings that news mixes freely.
SPECIAL = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae",
    "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o", "ƙ": "k",
    "ɓ": "b", "ɗ": "d", "ґ": "г",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه",
    "ھ": "ه", "ک": "ك", "ڪ": "ك", "ڤ": "ف",
}  # fmt: skip
# Marks that are written or left out at will. Those of the Indic and Thai scripts are vowels: kept.
OPTIONAL_MARKS = [
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
    (0x3099, 0x309A), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
]  # fmt: skip
UNSPACED = [
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007),
    (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
]  # fmt: skip
HANGUL = (0xAC00, 0xD7A3)


def within(code: int, ranges: list[tuple[int, int]]) -> bool:
    return any(low <= code <= high for low, high in ranges)


def base_letters(char: str) -> str:
    """Return what stays of a letter once case and optional marks are gone."""
    if HANGUL[0] <= ord(char) <= HANGUL[1]:
        return char
    plain = unicodedata.normalize("NFKD", char).lower()
    kept = [c for c in plain if not within(ord(c), OPTIONAL_MARKS) and c not in APOSTROPHES]
    folded = "".join(SPECIAL.get(c, c) for c in kept)
    return unicodedata.normalize("NFC", folded)


def letter_class(char: str) -> int:
    """Return whether a letter is written large, small, or knows no case."""
    if char.lower() == char.upper():
        return LETTER
    return UPPER if char != char.lower() else LOWER


SIGNS = {
    **dict.fromkeys(APOSTROPHES, APOSTROPHE),
    **dict.fromkeys(HYPHENS, HYPHEN),
    **dict.fromkeys(DROPPED_MARKS, DROPPED),
    **dict.fromkeys("\n\r\x0b\x0c\x85\u2028\u2029", NEWLINE),
    ".": DOT,
}


def cell(code: int, expansions: list[str]) -> int:
    """Return the folding of one character: its class in the top byte, its letter below."""
    char = chr(code)
    category = unicodedata.category(char)
    if char in SIGNS:
        return SIGNS[char] << 24
    if within(code, OPTIONAL_MARKS):
        return DROPPED << 24 | COMBINING
    if category == "Zs" or char == "\t":
        return SPACE << 24
    if category[0] not in "LNM" or category in ("No", "Nl"):
        return HARD << 24
    return letter_cell(char, expansions)


def letter_cell(char: str, expansions: list[str]) -> int:
    """Return the folding of a letter: a cell holds one unit, the list all that need more."""
    letters = base_letters(char)
    if not 1 <= len(letters) <= 3 or any(unicodedata.category(c)[0] not in "LNM" for c in letters):
        letters = char
    if within(ord(char), UNSPACED):
        return IDEOGRAPH << 24 | (ord(letters) if len(letters) == 1 and letters != char else 0)
    if letters == char:
        # Payload 0 stands for the character itself, so that most pages are alike and shared.
        itself = letter_class(char) << 24
        return itself if char <= "\uffff" else itself | EXPANSION << 24 | ITSELF
    if len(letters) == 1 and letters <= "\uffff":
        return letter_class(char) << 24 | ord(letters)
    if letters not in expansions:
        expansions.append(letters)
    return (EXPANSION | letter_class(char)) << 24 | expansions.index(letters)


def build() -> bytes:
    """Return the file: page numbers, then the distinct pages, then expansions by threes."""
    expansions: list[str] = []
    pages: dict[bytes, int] = {}
    index = array("H")
    for page in range(0x1100):
        cells = array("I", [cell(code, expansions) for code in range(page * 256, page * 256 + 256)])
        index.append(pages.setdefault(cells.tobytes(), len(pages)))
    threes = array("I", [ord(c) for text in expansions for c in text.ljust(3, "\0")])
    head = array("I", [len(pages), len(expansions)])
    return head.tobytes() + index.tobytes() + b"".join(pages) + threes.tobytes()


if __name__ == "__main__":
    TARGET.write_bytes(build())
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, Unicode {unicodedata.unidata_version}",
          file=sys.stderr)  # fmt: skip
