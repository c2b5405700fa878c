"""Bringing reports in, in a real browser: dropped, chosen by keyboard, pasted, cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.review.conftest import Visiting
from tests.imports import lines, report
from tests.review import server_of

LONG = 180_000
BOTH = pytest.mark.parametrize("language", ["ar", "en"])

_DROP = """(files) => {
  const given = new DataTransfer();
  for (const [name, text] of files) given.items.add(new File([text], name));
  const over = new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: given });
  const target = document.querySelector("main");
  target.dispatchEvent(over);
  const marked = document.getElementById("drop").classList.contains("over");
  const drop = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: given });
  target.dispatchEvent(drop);
  return marked && over.defaultPrevented && drop.defaultPrevented;
}"""


@pytest.fixture
def served(place: str) -> Iterator[str]:
    """The address of a server over an empty store."""
    with server_of(place) as address:
        yield address


def has_ended(page: Any) -> None:
    """Waits until the page of the import shows how it ended; it is never loaded anew."""
    page.evaluate("window.stayed = true")
    page.locator("#import:not([hx-get])").wait_for(timeout=LONG)
    assert page.evaluate("window.stayed")


def violations(page: Any) -> list[str]:
    """What axe finds wrong with a page."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.browser
@BOTH
def test_files_that_are_dropped_come_in_and_their_problems_are_listed(
    served: str, visiting: Visiting, language: str
) -> None:
    page = visiting(served, "/import", language=language).page
    files = [["a.txt", report(1)], ["<img src=x>.txt", "The mayor closed the bridge after all."]]
    assert page.evaluate(_DROP, files)
    page.wait_for_url("**/import/2*", timeout=LONG)
    has_ended(page)
    assert page.locator(".message.done").is_visible()
    assert page.locator(".counts dd").first.inner_text() == "1"
    [problem] = page.locator(".issues li").all()
    assert "<img src=x>.txt" in problem.inner_text()
    assert page.locator(".brought a").get_attribute("href") == "/documents/a.txt"
    assert violations(page) == []


@pytest.mark.browser
@BOTH
@pytest.mark.parametrize("width", [1400, 390])
def test_a_text_is_pasted_by_keyboard_alone(
    served: str, visiting: Visiting, language: str, width: int
) -> None:
    view = visiting(served, "/import", language=language, width=width)
    page = view.page
    assert violations(page) == []
    page.keyboard.press("t")
    page.keyboard.insert_text(report(2))
    page.keyboard.press("Tab")
    page.keyboard.type("Bridge")
    page.keyboard.press("Tab")
    page.keyboard.type("Bahr News")
    page.keyboard.press("Enter")
    page.wait_for_url("**/import/2*")
    has_ended(page)
    assert page.locator(".brought a").inner_text() == "Bridge"
    view.go("/documents?outlet=Bahr+News")
    assert page.locator(".documents .what a").inner_text() == "Bridge"
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def file_chooser(page: Any) -> Any:
    """What opens for the focused input; under load Chromium at times drops the first press."""
    from playwright.sync_api import TimeoutError as TooLate

    for _ in range(4):
        with suppress(TooLate):
            with page.expect_file_chooser(timeout=10_000) as chosen:
                page.keyboard.press("Space")
            return chosen.value
    raise AssertionError("no chooser of files opened")


@pytest.mark.browser
def test_files_are_chosen_by_keyboard_and_an_import_is_cancelled_and_begun_again(
    served: str, visiting: Visiting, tmp_path: Path
) -> None:
    (tmp_path / "many.jsonl").write_bytes(lines(500))
    view = visiting(served, "/import", language="en")
    page = view.page
    page.wait_for_function("document.hasFocus()")  # or keys go nowhere
    page.keyboard.press("f")
    page.wait_for_selector("#files:focus")
    chosen = file_chooser(page)
    chosen.set_files(tmp_path / "many.jsonl")
    page.wait_for_url("**/import/2*")
    page.locator("progress[value]").wait_for(timeout=LONG)
    page.locator(".counts dd").first.wait_for(timeout=LONG)
    assert violations(page) == []
    page.keyboard.press("c")
    page.locator(".message.warning").wait_for(timeout=LONG)
    view.go("/import")
    assert page.locator(".state.cancelled").is_visible()
    page.locator(".imports a").click()
    page.get_by_role("button", name="Start again").click()
    page.locator(".message.done").wait_for(timeout=LONG)
    assert page.locator(".counts dd").first.inner_text() == "500"


@pytest.mark.browser
def test_a_folder_comes_with_the_paths_in_it(
    served: str, visiting: Visiting, tmp_path: Path
) -> None:
    for name in ("may/a.txt", "may/deep/b.txt", "may/.hidden.txt", "may/~$lock.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(report(len(name)), "utf-8")
    page = visiting(served, "/import", language="en").page
    page.set_input_files("#folder", tmp_path / "may")
    page.wait_for_url("**/import/2*")
    has_ended(page)
    assert sorted(page.locator(".brought a").all_inner_texts()) == ["may/a.txt", "may/deep/b.txt"]


@pytest.mark.browser
def test_a_form_without_scripts_brings_files_in(served: str, chromium: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(report(1), "utf-8")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/import?lang=en")
    page.set_input_files("#files", tmp_path / "a.txt")
    page.get_by_role("button", name="Import the files").click()
    page.wait_for_url("**/import/2*")
    assert page.locator("#import-state").is_visible()
    context.close()


@pytest.mark.browser
def test_what_the_server_refuses_is_said_in_the_page(served: str, visiting: Visiting) -> None:
    view = visiting(served, "/import", language="en")
    page = view.page
    page.fill("#url", "https://salma:secret@bahr.example/")
    page.keyboard.press("Enter")
    assert "without a name or a password" in page.locator(".message.error").inner_text()
    view.faults.clear()  # the browser's own word for the refusal
