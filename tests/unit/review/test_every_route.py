"""What holds for every address of the application, also for those that are yet to come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from tests.review import Client, team_of

SAFE = frozenset({"GET", "HEAD"})
PUBLIC = frozenset({"/login", "/logout", "/invitation"})
"""Open to whoever is not logged in."""
OWN = ("/me", "/filters", "/saved")
"""What a reader changes there is the reader's own."""
ADMIN = ("/people",)


def routes(client: Client) -> Iterator[tuple[str, str]]:
    """Each method and address, parameters filled in."""
    for route in single_routes(client.http.app.routes):  # type: ignore[attr-defined]
        for method in sorted(route.methods):
            yield method, re.sub(r"\{[^}]*\}", "x", route.path)


def single_routes(all_: Iterable[Any]) -> Iterator[APIRoute]:
    """The routes of an application, those of its routers among them."""
    for route in all_:
        if isinstance(route, APIRoute):
            yield route
        elif (inner := getattr(route, "original_router", None)) is not None:
            yield from single_routes(inner.routes)


@pytest.fixture
def place(tmp_path: object) -> str:
    """SQLite alone: what stands before a page asks no database."""
    return f"{tmp_path}/rasd.sqlite"


def test_whatever_changes_something_asks_for_the_token_of_the_session(place: str) -> None:
    with team_of(place, "Salma") as client:
        unsafe = [pair for pair in routes(client) if pair[0] not in SAFE]
        assert len(unsafe) > 10
        for method, address in unsafe:
            for csrf in (None, "0" * 64):
                data = {} if csrf is None else {"csrf": csrf}
                answer = client.http.request(method, address, data=data)
                assert answer.status_code == 403, (method, address)


def test_nothing_but_the_ways_in_is_open_to_whoever_is_not_logged_in(place: str) -> None:
    with team_of(place) as client:
        token = client.token
        for method, address in routes(client):
            if address in PUBLIC:
                continue
            answer = client.http.request(
                method, address, headers={"X-CSRF-Token": token}, follow_redirects=False
            )
            assert answer.status_code in (303, 401), (method, address)
            assert answer.headers.get("location", "/login").startswith("/login")


def test_a_reader_changes_nothing_but_what_is_the_readers_own(place: str) -> None:
    with team_of(place, "Rim") as client:
        token = client.token
        for method, address in routes(client):
            if method in SAFE or address in PUBLIC or address.startswith(OWN):
                continue
            answer = client.http.request(
                method, address, headers={"X-CSRF-Token": token}, follow_redirects=False
            )
            assert answer.status_code == 403, (method, address)


def test_nobody_but_an_administrator_manages_people(place: str) -> None:
    with team_of(place, "Idris") as client:
        token = client.token
        found = [pair for pair in routes(client) if pair[1].startswith(ADMIN)]
        assert len(found) > 5
        for method, address in found:
            answer = client.http.request(method, address, headers={"X-CSRF-Token": token})
            assert answer.status_code == 403, (method, address)
