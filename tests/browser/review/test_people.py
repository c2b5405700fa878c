"""Logging in and out, and the people of a team, by keyboard in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.review.conftest import Visit, Visiting
from tests.review import PASSWORD, add_team, demo_store, server_of

from rasd.review import Mode

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


@pytest.fixture
def team(place: str) -> Iterator[str]:
    """The address of a team's server, once with each kind of database."""
    add_team(place)
    with server_of(place, mode=Mode.TEAM) as address:
        yield address


def log_in(view: Visit, name: str, password: str = PASSWORD) -> None:
    """Fills in the form without a mouse."""
    keys = view.page.keyboard
    keys.type(name)
    keys.press("Tab")
    keys.type(password)
    with view.page.expect_navigation():
        keys.press("Enter")


def faults_of(page: Any) -> list[str]:
    return [each["id"] for each in Axe().run(page).response["violations"]]


@pytest.mark.browser
@LANGUAGES
def test_a_person_logs_in_and_out_by_keyboard(team: str, visiting: Visiting, language: str) -> None:
    view = visiting(team, "/me", language=language, width=390)
    assert faults_of(view.page) == []
    log_in(view, "nour")
    assert view.page.url == f"{team}/me"
    assert faults_of(view.page) == []
    leave = view.page.locator("form[action='/logout'] button")
    leave.focus()
    with view.page.expect_navigation():
        view.page.keyboard.press("Enter")
    view.go("/me")
    assert "/login" in view.page.url


@pytest.mark.browser
@LANGUAGES
def test_a_wrong_password_is_said_and_the_name_stays(
    team: str, visiting: Visiting, language: str
) -> None:
    view = visiting(team, "/login", language=language)
    log_in(view, "Nour", "not my password")
    assert view.page.get_by_role("alert").is_visible()
    assert view.page.input_value("#name") == "Nour"
    assert view.page.evaluate("document.activeElement.id") == "password"
    assert [fault for fault in view.faults if "401" not in fault] == []
    view.faults.clear()


@pytest.mark.browser
@LANGUAGES
def test_an_invited_person_chooses_a_password_and_the_address_forgets_the_code(
    team: str, visiting: Visiting, language: str
) -> None:
    admin = visiting(team, "/people", language=language)
    log_in(admin, "Salma")
    assert faults_of(admin.page) == []
    admin.page.keyboard.press("a")
    admin.page.keyboard.type("Ali")
    with admin.page.expect_navigation():
        admin.page.keyboard.press("Enter")
    link = admin.page.inner_text("#code")
    assert faults_of(admin.page) == []
    other = visiting(team, link.removeprefix(team), language=language, width=390)
    assert "#" not in other.page.url
    assert faults_of(other.page) == []
    keys = other.page.keyboard
    keys.type("four new words")
    keys.press("Tab")
    keys.type("four new words")
    with other.page.expect_navigation():
        keys.press("Enter")
    other.go("/me")
    assert other.page.get_by_role("heading", name="Ali").is_visible()
    code = link.partition("#")[2]
    assert not any(code in url for url in (*admin.requests, *other.requests))


@pytest.mark.browser
@LANGUAGES
@pytest.mark.parametrize("width", [1400, 390])
def test_the_log_and_the_page_on_programs_are_for_everybody(
    place: str, visiting: Visiting, language: str, width: int
) -> None:
    demo_store(place)
    add_team(place)
    with server_of(place, mode=Mode.TEAM) as address:
        view = visiting(address, "/log", language=language, width=width)
        log_in(view, "Salma")
        assert view.page.locator(".entries li").count() > 5
        assert faults_of(view.page) == []
        with view.page.expect_navigation():
            view.page.locator("form[action='/log/verify'] button").press("Enter")
        assert view.page.locator(".message.done").is_visible()
        view.go("/api")
        assert faults_of(view.page) == []
        wide = view.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
