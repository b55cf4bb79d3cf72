"""How right a geoparser is, by the definitions usual in toponym recognition and resolution.

Marked toponyms and answers are paired one to one: equal spans first, then by most shared
characters. An answer is right within 161 km (inclusive). A marked toponym without coordinates is
neither right nor wrong end to end.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

EARTH_RADIUS_KM = 6371.0088
FURTHEST_KM = 20039.0
RIGHT_WITHIN_KM = 161


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A marked toponym or an answer; without coordinates it was found and not placed.

    `page` is the title of a Wikipedia page, where a corpus marks places so.
    """

    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    geonameid: int | None = None
    page: str = ""
    kind: str = ""
    precision: str = ""
    place_name: str = ""
    confidence: float = 0.0

    @property
    def placed(self) -> bool:
        """Whether it has coordinates."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedArticle:
    """One article of a corpus, with its toponyms."""

    article_id: str
    text: str
    source: str
    toponyms: tuple[Toponym, ...]


@dataclass(slots=True)
class Share:
    """Right ones among the answers and among the marked."""

    right: int = 0
    answers: int = 0
    marked: int = 0

    @property
    def precision(self) -> float:
        """Right ones among the answers."""
        return self.right / self.answers if self.answers else 0.0

    @property
    def recall(self) -> float:
        """Right ones among the marked."""
        return self.right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A placed answer: whether it is right, a country's being right when the country is."""

    kind: str
    confidence: float
    right: bool


@dataclass(slots=True)
class Scores:
    """What a whole corpus gave. Errors are in kilometres, of marked toponyms with coordinates."""

    exact: Share = field(default_factory=Share)
    overlap: Share = field(default_factory=Share)
    end_to_end: Share = field(default_factory=Share)
    errors: list[float] = field(default_factory=list)  # of those answered
    errors_all: list[float] = field(default_factory=list)  # unplaced ones at the furthest
    judged: list[Judged] = field(default_factory=list)
    answers: int = 0
    unresolved: int = 0


def toponym_of(record: dict[str, object]) -> Toponym:
    """Return a toponym from the JSON of a corpus or of `geomap parse`."""
    names = {"lat": "latitude", "lon": "longitude"}
    known = Toponym.__dataclass_fields__
    facts = {names.get(key, key): value for key, value in record.items()}
    return Toponym(**{k: v for k, v in facts.items() if k in known and v is not None})  # type: ignore[arg-type]


def read_corpus(path: Path) -> list[MarkedArticle]:
    """Return the articles of a corpus in JSON lines."""
    with path.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    return [
        MarkedArticle(
            article_id=str(record["id"]), text=record["text"], source=record.get("source", ""),
            toponyms=tuple(toponym_of(each) for each in record["toponyms"]),
        )
        for record in records
    ]  # fmt: skip


def kilometres(one: Toponym, other: Toponym) -> float:
    """Return the great-circle distance on a sphere of mean radius; both are placed."""
    assert one.latitude is not None and one.longitude is not None  # noqa: PT018
    assert other.latitude is not None and other.longitude is not None  # noqa: PT018
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half = math.radians(other.longitude - one.longitude) / 2
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def paired(
    marked: Sequence[Toponym], answers: Sequence[Toponym], *, exact_only: bool
) -> dict[int, int]:
    """Return, by the number of a marked toponym, the number of its answer."""
    pairs: dict[int, int] = {}
    at: dict[tuple[int, int], list[int]] = {}
    for j, answer in enumerate(answers):
        at.setdefault((answer.start, answer.end), []).append(j)
    for i, mark in enumerate(marked):
        same = at.get((mark.start, mark.end))
        if same:
            pairs[i] = same.pop(0)
    if not exact_only:
        pair_overlapping(marked, answers, pairs)
    return pairs


def pair_overlapping(
    marked: Sequence[Toponym], answers: Sequence[Toponym], pairs: dict[int, int]
) -> None:
    """Add pairs of overlapping spans, most shared characters first."""
    used = set(pairs.values())
    close = []
    for i, mark in enumerate(marked):
        for j, answer in enumerate(answers):
            shared = min(mark.end, answer.end) - max(mark.start, answer.start)
            if shared > 0 and i not in pairs and j not in used:
                close.append((-shared, abs(mark.start - answer.start), i, j))
    for _, _, i, j in sorted(close):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)


