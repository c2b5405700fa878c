"""Queue, table, map and timeline as somebody works with them: by keyboard, by mouse, by address."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.browser.review.conftest import Visiting

pytestmark = pytest.mark.browser
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


def settled(page: Any) -> None:
    """Waits until what was asked for last stands on the page."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping')")


def titles(page: Any) -> list[str]:
    """The lines of the list."""
    return list(page.locator("#rows .row-link").all_inner_texts())


def limits(page: Any) -> dict[str, list[str]]:
    """What the address of the page says."""
    return parse_qs(urlsplit(page.url).query)


def stay(page: Any) -> None:
    """Marks the document, so that a test can tell whether it was ever left."""
    page.evaluate("window.stayed = true")


@LANGUAGES
def test_a_filter_is_chosen_by_keyboard_and_stands_in_the_address(
    demo: str, visiting: Visiting, language: str
) -> None:
    page = visiting(demo, "/queue", language=language).page
    stay(page)
    before = len(titles(page))
    page.keyboard.press("f")
    assert page.locator("#menu-type").get_attribute("open") is not None
    page.keyboard.press("Space")
    page.wait_for_url("**/queue?type=*")
    settled(page)
    assert len(titles(page)) < before
    assert page.evaluate("document.activeElement.name") == "type"
    assert page.locator("#menu-type").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('details').id") == "menu-type"
    page.locator(".chip").first.click()
    page.wait_for_url("**/queue")
    settled(page)
    assert len(titles(page)) == before
    assert page.locator("#filters input:checked").count() == 0
    assert page.evaluate("window.stayed")


@LANGUAGES
def test_a_search_narrows_while_it_is_typed(demo: str, visiting: Visiting, language: str) -> None:
    page = visiting(demo, "/events", language=language).page
    before = len(titles(page))
    page.keyboard.press("/")
    page.keyboard.type("\u062a\u0641\u062c\u064a\u0631")
    page.wait_for_url("**/events?q=*")
    settled(page)
    assert 0 < len(titles(page)) < before
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.wait_for_url("**/events")
    settled(page)
    assert len(titles(page)) == before


@LANGUAGES
def test_the_queue_is_walked_and_opened_by_keys(
    demo: str, visiting: Visiting, language: str
) -> None:
    page = visiting(demo, "/queue?attention=conflict", language=language).page
    names = titles(page)
    for expected in (names[0], names[1]):
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.innerText") == expected
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.innerText") == names[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/*")
    assert limits(page) == {"queue": ["1"], "attention": ["conflict"]}
    page.go_back()
    assert titles(page) == names


@LANGUAGES
def test_a_filter_is_kept_by_name_and_leads_back(
    demo: str, visiting: Visiting, language: str
) -> None:
    page = visiting(demo, "/events?country=IQ&status=reported", language=language).page
    names = titles(page)
    page.locator("#menu-saved > summary").click()
    page.locator("#saved-name").fill("\u0627\u0644\u0639\u0631\u0627\u0642 <b>")
    page.keyboard.press("Enter")
    kept = page.locator("#menu-saved .kept a")
    kept.wait_for()
    assert kept.inner_text() == "\u0627\u0644\u0639\u0631\u0627\u0642 <b>"
    page.goto(f"{demo}/queue")
    page.locator("#menu-saved > summary").click()
    page.locator("#menu-saved .kept a").click()
    page.wait_for_url("**/events?country=IQ&status=reported")
    assert titles(page) == names
    page.locator("#menu-saved > summary").click()
    page.locator("#menu-saved .kept button").click()
    page.locator("#menu-saved .kept").wait_for(state="detached")


def test_an_address_shows_somebody_else_the_same_list(demo: str, visiting: Visiting) -> None:
    first = visiting(demo, "/events", language="ar").page
    first.locator("#menu-country > summary").click()
    first.locator("#menu-country label").nth(0).click()
    first.wait_for_url("**country=*")
    first.locator("th.c-toll a").click()
    first.wait_for_url("**order=-toll*")
    settled(first)
    second = visiting(demo, first.url.removeprefix(demo), language="ar").page
    assert titles(second) == titles(first)
    assert second.locator("th.c-toll").get_attribute("aria-sort") == "descending"


def test_the_same_filter_goes_from_view_to_view(demo: str, visiting: Visiting) -> None:
    page = visiting(demo, "/events?country=SY&from=2023-06-01", language="en").page
    for view in ("Map", "Timeline", "Queue", "Table"):
        page.locator(".views").get_by_role("link", name=view).click()
        page.wait_for_load_state()
        found = limits(page)
        assert (found["country"], found["from"]) == (["SY"], ["2023-06-01"])


@LANGUAGES
def test_the_pages_of_the_table_are_turned_by_keys(
    demo: str, visiting: Visiting, language: str
) -> None:
    page = visiting(demo, "/events", language=language).page
    first = titles(page)
    page.keyboard.press("]")
    page.wait_for_url("**cursor=*")
    settled(page)
    assert titles(page) != first
    assert "84" in page.locator(".pager .n").inner_text()
    page.keyboard.press("[")
    page.wait_for_url("**/events")
    settled(page)
    assert titles(page) == first


@LANGUAGES
def test_the_map_and_the_list_beside_it_show_the_same(
    demo: str, visiting: Visiting, language: str
) -> None:
    page = visiting(demo, "/map", language=language).page
    page.wait_for_selector("#map[data-ready]")
    settled(page)
    assert page.locator(".event-anchor .cluster").count() > 1
    everything = page.locator("#beside p").first.inner_text()
    page.locator(".event-anchor .cluster").first.click()
    page.wait_for_function(
        "before => document.querySelector('#beside p').innerText !== before", arg=everything
    )
    settled(page)
    assert len(titles(page)) > 0
    assert "at" in limits(page)


