"""How the accuracy benchmark counts, on a small invented corpus."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from geomap import Geoparser

ROOT = Path(__file__).parents[1]
CORPUS = Path(__file__).parent / "data" / "invented_corpus.jsonl"
REFERENCE = ROOT.parent / "shared" / "eval" / "score.py"
BENCHMARKS = ("accuracy_scoring", "accuracy_reliability", "accuracy")


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


scoring, calibration, accuracy = (
    load(name, ROOT / "benchmarks" / f"{name}.py") for name in BENCHMARKS
)


def toponym(start, end, latitude=None, longitude=None, **facts):
    return scoring.Toponym(start=start, end=end, latitude=latitude, longitude=longitude, **facts)


MARKED = (toponym(0, 5, 48.85, 2.35), toponym(10, 16, 51.5, -0.12), toponym(20, 25))


@pytest.fixture(scope="module")
def corpus():
    return scoring.read_corpus(CORPUS)


@pytest.fixture(scope="module")
def geoparser(world):
    return Geoparser(world)


def test_corpus_marks_slice_back():
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for each in record["toponyms"]:
            assert record["text"][each["start"] : each["end"]] == each["name"]


def test_perfect_answers_score_one():
    scores = scoring.score([(MARKED, MARKED)])
    assert scores.exact.f1 == scores.overlap.f1 == scores.end_to_end.f1 == 1
    assert scoring.area_under(scores.errors_all[:2]) == 0


def test_no_answers_score_nothing():
    scores = scoring.score([(MARKED, ())])
    assert scores.exact.f1 == scores.end_to_end.f1 == 0
    assert scores.exact.marked == 3
    assert scores.end_to_end.marked == 2


def test_wider_span_counts_as_overlap_and_not_as_exact():
    scores = scoring.score([(MARKED[:1], [toponym(0, 9, 48.85, 2.35)])])
    assert scores.exact.right == 0
    assert scores.overlap.right == scores.end_to_end.right == 1


def test_one_answer_pairs_with_one_mark():
    answers = [toponym(0, 20, 48.85, 2.35)]
    assert scoring.paired(MARKED, answers, exact_only=False) == {1: 0}


def test_answer_to_an_unplaced_mark_is_neither_right_nor_wrong():
    scores = scoring.score([(MARKED, [toponym(20, 25, 1.0, 1.0)])])
    assert scores.end_to_end.answers == 0
    assert scores.judged == []


def test_wrong_place_is_recognised_and_not_right():
    scores = scoring.score([(MARKED, [toponym(0, 5, 33.66, -95.55)])])
    assert scores.exact.right == 1
    assert scores.end_to_end.right == 0


def test_unresolved_answer_costs_the_furthest_error():
    scores = scoring.score([(MARKED, [toponym(0, 5)])])
    assert scores.errors == []
    assert scores.errors_all == [scoring.FURTHEST_KM]
    assert scores.unresolved == 1


def test_given_spans_count_every_mark_with_a_point():
    scores = scoring.score([(MARKED, [toponym(0, 9, 48.85, 2.35)])], given_spans=True)
    assert scores.errors_all == [scoring.FURTHEST_KM] * 2


def test_second_answer_for_a_span_is_dropped():
    first, second = toponym(0, 5, 48.85, 2.35), toponym(0, 5, 0.0, 0.0)
    assert scoring.without_repeats([first, second, MARKED[1]]) == [first, MARKED[1]]


@pytest.mark.parametrize(
    ("mark", "answer", "right"),
    [
        ({"country": "US"}, {"country": "US", "precision": "country"}, True),
        ({"country": "US"}, {"country": "US", "precision": "populated place"}, False),
        ({"country": "GE"}, {"country": "US", "precision": "country"}, False),
        ({"page": "https://example.org/wiki/Georgia_(country)"},
         {"place_name": "Georgia", "precision": "country"}, True),
        ({"page": "https://example.org/wiki/Georgia_(state)"},
         {"place_name": "Georgia", "precision": "country"}, False),
    ],
)  # fmt: skip
def test_country_is_right_when_the_country_is(mark, answer, right):
    one, other = toponym(0, 5, 40.0, -100.0, **mark), toponym(0, 5, 30.0, -80.0, **answer)
    assert scoring.is_right(one, other) is right


def test_error_area_runs_from_zero_to_one():
    assert scoring.area_under([0, 0]) == 0
    assert scoring.area_under([scoring.FURTHEST_KM - 1] * 3) == pytest.approx(1)


def judged(confidence, right):
    return scoring.Judged(kind="place", confidence=confidence, right=right)


def test_honest_confidence_has_no_calibration_error():
    honest = [judged(0.75, True)] * 3 + [judged(0.75, False)]
    assert calibration.expected_calibration_error(honest) == pytest.approx(0)


def test_boasting_confidence_has_a_calibration_error():
    assert calibration.expected_calibration_error([judged(1.0, False)]) == 1
    (bucket,) = calibration.reliability([judged(1.0, False)])
    assert (bucket.low, bucket.right) == (0.9, 0.0)


def test_benchmark_prints_its_table(corpus, capsys, monkeypatch, world):
    monkeypatch.setattr(accuracy, "Geoparser", lambda: Geoparser(world))
    accuracy.report(CORPUS, frozenset({"place", "demonym"}))
    printed = capsys.readouterr().out
    assert "6 articles, 16 toponyms" in printed
    assert "expected calibration error" in printed


def as_json(answer):
    return {
        "start": answer.start, "end": answer.end, "lat": answer.latitude, "lon": answer.longitude,
        "country": answer.country or None, "geonameid": answer.geonameid,
    }  # fmt: skip


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference scorer lies not beside this")
@pytest.mark.parametrize("given_spans", [False, True])
def test_scores_agree_with_the_reference_scorer(corpus, geoparser, given_spans):
    answering = accuracy.given_mentions if given_spans else accuracy.found_mentions
    answered = accuracy.answered(geoparser, corpus, answering)
    answered[0][1].append(toponym(16, 30, 1.0, 1.0))  # a wrong answer, wider than its mark
    answered[2][1].append(answered[2][1][0])  # a repeated one
    ours = scoring.score(answered, given_spans=given_spans)
    reference = load("reference_scorer", REFERENCE)
    theirs = reference.score(
        reference.read(CORPUS),
        {article.article_id: {"toponyms": [as_json(a) for a in answers]}
         for article, (_, answers) in zip(corpus, answered, strict=True)},
        "resolution" if given_spans else "e2e",
    )  # fmt: skip
    agree(ours.end_to_end, theirs["end_to_end_161"])
    if not given_spans:
        agree(ours.exact, theirs["recognition_exact"])
        agree(ours.overlap, theirs["recognition_overlap"])
    for errors, name in ((ours.errors, "answered"), (ours.errors_all, "all")):
        expected = theirs[f"resolution_{name}"]
        assert len(errors) == expected["n"]
        assert scoring.share_within(errors, 161) == pytest.approx(expected["acc161"], abs=1e-9)
        assert scoring.share_within(errors, 20) == pytest.approx(expected["acc20"], abs=1e-9)
        assert scoring.area_under(errors) == pytest.approx(expected["auc"], abs=1e-9)


def agree(ours, theirs):
    assert (ours.right, ours.answers, ours.marked) == (theirs["tp"], theirs["pred"], theirs["gold"])
    assert ours.f1 == pytest.approx(theirs["f1"], abs=1e-9)
