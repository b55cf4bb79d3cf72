"""The interface's words in the reader's language: English is the key, catalogues hold the rest."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.pofile import read_po
from werkzeug.datastructures import LanguageAccept

FOLDER = Path(__file__).parent / "catalogues"
ENGLISH = "en"

Texts = dict[str, str | list[str]]


@cache
def languages() -> tuple[str, ...]:
    """Return the languages of the interface, English first."""
    return (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.po") if path.stem != ENGLISH))


@cache
def texts(language: str) -> Texts:
    """Return what is translated: by the English text, its text or its plural forms in order."""
    path = FOLDER / f"{language}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    found: Texts = {}
    for message in catalogue:
        if message.id and not message.fuzzy and message.string:
            if isinstance(message.id, list | tuple):
                found[message.id[0]] = list(message.string)
            else:
                found[message.id] = str(message.string)
    return found


def translated(language: str, text: str) -> str:
    """Return a text in a language, in English where it has none."""
    found = texts(language).get(text, text)
    return found if isinstance(found, str) else found[-1]


def told(language: str) -> dict[str, Any]:
    """Return what the page's script needs to speak a language."""
    return {"locale": language, "texts": {} if language == ENGLISH else texts(language)}


def told_all(used: str) -> list[dict[str, Any]]:
    """Return what a script needs to speak each language, of the texts that it uses."""
    return [
        {
            "locale": language, "direction": direction(language),
            "texts": {key: text for key, text in texts(language).items() if f'"{key}"' in used}
            if language != ENGLISH else {},
        }
        for language in languages()
    ]  # fmt: skip


def direction(language: str) -> str:
    """Return "rtl" or "ltr"."""
    return Locale(language).text_direction


def language_of(asked: str | None, accepted: LanguageAccept) -> str:
    """Return the interface's language: the one asked for, else the best that a browser accepts."""
    if asked and (named := primary(asked)) in languages():
        return named
    return first_known(primary(tag) for tag in accepted.values())


def first_known(tags: Iterable[str]) -> str:
    """Return the first that there is a catalogue for, else English."""
    return next((tag for tag in tags if tag in languages()), ENGLISH)


def primary(tag: str) -> str:
    """Return the language of a tag: `ar` of `ar-SY`."""
    return tag.split("-", maxsplit=1)[0].lower()
