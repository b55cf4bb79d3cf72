"""How many names one article may hold, so that none fills the memory or the disk.

A mention takes some 3 kB of memory while its article is read and 0.8 kB of the database. A book
names 10,000 places, 25 MB of news 200,000.
"""

from collections.abc import Iterable, Iterator

from gazetteer import Gazetteer
from geomap.reading import Reading, Refusal

MOST_NAMES = 200_000
PIECE = 1024 * 1024  # characters looked through at a time


def without_crowded(
    readings: Iterable[Reading | Refusal], gazetteer: Gazetteer
) -> Iterator[Reading | Refusal]:
    """Yield what was read, with a refusal for each article that holds more names."""
    for each in readings:
        if isinstance(each, Reading) and is_crowded(each.article.text, gazetteer):
            message = f"{each.origin}: names more than {MOST_NAMES:,} places; split it"
            yield Refusal(message=message, size=each.size)
        else:
            yield each


def is_crowded(text: str, gazetteer: Gazetteer) -> bool:
    """Return whether a text holds too many names; a short one, which most are, is not read."""
    if len(text) <= MOST_NAMES:
        return False
    found = 0
    for at in range(0, len(text), PIECE):
        found += len(gazetteer.find(text[at : at + PIECE]))
        if found > MOST_NAMES:
            return True
    return False
