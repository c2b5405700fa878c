"""What the page on other tools tells a reader to type works on the files of the demo."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from tests.review import demo_store

from rasd.export import write_outputs
from rasd.store import open_store

PAGE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "open-in-other-tools.md"
BLOCKS = re.findall(r"^```(python|sql)\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
FORMATS = ("xlsx", "hxl", "parquet", "geoparquet", "geojson")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("elsewhere")
    demo_store(made / "rasd.sqlite")
    with open_store(made / "rasd.sqlite") as store:
        write_outputs(store, made / "files", formats=FORMATS)
    return made


@pytest.mark.parametrize(
    ("language", "block"), BLOCKS, ids=[f"{each}-{at}" for at, (each, _) in enumerate(BLOCKS)]
)
def test_a_block_runs_and_finds_something(
    language: str, block: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    if language == "sql":
        with duckdb.connect() as connection:
            assert connection.execute(block).fetchall()
        return
    made: dict[str, object] = {}
    exec(block, made)
    tables = [each for each in made.values() if hasattr(each, "columns")]
    assert tables
    assert all(len(table) for table in tables)
