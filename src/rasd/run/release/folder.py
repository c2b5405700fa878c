"""Decides how the folder of a release comes about: whole, or not at all.

It is made beside its place and moved there at the end. What stands in the place stays as it is: a
release that was published under a version is never changed.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rasd.export.files import Part, as_bytes
from rasd.model import RunError, SettingsError, disk_is_full

CHECKSUMS = "CHECKSUMS"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written to a file."""

    bytes: int
    sha256: str


def refuse_foreign(out: Path) -> None:
    """Raises `SettingsError` where something that is no release stands in the place of one."""
    try:
        taken = out.exists() and (not out.is_dir() or any(out.iterdir()))
    except OSError as error:
        raise SettingsError(f"{out}: cannot be read: {error.strerror}") from error
    if taken and not (out / CHECKSUMS).is_file():
        raise SettingsError(f"{out}: holds other things. Name a folder that is empty or new")


@contextmanager
def made_beside(out: Path) -> Iterator[Path]:
    """A folder beside the place of a release; it is gone afterwards, unless moved there."""
    part = out.parent / f".{out.name}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)  # what a killed run left
        part.mkdir(parents=True)
        yield part
    except OSError as error:
        if disk_is_full(error):
            raise RunError(
                f"{out}: the disk is full ({error.strerror}). Nothing was published: free some "
                "space and run the same command again"
            ) from error
        raise SettingsError(f"{out}: cannot be written: {error}. Name another folder") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write(parts: Iterable[Part], path: Path) -> Written:
    """Writes the parts to a new file."""
    digest, size = hashlib.sha256(), 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for part in map(as_bytes, parts):
            file.write(part)
            digest.update(part)
            size += len(part)
        file.flush()
        os.fsync(file.fileno())  # or a power cut could leave the name with nothing in it
    return Written(size, digest.hexdigest())


def put_in_place(part: Path, out: Path) -> bool:
    """Moves a finished release to its place; false where the same one stands there already.

    Raises `SettingsError` where another one does.
    """
    if (out / CHECKSUMS).is_file():
        if _same(part, out):
            return False
        raise SettingsError(
            f"{out}: holds a release with other content, and what is published stays as it is. "
            "Name a new folder, give the release a --version of its own, and name this one as "
            "--previous"
        )
    if out.is_dir():
        out.rmdir()
    part.replace(out)
    return True


def _same(one: Path, other: Path) -> bool:
    def files(folder: Path) -> list[Path]:
        return sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())

    names = files(one)
    return names == files(other) and all(
        filecmp.cmp(one / name, other / name, shallow=False) for name in names
    )
