"""Each fault of a gazetteer is named with its file and line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from rasd.knowledge.check_gazetteer import check_gazetteer
from rasd.knowledge.gazetteer import COLUMNS, PLACES

SOUND = {
    "id": "s:a",
    "name_ar": "قرية خيالية",
    "name_en": "Fictional",
    "country": "SY",
    "kind": "village",
    "lat": "35.1",
    "lon": "38.1",
    "source": "mine",
}


def faults(folder: Path, *rows: dict[str, str]) -> list[str]:
    lines = ["\t".join({**SOUND, **row}.get(column, "") for column in COLUMNS) for row in rows]
    text = "\n".join(["\t".join(COLUMNS), *lines, ""])
    (folder / PLACES).write_bytes(gzip.compress(text.encode()))
    return check_gazetteer(folder)


def test_a_sound_row_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"lat": "91"}, "lies outside the world"),
        ({"lon": "abc"}, "is no number"),
        ({"lat": "0", "lon": "0"}, "stands for an unknown one"),
        ({"kind": "hamlet"}, "kind 'hamlet' is none of"),
        ({"country": "Syria"}, "is no ISO 3166 code"),
        ({"country": "QQ", "kind": "admin1"}, "is not in countries.tsv"),
        ({"admin1_id": "1"}, "is no governorate"),
        ({"admin1_id": "89341"}, "lies in a unit of IQ"),
        ({"id": "village-7"}, "neither a GeoNames number"),
        ({"source": ""}, "names no source"),
        ({"name_ar": ""}, "no Arabic name"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_named(tmp_path: Path, change: dict[str, str], what: str) -> None:
    found = faults(tmp_path, {}, {"id": "s:b", "lat": "36.9", **change})
    assert len(found) == 1
    assert f"{PLACES}:3: " in found[0]
    assert what in found[0]


def test_an_id_stands_once(tmp_path: Path) -> None:
    found = faults(tmp_path, {}, {"lat": "36.9"})
    assert found == [f"{tmp_path / PLACES}:3: id 's:a' stands on line 2 already"]


def test_one_town_stands_once(tmp_path: Path) -> None:
    found = faults(tmp_path, {}, {"id": "s:b", "lat": "35.12"})
    assert found == [f"{tmp_path / PLACES}:3: s:b is s:a of line 2 again"]
    assert faults(tmp_path, {}, {"id": "s:b", "lat": "35.12", "kind": "camp"}) == []
