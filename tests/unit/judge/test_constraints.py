"""Joins and splits in any order come to constraints that never contradict each other."""

from __future__ import annotations

from tests.builders import make_mention

from rasd.judge import Standing, constraints_of, overruled
from rasd.model import Action, Constraints, Judgement


def said(action: Action, *words: str) -> Standing:
    """A join of events or a split into sides; each letter of a word is a report."""
    groups = tuple(tuple(make_mention(c, id=c) for c in word) for word in words)
    judgement = Judgement(id=f"{action}:{'|'.join(words)}", action=action, at="", by="")
    return Standing(judgement=judgement, groups=groups)


def join(*words: str) -> Standing:
    return said(Action.JOIN, *words)


def split(*words: str) -> Standing:
    return said(Action.SPLIT, *words)


def read(*standing: Standing) -> tuple[list[str], list[list[str]]]:
    found: Constraints = constraints_of(standing)
    return (
        ["".join(sorted(each)) for each in found.together],
        [["".join(sorted(side)) for side in sides] for sides in found.apart],
    )


def test_joins_add_up() -> None:
    assert read(join("ab", "c"), join("c", "d"), join("x", "y")) == (["abcd", "xy"], [])


def test_a_later_split_parts_what_it_names_and_leaves_the_rest_joined() -> None:
    standing = [join("a", "b", "c"), split("a", "b")]
    assert read(*standing) == (["ac"], [["ac", "b"]])
    assert overruled(standing) == {
        "join:a|b|c": "a later split keeps 1 of its reports apart",
    }


def test_a_split_parts_reports_that_earlier_joins_bound_through_others() -> None:
    together, apart = read(join("a", "b"), join("b", "c"), split("a", "c"))
    assert together == ["bc"]
    assert apart == [["a", "bc"]]


def test_a_later_join_takes_its_reports_out_of_a_split() -> None:
    standing = [split("a", "bc"), join("a", "b")]
    assert read(*standing) == (["ab"], [])
    assert overruled(standing) == {"split:a|bc": "a later join keeps 2 of its reports together"}


def test_splits_of_three_sides_keep_all_apart() -> None:
    assert read(split("a", "b", "cd")) == ([], [["a", "b", "cd"]])


def test_a_join_on_one_side_of_a_split_stands_on_that_side() -> None:
    assert read(split("a", "b"), join("b", "c")) == (["bc"], [["a", "bc"]])
    assert read(join("b", "c"), split("a", "b")) == (["bc"], [["a", "bc"]])


def test_reports_that_are_read_as_one_cannot_be_parted() -> None:
    assert read(split("a", "a")) == ([], [])
    assert read(split("ab", "b")) == ([], [])
