"""Where `rasd export` writes, and what it refuses to write there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.review import demo_store
from tests.runs import rasd_here

from rasd.cli.export import _check_place
from rasd.export import EXPORTERS
from rasd.model import SettingsError


def test_a_file_named_like_one_of_another_format_is_refused(tmp_path: Path) -> None:
    demo_store(tmp_path / "rasd.sqlite")
    out = tmp_path / "map.json"
    done = rasd_here("export", "--db", tmp_path / "rasd.sqlite", "-f", "geojson", "--out", out)
    assert done.exit_code != 0
    assert "a file of geojson ends with .geojson, not .json" in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("out", ["here", "incidents-2031.4", "map.json/", "-", "a/b.geojson"])
def test_a_folder_may_be_called_anything(out: str) -> None:
    _check_place(EXPORTERS, "geojson", out)


def test_a_folder_that_is_there_is_written_to_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "old.csv").mkdir()
    _check_place(EXPORTERS, "geojson", str(tmp_path / "old.csv"))


def test_bytes_are_not_thrown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    _check_place(EXPORTERS, "csv", "-")
    with pytest.raises(SettingsError, match=r"--out events\.xlsx"):
        _check_place(EXPORTERS, "xlsx", "-")
