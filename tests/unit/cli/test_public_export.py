"""`rasd export --public`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.review import demo_store
from tests.runs import rasd_here


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("public") / "rasd.sqlite"
    demo_store(place)
    return place


def test_a_public_folder_holds_no_article_and_tells_what_was_removed(
    store: Path, tmp_path: Path
) -> None:
    done = rasd_here("export", "--db", store, "--public", "-f", "jsonl", "--out", tmp_path / "o")
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == [
        "events.jsonl",
        "figures.jsonl",
        "mentions.jsonl",
        "removed.csv",
    ]
    log = (tmp_path / "o" / "removed.csv").read_text("utf-8")
    assert log.startswith("record,field,rule,words")
    assert "words removed by rule" in done.stderr


def test_the_same_store_is_published_in_the_same_bytes(store: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        rasd_here("export", "--db", store, "--public", "-f", "jsonl", "--out", tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_day_without_public_is_refused(store: Path) -> None:
    done = rasd_here("export", "--db", store, "-f", "csv", "--as-of", "2024-05-01")
    assert done.exit_code != 0
    assert "--public" in done.stderr


def test_a_day_that_is_none_is_refused(store: Path) -> None:
    done = rasd_here("export", "--db", store, "-f", "csv", "--public", "--as-of", "May")
    assert done.exit_code != 0
    assert "2024-05-31" in done.stderr
