"""What an answer, or the want of one, means for an address."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.run.watch.test_archive import NOON, answer, page

from rasd.model import DocumentError
from rasd.run.watch.answers import (
    TRIES,
    after_answer,
    after_bad_list,
    after_fault,
    next_check,
    refused,
)
from rasd.run.watch.config import Source, SourceKind
from rasd.run.watch.records import Address, Kind, Place, State

PLACE = Place(file="a", offset=0)
DAY = 86_400.0
SOURCE = Source(name="sahel", kind=SourceKind.FEED, url="http://a.example/feed", every=900.0)
FEED = replace(page(), kind=Kind.FEED, found=NOON)
KEPT = replace(page(), state=State.KEPT, fetched=NOON - DAY, sha256="x", name="n")


@pytest.mark.parametrize(
    ("status", "state", "again"),
    [
        (404, State.GONE, False),
        (410, State.GONE, False),
        (401, State.REFUSED, False),
        (451, State.REFUSED, False),
        (400, State.FAILED, False),
        (500, State.WAITING, True),
        (429, State.WAITING, True),
    ],
)
def test_a_page_without_success(status: int, state: State, again: bool) -> None:
    found = after_answer(page(), answer(b"", status=status), PLACE, SOURCE, NOON).address
    assert (found.state, found.due is not None) == (state, again)
    assert str(status) in found.reason


def test_a_page_is_tried_so_often_and_then_left() -> None:
    address: Address = page()
    for _ in range(TRIES):
        assert address.state is State.WAITING
        address = after_answer(address, answer(b"", status=500), PLACE, SOURCE, NOON).address
    assert (address.state, address.due) == (State.FAILED, None)


def test_a_page_that_is_in_the_store_stays_when_it_can_no_longer_be_had() -> None:
    address = KEPT
    for _ in range(TRIES):
        address = after_answer(address, answer(b"", status=500), PLACE, SOURCE, NOON).address
    assert (address.state, address.due) == (State.KEPT, None)


def test_a_feed_is_tried_for_ever() -> None:
    address = FEED
    for _ in range(3 * TRIES):
        outcome = after_answer(address, answer(b"", status=404), PLACE, SOURCE, NOON)
        address = outcome.address
        assert outcome.error
        assert address.due is not None


def test_not_modified_is_an_answer_to_what_was_fetched_before_alone() -> None:
    same = after_answer(KEPT, answer(b"", status=304), None, SOURCE, NOON)
    assert (same.unchanged, same.address.state, same.address.checks) == (True, State.KEPT, 1)
    odd = after_answer(page(), answer(b"", status=304), None, SOURCE, NOON)
    assert odd.address.state is State.FAILED


def test_bytes_that_are_the_same_are_no_news() -> None:
    first = after_answer(page(), answer(b"<a/>"), PLACE, SOURCE, NOON).address
    assert (first.state, first.due) == (State.FETCHED, NOON + DAY)
    again = after_answer(replace(first, state=State.KEPT), answer(b"<a/>"), PLACE, SOURCE, NOON)
    assert (again.unchanged, again.address.state) == (True, State.KEPT)


def test_what_a_redirect_led_to_is_not_asked_for_by_the_tag_of_another() -> None:
    tagged = answer(b"<a/>", b"ETag: t")
    direct = after_answer(page(), tagged, PLACE, SOURCE, NOON).address
    led = after_answer(replace(page(), hops=1), tagged, PLACE, SOURCE, NOON).address
    assert (direct.etag, led.etag) == ("t", "")


def test_looks_come_as_often_as_the_settings_say() -> None:
    source = replace(SOURCE, recheck=(DAY, 3 * DAY))
    assert next_check(page(), source, NOON) == NOON + DAY
    assert next_check(replace(page(), checks=1), source, NOON) == NOON + 2 * DAY
    assert next_check(replace(page(), checks=2), source, NOON) is None


@pytest.mark.parametrize(("kind", "state"), [("missing", State.WAITING), ("unsafe", State.FAILED)])
def test_no_answer_is_tried_again_and_what_is_unsafe_is_not(kind: str, state: State) -> None:
    found = after_fault(page(), DocumentError(kind, "why"), SOURCE, NOON)
    assert (found.address.state, found.address.reason) == (state, "why")


def test_a_list_that_cannot_be_read_is_asked_for_whole() -> None:
    known = replace(FEED, etag="t", modified="m", sha256="x")
    found = after_bad_list(known, DocumentError("malformed", "why"), NOON).address
    assert (found.etag, found.modified, found.sha256, found.failures) == ("", "", "", 1)


def test_a_refusal_ends_a_page_and_not_the_asking_after_the_rules_of_a_feed() -> None:
    assert refused(page(), SOURCE, NOON).address.due is None
    assert refused(FEED, SOURCE, NOON).address.due == NOON + 3_600


@pytest.mark.parametrize(
    ("stated", "closed"),
    [
        (b"120", NOON + 120),
        (b"Tue, 04 Feb 2031 12:10:00 GMT", NOON + 600),
        (b"Tue, 04 Feb 2031 11:00:00 GMT", NOON + 1),
        (b"99999999", NOON + DAY),
    ],
)
def test_a_server_is_left_alone_for_as_long_as_it_says(stated: bytes, closed: float) -> None:
    said = answer(b"", b"Retry-After: " + stated, status=503)
    found = after_answer(page(), said, PLACE, SOURCE, NOON)
    assert found.closed == closed
    assert found.address.due is not None
    assert found.address.due >= closed


@pytest.mark.parametrize("stated", [b"", b"soon", b"-5", b"Tue, 99 Foo 2031"])
def test_a_server_that_does_not_say_how_long_is_left_alone_all_the_same(stated: bytes) -> None:
    found = after_answer(
        page(), answer(b"", b"Retry-After: " + stated, status=429), PLACE, SOURCE, NOON
    )
    assert found.closed is not None
    assert found.closed >= NOON + 30
