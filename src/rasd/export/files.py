"""Decides how output files are replaced: all at once, and only where their content differs.

A reader never sees half a file; files that belong together are all made before the first is put
in place, so that a full disk leaves the old ones. A run that changes nothing leaves the times of
the files alone, so that tools which watch them stay quiet.
"""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rasd.model import RunError, SettingsError, disk_is_full

Part = str | bytes
"""A piece of a file as an exporter gives it."""

_BUFFER = 1 << 18
"""Bytes that are given to the system together: parts are as small as a line."""


def write_file(parts: Iterable[Part], path: Path) -> bool:
    """Writes the parts to `path`, text as UTF-8; false where the file already said the same.

    Raises `SettingsError` where the folder cannot be written to and `RunError` for a full disk.
    """
    return write_files([(path, parts)])[path]


File = tuple[Path, Iterable[Part]]


@dataclass(frozen=True, slots=True)
class Abreast:
    """Files whose parts are taken in turn, since they come from one reading of the same records."""

    files: tuple[File, ...]


def write_files(files: Iterable[File | Abreast]) -> dict[Path, bool]:
    """Writes several files of one folder; true for those that changed.

    All are made before the first is put in place. One that cannot be replaced, as where another
    program holds it, is named after the others have been. Raises as `write_file` does.
    """
    changed: dict[Path, bool] = {}
    with ExitStack() as rests:
        for each in files:
            some = each.files if isinstance(each, Abreast) else (each,)
            for path, _ in some:
                rests.callback(_remove, _beside(path))
            changed |= _make(some)
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


def _make(files: Sequence[File]) -> dict[Path, bool]:
    with ExitStack() as opened:
        taken: list[tuple[Path, IO[bytes], Iterator[Part]]] = []
        for path, parts in files:
            with _explained(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                out: IO[bytes] = _beside(path).open("wb", buffering=_BUFFER)
            opened.callback(_close, out)
            taken.append((path, out, iter(parts)))
        waiting = list(taken)
        while waiting:
            waiting = [each for each in waiting if _write_next(*each)]
        return {path: _differs(path, out) for path, out, _ in taken}


def _write_next(path: Path, out: IO[bytes], parts: Iterator[Part]) -> bool:
    """Writes the next part of a file; false where there is none."""
    with _explained(path):  # a part may wait in a file, too
        part = next(parts, None)
        if part is None:
            return False
        out.write(as_bytes(part))
        return True


def _differs(path: Path, made: IO[bytes]) -> bool:
    """Whether what was made says something else than what stands there."""
    with _explained(path):
        made.flush()
        if path.is_file() and filecmp.cmp(_beside(path), path, shallow=False):
            return False
        os.fsync(made.fileno())  # or a power cut could leave the name with nothing in it
        return True


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if disk_is_full(error):
            raise RunError(
                f"{path}: the disk is full ({error.strerror}). The old files stand as they were: "
                "free some space and run the same command again"
            ) from error
        raise SettingsError(f"{path}: cannot be written: {error}. Name another folder") from error


def _close(out: IO[bytes]) -> None:
    with suppress(OSError):  # what could not be written was told already
        out.close()


def _remove(part: Path) -> None:
    with suppress(OSError):  # never made, or already in place
        part.unlink()
