"""The frame of every page, in a real browser."""

from __future__ import annotations

import pytest
from tests.browser.review.conftest import Visiting


@pytest.mark.browser
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_the_list_of_keys_opens_and_closes_by_keyboard(
    demo: str, visiting: Visiting, language: str, direction: str
) -> None:
    page = visiting(demo, language=language).page
    assert page.evaluate("document.dir") == direction
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("dialog#keys").is_hidden()


@pytest.mark.browser
def test_the_language_switches_and_stays(demo: str, visiting: Visiting) -> None:
    view = visiting(demo, language="ar")
    view.page.get_by_role("link", name="English").click()
    assert view.page.evaluate("document.dir") == "ltr"
    view.go("/")
    assert view.page.evaluate("document.dir") == "ltr"
