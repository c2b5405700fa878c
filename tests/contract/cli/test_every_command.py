"""What every command keeps: a help page that helps, a row in the reference, errors on one line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.tools import tool
from typer.testing import CliRunner

from rasd.cli.app import app
from rasd.export import EXPORTERS

ROOT = Path(__file__).resolve().parents[3]


def _leaves(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name, child in children.items():
        yield from _leaves((*path, name), child)


COMMANDS = dict(_leaves((), typer.main.get_command(app)))
CONTRACT = {("run",), ("extract",), ("eval",), ("export",), ("explain",), ("data", "check")}


def test_the_commands_of_the_contract_exist() -> None:
    assert COMMANDS.keys() >= CONTRACT


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_says_what_it_does_and_shows_an_example(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*path, "--help"])
    assert shown.exit_code == 0
    assert "Examples:\n" in shown.stdout
    assert f"    rasd {' '.join(path)}" in shown.stdout


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_explains_itself(path: tuple[str, ...]) -> None:
    silent = [param.name for param in COMMANDS[path].params if not param.help]
    assert silent == []


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_first_line_fits_the_list_of_commands(path: tuple[str, ...]) -> None:
    first = COMMANDS[path].help.split("\n")[0]
    assert first in CliRunner().invoke(app, [*path[:-1], "--help"]).stdout


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_an_unknown_option_is_wrong_usage(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*path, "--no-such-option"])
    assert shown.exit_code == 2
    assert "--no-such-option" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_export_names_every_format() -> None:
    shown = CliRunner().invoke(app, ["export", "--help"]).stdout
    assert f"One of {', '.join(EXPORTERS)}." in " ".join(shown.split())


def test_the_reference_page_is_up_to_date() -> None:
    page = ROOT / "docs" / "reference" / "cli.md"
    written = tool("build_cli_docs").page()
    assert written == page.read_text(encoding="utf-8"), "run tools/build_cli_docs.py"
