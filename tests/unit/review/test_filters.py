"""How filters stand in addresses."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from starlette.datastructures import QueryParams

from rasd.model import (
    Attention,
    Box,
    EventFilter,
    EventType,
    Order,
    ReviewState,
    Status,
    SubEventType,
)
from rasd.review.filters import Ignored, asked_in, filter_of, order_of, pairs_of, query_of, without


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", EventFilter()),
        ("country=sy&country=IQ&country=SY", EventFilter(countries=("SY", "IQ"))),
        (
            "type=battle&type=grenade",
            EventFilter(types=(EventType.BATTLE, SubEventType.GRENADE)),
        ),
        ("from=2031-05-01&to=", EventFilter(since=date(2031, 5, 1))),
        ("confidence=0.5-", EventFilter(min_confidence=0.5)),
        ("confidence=-0.25", EventFilter(max_confidence=0.25)),
        ("box=-1,10.5,20,30", EventFilter(box=Box(south=-1, west=10.5, north=20, east=30))),
        ("outlet=-&outlet=--", EventFilter(outlets=("", "-"))),
        ("undated=1&killed=20", EventFilter(undated=True, min_killed=20)),
        ("q=%20two%09words%20", EventFilter(text="two words")),
        ("queue=1", EventFilter(attention=tuple(Attention))),
        ("queue=1&attention=stale", EventFilter(attention=(Attention.STALE,))),
    ],
)
def test_an_address_is_read(query: str, wanted: EventFilter) -> None:
    assert filter_of(QueryParams(query)) == wanted
    assert asked_in(QueryParams(query)).ignored == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("country", "Syria"),
        ("type", "war"),
        ("status", "maybe"),
        ("attention", "urgent"),
        ("from", "yesterday"),
        ("from", "2031-02-30"),
        ("to", "\u0662\u0660\u0663\u0661-\u0660\u0665-\u0660\u0661"),
        ("box", "1,2,3"),
        ("box", "nan,2,3,4"),
        ("box", "20,10,-1,30"),
        ("confidence", "0.9-0.5"),
        ("confidence", "2-"),
        ("confidence", "-"),
        ("killed", "-1"),
        ("killed", "99999999999999999999"),
        ("undated", "yes"),
        ("q", "\x00"),
        ("colour", "red"),
    ],
)
def test_what_nobody_can_use_limits_nothing_and_is_named(name: str, value: str) -> None:
    asked = asked_in(
        QueryParams({name: value, "country": "SY"} if name != "country" else {name: value})
    )
    assert asked.ignored == (Ignored(name, value),)
    assert asked.filter == EventFilter(countries=("SY",) if name != "country" else ())


def test_the_queue_has_its_own_order_and_says_so_in_an_address() -> None:
    assert order_of(QueryParams("queue=1")) is Order.ATTENTION
    assert order_of(QueryParams("queue=1&order=-date")) is Order.DATE_DESC
    assert order_of(QueryParams("order=sideways")) is Order.DATE_DESC
    wanted = EventFilter(countries=("SY",), attention=tuple(Attention))
    assert query_of(wanted, Order.ATTENTION, queue=True) == "queue=1&country=SY"
    assert query_of(wanted, Order.DATE, queue=True) == "queue=1&country=SY&order=date"


def test_one_limit_is_taken_away_and_the_others_stay() -> None:
    wanted = filter_of(QueryParams("country=SY&country=IQ&q=x"))
    assert without(wanted, "country", "SY") == EventFilter(countries=("IQ",), text="x")
    assert without(wanted, "q", "x") == EventFilter(countries=("SY", "IQ"))


def test_every_name_that_an_address_may_have_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs/how-to/find-and-review.md").read_text("utf-8")
    everything = EventFilter(
        countries=("SY",),
        admin1s=("x",),
        types=(EventType.BATTLE,),
        statuses=(Status.CLAIMED,),
        outlets=("x",),
        attention=(Attention.STALE,),
        reviews=(ReviewState.EDITED,),
        since=date(2031, 5, 1),
        until=date(2031, 5, 2),
        undated=False,
        text="x",
        box=Box(south=0, west=0, north=1, east=1),
        min_confidence=0.5,
        min_killed=1,
        document="x",
        ids=("x",),
    )
    names = {name for name, _ in pairs_of(everything)}
    assert len(names) == len(fields(EventFilter)) - 1, "confidence has two bounds and one name"
    assert [name for name in names if f"`{name}=" not in page] == []
