"""A filter and its address are two forms of one thing."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st
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
from rasd.review.filters import asked_in, filter_of, order_of, query_of

T = TypeVar("T")
_NAMES = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=20
) | st.sampled_from(["-", "--", "\u0627\u0644\u062e\u0628\u0631 24", "a&b=c", "100%"])
_NAMED = _NAMES | st.just("")
_SHARES = st.none() | st.floats(0, 1, allow_subnormal=False).map(lambda x: round(x, 9))


def _some(of: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(of, unique=True, max_size=4).map(tuple)


def _degrees(bound: int) -> st.SearchStrategy[float]:
    return st.floats(-bound, bound).map(lambda x: round(x, 6) + 0.0)


@st.composite
def _boxes(draw: st.DrawFn) -> Box:
    south, north = sorted((draw(_degrees(90)), draw(_degrees(90))))
    return Box(south=south, west=draw(_degrees(180)), north=north, east=draw(_degrees(180)))


@st.composite
def _filters(draw: st.DrawFn) -> EventFilter:
    low, high = draw(_SHARES), draw(_SHARES)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    return EventFilter(
        countries=draw(_some(st.sampled_from(["SY", "IQ", "YE", ""]))),
        admin1s=draw(_some(_NAMED)),
        types=draw(_some(st.sampled_from([*EventType, *SubEventType]))),
        statuses=draw(_some(st.sampled_from(Status))),
        outlets=draw(_some(_NAMED)),
        attention=draw(_some(st.sampled_from(Attention))),
        reviews=draw(_some(st.sampled_from(ReviewState))),
        since=draw(st.none() | st.dates()),
        until=draw(st.none() | st.dates()),
        undated=draw(st.none() | st.booleans()),
        text=draw(_NAMES | st.just("")),
        box=draw(st.none() | _boxes()),
        min_confidence=low,
        max_confidence=high,
        min_killed=draw(st.none() | st.integers(0, 999_999)),
        document=draw(st.none() | _NAMES),
        ids=draw(_some(_NAMES)),
    )


@given(_filters(), st.sampled_from(Order), st.booleans())
def test_an_address_gives_back_the_filter_that_it_was_made_from(
    wanted: EventFilter, order: Order, queue: bool
) -> None:
    params = QueryParams(query_of(wanted, order, queue=queue))
    if queue and not wanted.attention:
        assert filter_of(params).attention == tuple(Attention)
    else:
        assert filter_of(params) == wanted
    assert asked_in(params).ignored == ()
    assert order_of(params) == order


@given(st.text())
def test_no_address_is_an_error(query: str) -> None:
    asked = asked_in(QueryParams(query))
    assert isinstance(asked.filter.since, date | None)


@given(st.sampled_from(["country", "type", "from", "box", "confidence", "killed", "q"]), st.text())
def test_what_is_read_from_an_address_is_read_again_from_its_own(name: str, value: str) -> None:
    first = filter_of(QueryParams({name: value}))
    assert filter_of(QueryParams(query_of(first))) == first
