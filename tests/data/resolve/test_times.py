"""The examples and counter-examples of times.toml: what is found, and which days it means."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rasd.annotate.times import find_times
from rasd.knowledge.tables import read_rows, read_toml
from rasd.resolve.dates import resolve_date
from rasd.text import fold, fold_plain, split_sentences

_GRAMMAR = read_toml("ar/times.toml")
_CASES: list[dict[str, Any]] = _GRAMMAR["case"]
_PUBLISHED = date.fromisoformat(_GRAMMAR["published"])


def _times(text: str) -> list[tuple[str, str, str, str]]:
    folded = fold(text)
    found: list[tuple[str, str, str, str]] = []
    for sentence in split_sentences(folded, "body"):
        for time in find_times(sentence):
            value = resolve_date(time.expression, published=_PUBLISHED)
            span = folded.original_span(sentence.span_of(time.start, time.end))
            found.append(
                (text[span.start : span.end], str(value.start), str(value.end), value.precision)
            )
    return found


@pytest.mark.parametrize(
    "example", [pytest.param(e, id=e["text"]) for case in _CASES for e in case["examples"]]
)
def test_an_example_means_its_days(example: dict[str, Any]) -> None:
    expected = (example["span"], example["start"], example["end"], example["precision"])
    assert _times(example["text"]) == [expected]


@pytest.mark.parametrize("text", [text for case in _CASES for text in case["counter"]])
def test_a_counter_example_is_no_time(text: str) -> None:
    assert _times(text) == []


def test_month_names_fold_to_different_words() -> None:
    names = [fold_plain(row["name"]) for row in read_rows("ar/months.tsv")]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("row", read_rows("ar/months.tsv"), ids=lambda row: row["name"])
def test_every_month_name_makes_a_date_with_a_day(row: Any) -> None:
    year = "1436" if row["calendar"] == "hijri" else "2014"
    ((_, start, end, precision),) = _times(f"في 5 {row['name']} {year}")
    assert (start, precision) == (end, "day")
    if row["calendar"] == "gregorian":
        assert start == f"2014-{row['month']}-05"