def test_a_mark_lists_its_events_and_a_key_lists_all_in_view_again(
    demo: str, visiting: Visiting
) -> None:
    page = visiting(demo, "/map?at=33.3,44.4,7", language="en").page
    page.wait_for_selector("#map[data-ready]")
    settled(page)
    everything = titles(page)
    page.locator(".event-anchor .dot").first.click()
    page.locator("[data-in-view]").wait_for()
    settled(page)
    assert len(titles(page)) == 1
    assert page.evaluate("document.activeElement.innerText") == titles(page)[0]
    page.keyboard.press("v")
    page.locator("[data-in-view]").wait_for(state="detached")
    assert titles(page) == everything


def test_a_view_of_the_map_is_kept_in_the_address_and_becomes_a_filter(
    demo: str, visiting: Visiting
) -> None:
    page = visiting(demo, "/map?at=33.3,44.4,7", language="en").page
    page.wait_for_selector("#map[data-ready]")
    settled(page)
    inside = titles(page)
    assert inside
    page.keyboard.press("b")
    page.wait_for_url("**box=*")
    page.locator(".views").get_by_role("link", name="Table").click()
    page.wait_for_url("**/events?box=*")
    assert sorted(titles(page)) == sorted(inside)


def test_the_map_is_moved_by_keyboard(demo: str, visiting: Visiting) -> None:
    page = visiting(demo, "/map?at=33.3,44.4,6", language="ar").page
    page.wait_for_selector("#map[data-ready='1']")
    page.locator("#map").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_selector("#map[data-ready='2']")
    assert float(limits(page)["at"][0].split(",")[0]) > 33.3


def test_events_known_by_their_country_are_a_line_that_filters(
    demo: str, visiting: Visiting
) -> None:
    page = visiting(demo, "/map", language="en").page
    page.locator(".unpinned a").first.click()
    page.wait_for_url("**/events?country=*")
    assert titles(page)


@LANGUAGES
def test_days_are_picked_on_the_timeline_by_keyboard(
    demo: str, visiting: Visiting, language: str
) -> None:
    page = visiting(demo, "/timeline", language=language).page
    stay(page)
    bars = page.locator("#chart .bin")
    bars.first.wait_for()
    page.locator("#chart .bin[tabindex='0']").focus()
    earlier = "ArrowRight" if language == "ar" else "ArrowLeft"
    page.keyboard.press(earlier)
    page.keyboard.press(f"Shift+{earlier}")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=*")
    settled(page)
    found = limits(page)
    assert found["from"] < found["to"]
    assert len(titles(page)) > 0
    assert page.locator("#chart .bin").count() <= bars.count()
    assert page.evaluate("window.stayed")


def test_the_numbers_of_the_timeline_are_there_as_a_table(demo: str, visiting: Visiting) -> None:
    page = visiting(demo, "/timeline", language="en").page
    page.locator("#time-table > summary").click()
    row = page.locator("#time-table tbody tr").first
    name, count = row.locator("th").inner_text(), int(row.locator("td").first.inner_text())
    row.locator("a").click()
    page.wait_for_url("**from=*")
    settled(page)
    assert name in page.locator("#time-title").inner_text()
    assert len(titles(page)) >= count


@LANGUAGES
def test_two_events_are_picked_and_joined_by_keys(
    demo: str, visiting: Visiting, language: str
) -> None:
    page = visiting(demo, "/queue?country=IQ", language=language).page
    before = len(titles(page))
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    assert page.locator("#join").is_visible()
    page.keyboard.press("Shift+J")
    page.locator("#messages .done").wait_for()
    page.wait_for_function(
        "n => document.querySelectorAll('#rows .row-link').length < n", arg=before
    )
    assert page.locator("#join").is_hidden()


@LANGUAGES
def test_what_is_on_screen_is_what_the_file_holds(
    demo: str, visiting: Visiting, language: str, tmp_path: Path
) -> None:
    page = visiting(demo, "/events?country=IQ&order=-toll", language=language).page
    page.locator("#menu-export > summary").click()
    with page.expect_download() as download:
        page.locator("#menu-export a").first.click()
    assert re.fullmatch(r"rasd-IQ-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    file = tmp_path / "events.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        ids = [row["id"] for row in csv.DictReader(lines)]
    shown = page.locator("#rows .pick").evaluate_all("boxes => boxes.map((box) => box.value)")
    assert ids == shown


@pytest.mark.parametrize("path", ["/queue", "/events", "/map", "/timeline"])
def test_a_page_fits_a_telephone(demo: str, visiting: Visiting, path: str) -> None:
    for language in ("ar", "en"):
        page = visiting(demo, path, language=language, width=390).page
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("#filters .menus").is_hidden()
        page.locator("#bar > summary").click()
        assert page.locator("#filters .menus").is_visible()


@pytest.mark.parametrize("path", ["/queue", "/events", "/map", "/timeline"])
@LANGUAGES
def test_axe_finds_nothing_to_mend(demo: str, visiting: Visiting, path: str, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for width in (1400, 390):
        page = visiting(demo, f"{path}?status=reported", language=language, width=width).page
        settled(page)
        page.keyboard.press("f")
        found = axe.run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
