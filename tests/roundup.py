"""A coder reviews the thirteen incidents of the seed roundup with the keyboard alone.

`review_roundup` presses the keys and waits for what they do; each wait is timed in the page, from
the key to the first change of what it shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SEED = "002_"
INCIDENTS = 13

# What happens in the page: pointers that were used, how long each key took to change something,
# and a mark that only a full load of another page would take away.
_WATCH = """() => {
  window.watched = { pointers: 0, key: null, times: [] };
  for (const kind of ["pointerdown", "mousedown", "mousemove", "touchstart"]) {
    addEventListener(kind, () => { window.watched.pointers += 1; }, true);
  }
  addEventListener("keydown", (event) => {
    window.watched.key = { name: event.code, at: performance.now() };
  }, true);
  new MutationObserver(() => {
    const { key } = window.watched;
    if (!key) return;
    window.watched.key = null;
    requestAnimationFrame(() => window.watched.times.push([key.name, performance.now() - key.at]));
  }).observe(document.getElementById("main"), { childList: true, subtree: true });
}"""


@dataclass
class Watched:
    """What a review came to: pointers used, and the milliseconds from each key to what it did."""

    pointers: int
    times: list[tuple[str, float]] = field(default_factory=list)


def roundup_file(shared: Path, folder: Path) -> Path:
    """The seed roundup with its publication day, as an input of a run."""
    seeds = shared / "seeds"
    [gold] = [
        each
        for each in json.loads((seeds / "gold.json").read_text("utf-8"))
        if each["doc"].startswith(SEED)
    ]
    text = (seeds / gold["doc"]).read_text("utf-8")
    given = {"id": gold["doc"], "text": text, "published": gold["published"]}
    path = folder / "roundup.jsonl"
    path.write_text(json.dumps(given | {"outlet": gold["outlet"]}) + "\n", "utf-8")
    return path


def review_roundup(page: Any, address: str) -> Watched:
    """Opens the list of the roundup's incidents and works through it.

    Raises an error of the browser where a key does not do what it should.
    """
    keys = page.keyboard
    page.goto(f"{address}/events?order=date")
    page.wait_for_selector("#rows .row-link")
    keys.press("j")
    with page.expect_navigation():
        keys.press("Enter")
    page.wait_for_selector("[data-edit][data-htmx-powered]", state="attached")
    page.evaluate(_WATCH)
    for work in _works():
        work(page)
        _accept(page)
    watched = page.evaluate("window.watched")
    return Watched(pointers=watched["pointers"], times=[(k, t) for k, t in watched["times"]])


def _works() -> Iterator[Callable[[Any], None]]:
    """What is done to each incident before it is accepted."""
    special = [_toll, _mark, _reject_and_undo, _place, _date, _type, _party, _status]
    yield from special
    for _ in range(INCIDENTS - len(special)):
        yield _nothing


def _nothing(page: Any) -> None:
    """It is right as it is."""


def _open(page: Any, key: str, field_name: str) -> None:
    page.keyboard.press(key)
    page.wait_for_selector(f'dialog[data-editing="{field_name}"]')


def _saved(page: Any, field_name: str) -> None:
    page.wait_for_selector("dialog.editor", state="detached")
    page.wait_for_selector(f"#field-{field_name}.judged")
    page.wait_for_function("name => document.activeElement?.id === `field-${name}`", arg=field_name)


def _toll(page: Any) -> None:
    _open(page, "t", "killed")
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    _saved(page, "killed")


def _mark(page: Any) -> None:
    """Two words of the article stand behind a number of wounded."""
    page.keyboard.press("m")
    page.wait_for_selector("#marking-bar:not([hidden])")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_selector("#choose-field[open]")
    page.keyboard.press("8")
    page.wait_for_selector('dialog[data-editing="wounded"] #edit-quotes li')
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    _saved(page, "wounded")


def _reject_and_undo(page: Any) -> None:
    event = _event(page)
    page.keyboard.press("r")
    page.wait_for_selector('dialog.editor input[name="code"]:focus')
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    _other_than(page, event)
    page.keyboard.press("u")
    page.wait_for_selector(f'#event[data-event="{event}"]')


def _place(page: Any) -> None:
    _open(page, "w", "place")
    _choose(page, "al qaim")
    page.wait_for_selector("#chosen-place.picked")
    page.keyboard.press("Enter")
    _saved(page, "place")


def _date(page: Any) -> None:
    _open(page, "d", "date")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.editor", state="detached")
    _open(page, "d", "date")
    page.keyboard.press("Enter")
    _saved(page, "date")


def _type(page: Any) -> None:
    _open(page, "g", "sub_event_type")
    _choose(page, "clash")
    page.keyboard.press("Enter")
    _saved(page, "sub_event_type")


def _party(page: Any) -> None:
    _open(page, "v", "targets")
    _choose(page, "civil")
    page.keyboard.press("Enter")
    _saved(page, "targets")


def _status(page: Any) -> None:
    """By the digit of its field and the key of what has the focus."""
    page.keyboard.press("9")
    page.wait_for_selector("#field-status:focus")
    _open(page, "e", "status")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    _saved(page, "status")


def _choose(page: Any, words: str) -> None:
    """Writes in the field that has the focus and takes the first of what is offered at once."""
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector('[role="combobox"][aria-expanded="false"][data-chosen]:focus')


def _accept(page: Any) -> None:
    page.evaluate("document.getElementById('messages').replaceChildren()")
    page.keyboard.press("a")
    page.wait_for_selector("#messages .done")


def _event(page: Any) -> str:
    return str(page.evaluate("document.getElementById('event').dataset.event"))


def _other_than(page: Any, event: str) -> None:
    page.wait_for_function(
        "event => document.getElementById('event').dataset.event !== event", arg=event
    )
