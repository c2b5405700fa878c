"""The page on the JSON interface says what the interface says of itself."""

from __future__ import annotations

from tests.tools import tool


def test_the_page_is_fresh() -> None:
    build = tool("build_api_docs")
    assert build.PAGE.read_text("utf-8") == build.page(), "run `make docs`"
