"""The page of an event in a real browser: values and words lead to each other, both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.browser.review.conftest import Visit, Visiting
from tests.review import demo_store, server_of

from rasd.model import Event
from rasd.store import open_store

pytestmark = pytest.mark.browser
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


@pytest.fixture
def told(place: str) -> Iterator[tuple[str, Event]]:
    """The address of a server over the bundled reports, and the event with most conflicts."""
    demo_store(place)
    with open_store(place, create=False) as store:
        event = max(store.events(), key=lambda e: (len(e.conflicts), e.id))
    with server_of(place) as address:
        yield address, event


Opening = Callable[..., Visit]


@pytest.fixture
def opening(told: tuple[str, Event], visiting: Visiting) -> Opening:
    """Opens the page of that event: `opening(language="ar", width=390)`."""
    address, event = told
    return lambda **given: visiting(address, f"/events/{event.id}", **given)


def lit(page: Any) -> list[str]:
    """The words that are lit in the articles."""
    return page.locator("mark.on").all_inner_texts()


@LANGUAGES
def test_pointing_at_a_value_lights_its_words_and_at_words_their_value(
    opening: Opening, language: str
) -> None:
    page = opening(language=language).page
    words = page.locator("#field-killed .words").first
    quote = words.locator("q").inner_text()
    words.hover()
    assert "".join(lit(page)).replace(" ", "") == quote.replace(" ", "")
    page.locator("h1").hover()
    key = words.get_attribute("data-ev")
    page.locator(f'mark[data-ev^="{key}"]').first.hover()
    assert page.locator("#field-killed.on").count() == 1
    assert page.locator(f'.words.on[data-ev="{key}"]').count() >= 1


@LANGUAGES
def test_the_keyboard_leads_from_a_value_to_its_words_and_back(
    opening: Opening, language: str
) -> None:
    page = opening(language=language).page
    page.locator("#field-killed").focus()
    first = page.locator("#field-killed .words[data-ev]").first.get_attribute("data-ev")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.dataset.ev") == first
    assert page.evaluate("document.activeElement.matches('.tag')")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.dataset.ev") != first
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.field').id") == "field-killed"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.ev") == first


@LANGUAGES
def test_articles_stand_side_by_side_on_demand(opening: Opening, language: str) -> None:
    page = opening(language=language).page
    first, second = (page.locator(f"#article-{n}") for n in (1, 2))
    assert first.bounding_box()["y"] < second.bounding_box()["y"]
    page.keyboard.press("c")
    assert page.locator("#beside").get_attribute("aria-pressed") == "true"
    assert first.bounding_box()["y"] == second.bounding_box()["y"]
    starts_at = {"ar": lambda box: -box["x"], "en": lambda box: box["x"]}[language]
    assert starts_at(first.bounding_box()) < starts_at(second.bounding_box())
    page.keyboard.press("c")
    assert first.bounding_box()["y"] < second.bounding_box()["y"]


@LANGUAGES
def test_on_a_narrow_screen_a_value_leads_to_its_words_and_a_button_back(
    opening: Opening, language: str
) -> None:
    page = opening(language=language, width=390).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#field-killed .words").first.click()
    back = page.locator("#back-to-value")
    assert back.is_visible()
    back.click()
    assert back.is_hidden()
    assert page.evaluate("document.activeElement.closest('.field').id") == "field-killed"


def test_the_next_event_comes_without_a_reload_and_the_way_back_too(opening: Opening) -> None:
    page = opening(language="en").page
    here, title = page.url, page.title()
    page.evaluate("window.stayed = true")
    page.keyboard.press("j")
    page.wait_for_function("title => document.title !== title", arg=title)
    assert page.url != here
    assert page.evaluate("document.activeElement.id") == "event-title"
    page.keyboard.press("k")
    page.wait_for_function("title => document.title === title", arg=title)
    assert page.evaluate("window.stayed")
    page.go_back()
    page.wait_for_function("title => document.title !== title", arg=title)


def test_the_map_shows_the_place_and_its_choices(
    told: tuple[str, Event], visiting: Visiting
) -> None:
    page = visiting(told[0], f"/events/{told[1].id}", language="ar").page
    page.locator("#place-map").scroll_into_view_if_needed()
    page.wait_for_selector("#place-map .dot:not(.choice)")
    assert (
        page.locator("#place-map .dot.choice").count() == page.locator("#place-choices li").count()
    )


def test_why_is_told_when_it_is_asked_for(opening: Opening) -> None:
    page = opening(language="en").page
    assert page.locator(".rules").count() == 0
    page.locator(".why-more summary").click()
    page.wait_for_selector(".rules")
    assert page.locator(".links .weight.for").count() > 0


@pytest.mark.parametrize("width", [1400, 390])
@LANGUAGES
def test_axe_finds_no_violation(opening: Opening, language: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opening(language=language, width=width).page
    page.locator(".why-more summary").click()
    page.wait_for_selector(".rules")
    page.locator("#place-map").scroll_into_view_if_needed()
    page.wait_for_selector("#place-map .dot")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
