"""`rasd backup` and `rasd restore` take a store along."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rasd.cli.app import app

REPORTS = Path(str(files("rasd.data").joinpath("demo/reports/reports.jsonl")))


def rasd(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(item) for item in arguments])


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup")
    lines = REPORTS.read_text("utf-8").splitlines(keepends=True)
    (folder / "few.jsonl").write_text("".join(lines[:5]), "utf-8")
    assert rasd("run", folder / "few.jsonl", "--out", folder / "out").exit_code == 0
    return folder / "out/rasd.sqlite"


def test_a_restored_store_exports_the_same(db: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "backup.zip", tmp_path / "new.sqlite"
    made = rasd("backup", file, "--db", db)
    assert made.stdout.startswith(f"{file}: 5 documents, ")
    restored = rasd("restore", file, "--db", new)
    assert restored.stdout.startswith(f"{new}: 5 documents, ")
    export = ("export", "--format", "jsonl", "--db")
    assert rasd(*export, db).stdout == rasd(*export, new).stdout
    again = rasd("run", db.parents[1] / "few.jsonl", "--out", tmp_path / "out", "--db", new)
    assert again.stdout.startswith("5 documents read: 0 new, 5 unchanged")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_store_moves_into_a_database(db: Path, tmp_path: Path, schema: str) -> None:
    file, back = tmp_path / "backup.zip", tmp_path / "back.zip"
    rasd("backup", file, "--db", db)
    restored = rasd("restore", file, "--db", schema)
    assert (restored.exit_code, "rasd:***@" in restored.stdout) == (0, True)
    rasd("backup", back, "--db", schema)
    assert file.read_bytes() == back.read_bytes()


def test_a_restore_over_a_store_is_refused(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    rasd("backup", file, "--db", db)
    before = db.read_bytes()
    done = rasd("restore", file, "--db", db)
    assert (done.exit_code, "not empty" in done.stderr) == (1, True)
    assert before == db.read_bytes()


def test_a_backup_that_cannot_be_written_says_so(db: Path, tmp_path: Path) -> None:
    done = rasd("backup", tmp_path / "none/backup.zip", "--db", db)
    assert (done.exit_code, "cannot be written" in done.stderr) == (2, True)
