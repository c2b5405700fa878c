"""Named places put on the map."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rasd.evaluate.toponyms import Point, Toponym, read_toponyms, score_toponyms


def toponym(name: str, kind: str = "City/town") -> Toponym:
    return Toponym(
        post=name, text=name, start=0, end=len(name), kind=kind, country="SY", point=(35.0, 38.0)
    )


def test_right_far_and_unresolved_are_told_apart() -> None:
    known: dict[str, Point] = {"near": (35.05, 38.0), "far": (35.2, 38.0), "state": (35.0, 38.0)}
    mentions = [toponym("near"), toponym("far"), toponym("none"), toponym("state", "Country")]

    card = score_toponyms(mentions, lambda text, start, end: known.get(text), resamples=10)

    assert card.within.value == 0.5
    assert card.without_areas.value == pytest.approx(1 / 3)
    assert card.unresolved == 1
    assert [t.text for t, _ in card.wrong] == ["far"]
    assert card.wrong[0][1] == pytest.approx(22.2, abs=0.1)


def test_mentions_outside_the_countries_and_without_a_point_are_left_out(tmp_path: Path) -> None:
    def mention(code: str, lat: str | None) -> dict[str, object]:
        place = {"lat": lat, "lon": "38", "address": {"country_code": code}}
        return {"start_offset": 0, "end_offset": 3, "type": "City/town", "osm_json": place}

    path = tmp_path / "posts.jsonl"
    found = [mention("sy", "35"), mention("cn", "35"), mention("sy", None)]
    path.write_text(
        json.dumps({"tweet_id": "1", "text": "نص", "location_mentions": found}), encoding="utf-8"
    )

    (only,) = read_toponyms([path], {"SY"})

    assert (only.country, only.point) == ("SY", (35.0, 38.0))


def test_a_point_inside_a_province_is_right_by_its_bounds_alone() -> None:
    province = replace(toponym("far", "Province"), bounds=(34.0, 36.0, 37.0, 39.0))

    inside = score_toponyms([province], lambda text, start, end: (34.1, 38.9), resamples=10)
    outside = score_toponyms([province], lambda text, start, end: (33.9, 38.9), resamples=10)

    assert (inside.within.value, inside.within_or_inside.value) == (0, 1)
    assert outside.within_or_inside.value == 0