def without_repeats(answers: Iterable[Toponym]) -> list[Toponym]:
    """Return the first answer for each span."""
    return list({(a.start, a.end): a for a in reversed(list(answers))}.values())[::-1]


def score(
    articles: Iterable[tuple[Sequence[Toponym], Sequence[Toponym]]], *, given_spans: bool = False
) -> Scores:
    """Return the scores of marked toponyms and answers, article by article."""
    scores = Scores()
    for marked, repeated in articles:
        answers = without_repeats(repeated)
        pairs = paired(marked, answers, exact_only=given_spans)
        scores.answers += len(answers)
        scores.unresolved += sum(not answer.placed for answer in answers)
        count_recognised(scores, marked, answers, pairs)
        count_placed(scores, marked, answers, pairs, given_spans=given_spans)
        judge(scores, marked, answers, pairs)
    return scores


def count_recognised(
    scores: Scores, marked: Sequence[Toponym], answers: Sequence[Toponym], pairs: dict[int, int]
) -> None:
    """Count the spans that are right, wherever their places lie."""
    equal = sum(
        (marked[i].start, marked[i].end) == (answers[j].start, answers[j].end)
        for i, j in pairs.items()
    )
    for share, right in ((scores.exact, equal), (scores.overlap, len(pairs))):
        share.right += right
        share.answers += len(answers)
        share.marked += len(marked)


def count_placed(
    scores: Scores,
    marked: Sequence[Toponym],
    answers: Sequence[Toponym],
    pairs: dict[int, int],
    *,
    given_spans: bool,
) -> None:
    """Count how far the answers lie from the marked points."""
    neutral = {j for i, j in pairs.items() if not marked[i].placed}
    scores.end_to_end.answers += sum(a.placed and j not in neutral for j, a in enumerate(answers))
    for i, mark in enumerate(marked):
        if not mark.placed:
            continue
        scores.end_to_end.marked += 1
        answer = answers[pairs[i]] if i in pairs else None
        if answer is not None and answer.placed:
            off = kilometres(mark, answer)
            scores.errors.append(off)
            scores.errors_all.append(off)
            scores.end_to_end.right += off <= RIGHT_WITHIN_KM
        elif answer is not None or given_spans:
            scores.errors_all.append(FURTHEST_KM)


def judge(
    scores: Scores, marked: Sequence[Toponym], answers: Sequence[Toponym], pairs: dict[int, int]
) -> None:
    """Judge each placed answer for the reliability table."""
    mark_of = {j: marked[i] for i, j in pairs.items()}
    for j, answer in enumerate(answers):
        mark = mark_of.get(j)
        if not answer.placed or (mark is not None and not mark.placed):
            continue
        right = mark is not None and is_right(mark, answer)
        scores.judged.append(Judged(kind=answer.kind, confidence=answer.confidence, right=right))


def is_right(mark: Toponym, answer: Toponym) -> bool:
    """Return whether an answer is within 161 km, or names the right country."""
    if kilometres(mark, answer) <= RIGHT_WITHIN_KM:
        return True
    if answer.precision != "country":
        return False
    if mark.geonameid is not None and mark.geonameid == answer.geonameid:
        return True
    if mark.country:
        return mark.country.casefold() == answer.country.casefold()
    return bool(mark.page) and titled(mark.page) == answer.place_name.casefold()


def titled(page: str) -> str:
    """Return what a Wikipedia page is about, from its address or title: Georgia_(country)."""
    title = unquote(page.rsplit("/", 1)[-1]).replace("_", " ")
    return title.removesuffix(" (country)").removeprefix("The ").casefold()


def share_within(errors: Sequence[float], distance_km: float) -> float:
    """Return the share of errors up to a distance."""
    return sum(error <= distance_km for error in errors) / len(errors) if errors else 0.0


def area_under(errors: Sequence[float]) -> float:
    """Return the area under the sorted ln(1 + km), 0 best and 1 worst."""
    if not errors:
        return 0.0
    logs = sorted(math.log1p(min(max(error, 0.0), FURTHEST_KM)) for error in errors)
    worst = math.log(FURTHEST_KM)
    if len(logs) == 1:
        return logs[0] / worst
    return sum((low + high) / 2 for low, high in pairwise(logs)) / (worst * (len(logs) - 1))
