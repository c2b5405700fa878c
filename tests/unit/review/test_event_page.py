"""The page of an event: its values, the words behind them, the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.review import Client, client_of, demo_store

from rasd.judge import EDITABLE
from rasd.model import Event
from rasd.review.event.values import FIELDS
from rasd.store import open_store

_CONFLICTS = "conflicts"


@pytest.fixture
def client(place: str) -> Iterator[Client]:
    """The application over the bundled reports."""
    demo_store(place)
    with client_of(place) as client:
        yield client


def event_with(place: str, **lengths: int) -> Event:
    """An event of the store of which these fields have at least so many entries."""
    with open_store(place, create=False) as store:
        return next(
            event
            for event in store.events()
            if all(len(getattr(event, name)) >= n for name, n in lengths.items())
        )


@pytest.mark.parametrize("language", ["ar", "en"])
def test_events_of_every_kind_have_a_page(client: Client, place: str, language: str) -> None:
    with open_store(place, create=False) as store:
        ids = [event.id for event in store.events()][::3]
    for each in ids:
        answer = client.get(f"/events/{each}?lang={language}")
        assert answer.status_code == 200
        assert f'data-event="{each}"' in answer.text


def test_every_field_that_can_be_judged_has_a_place_in_the_page(client: Client, place: str) -> None:
    assert set(FIELDS) == set(EDITABLE)
    page = client.get(f"/events/{event_with(place, evidence=1).id}").text
    assert sorted(re.findall(r'id="field-(\w+)"', page)) == sorted(EDITABLE)


def test_all_words_of_the_values_are_marked_in_the_articles(client: Client, place: str) -> None:
    page = client.get(f"/events/{event_with(place, conflicts=2).id}").text
    behind = set(re.findall(r'class="words[^"]*" data-ev="(e\d+)"', page))
    keys = re.findall(r'<mark [^>]*data-ev="([^"]+)"', page)
    assert behind
    assert behind <= {key for each in keys for key in each.split()}


def test_each_article_of_an_event_is_shown(client: Client, place: str) -> None:
    event = event_with(place, doc_ids=3)
    page = client.get(f"/events/{event.id}").text
    for doc_id in event.doc_ids:
        assert f'data-doc="{doc_id}"' in page


def test_a_part_of_the_page_comes_without_its_frame(client: Client, place: str) -> None:
    event = event_with(place, evidence=1)
    part = client.get(f"/events/{event.id}", headers={"HX-Request-Type": "partial"}).text
    assert "<html" not in part
    assert f'data-event="{event.id}"' in part


def test_an_id_that_no_event_ever_had_is_not_found(client: Client) -> None:
    assert client.get("/events/event-000000000000").status_code == 404


def test_the_place_of_an_event_stands_with_its_namesakes(client: Client, place: str) -> None:
    with open_store(place, create=False) as store:
        event = next(e for e in store.events() if e.place and e.place.geonameid == 164947)
    page = client.get(f"/events/{event.id}?lang=en").text
    assert 'data-precision="exact"' in page
    assert "same name" in page


def test_a_country_is_no_point_on_the_map(client: Client, place: str) -> None:
    with open_store(place, create=False) as store:
        event = next(e for e in store.events() if e.place and e.place.precision == "country")
    [box] = re.findall(r'<div id="place-map"[^>]*>', client.get(f"/events/{event.id}").text)
    assert "data-lat" not in box


def test_what_else_an_article_tells_of_stands_under_it(client: Client, place: str) -> None:
    with open_store(place, create=False) as store:
        events = list(store.events())
        first = next(
            e for e in events if sum(e.doc_ids[0] in other.doc_ids for other in events) > 2
        )
    page = client.get(f"/events/{first.id}?lang=en").text
    beside = [e.id for e in events if first.doc_ids[0] in e.doc_ids and e.id != first.id]
    [listed] = re.findall(r'<details class="others".*?</details>', page, re.DOTALL)
    assert sorted(re.findall(r'href="/events/([^"]+)"', listed)) == sorted(beside)
