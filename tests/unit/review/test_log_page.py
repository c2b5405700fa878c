"""The log as people read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text
from tests.judged import coded, corpus
from tests.review import Client, client_of, team_of

from rasd.judge import Who
from rasd.model import LogKind
from rasd.run import judge, merge_store
from rasd.store import LogWanted, Store, open_store

TWO = corpus(coded("a", 0, 1, outlet="Sahel24"), coded("b", 0, day=1))
EVENT, OTHER = TWO.event_of("a0").id, TWO.event_of("a1").id
NUMBER = re.compile(r"#(\d+)<")


@pytest.fixture
def judged(place: str) -> str:
    """A store in which Salma and Nour judged two events on two days."""
    with open_store(place, clock=lambda: "2031-05-30T08:00:00Z") as store:
        store.write_coded(TWO.coded, "rules/1")
        merge_store(store)
        first = judge.accept(store, EVENT, Who(by="Salma", at="2031-06-01T09:00:00Z"))
        judge.record(store, first)
        who = Who(by="Nour", at="2031-06-02T09:00:00Z", reason="<b>a film</b>")
        judge.record(store, judge.reject(store, OTHER, who))
        back = judge.withdraw(store, first.id, Who(by="Nour", at="2031-06-02T10:00:00Z"))
        judge.record(store, back)
    return place


@pytest.fixture
def client(judged: str) -> Iterator[Client]:
    """Who works alone, before that store."""
    with client_of(judged) as client:
        yield client


def shown(client: Client, query: str) -> str:
    return str(client.get(f"/log?lang=en&{query}").text)


def test_an_entry_says_who_did_what_to_which_event_and_why(client: Client) -> None:
    page = shown(client, "kind=judgement")
    assert page.index("Withdrew what Salma said") < page.index("Rejected: not an event")
    assert page.index("Rejected: not an event") < page.index("Accepted the event")
    assert f'href="/events/{EVENT}"' in page
    assert "&lt;b&gt;a film&lt;/b&gt;" in page
    assert "<b>a film" not in page


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ("by=Salma", "Accepted the event", "Rejected"),
        ("kind=merge", "Reports were merged", "Accepted the event"),
        ("from=2031-06-02&to=2031-06-02", "Rejected", "Accepted the event"),
        ("to=2031-06-01&kind=judgement", "Accepted the event", "Rejected"),
        (f"event={EVENT}", "Withdrew what Salma said", "Rejected"),
        ("event=event-none", "No event has this id", "Accepted the event"),
    ],
)
def test_the_log_is_searched_by_who_what_when_and_event(
    client: Client, query: str, found: str, left_out: str
) -> None:
    page = shown(client, query)
    assert found in page
    assert left_out not in page


@pytest.mark.parametrize(
    "query", ["from=x&to=2031-13-01", "before=x", "before=-1", "before=9" * 9, "kind=x", "by=%00"]
)
def test_what_nobody_can_use_limits_nothing_or_finds_nothing(client: Client, query: str) -> None:
    assert client.get(f"/log?{query}").status_code == 200


def test_readers_and_editors_do_not_see_what_was_done_to_accounts(judged: str) -> None:
    with team_of(judged, "Idris") as editor:
        assert "Made the account" not in shown(editor, "")
        assert "Made the account" not in shown(editor, "kind=account")
    with team_of(judged, "Salma") as admin:
        assert "Made the account Nour: Coder" in shown(admin, "kind=account")


def test_editors_check_the_store_and_readers_may_not(judged: str) -> None:
    with team_of(judged, "Rim") as reader:
        assert 'action="/log/verify"' not in shown(reader, "")
        assert reader.post("/log/verify").status_code == 403
    with team_of(judged, "Idris") as editor:
        assert "message done" in editor.post("/log/verify").text


def test_a_change_by_another_hand_is_named(client: Client, judged: str) -> None:
    with open_store(judged) as store:
        connection: Connection = store._connection  # type: ignore[attr-defined]
        connection.execute(text("UPDATE document SET outlet = 'x' WHERE id = 'a'"))
    assert "document a" in client.post("/log/verify").text


def test_a_head_that_was_noted_is_looked_for(client: Client, judged: str) -> None:
    with open_store(judged) as store:
        head = store.log_head().hash
    assert head in client.get("/log").text
    assert "message done" in client.post("/log/verify", {"expect": head}).text
    assert "message error" in client.post("/log/verify", {"expect": "0" * 63 + "1"}).text


def test_a_check_that_takes_too_long_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rasd.review.pages.log._CHECKED_FOR", 0)
    assert "rasd verify" in client.post("/log/verify").text
    monkeypatch.undo()
    assert "message done" in client.post("/log/verify").text


def pages(store: Store, wanted: LogWanted, limit: int) -> Iterator[int]:
    before: int | None = None
    while True:
        page = store.log_page(wanted, before=before, limit=limit)
        yield from (entry.seq for entry in page.entries)  # type: ignore[union-attr]
        before = page.next
        if before is None:
            return


@pytest.mark.parametrize("kinds", [(), (LogKind.JUDGEMENT, LogKind.MERGE)], ids=["all", "some"])
def test_parts_of_the_log_leave_out_and_repeat_nothing(
    judged: str, kinds: tuple[LogKind, ...]
) -> None:
    with open_store(judged) as store:
        held = [e.seq for e in store.log() if not kinds or e.kind in kinds]
        for limit in (1, 2, len(held), 100):
            assert list(pages(store, LogWanted(kinds=kinds), limit)) == held[::-1]
        assert store.log_authors() == ("Nour", "Salma", "rasd")
