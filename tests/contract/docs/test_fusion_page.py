"""The published rules are those that choose: page, table and functions say the same."""

from __future__ import annotations

from pathlib import Path

from tests.tools import tool

import rasd.merge
from rasd.knowledge.tables import read_rows
from rasd.merge.ballots import RULES
from rasd.merge.lore import load_fusion
from rasd.merge.order import published_order

ROOT = Path(__file__).resolve().parents[3]
ROWS = {row["rule"]: row for row in read_rows("merge/rules.tsv")}


def test_the_page_is_fresh() -> None:
    page = ROOT / "docs/reference/fusion.md"
    written = tool("build_fusion_page").page()
    assert page.read_text("utf-8") == written, "run `make docs` and commit docs/reference"


def test_the_english_of_a_rule_is_the_docstring_of_its_function() -> None:
    assert rasd.merge  # all rules are published once the package is loaded
    assert {name: ROWS[name]["en"] for name in RULES} == RULES


def test_a_rule_without_a_function_is_the_reason_of_a_grade_of_outlets() -> None:
    reasons = {grade.reason for grade in load_fusion().reliability.values()}
    assert set(ROWS) - set(RULES) == reasons | {"no_outlet"}
    assert {row["group"] for name, row in ROWS.items() if name not in RULES} == {"reliability"}


def test_every_rule_in_the_order_of_a_field_is_published() -> None:
    named = {rule for rules in published_order().values() for rule in rules}
    assert named <= set(RULES)
    assert len(named) > 10
