"""A run starts from what the search for copies of the last one worked out, and needs none of it."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from tests.runs import contents, rasd_here, report_lines

from rasd.merge import reuse
from rasd.pipeline import merge_recipe
from rasd.store import open_store


def reports(folder: Path, first: int, last: int) -> Path:
    path = folder / f"some-{first}-{last}.jsonl"
    path.write_text("".join(report_lines()[first:last]), encoding="utf-8")
    return path


def test_a_later_run_looks_at_new_texts_alone(place: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert rasd_here("run", reports(tmp_path, 10, 16), "--out", out, "--db", place).exit_code == 0
    new = reports(tmp_path, 16, 17)
    with patch.object(reuse, "fingerprint", wraps=reuse.fingerprint) as looked:
        assert rasd_here("run", new, "--out", out, "--db", place).exit_code == 0
    assert looked.call_count == 1
    together = tmp_path / "together"
    both = [reports(tmp_path, 10, 16), new]
    assert rasd_here("run", *both, "--out", together).exit_code == 0
    assert contents(out) == contents(together)


def test_what_was_kept_may_be_damaged(place: str, tmp_path: Path) -> None:
    out, clean = tmp_path / "out", tmp_path / "clean"
    first, new = reports(tmp_path, 10, 16), reports(tmp_path, 16, 17)
    assert rasd_here("run", first, new, "--out", clean).exit_code == 0
    assert rasd_here("run", first, "--out", out, "--db", place).exit_code == 0
    with open_store(place) as store:
        store.write_memory([("abc", b"no fingerprint")], merge_recipe())
    assert rasd_here("run", new, "--out", out, "--db", place).exit_code == 0
    assert contents(out) == contents(clean)
    with open_store(place) as store:
        assert "abc" not in dict(store.memory(merge_recipe()))
        assert len(dict(store.memory(merge_recipe()))) >= 7
