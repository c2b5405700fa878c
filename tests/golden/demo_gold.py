"""The hand-made gold of the bundled demonstration reports.

`demo/gold.json` has the format of the development gold: one entry a report, each event with a
verbatim `evidence` and its `span`. Events that share an `incident` are one incident told by
several reports. `demo/main_text/` holds what a reader should keep of each HTML page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import rasd.data

HERE = Path(__file__).parent / "demo"
REPORTS = Path(rasd.data.__file__).parent / "demo" / "reports"
"""What a user would hand to `rasd run`."""


def load_gold() -> list[dict[str, Any]]:
    """One entry for each demonstration report, in order of publication."""
    entries: list[dict[str, Any]] = json.loads((HERE / "gold.json").read_text(encoding="utf-8"))
    return entries


def main_text(doc: str) -> str:
    """The body that a reader should find in the HTML page `doc`."""
    return (HERE / "main_text" / Path(doc).with_suffix(".txt")).read_text(encoding="utf-8")


def quotes_of(entry: dict[str, Any]) -> list[tuple[str, list[int]]]:
    """Every quotation of a report's gold with its span."""
    found: list[tuple[str, list[int]]] = []
    for event in entry["events"]:
        found.append((event["evidence"], event["span"]))
        found += zip(event.get("same_mentions", []), event.get("same_spans", []), strict=True)
    return found + [(figure["evidence"], figure["span"]) for figure in entry["figures"]]
