"""Pairs become groups; equals go by id, and a contradiction is never joined."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import pytest

from rasd.merge.cluster import Cluster, Member, cluster
from rasd.merge.compare import Verdict

Scores = dict[str, float]


def grouped(ids: tuple[str, ...], scores: Scores, **options: Any) -> set[str]:
    """The groups of ids as words."""
    return {"".join(ids[n] for n in group.positions) for group in clusters(ids, scores, **options)}


def clusters(
    ids: tuple[str, ...],
    scores: Scores,
    *,
    mean_floor: float = 0.0,
    margin: float = 0.0,
    bound: str = "",
    split: tuple[str, ...] = (),
    undated: str = "",
    days: dict[str, tuple[int, int]] | None = None,
    again: str = "",
) -> tuple[Cluster, ...]:
    """The clusters of ids; pairs of letters not in `scores` contradict.

    A person bound the letters of `bound` and put those of each word of `split` on a side of its
    own; the letters of `undated` have no day, the others those of `days` or the first. The
    pair `again` is one incident whatever the days.
    """

    def compare(i: int, j: int) -> Verdict:
        pair = "".join(sorted((ids[i], ids[j])))
        score = scores.get(pair)
        return Verdict(
            score=score or 0.0,
            merges=score is not None and score >= 4,
            contradicts=score is None,
            told_again=pair == again,
        )

    pairs = list(combinations(range(len(ids)), 2))
    members = [
        Member(
            id=each,
            doc_id=each,
            look=each,
            days=None if each in undated else (days or {}).get(each, (1, 1)),
            bound=0 if each in bound else None,
            sides=next(({0: n} for n, side in enumerate(split) if each in side), {}),
        )
        for each in ids
    ]
    return cluster(members, pairs, compare, mean_floor=mean_floor, margin=margin)


@pytest.mark.parametrize("ids", list(permutations("abc")))
def test_equal_scores_go_by_id(ids: tuple[str, ...]) -> None:
    assert grouped(ids, {"ab": 5, "ac": 5}) == {"ab", "c"}


@pytest.mark.parametrize("ids", list(permutations("abc")))
def test_the_better_pair_joins_first(ids: tuple[str, ...]) -> None:
    assert grouped(ids, {"ab": 5, "ac": 6}) == {"ac", "b"}


def test_a_pair_below_the_threshold_is_joined_through_a_third() -> None:
    scores: Scores = {"ab": 5, "bc": 5, "ac": 3}
    assert grouped(tuple("abc"), scores) == {"abc"}
    assert grouped(tuple("abc"), scores, mean_floor=4.5) == {"ab", "c"}


def test_nothing_to_join_leaves_each_alone() -> None:
    assert grouped(tuple("abc"), {}) == {"a", "b", "c"}
    assert grouped((), {}) == set()


def test_two_of_one_document_stay_apart_whoever_speaks_for_their_groups() -> None:
    documents = {"a": "one", "b": "two", "c": "one", "d": "three"}
    members = [Member(id=each, doc_id=doc, look="same") for each, doc in documents.items()]

    def compare(i: int, j: int) -> Verdict:
        pair = {members[i].id, members[j].id}
        apart = pair == {"a", "c"}
        score = 9.0 if pair in ({"a", "b"}, {"c", "d"}) else 5.0
        return Verdict(score=score, merges=not apart, contradicts=apart, told_again=False)

    for order in permutations(range(4)):
        members.sort(key=lambda member: order["abcd".index(member.id)])
        groups = cluster(members, list(combinations(range(4), 2)), compare, mean_floor=0.0)
        assert {"".join(members[n].id for n in group.positions) for group in groups} == {"ab", "cd"}


@pytest.mark.parametrize("ids", list(permutations("abcd")))
def test_what_a_person_bound_is_one_though_it_contradicts(ids: tuple[str, ...]) -> None:
    assert grouped(ids, {}, bound="ac") == {"ac", "b", "d"}


@pytest.mark.parametrize("ids", list(permutations("abcd")))
def test_a_report_that_fits_one_of_the_bound_joins_them(ids: tuple[str, ...]) -> None:
    assert grouped(ids, {"cd": 5}, bound="ac") == {"acd", "b"}
    assert grouped(ids, {"cd": 5, "bd": 4}, bound="ac") == {"acd", "b"}


@pytest.mark.parametrize("ids", list(permutations("abc")))
def test_the_sides_of_a_split_never_meet_not_even_through_a_third(ids: tuple[str, ...]) -> None:
    every: Scores = {"ab": 9, "bc": 5, "ac": 6}
    assert grouped(ids, every) == {"abc"}
    assert grouped(ids, every, split=("a", "b")) == {"ac", "b"}
    assert grouped(ids, every, split=("a", "bc")) == {"a", "bc"}
    assert grouped(ids, every, split=("ac", "b"), bound="ac") == {"ac", "b"}


@pytest.mark.parametrize("ids", list(permutations("abc")))
def test_a_report_without_a_day_joins_neither_of_two_that_it_fits_alike(
    ids: tuple[str, ...],
) -> None:
    assert grouped(ids, {"ab": 5, "ac": 4.8}, undated="a", margin=0.5) == {"a", "b", "c"}
    assert grouped(ids, {"ab": 6, "ac": 4.8}, undated="a", margin=0.5) == {"ab", "c"}
    assert grouped(ids, {"ab": 5, "ac": 4.8, "bc": 5}, undated="a", margin=0.5) == {"abc"}


@pytest.mark.parametrize("ids", list(permutations("abc")))
def test_a_loosely_dated_report_does_not_bind_the_attacks_of_two_days(ids: tuple[str, ...]) -> None:
    days = {"a": (1, 1), "b": (1, 2), "c": (2, 2)}
    every: Scores = {"ab": 6, "bc": 5, "ac": 4}
    assert grouped(ids, every, days=days) == {"ab", "c"}
    assert grouped(ids, every, days=days, undated="b") == {"ab", "c"}
    assert grouped(ids, {"ab": 6, "bc": 5, "ac": 7}, days=days) == {"ab", "c"}


@pytest.mark.parametrize("ids", list(permutations("abc")))
def test_reports_of_two_days_are_one_incident_where_more_than_the_day_says_so(
    ids: tuple[str, ...],
) -> None:
    days = {"a": (1, 1), "b": (2, 2), "c": (2, 2)}
    every: Scores = {"ab": 6, "bc": 5, "ac": 4}
    assert grouped(ids, every, days=days) == {"a", "bc"}
    assert grouped(ids, every, days=days, again="ab") == {"abc"}


@pytest.mark.parametrize("ids", list(permutations("abcd")))
def test_joints_are_a_tree_that_holds_each_cluster_together(ids: tuple[str, ...]) -> None:
    every: Scores = {"ab": 9, "bc": 5, "ac": 6, "ad": 2, "bd": 2, "cd": 2}
    (three, alone) = clusters(ids, every)
    pairs = [(ids[j.one] + ids[j.other], j.verdict) for j in three.joints]
    assert [pair for pair, _ in pairs] == ["ab", "ac"]
    assert [verdict.score for _, verdict in pairs if verdict] == [9, 6]
    assert alone.joints == ()


def test_what_a_person_bound_is_joined_without_a_comparison() -> None:
    bound, _ = clusters(tuple("abc"), {}, bound="ac")
    assert [(j.one, j.other, j.verdict) for j in bound.joints] == [(0, 2, None)]
