"""A row whose record was damaged: named with a way out, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from tests.runs import contents, rasd_here, records, report_lines

from rasd.store import open_store

HALF = '{"id": "half of'


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "some.jsonl"
    path.write_text("".join(report_lines()[2:12]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    assert rasd_here("run", reports, "--out", out).exit_code == 0
    return contents(out)


def damage(place: str, table: str) -> str:
    """Breaks the record of one row; gives its id."""
    url = place.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url if "://" in place else f"sqlite:///{place}")
    with engine.begin() as connection:
        key = "doc_id" if table == "reuse" else "id"
        found = connection.execute(text(f"SELECT max({key}) FROM {table}")).scalar()
        connection.execute(
            text(f"UPDATE {table} SET record = :half WHERE {key} = :found"),
            {"half": HALF, "found": found},
        )
    engine.dispose()
    return str(found)


@pytest.mark.parametrize("table", ["document", "mention", "figure", "event"])
def test_an_export_names_the_row_and_writes_all_others(
    reports: Path, undisturbed: dict[str, bytes], place: str, tmp_path: Path, table: str
) -> None:
    out, again = tmp_path / "out", tmp_path / "again"
    assert rasd_here("run", reports, "--out", out, "--db", place).exit_code == 0
    broken = damage(place, table)
    done = rasd_here("export", "--format", "jsonl", "--db", place, "--out", again)
    assert done.exit_code == 1
    first, *_, last = done.stderr.splitlines()
    assert f"table '{table}': row '{broken}'" in first
    assert "is damaged" in first
    assert "restore a backup" in first
    assert "p@ss" not in done.stderr
    assert last == "rasd: all that can be read was written"
    for name in ("document", "mention", "figure", "event"):
        whole = {record["id"] for record in records(out / f"{name}s.jsonl")}
        left = {record["id"] for record in records(again / f"{name}s.jsonl")}
        assert left == (whole - {broken} if name == table else whole), name


@pytest.mark.parametrize("table", ["mention", "figure", "event", "document"])
def test_the_next_run_on_the_same_input_makes_the_row_anew(
    reports: Path, undisturbed: dict[str, bytes], place: str, tmp_path: Path, table: str
) -> None:
    out = tmp_path / "out"
    assert rasd_here("run", reports, "--out", out, "--db", place).exit_code == 0
    damage(place, table)
    done = rasd_here("run", reports, "--out", out, "--db", place)
    assert (done.exit_code, done.stderr) == (0, "")
    assert contents(out) == undisturbed
    assert rasd_here("export", "--format", "jsonl", "--db", place).exit_code == 0


def test_a_run_on_other_input_mends_what_the_store_can_tell_and_names_the_rest(
    reports: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out, few = tmp_path / "out", tmp_path / "few.jsonl"
    place = str(tmp_path / "rasd.sqlite")
    few.write_text(report_lines()[5], encoding="utf-8")
    assert rasd_here("run", reports, "--out", out, "--db", place).exit_code == 0
    damage(place, "mention")
    done = rasd_here("run", few, "--out", out, "--db", place)
    assert "1 damaged row of the store made anew" in done.stdout
    assert contents(out) == undisturbed
    broken = damage(place, "document")
    done = rasd_here("run", few, "--out", out, "--db", place)
    assert done.exit_code == 0
    assert f"{broken}: damaged: its row in table 'document'" in done.stdout
    left = {record["id"] for record in records(out / "documents.jsonl")}
    assert left == {record["id"] for record in records(reports)} - {broken}
    assert rasd_here("run", reports, "--out", out, "--db", place).exit_code == 0
    assert contents(out) == undisturbed
    with open_store(place) as store:
        assert list(store.issues()) == []


def test_asking_for_the_damaged_row_names_it(reports: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "rasd.sqlite")
    assert rasd_here("run", reports, "--out", tmp_path / "out", "--db", place).exit_code == 0
    broken = damage(place, "mention")
    done = rasd_here("explain", broken, "--db", place)
    assert done.exit_code == 1
    assert f"table 'mention': row '{broken}' is damaged" in done.stderr
