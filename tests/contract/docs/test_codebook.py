"""The codebook says what the data say: both pages are what `make docs` would write now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.tools import tool

from rasd.model import Status, SubEventType
from rasd.run.codebook import page_alone

ROOT = Path(__file__).resolve().parents[3]
PAGES = ("en.md", "ar.md")


def test_the_pages_are_fresh() -> None:
    written = tool("build_codebook").pages()
    stale = [path.name for path, text in written.items() if path.read_text("utf-8") != text]
    assert stale == [], "run `make docs` and commit docs/codebook"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_type_and_status_has_its_place(language: str) -> None:
    text = (ROOT / f"docs/codebook/{language}.md").read_text("utf-8")
    assert [sub for sub in SubEventType if f'<a id="{sub}"></a>' not in text] == []
    assert [status for status in Status if f"| `{status}` |" not in text] == []
    assert "{{" not in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_codebook_that_stands_alone_links_to_nothing_but_itself(language: str) -> None:
    links = re.findall(r"\]\(([^)]*)\)", page_alone(language))
    assert [link for link in links if not link.startswith("#") and link not in PAGES] == []


def test_both_pages_have_the_same_parts() -> None:
    parts = [
        [line.count("#") for line in text.splitlines() if line.startswith("#")]
        for text in ((ROOT / f"docs/codebook/{it}.md").read_text("utf-8") for it in ("en", "ar"))
    ]
    assert parts[0] == parts[1]
