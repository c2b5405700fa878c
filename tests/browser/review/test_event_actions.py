"""What a coder does on the page of an event, in a browser, by keys and by pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from tests.review import AUTHOR, demo_store, server_of

from rasd.judge import EDITABLE, Who
from rasd.model import Event
from rasd.run import judge
from rasd.store import Store, open_store

if TYPE_CHECKING:
    from tests.browser.review.conftest import Visiting

pytestmark = pytest.mark.browser

Opening = Callable[..., Any]
REFUSED = "Failed to load resource: the server responded with a status of"
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    demo_store(place)
    with open_store(place, create=False) as store:
        yield store


@pytest.fixture
def event(store: Store) -> Event:
    """An event of several reports."""
    return next(each for each in store.events() if len(each.mention_ids) > 1)


@pytest.fixture
def opening(visiting: Visiting, store: Store, place: str, event: Event) -> Iterator[Opening]:
    """Opens the page of the event."""
    views = []
    with server_of(place) as address:

        def open_(*, language: str = "ar", width: int = 1400) -> Any:
            path = f"/events/{event.id}?order=date"
            views.append(visiting(address, path, language=language, width=width))
            # htmx takes up its elements a moment after the page has loaded.
            views[-1].page.wait_for_selector("[data-edit][data-htmx-powered]", state="attached")
            return views[-1].page

        yield open_
        for view in views:  # while the server is there: a page may be asking it something still
            view.page.close()
    for view in views:
        # That the server refuses what cannot be saved is no fault of the page.
        view.faults[:] = [fault for fault in view.faults if not fault.startswith(REFUSED)]


# The middle of a word of an article that nothing marks.
_PLAIN_WORD = """() => {
  for (const run of document.querySelectorAll('[data-part="text"] span[data-at]')) {
    const word = /[\\u0621-\\u064a]{4,}/.exec(run.textContent);
    if (!word) continue;
    const range = document.createRange();
    range.setStart(run.firstChild, word.index);
    range.setEnd(run.firstChild, word.index + word[0].length);
    run.scrollIntoView({ block: "center" });
    const box = range.getBoundingClientRect();
    return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  }
}"""


def focused(page: Any) -> str:
    """The id, field or name of what has the focus."""
    return str(
        page.evaluate(
            "() => { const e = document.activeElement;"
            " return e.id || e.dataset.edit || e.name || e.tagName; }"
        )
    )


def test_escape_closes_a_form_and_the_focus_is_where_it_was(opening: Opening) -> None:
    page = opening()
    page.keyboard.press("2")
    assert focused(page) == "field-date"
    page.keyboard.press("e")
    page.wait_for_selector('dialog[data-editing="date"]')
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.editor", state="detached")
    assert focused(page) == "field-date"


def test_a_form_that_cannot_be_saved_says_why_and_keeps_what_was_written(opening: Opening) -> None:
    page = opening(language="en")
    page.keyboard.press("t")
    page.wait_for_selector('dialog[data-editing="killed"]')
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.wait_for_selector("#editor-fault .error")
    assert page.input_value('[name="killed.min"]') == "9"
    assert page.input_value('[name="killed.max"]') == "3"


def test_letters_that_are_written_are_no_keys(opening: Opening, store: Store) -> None:
    page = opening()
    page.keyboard.press("w")
    page.wait_for_selector('dialog[data-editing="place"]')
    page.keyboard.type("arse")
    page.wait_for_timeout(200)
    assert page.input_value("#pick-place") == "arse"
    assert list(store.judgements()) == []


@LANGUAGES
def test_words_are_marked_by_keys_in_the_direction_in_which_they_are_read(
    opening: Opening, store: Store, event: Event, language: str
) -> None:
    page = opening(language=language)
    page.keyboard.press("m")
    page.wait_for_selector("#marking-bar:not([hidden])")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    first = page.evaluate("getSelection().toString()")
    page.keyboard.press("Shift+ArrowLeft")
    both = page.evaluate("getSelection().toString()")
    page.keyboard.press("7")
    page.wait_for_selector('dialog[data-editing="killed"] #edit-quotes li')
    page.keyboard.type("11")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-killed.judged")
    [said] = store.judgements()
    [words] = said.evidence
    document = store.document(words.doc_id or "")
    assert document is not None
    text = (document.title or "") if words.part == "title" else document.text
    assert text[words.start : words.end] == words.quote
    assert words.quote.startswith(first.strip())
    assert len(words.quote.split()) == 2
    assert len(both) > len(first)


def test_words_that_the_pointer_selects_are_used_with_exact_offsets(
    opening: Opening, store: Store, event: Event
) -> None:
    page = opening()
    at = page.evaluate(_PLAIN_WORD)
    page.mouse.dblclick(at["x"], at["y"])
    page.locator("#selection-bar button").click()
    page.locator('#choose-field [data-take="weapons"]').click()
    page.wait_for_selector('dialog[data-editing="weapons"] #edit-quotes li')
    page.locator("#pick-weapons").fill("bomb")
    page.locator('#pick-weapons-list [role="option"]').first.click()
    page.locator("dialog.editor button.loud").click()
    page.wait_for_selector("#field-weapons.judged")
    [said] = store.judgements()
    [words] = said.evidence
    document = store.document(words.doc_id or "")
    assert document is not None
    assert document.text[words.start : words.end] == words.quote


@LANGUAGES
def test_reports_are_parted_joined_again_and_both_taken_back_by_keys(
    opening: Opening, store: Store, event: Event, language: str
) -> None:
    page = opening(language=language)
    away = event.mention_ids[0]
    page.keyboard.press("s")
    page.wait_for_selector('dialog.editor input[name="report"]:focus')
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#messages .done")
    parted = {each.id for each in store.events_holding([away, event.mention_ids[-1]])}
    assert len(parted) == 2
    [other] = parted - {page.get_attribute("#event", "data-event")}
    page.keyboard.press("Shift+J")
    page.wait_for_selector('dialog.editor input[name="other"]')
    page.locator(f'input[name="other"][value="{other}"]').focus()
    page.keyboard.press("Space")
    page.wait_for_selector(".compare")
    page.evaluate("document.getElementById('messages').replaceChildren()")
    page.keyboard.press("Enter")
    page.wait_for_selector("#messages .done")
    assert len(store.events_holding([away, event.mention_ids[-1]])) == 1
    for left in (1, 0):
        page.evaluate("document.querySelector('#messages .done')?.setAttribute('data-old', '')")
        page.keyboard.press("u")
        page.wait_for_selector("#messages .done:not([data-old])")
        held = store.events_holding([away, event.mention_ids[-1]])
        assert len(held) == 1 + left


def test_a_rejection_says_its_reason_and_can_be_taken_back(
    opening: Opening, store: Store, event: Event
) -> None:
    page = opening()
    page.keyboard.press("r")
    page.wait_for_selector('dialog.editor input[name="code"]:focus')
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    page.wait_for_selector(f'#event:not([data-event="{event.id}"])')
    assert [each.reason for each in store.judgements()] == ["old"]
    assert store.events_holding(event.mention_ids) == ()
    page.keyboard.press("u")
    page.wait_for_selector(f'#event[data-event="{event.id}"]')


@LANGUAGES
def test_what_another_said_meanwhile_is_shown_beside_ones_own(
    opening: Opening, store: Store, event: Event, language: str
) -> None:
    page = opening(language=language)
    page.keyboard.press("t")
    page.wait_for_selector('dialog[data-editing="killed"]')
    maryam = Who(by="Maryam", at="2031-06-01T08:00:00Z")
    judge.record(store, judge.edit(store, event.id, maryam, field="killed", value="17"))
    page.keyboard.type("11")
    page.keyboard.press("Enter")
    page.wait_for_selector("#editor-fault .warning")
    told = page.locator("#editor-fault").inner_text()
    assert "Maryam" in told
    assert "17" in told
    now = store.event(event.id)
    assert now is not None
    assert now.killed is not None
    assert now.killed.min == 17
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.editor", state="detached")
    assert [each.by for each in store.judgements()] == ["Maryam", AUTHOR]


def test_a_place_is_set_on_the_map_by_keys(opening: Opening, store: Store, event: Event) -> None:
    page = opening(language="en")
    page.keyboard.press("w")
    page.wait_for_selector("[data-map].leaflet-container")
    page.locator("[data-map]").focus()
    before = page.input_value("[name='place.lat']")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chosen-place.picked")
    assert page.input_value("[name='place.lat']") != before
    page.locator("dialog.editor button.loud").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-place.judged")
    now = store.event(event.id)
    assert now is not None
    assert now.place is not None
    assert (now.place.source, now.place.precision.value) == ("person", "near")


# What axe looks at is the same over either database; the page around a form has tests of its own.
@LANGUAGES
@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_axe_finds_no_violation_in_any_form(opening: Opening, language: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    axe, page = Axe(), opening(language=language, width=width)

    def check(what: str, within: str = "dialog.editor") -> None:
        found = axe.run(page, context=within)
        assert found.violations_count == 0, f"{what}: {found.generate_report()}"

    for field in EDITABLE:
        page.locator(f'[data-edit="{field}"]').click()
        page.wait_for_selector("dialog.editor")
        listed = field in ("sub_event_type", "perpetrators", "weapons")
        if listed:
            page.keyboard.press("ArrowDown")
            page.wait_for_selector('[role="option"]')
        check(field)
        if listed:
            page.keyboard.press("Escape")
        page.locator("dialog.editor [data-close]").click()
        page.wait_for_selector("dialog.editor", state="detached")
    for key in ("r", "s", "Shift+J"):
        page.keyboard.press(key)
        page.wait_for_selector("#action-form dialog.editor")
        check(key)
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog.editor", state="detached")
    page.keyboard.press("m")
    check("marking", "#marking-bar")
    page.keyboard.press("Enter")
    page.wait_for_selector("#choose-field[open]")
    check("choice of a field", "#choose-field")


def test_every_key_of_the_page_is_in_its_list(opening: Opening) -> None:
    page = opening(language="en")
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    listed = set(page.locator("#keys kbd").all_inner_texts())
    assert {"a", "e", "r", "m", "s", "g", "d", "w", "t", "b", "v", "j", "k"} <= {
        each.lower() for each in listed
    }
    assert {"1", "9"} <= listed
