"""What is asked next, as a function of what is known and the time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasd.run.watch.records import Address, Kind, Server, State
from rasd.run.watch.schedule import View, backoff, is_due, next_wake, plan

NOW = 1_000_000.0
ALL = Address(
    kind=Kind.ROBOTS, url="http://a.example/robots.txt", at="", state=State.KEPT, due=NOW + 1_000
)


def page(n: int = 1, host: str = "a.example", *, due: float | None = NOW) -> Address:
    url = f"http://{host}/{n}"
    return Address(kind=Kind.PAGE, url=url, at=url, source="s", due=due)


def robots(*hosts: str, text: str = "", **given: object) -> dict[str, Address]:
    rule = replace(ALL, text=text, **given)  # type: ignore[arg-type]
    return {f"http://{host}": rule for host in hosts}


def view(*candidates: Address, **given: object) -> View:
    base = View(candidates=candidates, robots=robots("a.example", "b.example"), free=4)
    return replace(base, **given)  # type: ignore[arg-type]


def test_a_server_is_asked_one_thing_at_a_time() -> None:
    assert plan(view(page(1), page(2), page(3, "b.example")), NOW).ask == (
        page(1),
        page(3, "b.example"),
    )
    assert plan(view(page(1), busy=("a.example",)), NOW).ask == ()


def test_no_more_is_asked_than_may_be_at_once() -> None:
    assert plan(view(page(1), page(2, "b.example"), free=1), NOW).ask == (page(1),)


def test_what_is_not_due_is_not_asked() -> None:
    assert plan(view(page(due=NOW + 1), page(2, due=None)), NOW).ask == ()


def test_robots_txt_comes_first_and_again_when_it_is_old() -> None:
    [asked] = plan(view(page(), robots={}), NOW).ask
    assert (asked.kind, asked.url) == (Kind.ROBOTS, "http://a.example/robots.txt")
    [again] = plan(view(page(), robots=robots("a.example", due=NOW - 1)), NOW).ask
    assert again.kind is Kind.ROBOTS


def test_the_word_of_robots_txt_is_taken() -> None:
    rules = robots("a.example", text="User-agent: *\nDisallow: /1")
    found = plan(view(page(1), page(2), robots=rules), NOW)
    assert (found.ask, found.refused) == ((page(2),), (page(1),))


def test_nothing_is_asked_where_robots_txt_cannot_be_had() -> None:
    unknown = robots("a.example", state=State.WAITING)
    found = plan(view(page(), robots=unknown), NOW)
    assert (found.ask, found.refused, found.wait_until) == ((), (), None)


def test_a_pause_is_waited_for_and_a_closed_server_is_not() -> None:
    free = {"a.example": Server(name="a.example", free=NOW + 4)}
    assert plan(view(page(), servers=free), NOW).wait_until == NOW + 4
    closed = {"a.example": Server(name="a.example", closed=NOW + 4)}
    assert plan(view(page(), servers=closed), NOW).wait_until is None
    assert plan(view(page(), servers=closed), NOW + 5).ask == (page(),)


def test_a_source_that_rests_is_let_rest() -> None:
    assert plan(view(page(), resting={"s": NOW + 1}), NOW).ask == ()
    assert plan(view(page(), resting={"s": NOW + 1}), NOW + 1).ask == (page(),)


def test_a_source_has_so_many_pages_a_round_and_its_lists_beside() -> None:
    feed = replace(page(9), kind=Kind.FEED)
    found = plan(view(feed, page(1, "b.example"), left={"s": 0}), NOW)
    assert found.ask == (feed,)


def test_the_same_is_decided_of_the_same() -> None:
    given = view(page(1), page(2), page(3, "b.example"))
    assert plan(given, NOW) == plan(given, NOW)


def test_pauses_double_up_to_six_hours_and_differ_between_sources() -> None:
    pauses = [backoff(n, "a") for n in range(1, 20)]
    assert all(0.75 * 60 <= p <= 1.25 * 6 * 3_600 for p in pauses)
    assert pauses[5] > 8 * pauses[0]
    assert backoff(3, "a") == backoff(3, "a") != backoff(3, "b")


@pytest.mark.parametrize(
    ("due", "expected"), [(NOW, True), (NOW + 1, False), (None, False), (NOW * 1_000, True)]
)
def test_a_time_that_no_clock_can_have_meant_is_past(due: float | None, expected: bool) -> None:
    assert is_due(due, NOW) is expected


def test_it_wakes_for_the_next_thing_and_looks_up_at_times() -> None:
    assert next_wake([None, NOW - 5, NOW + 7], NOW, latest=300) == NOW + 7
    assert next_wake([None], NOW, latest=300) == NOW + 300
