"""The examples and counter-examples of numbers.toml and counts.toml, as they stand there."""

from __future__ import annotations

from typing import Any

import pytest

from rasd.annotate.counts import CountSpan, find_counts
from rasd.annotate.numbers import NumberSpan, find_numbers
from rasd.knowledge.people import people_words
from rasd.knowledge.tables import read_rows, read_toml
from rasd.model import Outcome
from rasd.text import fold, split_sentences

_NUMBERS = read_toml("ar/numbers.toml")
_RULES: list[dict[str, Any]] = [*_NUMBERS["modifier"], *_NUMBERS["quantifier"]]
_CASES: list[dict[str, Any]] = read_toml("ar/counts.toml")["case"]


def _numbers(text: str) -> list[NumberSpan]:
    return [n for s in split_sentences(fold(text), "body") for n in find_numbers(s)]


def _counts(text: str) -> list[CountSpan]:
    return [c for s in split_sentences(fold(text), "body") for c in find_counts(s)]


def _shown(count: CountSpan) -> str:
    outcome = f" {count.outcome}" if count.outcome else ""
    part = "" if count.part_of is None else f" of {count.part_of}"
    high = "" if count.max is None else count.max
    return f"{count.min}..{high} {count.group}{outcome}{part}"


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(rule["id"], example, id=example["text"])
        for rule in _RULES
        for example in rule["examples"]
    ],
)
def test_an_example_of_a_number_rule_holds(rule: str, example: dict[str, Any]) -> None:
    (number,) = _numbers(example["text"])
    expected = (rule, example["min"], example.get("max"))
    assert expected == (number.rule, number.value_min, number.value_max)


@pytest.mark.parametrize(
    ("rule", "text"), [(rule["id"], text) for rule in _RULES for text in rule["counter"]]
)
def test_a_counter_example_of_a_number_rule_holds(rule: str, text: str) -> None:
    assert rule not in [n.rule for n in _numbers(text)]


@pytest.mark.parametrize(
    "example",
    [pytest.param(e, id=e["text"]) for case in _CASES for e in case["examples"]],
)
def test_an_example_of_a_count_holds(example: dict[str, Any]) -> None:
    assert example["counts"] == [_shown(c) for c in _counts(example["text"])]


@pytest.mark.parametrize(
    ("rule", "text"), [(case["id"], text) for case in _CASES for text in case["counter"]]
)
def test_a_counter_example_of_a_count_holds(rule: str, text: str) -> None:
    assert rule not in [c.rule for c in _counts(text)]
    assert all(c.part_of is None for c in _counts(text))


def test_people_rows_have_unique_ids_in_order() -> None:
    ids = [row["id"] for row in read_rows("ar/people.tsv")]
    assert sorted(set(ids)) == ids


def test_people_outcomes_and_categories_are_known() -> None:
    for row in read_rows("ar/people.tsv"):
        assert row["outcome"] in ("", *Outcome), row.where
        assert row["category"] in (
            "civilian", "state_force", "rebel", "militia", "protesters", "unknown"
        ), row.where  # fmt: skip


def test_every_people_row_has_forms_of_its_own() -> None:
    owners = {form.people.id for form in people_words().forms.values()}
    assert owners == {row["id"] for row in read_rows("ar/people.tsv")}
