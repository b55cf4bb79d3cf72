"""How honest a confidence is: of the answers given 0.9, nine in ten should be right."""

from collections.abc import Sequence
from dataclasses import dataclass

from accuracy_scoring import Judged

BUCKETS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """The answers whose confidence lies from `low` up to `high`."""

    low: float
    high: float
    answers: int
    confidence: float
    right: float


def reliability(judged: Sequence[Judged]) -> list[Bucket]:
    """Return the buckets of confidence that hold any answer, lowest first."""
    found = []
    for number in range(BUCKETS):
        held = [each for each in judged if bucket_of(each.confidence) == number]
        if held:
            found.append(Bucket(
                low=number / BUCKETS, high=(number + 1) / BUCKETS, answers=len(held),
                confidence=sum(each.confidence for each in held) / len(held),
                right=sum(each.right for each in held) / len(held),
            ))  # fmt: skip
    return found


def bucket_of(confidence: float) -> int:
    """Return the number of the bucket; 1.0 belongs to the last."""
    return min(int(confidence * BUCKETS), BUCKETS - 1)


def expected_calibration_error(judged: Sequence[Judged]) -> float:
    """Return the mean gap between confidence and rightness, weighted by answers."""
    if not judged:
        return 0.0
    gaps = (each.answers * abs(each.confidence - each.right) for each in reliability(judged))
    return sum(gaps) / len(judged)
