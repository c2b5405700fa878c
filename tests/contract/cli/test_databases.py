"""The commands take a file or a server's database as their store, and give the same."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from tests.postgresql import PASSWORD
from typer.testing import CliRunner, Result

from rasd.cli.app import app

REPORTS = Path(str(files("rasd.data").joinpath("demo/reports"))) / "reports.jsonl"


def rasd(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(item) for item in arguments])


@pytest.fixture
def few(tmp_path: Path) -> Path:
    path = tmp_path / "few.jsonl"
    lines = REPORTS.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:6]), "utf-8")
    return path


def test_a_run_into_a_database_writes_the_files_of_one_into_a_file(
    few: Path, tmp_path: Path, schema: str
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    assert rasd("run", few, "--out", here).exit_code == 0
    first = rasd("run", few, "--out", there, "--db", schema)
    assert (first.exit_code, first.stderr) == (0, "")
    again = rasd("run", few, "--out", there, "--db", schema)
    assert again.stdout.startswith("6 documents read: 0 new, 6 unchanged")
    names = sorted(path.name for path in here.iterdir() if path.name != "rasd.sqlite")
    assert names == sorted(path.name for path in there.iterdir())
    assert {n: (here / n).read_bytes() for n in names} == {
        n: (there / n).read_bytes() for n in names
    }


def test_export_and_explain_read_a_database(few: Path, tmp_path: Path, schema: str) -> None:
    rasd("run", few, "--out", tmp_path / "out", "--db", schema)
    exported = rasd("export", "-f", "jsonl", "--db", schema)
    assert (tmp_path / "out/events.jsonl").read_text("utf-8") == exported.stdout
    event = json.loads(exported.stdout.splitlines()[0])
    explained = rasd("explain", event["id"], "--db", schema)
    assert (explained.exit_code, event["id"] in explained.stdout) == (0, True)


def test_no_message_tells_the_password(few: Path, tmp_path: Path, schema: str) -> None:
    wrong = schema.replace("/postgres?", "/nowhere?")
    for command in (["run", few, "--out", tmp_path / "out"], ["export", "-f", "csv"], ["report"]):
        done = rasd(*command, "--db", wrong)
        assert done.exit_code == 1
        assert "rasd:***@" in done.stderr
        assert PASSWORD not in done.output
        assert "p%40ss" not in done.output
