"""Decides how output files are replaced: all at once, and only where their content differs.

A reader never sees half a file; files that belong together are all made before the first is put
in place, so that a full disk leaves the old ones. A run that changes nothing leaves the times of
the files alone, so that tools which watch them stay quiet.
"""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from rasd.model import RunError, SettingsError, disk_is_full

Part = str | bytes
"""A piece of a file as an exporter gives it."""


def write_file(parts: Iterable[Part], path: Path) -> bool:
    """Writes the parts to `path`, text as UTF-8; false where the file already said the same.

    Raises `SettingsError` where the folder cannot be written to and `RunError` for a full disk.
    """
    return write_files([(path, parts)])[path]


def write_files(files: Iterable[tuple[Path, Iterable[Part]]]) -> dict[Path, bool]:
    """Writes several files of one folder; true for those that changed.

    All are made before the first is put in place. One that cannot be replaced, as where another
    program holds it, is named after the others have been. Raises as `write_file` does.
    """
    changed: dict[Path, bool] = {}
    with ExitStack() as rests:
        for path, parts in files:
            part = _beside(path)
            rests.callback(_remove, part)
            changed[path] = _make(parts, part, path)
        held: list[tuple[Path, OSError]] = []
        for path in (path for path, is_new in changed.items() if is_new):
            try:
                _beside(path).replace(path)
            except OSError as error:
                held.append((path, error))
    for path, reason in held:
        raise SettingsError(
            f"{path}: cannot be replaced: {reason.strerror}. Close it where it is open, or name "
            "another folder; then run the same command again"
        ) from reason
    return changed


def as_bytes(part: Part) -> bytes:
    """A part as it stands in a file, text as UTF-8."""
    # Half a surrogate pair has no UTF-8 form; a question mark keeps every offset.
    return part if isinstance(part, bytes) else part.encode("utf-8", "replace")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keeps other processes of rasd from writing to the folder inside the block.

    Whoever comes later waits. Take it before reading what is to be written: then the newer state
    is written last. Where the system cannot lock a folder (Windows, some networks) nobody waits.
    """
    with ExitStack() as stack:
        with suppress(OSError, ImportError):
            import fcntl  # noqa: PLC0415 - not on every system

            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


def _beside(path: Path) -> Path:
    # One name for all processes: what a killed one left is overwritten and never piles up.
    return path.with_name(f".{path.name}.part")


def _make(parts: Iterable[Part], part: Path, path: Path) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            out.writelines(map(as_bytes, parts))
            out.flush()
            if path.is_file() and filecmp.cmp(part, path, shallow=False):
                return False
            os.fsync(out.fileno())  # or a power cut could leave the name with nothing in it
    except OSError as error:
        if disk_is_full(error):
            raise RunError(
                f"{path}: the disk is full ({error.strerror}). The old files stand as they were: "
                "free some space and run the same command again"
            ) from error
        raise SettingsError(f"{path}: cannot be written: {error}. Name another folder") from error
    return True


def _remove(part: Path) -> None:
    with suppress(OSError):  # never made, or already in place
        part.unlink()
