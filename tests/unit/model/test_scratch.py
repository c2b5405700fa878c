"""Notes wait in tables on disk, and a folder without room is named with its remedy."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rasd.model import RunError
from rasd.model.scratch import Scratch

FILL = """
import os, resource
from rasd.model import RunError
from rasd.model.scratch import Scratch

notes = Scratch("CREATE TABLE note(text BLOB);", in_memory=1 << 14)
fill = lambda: notes.put("INSERT INTO note VALUES (?)", ((bytes(1000),) for _ in range(1000)))
fill()
held = {os.path.realpath(f"/proc/self/fd/{each}") for each in os.listdir("/proc/self/fd")}
print(*(os.path.dirname(each) for each in held if "etilqs" in each))
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, resource.RLIM_INFINITY))
try:
    fill()
except RunError as error:
    print(error)
"""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system does not list files")
@pytest.mark.parametrize(
    "folders",
    [
        {"TMPDIR": "here"},
        {"TMPDIR": "here", "SQLITE_TMPDIR": "gone"},
        {"TMPDIR": "gone", "SQLITE_TMPDIR": "here"},
        {"TMPDIR": "gone"},
    ],
)
def test_a_full_folder_is_named_as_the_one_that_sqlite_took(
    tmp_path: Path, folders: dict[str, str]
) -> None:
    (tmp_path / "here").mkdir()
    env = {**os.environ, **{name: str(tmp_path / each) for name, each in folders.items()}}
    done = subprocess.run(
        [sys.executable, "-c", FILL], env=env, capture_output=True, text=True, check=True
    )
    folder, error = done.stdout.splitlines()
    assert error.startswith(f"the folder for temporary files, {folder}, cannot be written to: ")
    assert ("here" in folders.values()) == (folder == str(tmp_path / "here"))


@pytest.mark.filterwarnings("error")
def test_tables_that_cannot_be_opened_are_told_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_memory(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", no_memory)
    with pytest.raises(RunError, match=r"unable to open database file.*another folder in TMPDIR"):
        Scratch("CREATE TABLE note(text BLOB);")
