"""The codebook says what the data say: both pages are what `make docs` would write now."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tools import tool

from rasd.model import Status, SubEventType

ROOT = Path(__file__).resolve().parents[3]


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


def test_both_pages_have_the_same_parts() -> None:
    parts = [
        [line.count("#") for line in text.splitlines() if line.startswith("#")]
        for text in ((ROOT / f"docs/codebook/{it}.md").read_text("utf-8") for it in ("en", "ar"))
    ]
    assert parts[0] == parts[1]
