"""The page on the JSON interface says what the interface says of itself."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_page_is_fresh() -> None:
    spec = importlib.util.spec_from_file_location("api_docs", ROOT / "tools/build_api_docs.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text("utf-8") == tool.page(), "run python tools/build_api_docs.py"
