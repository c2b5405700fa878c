"""A disk that is full, or a file that cannot be replaced: said, nothing lost, made good later."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.runs import FILES, RASD, contents, rasd, rasd_here, report_lines

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and mounts as in Linux")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "many.jsonl"
    path.write_text("".join(report_lines()[:20]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    assert rasd_here("run", reports, "--out", out).exit_code == 0
    return contents(out)


def longest_file(size: int) -> Callable[[], None]:
    """Makes a process fail to write past so many bytes of a file."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_store_that_cannot_grow_is_said_and_grows_later(
    reports: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = rasd("run", reports, "--out", out, preexec_fn=longest_file(150_000))
    assert done.returncode == 1
    assert done.stderr.startswith(f"rasd: {out / 'rasd.sqlite'}: ")
    assert "free some space" in done.stderr
    assert "run the same command again" in done.stderr
    assert done.stderr.count("\n") == 1
    assert rasd("run", reports, "--out", out).returncode == 0
    assert contents(out) == undisturbed


def test_outputs_that_do_not_fit_leave_the_old_ones_all_together(
    reports: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out, db, few = tmp_path / "out", tmp_path / "rasd.sqlite", tmp_path / "few.jsonl"
    few.write_text("".join(report_lines()[:2]), encoding="utf-8")
    assert rasd("run", few, "--out", out, "--db", db).returncode == 0
    before = contents(out)
    assert rasd("run", reports, "--out", tmp_path / "other", "--db", db).returncode == 0
    limit = len(undisturbed["report.html"]) - 1  # the last file, and the longest
    # The store is longer, and a run with nothing new writes nothing at its end.
    done = rasd("run", reports, "--out", out, "--db", db, preexec_fn=longest_file(limit))
    assert done.returncode == 1
    assert done.stderr.startswith(f"rasd: {out / 'report.html'}: the disk is full")
    assert "free some space and run the same command again" in done.stderr
    assert contents(out) == before
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)
    assert rasd("run", reports, "--out", out, "--db", db).returncode == 0
    assert contents(out) == undisturbed


@pytest.mark.parametrize("command", ["export", "extract"])
def test_standard_output_that_is_full_is_said(reports: Path, tmp_path: Path, command: str) -> None:
    arguments: tuple[object, ...] = ("extract", reports)
    if command == "export":
        rasd("run", reports, "--out", tmp_path)
        arguments = ("export", "--format", "jsonl", "--db", tmp_path / "rasd.sqlite")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*RASD, *map(str, arguments)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=300,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("rasd: standard output: No space left on device. ")
    assert done.stderr.count("\n") == 1


def test_a_file_edited_by_hand_is_written_anew(
    reports: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    assert rasd_here("run", reports, "--out", tmp_path).exit_code == 0
    times = {name: (tmp_path / name).stat().st_mtime_ns for name in FILES}
    edited = tmp_path / "events.csv"
    edited.write_bytes(edited.read_bytes().replace(b"true", b"fals"))
    edited.with_name("events.jsonl").unlink()
    assert rasd_here("run", reports, "--out", tmp_path).exit_code == 0
    assert contents(tmp_path) == undisturbed
    untouched = [n for n in FILES if (tmp_path / n).stat().st_mtime_ns == times[n]]
    assert sorted(untouched) == sorted({*FILES} - {"events.csv", "events.jsonl"})


def test_a_file_that_cannot_be_replaced_is_named_and_the_others_are_written(
    reports: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    held = tmp_path / "events.csv"
    held.mkdir()
    done = rasd_here("run", reports, "--out", tmp_path)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"rasd: {held}: cannot be replaced: ")
    assert "Close it where it is open" in done.stderr
    held.rmdir()
    others = {*FILES} - {held.name}
    assert {name: (tmp_path / name).read_bytes() for name in others} == {
        name: undisturbed[name] for name in others
    }
    assert rasd_here("run", reports, "--out", tmp_path).exit_code == 0
    assert contents(tmp_path) == undisturbed


def in_own_mounts(script: str, *arguments: object) -> str:
    """What a shell script prints that may mount; skips where the system doesn't let it."""
    apart = ["unshare", "--map-root-user", "--mount"]
    try:
        subprocess.run([*apart, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("this system lets nobody mount a file system of their own")
    done = subprocess.run(
        [*apart, "sh", "-ec", script, "sh", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "PROGRAM": RASD[2], "PYTHON": RASD[0]},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_full_disk_under_store_and_outputs_costs_nothing_but_another_run(
    reports: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    small, kept = tmp_path / "small", tmp_path / "kept"
    small.mkdir()
    said = in_own_mounts(
        """
        mount -t tmpfs -o size=100k tmpfs "$1"
        for size in 300k 1m 50m; do
            code=0
            "$PYTHON" -c "$PROGRAM" run "$2" --out "$1/out" -q 2>&1 || code=$?
            echo "$code"
            mount -o remount,size=$size "$1"
        done
        "$PYTHON" -c "$PROGRAM" run "$2" --out "$1/out" -q
        cp -r "$1/out" "$3"
        """,
        small,
        reports,
        kept,
    ).splitlines()
    assert contents(kept) == undisturbed
    assert sorted(path.name for path in kept.iterdir()) == sorted((*FILES, "rasd.sqlite"))
    codes, messages = said[1::2], said[::2]
    assert set(codes) == {"1"}, said
    for message in messages:
        assert message.startswith(f"rasd: {small}/out"), said
        assert "free some space" in message, said


def test_a_folder_that_may_only_be_read_is_named(reports: Path, tmp_path: Path) -> None:
    out, db = tmp_path / "out", tmp_path / "rasd.sqlite"
    out.mkdir()
    said = in_own_mounts(
        """
        mount --bind "$1" "$1"
        mount -o remount,ro,bind "$1"
        for db in "$3" "$1/rasd.sqlite"; do
            code=0
            "$PYTHON" -c "$PROGRAM" run "$2" --out "$1" --db "$db" -q 2>&1 || code=$?
            echo "$code"
        done
        """,
        out,
        reports,
        db,
    ).splitlines()
    assert said[0].startswith(f"rasd: {out / 'documents.jsonl'}: cannot be written: ")
    assert "Name another folder" in said[0]
    assert said[2].startswith(f"rasd: {out / 'rasd.sqlite'}: ")
    assert "may write" in said[2]
    assert [said[1], said[3]] == ["2", "1"]
    assert list(out.iterdir()) == []
