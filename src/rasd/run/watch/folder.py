"""Decides which files of a folder are read: those that have come to rest, each content once.

A file that is still being written is waited for; one that was moved, renamed or copied is known
by its bytes and not read again; one that changed is a new version of its document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from rasd.model import DocumentError
from rasd.readers.inputs import inputs_of
from rasd.run.watch.config import Source
from rasd.run.watch.records import FileState, State

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a look at a folder came to: files to be read, what is known now, rows that go."""

    ready: tuple[FileState, ...]
    known: tuple[FileState, ...]
    left: tuple[str, ...]
    unsettled: bool


def scan(source: Source, held: Mapping[str, FileState], now: float) -> Scan:
    """Looks at a folder; raises `DocumentError` where there is none."""
    if not source.path.is_dir():
        raise DocumentError("missing", f"there is no folder {source.path}", "make it, or mount it")
    here = {each.name: Path(each.path) for each in inputs_of([source.path])}
    by_hash = {each.sha256: each for each in held.values() if each.sha256}
    names = {each.name for each in held.values()}
    ready: list[FileState] = []
    known: list[FileState] = []
    left: list[str] = []
    unsettled = False
    for relative, path in here.items():
        old = held.get(relative)
        stamp = _stamp(path)
        if stamp is None or (old is not None and old.taken_as == _written(stamp)):
            continue
        seen = _seen(source, relative, old, stamp, now, names)
        sha256 = _hash(path) if _at_rest(seen, old, source.settle, now) else None
        if sha256 is None or _stamp(path) != stamp:
            unsettled = True
            known.append(seen)
            continue
        twin = by_hash.get(sha256)
        taken = replace(seen, taken_as=_written(stamp))
        if twin is None:
            ready.append(replace(taken, sha256=sha256))
            by_hash[sha256] = ready[-1]
        elif twin.path == relative:
            known.append(taken)
        elif twin.path in here and twin.taken_as != _written(_stamp(here[twin.path]) or (-1, -1)):
            # What held these bytes was replaced: its document is to be another's soon.
            ready.append(replace(taken, sha256=sha256))
            by_hash[sha256] = ready[-1]
        elif twin.path in here:
            known.append(replace(taken, sha256="", state=State.SAME, name=twin.name, taken=now))
        else:
            left.append(twin.path)
            moved = replace(twin, path=relative, taken_as=_written(stamp))
            known.append(replace(moved, size=stamp[0], mtime=stamp[1]))
            by_hash[sha256] = moved
    return Scan(ready=tuple(ready), known=tuple(known), left=tuple(left), unsettled=unsettled)


def _seen(
    source: Source,
    relative: str,
    old: FileState | None,
    stamp: tuple[int, int],
    now: float,
    names: Set[str],
) -> FileState:
    """What is known of a file now, with since when it has been as it is."""
    size, mtime = stamp
    if old is None:
        name = f"{source.name}/{relative}"
        if name in names:  # of a file that lay here and was moved
            name = f"{source.name}@{mtime}/{relative}"
        return FileState(
            source=source.name, path=relative, name=name, size=size, mtime=mtime, seen=now
        )
    if (old.size, old.mtime) == stamp:
        return old
    return replace(old, size=size, mtime=mtime, seen=now)


def _at_rest(seen: FileState, old: FileState | None, settle: float, now: float) -> bool:
    """Whether a file has been as it is for long enough, by its own time or by ours."""
    return now - seen.mtime / 1e9 >= settle or (seen is old and now - seen.seen >= settle)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:  # gone since
        return None
    return found.st_size, found.st_mtime_ns


def _written(stamp: tuple[int, int]) -> str:
    return f"{stamp[0]}:{stamp[1]}"


def _hash(path: Path) -> str | None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:  # gone, or not to be read yet: it is looked at again
        return None
    return digest.hexdigest()
