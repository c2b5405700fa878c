"""`rasd original` gives back what was read."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rasd.cli.app import app

LINES = (
    Path(str(files("rasd.data").joinpath("demo/reports/reports.jsonl"))).read_bytes().splitlines()
)


def rasd(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(item) for item in arguments])


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a run over two lines and a list."""
    folder = tmp_path_factory.mktemp("original")
    (folder / "in").mkdir()
    (folder / "in/two.jsonl").write_bytes(b"\n".join(LINES[1:3]) + b"\n")
    record = json.loads(LINES[3])
    (folder / "in/list.json").write_text(json.dumps([record]), "utf-8")
    assert rasd("run", folder / "in", "--out", folder / "out").exit_code == 0
    return folder / "out/rasd.sqlite"


def test_a_record_comes_back_as_its_line(db: Path) -> None:
    done = rasd("original", json.loads(LINES[1])["id"], "--db", db)
    assert (done.exit_code, done.stderr) == (0, "")
    assert LINES[1] + b"\n" == done.stdout_bytes


def test_a_file_is_written_where_it_is_asked_for(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.json"
    done = rasd("original", json.loads(LINES[3])["id"], "--db", db, "--out", out)
    assert done.stdout == f"{out}\n"
    assert "the part [1]" in done.stderr
    assert (db.parents[1] / "in/list.json").read_bytes() == out.read_bytes()


def test_an_unknown_document_is_an_error_of_usage(db: Path) -> None:
    done = rasd("original", "nothing", "--db", db)
    assert done.exit_code == 2
    assert "no document has the id 'nothing'" in done.stderr


def test_a_store_of_an_earlier_version_is_completed_by_the_next_run(
    db: Path, tmp_path: Path
) -> None:
    import sqlite3

    old = tmp_path / "old.sqlite"
    old.write_bytes(db.read_bytes())
    connection = sqlite3.connect(old)
    connection.execute("DELETE FROM document_original")
    connection.commit()
    connection.close()
    wanted = json.loads(LINES[2])["id"]
    done = rasd("original", wanted, "--db", old)
    assert (done.exit_code, "Run again on the same input" in done.stderr) == (2, True)
    again = rasd("run", db.parents[1] / "in", "--out", tmp_path / "out", "--db", old)
    assert again.stdout.startswith("3 documents read: 0 new, 3 unchanged")
    assert LINES[2] + b"\n" == rasd("original", wanted, "--db", old).stdout_bytes
