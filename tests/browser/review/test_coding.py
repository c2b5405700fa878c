"""A round of double coding from its making to its outcome, each person in their own browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.review.conftest import Visit, Visiting
from tests.browser.review.test_people import log_in
from tests.review import add_team, demo_store, server_of

from rasd.review import Mode
from rasd.store import open_store


@pytest.fixture
def team(place: str) -> Iterator[tuple[str, str]]:
    """The store and the address of a team's server over the bundled reports."""
    demo_store(place)
    add_team(place)
    with server_of(place, mode=Mode.TEAM) as address:
        yield place, address


def entered(visiting: Visiting, address: str, name: str, language: str, width: int) -> Visit:
    view = visiting(address, "/me", language=language, width=width)
    log_in(view, name)
    return view


def faults_of(page: Any) -> list[str]:
    return [each["id"] for each in Axe().run(page).response["violations"]]


def press(page: Any, key: str) -> None:
    """Presses a key that leads to another page."""
    page.locator("body").focus()
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "word", "width"), [("ar", "قصف", 1400), ("en", "shelling", 390)]
)
def test_two_coders_code_blind_and_an_editor_settles_what_differs(
    team: tuple[str, str], visiting: Visiting, language: str, word: str, width: int
) -> None:
    place, address = team
    editor = entered(visiting, address, "Idris", language, width)
    editor.go("/coding")
    assert faults_of(editor.page) == []
    if width > 700:
        press(editor.page, "n")
    else:
        editor.go("/coding/new")
    page = editor.page
    assert faults_of(page) == []
    page.keyboard.type("A round")
    page.locator("#round-size").fill("2")
    for name in ("Nour", "Salma"):
        page.locator(f"input[name=coder][value={name}]").press("Space")
    with page.expect_navigation():
        page.locator("#round-name").press("Enter")
    path = page.url.removeprefix(address)
    for name, killed in (("Nour", "71"), ("Salma", "83")):
        coder = entered(visiting, address, name, language, width)
        coder.go(path)
        press(coder.page, "Enter")
        assert faults_of(coder.page) == []
        for _ in range(2):
            kind = coder.page.locator("#pick-type")
            kind.focus()
            coder.page.keyboard.type(word)
            coder.page.locator("#pick-type-list [role=option]").first.wait_for()
            coder.page.keyboard.press("Enter")
            coder.page.locator("input[name='killed.min']").focus()
            coder.page.keyboard.type(killed)
            with coder.page.expect_navigation():
                coder.page.keyboard.press("Enter")
        assert coder.page.url == address + path
    editor.go(path)
    with page.expect_navigation():
        page.locator("form[action$='/close'] button").press("Enter")
    assert faults_of(page) == []
    assert page.locator(".figures tbody tr").count() > 3
    press(page, "Enter")
    assert faults_of(page) == []
    assert page.locator(".side .said").all_inner_texts()[:2] == ["71", "83"]
    press(page, "2")
    assert page.locator(".message.done").is_visible()
    with open_store(place) as store:
        [said] = store.judgements()
        [event] = store.events_holding([anchor.mention_id for anchor in said.anchors])
    assert event.killed
    assert event.killed.min == 83
