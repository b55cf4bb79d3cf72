"""How news writes an Arabic name in Latin letters, from how gazetteers write it.

GeoNames follows the BGN/PCGN 1956 system (Tall Abyaḑ, Ma‘arrat an Nu‘mān); news follows the ear,
in English or in French (Tell Abyad, Tal Abyad, Maarat al-Numan). Which letters take one another's
place was written for this project from general knowledge.
"""

import re
from collections.abc import Iterator
from itertools import islice, product

# The same word in several spellings, without apostrophes.
WORDS_ALIKE = (
    "tall tal tell tel", "ayn ain ein", "dayr deir", "bayt beit", "jabal jebel", "kafr kfar kafar",
    "shaykh sheikh", "khirbat khirbet", "burj borj", "umm um", "abu abou", "suq souk souq",
    "qasr kasr", "qalat qalaat", "maarrat maarat", "hawsh hosh", "madinat medinat", "wadi oued",
    "bani beni",
)  # fmt: skip
ALIKE = {word: words.split() for words in WORDS_ALIKE for word in words.split()}
APOSTROPHE = "['’‘ʼʻ`´ʾʿ]"
VOWELS = "aeiouāīū"
BEFORE_VOWEL = re.compile(f"(?<=[^\\W\\d_{VOWELS}]){APOSTROPHE}([{VOWELS}])", re.IGNORECASE)
BEHIND_VOWEL = re.compile(f"([{VOWELS}]){APOSTROPHE}(?=[^\\W\\d_{VOWELS}])", re.IGNORECASE)
SILENT = re.compile(APOSTROPHE)
SOUNDS_ALIKE = (("ay", "ei"), ("aw", "au"), ("ū", "ou"))
ARTICLES = frozenset("al ad an ar as at az ash adh ath el ed en er es et ez".split())
MOST_SPELLINGS = 24
SHORTEST = 5


def news_spellings(name: str) -> Iterator[str]:
    """Yield a name as news may write it, without its apostrophes; at most 24 spellings."""
    words = name.split(" ")
    for chosen in islice(product(*(word_forms(word, words) for word in words)), MOST_SPELLINGS):
        yield " ".join(chosen)


def word_forms(word: str, words: list[str]) -> list[str]:
    """Return the forms of one of a name's words, the plainest first.

    A word that stands alone, as Tall, is no Tell: it would be found where no place is meant.
    """
    plain = SILENT.sub("", word)
    alike = ALIKE.get(plain.lower())
    if word.lower() in ARTICLES or (len(words) == 1 and (alike or len(plain) < SHORTEST)):
        return [plain]
    if alike:
        return [plain, *(other.capitalize() for other in alike if other != plain.lower())]
    heard = BEHIND_VOWEL.sub(r"\1\1", BEFORE_VOWEL.sub(r"\1\1", word))
    forms = [plain, SILENT.sub("", heard)]
    for written, spoken in SOUNDS_ALIKE:
        forms += [form.replace(written, spoken) for form in forms]
    return list(dict.fromkeys(forms))
