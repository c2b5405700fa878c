"""The page of peers shows its arithmetic, and the arithmetic is right."""

from __future__ import annotations

import ast
import operator
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "peers.md"
LINES = PAGE.read_text("utf-8").splitlines()
SUMS = re.findall(r"`([\d., /*+]+) = ([\d.,]+)`", "\n".join(LINES))
_WAYS = {ast.Div: operator.truediv, ast.Mult: operator.mul, ast.Add: operator.add}


def worth(text: str) -> float:
    """What a sum of numbers comes to."""
    return _worth(ast.parse(text.replace(",", ""), mode="eval").body)


def _worth(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return float(_WAYS[type(node.op)](_worth(node.left), _worth(node.right)))
    assert isinstance(node, ast.Constant)
    return float(node.value)


@pytest.mark.parametrize(("sum_", "result"), SUMS, ids=[f"{a} = {b}" for a, b in SUMS])
def test_a_derived_figure_is_what_its_arithmetic_gives(sum_: str, result: str) -> None:
    places = len(result.partition(".")[2])
    assert worth(sum_) == pytest.approx(worth(result), abs=0.5 * 10**-places + 1e-9)


def test_every_row_names_a_source_or_says_that_there_is_none() -> None:
    rows = [line for line in LINES if line.startswith("| ") and not line.startswith("| |")]
    named = [row for row in rows if "](http" in row or "the same" in row or "derived" in row]
    heads = {row for row in rows if row.rstrip().endswith("| source |")}
    assert [row for row in rows if row not in named and row not in heads] == [
        row for row in rows if "nothing found" in row
    ]
