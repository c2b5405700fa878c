"""The way from an event to its neighbours in the list it was opened from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.datastructures import QueryParams
from tests.review import demo_store

from rasd.model import Attention, EventFilter, Order
from rasd.review.event.steps import Steps, steps_of
from rasd.store import Store, open_store


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """The bundled reports."""
    demo_store(place)
    with open_store(place, create=False) as store:
        yield store


def listed(store: Store, wanted: EventFilter, order: Order) -> list[str]:
    """The ids of a list."""
    return [row.id for row in store.rows(wanted, order=order, limit=200).rows]


def walked(store: Store, first: str, query: str) -> list[str]:
    """The ids that the steps of a page lead through, one after another."""
    ids: list[str] = [first]
    while (found := steps_of(store, ids[-1], QueryParams(query)).next) is not None:
        ids.append(found)
    return ids


@pytest.mark.parametrize(
    ("query", "wanted", "order"),
    [
        ("country=SY", EventFilter(countries=("SY",)), Order.DATE_DESC),
        ("country=SY&order=date", EventFilter(countries=("SY",)), Order.DATE),
        (
            "attention=conflict&queue=1",
            EventFilter(attention=(Attention.CONFLICT,)),
            Order.ATTENTION,
        ),
        ("queue=1", EventFilter(attention=tuple(Attention)), Order.ATTENTION),
        ("", EventFilter(attention=tuple(Attention)), Order.ATTENTION),
    ],
)
def test_steps_lead_through_the_list_of_the_address(
    store: Store, query: str, wanted: EventFilter, order: Order
) -> None:
    ids = listed(store, wanted, order)
    assert len(ids) > 2
    assert walked(store, ids[0], query) == ids


def test_the_next_address_carries_the_same_list(store: Store) -> None:
    ids = listed(store, EventFilter(countries=("SY",)), Order.DATE_DESC)
    steps = steps_of(store, ids[0], QueryParams("country=SY&lang=en&whole=some"))
    assert steps.address(ids[1]) == f"/events/{ids[1]}?country=SY"
    assert (steps.position, steps.total, steps.back) == (1, len(ids), "/events?country=SY")


def test_the_way_back_leads_to_the_queue_with_its_filter(store: Store) -> None:
    [first, *_] = listed(store, EventFilter(attention=(Attention.CONFLICT,)), Order.ATTENTION)
    steps = steps_of(store, first, QueryParams("attention=conflict&queue=1"))
    assert steps.back == "/queue?attention=conflict"


@pytest.mark.parametrize("query", ["q=%D8%8C", "status=maybe", "box=x", "order=x", "country="])
def test_an_address_that_nobody_understands_still_leads_on(store: Store, query: str) -> None:
    [first, *_] = listed(store, EventFilter(), Order.DATE_DESC)
    steps = steps_of(store, first, QueryParams(query))
    assert isinstance(steps, Steps)
    assert steps.total > 0
