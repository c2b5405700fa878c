"""What the package offers to Python is small, typed, and told of in the documentation."""

from __future__ import annotations

import inspect
import typing
from importlib.resources import files
from pathlib import Path

import pytest

import rasd

PAGE = (Path(__file__).resolve().parents[3] / "docs/reference/python.md").read_text("utf-8")
FUNCTIONS = [name for name in rasd.__all__ if not name.startswith("__")]


def test_the_package_says_that_it_is_typed() -> None:
    assert files("rasd").joinpath("py.typed").is_file()


def test_the_names_are_those_that_were_promised() -> None:
    assert sorted(FUNCTIONS) == [
        "read_accounts",
        "read_citations",
        "read_events",
        "read_evidence",
        "read_figures",
        "read_mentions",
    ]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_is_typed_and_told_of(name: str) -> None:
    function = getattr(rasd, name)
    assert function.__doc__
    overloads = typing.get_overloads(function)
    assert overloads
    for overload in overloads:
        assert "return" in overload.__annotations__
    given = inspect.signature(function).parameters
    assert f"`{name}({', '.join(given)})`" in PAGE
