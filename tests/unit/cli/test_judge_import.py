"""`rasd judge import`, from tasks that `rasd export` has given out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.returned import Task, store_at
from typer.testing import CliRunner, Result

from rasd.cli.app import app

Rasd = Callable[..., Result]


@pytest.fixture
def rasd(tmp_path: Path) -> Rasd:
    db = tmp_path / "rasd.sqlite"
    store_at(db).close()

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [*map(str, arguments), "--db", str(db)])

    return run


@pytest.fixture
def done(rasd: Rasd, tmp_path: Path) -> Path:
    """An export of Label Studio with one correction that can be taken over and one that cannot."""
    assert rasd("export", "--format", "labelstudio", "--out", tmp_path / "out").exit_code == 0
    tasks = json.loads((tmp_path / "out/labelstudio-tasks.json").read_text("utf-8"))
    task = Task(tasks[0])
    task.say("1", "killed", "2")
    task.say("1", "wounded", "some")
    path = tmp_path / "done.json"
    path.write_text(json.dumps([task.done(by=1)]), "utf-8")
    return path


def test_corrections_are_imported_and_what_is_refused_is_named(rasd: Rasd, done: Path) -> None:
    shown = rasd("judge", "import", done, "--author", "Nour")
    assert shown.exit_code == 1
    made, total = shown.stdout.splitlines()
    assert made.endswith("  edit killed by Nour  (done.json, task 3)")
    assert total == "1 imported, 1 refused"
    assert "refused: done.json, task 3, incident 1, wounded: 'some' is no toll" in shown.stderr


def test_the_same_file_again_imports_nothing(rasd: Rasd, done: Path) -> None:
    rasd("judge", "import", done, "--author", "Nour")
    shown = rasd("judge", "import", done, "--author", "Nour")
    assert shown.stdout == "0 imported, 1 refused, 1 known already\n"


def test_a_dry_run_says_that_it_is_one(rasd: Rasd, done: Path) -> None:
    shown = rasd("judge", "import", done, "--author", "Nour", "--dry-run")
    assert shown.stdout.endswith("1 would be imported, 1 refused\n")
    assert "nobody has judged yet" in rasd("judge", "list").stdout


def test_a_file_of_another_format_than_the_one_named_is_refused(rasd: Rasd, done: Path) -> None:
    shown = rasd("judge", "import", done, "--format", "inception")
    assert "it is a file of labelstudio, not of inception" in shown.stderr
    assert rasd("judge", "import", done, "--format", "brat").exit_code != 0


@pytest.mark.parametrize("name", ["labelstudio", "inception"])
def test_tasks_are_never_made_public(rasd: Rasd, tmp_path: Path, name: str) -> None:
    for out in ("-", tmp_path / "public"):
        shown = rasd("export", "--format", name, "--public", "--out", out)
        assert shown.exit_code != 0
        assert (shown.stdout, list(tmp_path.glob("public/*"))) == ("", [])
        assert "holds articles, which are not published" in shown.stderr


def test_a_store_with_imported_judgements_verifies(rasd: Rasd, done: Path) -> None:
    rasd("judge", "import", done, "--author", "Nour")
    assert rasd("verify").exit_code == 0
