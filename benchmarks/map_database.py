"""An invented database for benchmarks of the map: the same from the same seed, made once."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from gazetteer import Place
from gazetteer.world import cache_folder
from geomap.model import Article, Candidate, Mention, Reason, Relation, precision_of
from geomap.store import Store

SEED = 20
PLACES = 20_000
SOURCES = 50
FIRST_DAY, DAYS = date(2019, 1, 1), 5 * 365
MENTIONS_EACH = 4  # in an article
BATCH = 50_000  # articles in one transaction
WORDS = 4_000
SYLLABLES = "ba da fa ga ha ja ka la ma na ra sa ta wa za bi di ki li mi ni ri shi tu su ru".split()
# Where the places lie: country, longitude, latitude, spread in degrees, share.
REGIONS = (
    ("SY", 37.5, 35.2, 1.6, 5), ("IQ", 43.8, 34.0, 2.0, 4), ("UA", 35.0, 48.8, 3.0, 6),
    ("YE", 44.8, 15.2, 1.5, 3), ("SD", 30.5, 14.5, 3.0, 3), ("ML", -2.5, 15.0, 3.0, 2),
    ("AF", 67.5, 34.0, 2.5, 3), ("LY", 15.5, 31.0, 3.0, 2), ("MM", 96.5, 20.5, 2.5, 2),
)  # fmt: skip
AREAS = (("country", 0.0005), ("admin1", 0.01), ("admin2", 0.03), ("river", 0.002))
ROLES = {"event": 45, "dateline": 15, "actor": 12, "destination": 8, "origin": 5, "reference": 15}
LANGUAGES = {"en": 60, "ar": 25, "ru": 10, "uk": 5}
REASONS = (
    Reason(score=1.4, text='follows "in"'), Reason(score=0.8, text="the article is about here"),
    Reason(score=0.6, text="most people live in this one"), Reason(score=-0.4, text="rarely named"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """What articles are made from; each list with the sums of its weights."""

    places: list[Place]
    reach: list[float]
    words: list[str]


def database(mentions: int) -> Path:
    """Return the path of an invented database, made on first use."""
    path = cache_folder() / "benchmarks" / f"map-{SEED}-{mentions}.db"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        print(f"making {path}: this takes some minutes, once", flush=True)
        make(part, mentions)
        part.replace(path)
    return path


def make(path: Path, mentions: int) -> None:
    """Make a database of so many mentions."""
    chance = random.Random(SEED)
    invented = world(chance)
    with Store.open(path, create=True) as store:
        store._connection.execute("PRAGMA synchronous = OFF")  # a benchmark's file may be lost
        for first in range(0, mentions // MENTIONS_EACH, BATCH):
            last = min(first + BATCH, mentions // MENTIONS_EACH)
            articles = [read(chance, invented, number) for number in range(first, last)]
            store.add(articles, gazetteer="invented")


def world(chance: random.Random) -> Invented:
    """Return invented places, the first of them named most, and invented words."""
    places = [place(chance, number) for number in range(PLACES)]
    weights = [1 / (rank + 20) ** 0.9 for rank in range(PLACES)]
    return Invented(
        places=places, reach=list(accumulate(weights)),
        words=sorted({"".join(chance.choices(SYLLABLES, k=3)) for _ in range(WORDS)}),
    )  # fmt: skip


def place(chance: random.Random, number: int) -> Place:
    """Return an invented place."""
    [region] = chance.choices(REGIONS, weights=[each[-1] for each in REGIONS])
    country, longitude, latitude, spread, _ = region
    draw, place_type = chance.random(), "populated place"
    for area, share in AREAS:
        if (draw := draw - share) < 0:
            place_type = area
            break
    return Place(
        place_id=f"invented:{number}",
        name="".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title(),
        place_type=place_type,
        longitude=round(chance.gauss(longitude, spread), 5),
        latitude=round(chance.gauss(latitude, spread), 5),
        population=int(chance.paretovariate(0.6) * 500),
        countries=(country,),
        admin1=f"{chance.randint(1, 14):02}",
    )


def read(chance: random.Random, invented: Invented, number: int) -> tuple[Article, list[Mention]]:
    """Return an invented article and what a reader would have found in it."""
    text, mentions = "", []
    named = chance.choices(invented.places, cum_weights=invented.reach, k=MENTIONS_EACH)
    for each in named:
        text += f"{' '.join(chance.choices(invented.words, k=12))} in "
        mentions.append(mention(chance, invented, each, len(text)))
        text += f"{each.name}. "
    undated = chance.random() < 0.02
    day = FIRST_DAY + timedelta(days=int(DAYS * chance.betavariate(1.2, 0.9)))
    article = Article(
        text=text, title=f"Dispatch {number}", article_id=str(number),
        source=f"Source {chance.randint(1, SOURCES):02}", url=f"https://example.org/{number}",
        published=None if undated else day,
        language=chance.choices(list(LANGUAGES), weights=list(LANGUAGES.values()))[0],
    )  # fmt: skip
    return article, mentions


def mention(chance: random.Random, invented: Invented, place: Place, start: int) -> Mention:
    """Return an invented mention with rivals of its place."""
    confidence = chance.betavariate(6, 1.2)
    rivals = [place, *chance.sample(invented.places, 2)]
    [role] = chance.choices(list(ROLES), weights=list(ROLES.values()))
    return Mention(
        start=start, end=start + len(place.name), name=place.name, kind="place", place=place,
        confidence=confidence, precision=precision_of(place), reasons=REASONS[:3],
        candidates=tuple(
            Candidate(place=each, score=2.0 - rank, confidence=confidence / (rank + 1),
                      reasons=REASONS[rank:])
            for rank, each in enumerate(rivals)
        ),
        role=role, role_reason="what happened is told of it",
        relation=relation(place) if chance.random() < 0.03 else None,
    )  # fmt: skip


def relation(place: Place) -> Relation:
    """Return a point north of a place."""
    return Relation(
        text=f"20 km north of {place.name}", longitude=place.longitude,
        latitude=place.latitude + 0.18, radius_km=5.0, reason=REASONS[0],
    )  # fmt: skip
