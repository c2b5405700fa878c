"""The shipped data files have no fault, and their schemas agree with the code that reads them."""

from __future__ import annotations

import ast
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from rasd.knowledge.check import check_data
from rasd.knowledge.check_events import event_rules
from rasd.knowledge.schemas import list_schemas
from rasd.knowledge.tables import read_rows
from rasd.model import Effect, FigureKind, Outcome, SubEventType


def test_the_shipped_data_have_no_fault() -> None:
    assert check_data() == []


def test_closed_sets_of_the_contract_are_those_of_the_schemas() -> None:
    schemas = list_schemas()
    known = MappingProxyType(
        {
            ("ar/damage.tsv", "effect"): set(Effect),
            ("ar/figure_cues.tsv", "kind"): set(FigureKind),
        }
    )
    for (path, column), values in known.items():
        assert set(schemas[path].columns[column].values) == values
    assert set(event_rules()["outcome"]) == set(Outcome)
    assert set(schemas["ar/people.tsv"].columns["outcome"].values) == set(Outcome)


def test_every_sub_event_type_has_its_row_in_the_crosswalk_in_the_order_of_the_contract() -> None:
    rows = read_rows("crosswalk.tsv")
    assert [row["sub_event_type"] for row in rows] == [str(member) for member in SubEventType]


def test_the_typing_rules_read_kinds_that_triggers_can_have() -> None:
    """A kind misspelt in the rules would silently never fire."""
    found = find_spec("rasd.assemble.kinds")
    assert found is not None
    assert found.origin is not None
    tree = ast.parse(Path(found.origin).read_text("utf-8"))
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and isinstance(node.body[0], ast.Expr)
    }
    stated = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
    }
    weapons = set(list_schemas()["ar/weapons.tsv"].columns["class"].values)
    assert stated
    assert stated - weapons - set(event_rules()["kinds"]) == set()


def test_no_kind_is_declared_that_no_trigger_has() -> None:
    folder = files("rasd.data").joinpath("ar/events")
    text = "".join(entry.read_text("utf-8") for entry in folder.iterdir())
    assert [kind for kind in event_rules()["kinds"] if f'kind = "{kind}"' not in text] == []
