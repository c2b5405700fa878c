"""An event that has moved on: its old address leads to where its reports are now."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.review import Client, client_of, demo_store

from rasd.judge import Who
from rasd.model import Event
from rasd.review.words import Words
from rasd.run import judge
from rasd.store import open_store

WHO = Who(by="Salma", at="2031-05-07T10:00:00Z", reason="a film review")


@pytest.fixture
def client(place: str) -> Iterator[Client]:
    """The application over the bundled reports."""
    demo_store(place)
    with client_of(place) as client:
        yield client


def single(place: str, n: int) -> list[Event]:
    """Events of one report."""
    with open_store(place, create=False) as store:
        return [event for event in store.events() if len(event.mention_ids) == 1][:n]


def test_an_event_that_was_joined_leads_to_the_one_that_holds_its_report(
    client: Client, place: str
) -> None:
    one, other = single(place, 2)
    with open_store(place, create=False) as store:
        judge.record(store, judge.join(store, [one.id, other.id], WHO))
        now = {event.id for event in store.resolve_event(other.id)}
    gone = one if one.id not in now else other
    answer = client.http.get(f"/events/{gone.id}?queue=1", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/events/{now.pop()}?queue=1"


def test_the_page_of_a_rejected_event_says_that_no_report_tells_of_it(
    client: Client, place: str
) -> None:
    [event] = single(place, 1)
    with open_store(place, create=False) as store:
        judge.record(store, judge.reject(store, event.id, WHO))
    answer = client.get(f"/events/{event.id}?lang=en")
    assert answer.status_code == 410
    assert "No report in the store tells of it now" in answer.text


def test_a_judgement_stands_on_the_page_with_who_when_and_why(client: Client, place: str) -> None:
    [event] = single(place, 1)
    who = Who(by="Salma <b>", at="2031-05-07T10:30:00Z", reason="two & <i>three</i>")
    with open_store(place, create=False) as store:
        judge.record(store, judge.edit(store, event.id, who, field="killed", value="7"))
        [now] = store.resolve_event(event.id)
    page = client.get(f"/events/{now.id}?lang=en").text
    assert "Salma &lt;b&gt;" in page
    assert "two &amp; &lt;i&gt;three&lt;/i&gt;" in page
    assert "7 May 2031" in page
    assert "The program has:" in page or event.killed is None


def test_a_disagreement_that_a_person_settled_is_not_open_any_more(
    client: Client, place: str
) -> None:
    with open_store(place, create=False) as store:
        event = max(store.events(), key=lambda e: (len(e.conflicts), e.id))
        judge.record(store, judge.accept(store, event.id, WHO, field="wounded"))
    page = client.get(f"/events/{event.id}?lang=en").text
    [head] = re.findall(r'<p class="disputes">.*?</p>', page, re.DOTALL)
    assert "#field-killed" in head
    assert "#field-wounded" not in head


@pytest.mark.parametrize(
    ("language", "said"), [("en", "reports rejected since: 1"), ("ar", "changed_rejected")]
)
def test_what_has_changed_under_a_judgement_is_told_in_the_readers_language(
    client: Client, place: str, language: str, said: str
) -> None:
    with open_store(place, create=False) as store:
        event = max(store.events(), key=lambda e: (len(e.mention_ids), e.id))
        judge.record(store, judge.accept(store, event.id, WHO))
        judge.record(store, judge.reject(store, event.mention_ids[-1], WHO))
        [now] = store.resolve_event(event.id)
    page = client.get(f"/events/{now.id}?lang={language}").text
    words = Words("ar").t(f"event.{said}", n=1) if language == "ar" else said
    assert words in page
