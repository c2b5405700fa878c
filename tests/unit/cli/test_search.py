"""`rasd search` shows documents with the passage that was found."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rasd.cli.app import app

REPORTS = Path(str(files("rasd.data").joinpath("demo/reports/reports.jsonl")))
LINES = REPORTS.read_text("utf-8").splitlines(keepends=True)


def rasd(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(item) for item in arguments])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    (folder / "reports.jsonl").write_text("".join(LINES[:12]), "utf-8")
    assert rasd("run", folder / "reports.jsonl", "--out", folder / "out").exit_code == 0
    return folder / "out"


def test_records_hold_offsets_into_the_documents(out: Path) -> None:
    done = rasd("search", "قتيل", "--db", out / "rasd.sqlite", "--format", "jsonl")
    assert done.exit_code == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    documents = {
        document["id"]: document
        for document in map(json.loads, (out / "documents.jsonl").read_text("utf-8").splitlines())
    }
    assert records
    for record in records:
        body = documents[record["doc_id"]][record["part"] or "text"]
        assert (
            body[record["start"] : record["start"] + len(record["snippet"])] == (record["snippet"])
        )
        assert record["hits"]
        for hit in record["hits"]:
            assert body[hit["start"] : hit["end"]] in record["snippet"]


def test_lines_mark_what_was_found(out: Path) -> None:
    done = rasd("search", "قتيل", "--db", out / "rasd.sqlite", "-n", "1")
    [line] = done.stdout.splitlines()
    doc_id, _, passage = line.split("\t")
    assert doc_id in {json.loads(each)["id"] for each in LINES[:12]}
    assert "[" in passage


def test_nothing_found_is_said_beside_the_output(out: Path) -> None:
    done = rasd("search", "ديناصورات", "--db", out / "rasd.sqlite")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "rasd: nothing found\n")


@pytest.mark.parametrize("arguments", [["؟"], ["قتيل", "--format", "xlsx"]], ids=str)
def test_what_cannot_be_searched_is_an_error_of_usage(out: Path, arguments: list[str]) -> None:
    done = rasd("search", *arguments, "--db", out / "rasd.sqlite")
    assert (done.exit_code, done.stdout) == (2, "")
