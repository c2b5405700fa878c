"""The five seed reports: the main job must get all of them right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from rasd.evaluate import Scorecard, read_gold, score
from rasd.merge import find_reuse
from rasd.model import INCIDENT_TYPES, CodedDocument, Document, Mention, Status, sha256_text
from rasd.pipeline import code_document

pytestmark = pytest.mark.shared

TOLLS = ("killed", "wounded", "killed_or_wounded")


@pytest.fixture(scope="module")
def documents(shared: Path) -> tuple[Document, ...]:
    """The seeds with their publication dates."""
    folder = shared / "seeds"
    found = []
    for value in json.loads((folder / "gold.json").read_text("utf-8")):
        text = (folder / value["doc"]).read_text("utf-8")
        found.append(
            Document(
                id=value["doc"],
                text=text,
                sha256=sha256_text(text),
                published=date.fromisoformat(value["published"]),
                outlet=value["outlet"],
                language="ar",
            )
        )
    return tuple(found)


@pytest.fixture(scope="module")
def coded(documents: tuple[Document, ...]) -> dict[str, CodedDocument]:
    """What rasd finds in each seed."""
    return {document.id[:3]: code_document(document) for document in documents}


@pytest.fixture(scope="module")
def card(shared: Path, coded: dict[str, CodedDocument]) -> Scorecard:
    """The comparison with the gold."""
    return score(
        read_gold(shared / "seeds" / "gold.json"),
        [m for item in coded.values() for m in item.mentions],
        figures=[f for item in coded.values() for f in item.figures],
    )


def incidents(item: CodedDocument) -> list[Mention]:
    """Mentions that count as incidents."""
    return [
        m
        for m in item.mentions
        if m.event_type in INCIDENT_TYPES and m.status in (Status.REPORTED, Status.CLAIMED)
    ]


def right(card: Scorecard, name: str) -> tuple[int, int]:
    """How many values of a field are right, and of how many incidents that state it."""
    field = next(f for f in card.fields if f.field == name)
    return round((field.stated.value or 0.0) * field.stated.n), field.stated.n


def test_all_sixteen_incidents_are_found_and_no_other(card: Scorecard) -> None:
    """Detection is perfect on the seeds."""
    assert (card.incidents.found, card.incidents.missed, card.incidents.invented) == (16, 0, 0)


@pytest.mark.parametrize("name", ["event_type", "sub_event_type", "country", "status"])
def test_field_is_right_for_every_incident(card: Scorecard, name: str) -> None:
    """Types, countries and the claim status hold for all sixteen."""
    found, stated = right(card, name)
    assert stated == found


def test_place_is_within_thirty_kilometres(card: Scorecard) -> None:
    """At least twelve of the fourteen incidents that have coordinates."""
    found, stated = right(card, "place")
    assert stated == 14
    assert found >= 12


@pytest.mark.parametrize("name", ["perpetrator", "target"])
def test_parties_are_right(card: Scorecard, name: str) -> None:
    """At least fourteen of the sixteen incidents."""
    found, _ = right(card, name)
    assert found >= 14


def test_all_twelve_figures_are_found(card: Scorecard) -> None:
    """Strengths, shares, the cumulative toll and the open allegations."""
    assert card.figures is not None
    assert (card.figures.found, card.figures.missed) == (12, 0)


def test_expected_attack_on_mosul_and_oil_fields_make_no_incident(
    coded: dict[str, CodedDocument],
) -> None:
    """What is expected, or named in passing, is not reported."""
    for mention in incidents(coded["000"]):
        quotes = " ".join(e.quote for e in mention.evidence if e.field == "event")
        assert "المرتقب" not in quotes
        assert "oil" not in {t.name_en for t in mention.targets}


def test_description_of_an_organisation_reports_no_incident(
    coded: dict[str, CodedDocument],
) -> None:
    """Seed 003 describes a group; nothing in it is news."""
    assert incidents(coded["003"]) == []


def test_threat_becomes_no_attack(coded: dict[str, CodedDocument]) -> None:
    """Seed 004 is threats and totals: no incident, and no toll of 801."""
    assert incidents(coded["004"]) == []
    tolls = [m.killed.min for m in coded["004"].mentions if m.killed is not None]
    assert 801 not in tolls


def test_roundup_stays_in_its_countries(coded: dict[str, CodedDocument]) -> None:
    """No place in Jordan for a town that shares its name, nor for a border."""
    countries = {m.place.country for m in incidents(coded["002"]) if m.place is not None}
    assert {"SY", "IQ", "LY", "SO"} == countries


def test_shared_passages_make_one_source(documents: tuple[Document, ...]) -> None:
    """What 000 says of the group comes from 003."""
    reuse = find_reuse(documents)
    copied = [r for doc, items in reuse.items() if doc.startswith("000") for r in items]
    assert [r.of[:3] for r in copied] == ["003"]


def test_implausible_figure_warns_of_the_other(coded: dict[str, CodedDocument]) -> None:
    """A strength three hundred times the other of its document carries a warning."""
    warned = {f.value.min: f.warnings for f in coded["001"].figures}
    assert warned[150_000]


def test_town_under_the_wrong_governorate_shows_as_a_conflict(
    coded: dict[str, CodedDocument],
) -> None:
    """Seed 002 puts Tuz Khurmatu in Kirkuk; it lies in Salah al-Din."""
    found = [c for m in coded["002"].mentions for c in m.conflicts]
    assert [(c.field, c.values) for c in found] == [("place", ("Tuz Khurmatu", "Kirkuk"))]
