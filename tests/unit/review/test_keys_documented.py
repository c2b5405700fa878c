"""The keys that the guides name are those of the pages, and no other."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from tests.review import client_of, demo_store
from tests.unit.review.test_event_page import event_with

GUIDES = Path(__file__).parents[3] / "docs/how-to"
_TABLE = re.compile(r"^\| key \| does \|\n(?:\|.*\n)+", re.MULTILINE)
_ROW = re.compile(r"^\| ((?:`[^`]+`|Escape)[^|]*) \|", re.MULTILINE)
_KEY = re.compile(r'data-key="([^"]+)"')
EVERYWHERE = {"?", "Escape", "Enter"}
"""Every page has them, whether an element of it says so or not."""


@pytest.fixture
def place(tmp_path: Path) -> str:
    """SQLite alone: keys come from templates."""
    return str(tmp_path / "rasd.sqlite")


def documented(*guides: str) -> set[str]:
    """The keys in the tables of guides, as a page writes them."""
    found: set[str] = set()
    text = "".join((GUIDES / guide).read_text("utf-8") for guide in guides)
    for cell in _ROW.findall("".join(_TABLE.findall(text))):
        keys = re.findall(r"`([^`]+)`", cell) or [cell]
        if " to " in cell:
            first, last = keys
            keys = [str(n) for n in range(int(first), int(last) + 1)]
        found |= {f"shift+{key.lower()}" if re.fullmatch("[A-Z]", key) else key for key in keys}
    return found - EVERYWHERE


def test_the_keys_of_an_event_are_those_that_its_guides_name(place: str) -> None:
    demo_store(place)
    event = event_with(place, doc_ids=2)
    with client_of(place) as client:
        client.post(f"/events/{event.id}/accept", {"seen": "", "next": ""})
        page = client.get(f"/events/{event.id}").text
    shown = set(_KEY.findall(page)) - EVERYWHERE
    assert shown | {"u"} == documented("review-by-keyboard.md", "read-an-event.md")


def test_the_keys_of_a_list_are_those_that_its_guide_names(place: str) -> None:
    demo_store(place)
    with client_of(place) as client:
        first = client.get("/events").text
        [second] = re.findall(r'href="([^"]+)"[^>]*data-key="]"', first)
        pages = [first, client.get(unescape(second)).text, client.get("/map").text]
    shown = set(_KEY.findall("".join(pages))) - EVERYWHERE
    assert shown | {"v"} == documented("find-and-review.md")
