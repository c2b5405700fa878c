"""The weights file is checked when it is read."""

from __future__ import annotations

from importlib.resources import files

import pytest

from rasd.merge.weights import load_weights, parse_weights
from rasd.model import DataError


def test_every_unknown_kind_is_named_at_once() -> None:
    text = files("rasd.data").joinpath("merge/weights.toml").read_text("utf-8")
    text += 'bombing = ["attack", "raid"]\n'
    with pytest.raises(DataError) as caught:
        parse_weights(text, "mine.toml")
    assert caught.value.faults == (
        "mine.toml: [compatible] 'bombing' is no sub_event_type",
        "mine.toml: [compatible] 'bombing' is no sub_event_type",
        "mine.toml: [compatible] 'raid' is no sub_event_type",
    )


def test_same_kind_place_and_day_reach_the_threshold() -> None:
    weights = load_weights()
    agreed = sum(weights.of[name] for name in ("kind.same", "place.same", "date.same_day"))
    assert weights.start + agreed > weights.threshold


def test_more_of_an_agreement_never_counts_less() -> None:
    of = load_weights().of
    for chain in (
        ("place.same", "place.close", "place.near", "place.far"),
        ("date.same_day", "date.long_overlap", "date.slack"),
        ("parties.perpetrator_shared", "parties.perpetrator_other"),
        ("parties.target_shared", "parties.target_other"),
        ("toll.equal", "toll.overlap", "toll.apart_doublings"),
        ("details.weapon_shared", "details.weapon_other"),
        ("kind.same", "kind.compatible"),
    ):
        values = [of[name] for name in chain]
        assert values == sorted(values, reverse=True), chain
    assert all(value >= 0 for name, value in of.items() if name.startswith("wording."))
