"""Print how fast names are found in English news, beside other matchers on the same names.

    python benchmarks/matcher.py [--names 300000] [--articles 100]

The text is put together from the samples in seeds/, with the curly quotes of news. The others know
English and Latin-script names of the world, folded to small letters where they ask for it; this
matcher knows the whole world in every script, and in a row of its own just their names.
`--names 0` gives them every such name. `pip install geomap-news[benchmark]` brings them;
each that is missing is passed over.
"""

import argparse
import importlib
import random
import time
from collections.abc import Callable, Iterator, Sequence

from news import made_articles

from gazetteer import Place, compile_layer, open_world
from gazetteer.gazetteer import Gazetteer

ROUNDS = 5
SPACY_NAMES = 50_000  # it takes a minute to learn more
Reader = Callable[[str], object]


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--names", type=int, default=300_000)
    parser.add_argument("--articles", type=int, default=100)
    settings = parser.parse_args()
    texts = [text.replace("'", "’") + "’" for text in made_articles(settings.articles)]
    size = sum(len(text.encode()) for text in texts)
    world = open_world()
    names = sampled_names(world, settings.names)
    print(f"{len(texts)} articles, {size / 1e6:.2f} MB as UTF-8, one core, best of {ROUNDS}")
    print(f"| matcher | names | MB/s | of str.casefold |\n|{'---|' * 4}")
    base = rate(str.casefold, texts, size)
    print_row("`str.casefold`, no matcher", 0, base, base)
    known = world.layers[0].about["names"]
    print_row("geomap, spans", known, rate(spans(world), texts, size), base)
    print_row("geomap, `find`", known, rate(world.find, texts, size), base)
    alike = Gazetteer([compile_layer(map(place_called, names))])
    known = alike.layers[0].about["names"]
    print_row("geomap, spans, the others' names", known, rate(spans(alike), texts, size), base)
    for label, module, made, most in OTHERS:
        try:
            importlib.import_module(module)
        except ImportError:
            print(f"| {label} | is not installed | | |")
            continue
        some = names[:most]
        print_row(label, len(some), rate(made(some), texts, size), base)


def print_row(label: str, names: int, speed: float, base: float) -> None:
    """Print one row of the table."""
    print(f"| {label} | {names:,} | {speed:.1f} | {speed / base:.3f} |", flush=True)


def rate(read: Reader, texts: Sequence[str], size: int) -> float:
    """Return MB/s, the best of some rounds after a first one that warms up."""
    seconds = []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        for text in texts:
            read(text)
        seconds.append(time.process_time() - began)
    return size / min(seconds[1:]) / 1e6


def spans(world: Gazetteer) -> Reader:
    """Return the kernel itself, which gives tuples of numbers."""
    return world._names_in


def sampled_names(world: Gazetteer, most: int) -> list[str]:
    """Return names of the world in Latin letters, all for 0, else always the same choice."""
    names = sorted(set(latin_names(world)))
    random.Random(5).shuffle(names)
    return names[:most] if most else names


def place_called(name: str) -> Place:
    """Return a place that bears a name; where it lies is of no matter here."""
    return Place(
        place_id=f"user:{name}", name=name, place_type="populated place", longitude=0.0,
        latitude=0.0, countries=("US",),
    )  # fmt: skip


def latin_names(world: Gazetteer) -> Iterator[str]:
    """Yield each name of the world that is written in Latin letters."""
    layer = world.layers[0]
    for number in range(layer.about["names"]):
        spelling = next(layer.senses(number)).spelling
        if len(spelling) > 2 and spelling.isascii():
            yield spelling


def ahocorasick_reader(names: Sequence[str]) -> Reader:
    """Return a reader with pyahocorasick; it gives parts of words too."""
    automaton = importlib.import_module("ahocorasick").Automaton()
    for name in names:
        automaton.add_word(name.lower(), name)
    automaton.make_automaton()
    return lambda text: list(automaton.iter_long(text.lower()))


def flashtext_reader(names: Sequence[str]) -> Reader:
    """Return a reader with flashtext2, which knows words."""
    processor = importlib.import_module("flashtext2").KeywordProcessor(case_sensitive=False)
    for name in names:
        processor.add_keyword(name)
    return processor.extract_keywords_with_span


def spacy_reader(names: Sequence[str]) -> Reader:
    """Return a reader with spaCy's PhraseMatcher over its blank English pipeline."""
    language = importlib.import_module("spacy").blank("en")
    matcher = importlib.import_module("spacy.matcher").PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("place", [language.make_doc(name) for name in names])
    return lambda text: matcher(language.make_doc(text))


OTHERS: Sequence[tuple[str, str, Callable[[Sequence[str]], Reader], int | None]] = (
    ("pyahocorasick", "ahocorasick", ahocorasick_reader, None),
    ("flashtext2", "flashtext2", flashtext_reader, None),
    ("spaCy PhraseMatcher", "spacy", spacy_reader, SPACY_NAMES),
)

if __name__ == "__main__":
    main()
