"""Every page of the application, those to come included, in both languages, held to axe.

The pages are found by walking the routes: a new one is opened without being named here, and one
that needs something of its own in its address fails until `SAMPLES` says what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.review.conftest import Visit, Visiting
from tests.review import PASSWORD, add_team, demo_store, server_of
from tests.runs import REPORTS
from tests.unit.review.test_every_route import single_routes

from rasd.model import Answer, EventFilter
from rasd.review import Mode, Settings, create_app
from rasd.review.navigation import NAVIGATION
from rasd.review.rounds.drawing import FIELDS, Wish, make_round
from rasd.store import Store, open_store

pytestmark = pytest.mark.browser

DOCUMENT = "sahel-0620-mokha"
"""An article whose event other outlets report, too."""
SAMPLES = {
    "doc_id": DOCUMENT,
    "name": "csv",
    "file": "events.csv",
    "place": "1",
    "number": "1",
    "kind": "csv",
}
"""What stands for a part of an address; an event is found in the store, the rest is made."""
WISH = Wish(name="Pilot", size=3, fields=FIELDS, coders=("Salma", "Idris"), assisted=True, seed=1)
AT = "2031-05-06T07:08:09Z"
NO_PAGES = frozenset({"/logout"})


@dataclass(frozen=True)
class Team:
    """A server with a store that holds something of all kinds."""

    address: str
    pages: tuple[tuple[str, ...], ...]
    """Each address that can be asked for, with several samples where these differ."""
    main: frozenset[str]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[Team]:
    """The application of a team over the bundled reports, with an import that has ended."""
    folder: Path = tmp_path_factory.mktemp("axe")
    place = str(folder / "rasd.sqlite")
    demo_store(place)
    add_team(place)
    with open_store(place) as store:
        event = next(each for each in store.events() if DOCUMENT in each.doc_ids)
        rounds = [_round(store, name) for name in ("open", "closed")]
        store.rounds.close(rounds[1], by="Salma")
    app = create_app(Settings(store=place, author="Salma", mode=Mode.TEAM, imports=folder))
    with server_of(place, mode=Mode.TEAM, imports=folder) as address:
        samples = {
            **SAMPLES,
            "event_id": event.id,
            "import_id": _import(chromium, address),
        }
        yield Team(
            address=address,
            pages=tuple(_addresses(app, [{**samples, "round_id": each} for each in rounds])),
            main=frozenset(
                {each.address for each in NAVIGATION}
                | {"/map", "/timeline", "/me", f"/events/{event.id}", f"/documents/{DOCUMENT}"}
            ),
        )


def _round(store: Store, name: str) -> str:
    """The id of a round of double coding, in which two people differ on the first item."""
    coders = ("Salma", "Idris")
    wish = Wish(name=name, size=3, fields=FIELDS, coders=coders, assisted=True, seed=1)
    made = make_round(store, wish, EventFilter(), by="Salma", at=AT)
    for coder, killed in zip(coders, (2, 3), strict=True):
        values = {"killed": {"min": killed, "max": killed, "text": ""}}
        said = Answer(position=1, coder=coder, at=AT, incident=True, values=values)
        store.rounds.answer(made.id, said)
    return made.id


def _addresses(app: Any, samples: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    for route in single_routes(app.routes):
        if "GET" not in route.methods or route.path in NO_PAGES | {"/"}:
            continue
        if any(each.field_info.is_required() for each in route.dependant.query_params):
            continue  # a part of a page, which says of what
        path = route.path.replace(":path}", "}")
        yield tuple(dict.fromkeys(path.format(**each) for each in samples))


def _import(chromium: Any, address: str) -> str:
    """The id of an import of a pasted article."""
    page = chromium.new_context().new_page()
    _log_in(page, address)
    page.goto(f"{address}/import")
    text = min(REPORTS.rglob("*.txt")).read_text("windows-1256")
    page.fill("#text", text)
    with page.expect_navigation():
        page.locator(".paste button").click()
    page.context.close()
    return str(page.url.rpartition("/")[2])


def _log_in(page: Any, address: str) -> None:
    page.goto(f"{address}/login")
    page.fill("[name=name]", "Salma")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _faults(page: Any) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found]


def _whole(view: Visit, addresses: tuple[tuple[str, ...], ...]) -> list[str]:
    """The addresses that answer with a whole page, and not with a part of one or with a file."""
    found = []
    for samples in addresses:
        answers = {path: view.page.request.get(view.address + path) for path in samples}
        assert any(answer.ok for answer in answers.values()), samples
        found += [
            path
            for path, answer in answers.items()
            if answer.ok
            and "text/html" in answer.headers["content-type"]
            and "<html" in answer.text()[:300]
        ]
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_no_violation_in_any_page(team: Team, visiting: Visiting, language: str) -> None:
    view = visiting(team.address, "/login", language=language)
    faults = {"/login": _faults(view.page)}
    _log_in(view.page, team.address)
    pages = _whole(view, team.pages)
    assert team.main <= set(pages)
    for width in (1400, 390):
        view.page.set_viewport_size({"width": width, "height": 900})
        for path in pages if width == 1400 else sorted(team.main):
            view.go(path)
            view.page.wait_for_load_state("networkidle")
            faults[f"{path} at {width}"] = _faults(view.page)
            assert view.page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert view.page.locator("h1").count() == 1, path
            assert view.page.locator("main").get_attribute("id") == "main"
    assert {path: found for path, found in faults.items() if found} == {}
