"""The page of a document in a browser: an event that rasd missed is added without a mouse."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from tests.browser.review.conftest import Visit, Visiting
from tests.review import demo_store, server_of

from rasd.model import Action
from rasd.store import open_store

pytestmark = pytest.mark.browser
DOC = "madar-0625-hasad"
MISSED = "عثرت قوة من الحشد الشعبي"
"""Words of the document that stand in no event."""


@pytest.fixture
def served(place: str) -> Any:
    """The address of a server over the bundled reports, and where its store is."""
    demo_store(place)
    with server_of(place) as address:
        yield address, place


def mark(visit: Visit, words: str) -> None:
    """Marks words with the keys: to their first word, then on to their last."""
    page = visit.page
    page.wait_for_load_state("load")
    page.keyboard.press("m")
    page.wait_for_selector("#marking-bar:not([hidden])")
    page.keyboard.press("Home")
    first, *others = words.split()
    for _ in range(400):
        if page.evaluate("String(getSelection())") == first:
            break
        page.keyboard.press("ArrowLeft")
    for _ in others:
        page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("String(getSelection())") == words
    page.keyboard.press("Enter")


def choose(visit: Visit, field: str, written: str) -> None:
    """Writes into a combobox and takes the first choice."""
    page = visit.page
    page.focus(field)
    with page.expect_response(lambda answer: quote(written) in answer.url):
        page.keyboard.type(written)
    page.wait_for_selector(f"{field}[aria-expanded=true][aria-activedescendant]")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{field}[aria-expanded=false]")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_event_is_added_by_keyboard_and_taken_back(
    served: tuple[str, str], visiting: Visiting, language: str
) -> None:
    address, place = served
    visit = visiting(address, f"/documents/{quote(DOC)}", language=language)
    page = visit.page
    before = page.locator(".reading").count()
    mark(visit, MISSED)
    page.wait_for_selector("#action-form dialog[open]")
    assert MISSED in page.inner_text("#edit-quotes")
    choose(visit, "#pick-type", {"ar": "ضبط", "en": "seizure"}[language])
    page.focus("[data-set-day]")
    page.keyboard.press("Enter")
    page.focus("[name='killed.min']")
    page.keyboard.type("2")
    page.focus("form.adding button.loud")
    page.keyboard.press("Enter")
    page.wait_for_selector("#event")
    page.wait_for_selector(".message.done")
    assert "/events/" in page.url
    assert MISSED in page.inner_text("#event .event-texts")
    with open_store(place) as store:
        [said] = store.judgements()
        assert said.action is Action.ADD
        assert said.evidence[0].quote == MISSED
        document = store.document(DOC)
        assert document is not None
        [event] = (e for e in store.events() if e.review)
        assert event.killed is not None
        assert event.killed.min == 2
        assert event.date is not None
        assert event.date.start == document.published
    visit.go(f"/documents/{quote(DOC)}")
    assert page.locator(".reading").count() == before + 1
    assert page.locator(".by-hand").count() == 1
    with page.expect_navigation(wait_until="networkidle"):
        page.locator(".by-hand").locator("xpath=ancestor::li").locator("a").click()
    with page.expect_response(lambda answer: "/undo" in answer.url):
        page.keyboard.press("u")
    page.wait_for_selector("#document")
    assert page.locator(".reading").count() == before
    assert page.url.endswith(f"/documents/{quote(DOC)}")
    with open_store(place) as store:
        assert not [event for event in store.events() if event.review]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_form_that_cannot_stand_says_why_and_keeps_what_was_written(
    served: tuple[str, str], visiting: Visiting, language: str
) -> None:
    visit = visiting(served[0], f"/documents/{quote(DOC)}", language=language)
    page = visit.page
    page.keyboard.press("n")
    page.wait_for_selector("#action-form dialog[open]")
    page.focus("[name='wounded.min']")
    page.keyboard.type("3")
    page.focus("form.adding button.loud")
    page.keyboard.press("Enter")
    page.wait_for_selector("#editor-fault :not(:empty)")
    assert page.input_value("[name='wounded.min']") == "3"
    [fault] = visit.faults
    assert "422" in fault  # a browser notes every refusal in its console
    visit.faults.clear()
    page.keyboard.press("Escape")
    page.wait_for_selector("#action-form:empty", state="attached")
    assert page.evaluate("document.activeElement.hasAttribute('data-take-new')")


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_with_the_form_open(
    served: tuple[str, str], visiting: Visiting, language: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address, _ = served
    visit = visiting(address, f"/documents/{quote(DOC)}", language=language, width=width)
    for _ in range(2):
        found = Axe().run(visit.page)
        assert found.violations_count == 0, found.generate_report()
        visit.page.keyboard.press("n")
        visit.page.wait_for_selector("#action-form dialog[open]")
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert visit.page.evaluate(wide)
