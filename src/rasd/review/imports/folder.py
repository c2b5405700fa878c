"""Decides how an import lies on disk: a folder of its own, each fact in one file.

Files that were sent lie under numbers. They go when the import is done: what documents were read
from is in the store by then.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from rasd.model import RunError, from_json, to_json
from rasd.review.imports.records import Asked, Feed, Item, Outcome, SoFar
from rasd.store.address import FileAddress, parse, shown

T = TypeVar("T")
_ID = re.compile(r"[0-9]{14}-[0-9a-f]{8}")
_ASKED, _ITEMS, _FEED, _SO_FAR, _OUTCOME = "asked", "items", "feed", "so-far", "outcome"
_STARTED = "started"


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one import."""

    path: Path

    @property
    def id(self) -> str:
        return self.path.name

    def file(self, number: int) -> Path:
        """Where a file lies that was sent or fetched."""
        return self.path / f"{number:06d}"

    def asked(self) -> Asked | None:
        return self._read(Asked, _ASKED)

    def items(self) -> tuple[Item, ...]:
        """The files and addresses in the order in which they came, as they were last added."""
        path = self.path / f"{_ITEMS}.jsonl"
        try:
            return _items(path, _stamp(path))
        except FileNotFoundError:
            return ()

    def feed(self) -> Feed | None:
        return self._read(Feed, _FEED)

    def so_far(self) -> SoFar:
        return self._read(SoFar, _SO_FAR) or SoFar()

    def outcome(self) -> Outcome | None:
        return self._read(Outcome, _OUTCOME)

    def write(self, fact: Asked | Feed | SoFar | Outcome) -> None:
        """Keeps a fact; whoever reads sees the one before or this one."""
        name = {Asked: _ASKED, Feed: _FEED, SoFar: _SO_FAR, Outcome: _OUTCOME}[type(fact)]
        path, part = self.path / f"{name}.json", self.path / f".{name}.part"
        with _on_disk(self.path):
            part.write_text(json.dumps(to_json(fact), ensure_ascii=False), "utf-8", "replace")
            part.replace(path)

    def add(self, item: Item) -> None:
        """Adds a file or an address."""
        line = json.dumps(to_json(item), ensure_ascii=True)
        with _on_disk(self.path), (self.path / f"{_ITEMS}.jsonl").open("a", encoding="utf-8") as f:
            f.write(line + "\n")

    @property
    def started(self) -> bool:
        """Whether the server was told to begin with it."""
        return (self.path / _STARTED).exists()

    def start(self, *, begun: bool = True) -> None:
        """Notes that it is begun with, or, with all it needs not being known, that it is not."""
        (self.path / f"{_OUTCOME}.json").unlink(missing_ok=True)
        if begun:
            with _on_disk(self.path):
                (self.path / _STARTED).touch()
        else:
            (self.path / _STARTED).unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else works on the import; nobody will inside the block.

        Where the system cannot lock a folder (Windows, some networks) nobody ever seems to.
        """
        with ExitStack() as stack:
            with suppress(ImportError, OSError):
                import fcntl  # noqa: PLC0415 - not on every system

                descriptor = os.open(self.path, os.O_RDONLY)
                stack.callback(os.close, descriptor)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    yield False
                    return
            yield True

    @property
    def has_files(self) -> bool:
        """Whether what it was to read is still there, or can be fetched."""
        return any(item.fetch or self.file(item.number).exists() for item in self.items())

    def drop_files(self) -> None:
        """Removes the files themselves; what is known of them stays."""
        for path in self.path.glob("[0-9]" * 6):
            path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Forgets the import."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _read(self, kind: type[T], name: str) -> T | None:
        path = self.path / f"{name}.json"
        try:
            stamp = _stamp(path)
        except FileNotFoundError:
            return None
        found: T = _fact(kind, path, stamp)  # type: ignore[arg-type]  # a class can be hashed
        return found


def _stamp(path: Path) -> tuple[int, ...]:
    """What is another once a file was written anew."""
    state = path.stat()
    return state.st_ino, state.st_size, state.st_mtime_ns


@lru_cache(maxsize=1024)
def _fact(kind: type[Any], path: Path, _: tuple[int, ...]) -> Any:
    return from_json(kind, json.loads(path.read_text("utf-8")))


@lru_cache(maxsize=256)
def _items(path: Path, _: tuple[int, ...]) -> tuple[Item, ...]:
    lines = path.read_text("utf-8").splitlines()
    items = (from_json(Item, json.loads(line)) for line in lines)
    return tuple({item.number: item for item in items}.values())


def place_of_imports(store: str) -> Path:
    """Where the imports of a store are kept: beside its file, or where this system keeps state."""
    address = parse(store)
    if isinstance(address, FileAddress):
        return address.path.with_name(f"{address.path.name}.imports")
    base = os.environ.get("XDG_STATE_HOME")
    state = Path(base) if base else Path.home() / ".local" / "state"
    return state / "rasd" / "imports" / hashlib.sha256(shown(store).encode()).hexdigest()[:16]


def new_folder(parent: Path, import_id: str) -> Folder:
    """Makes the folder of an import, for the server's own account alone."""
    with _on_disk(parent):
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (parent / import_id).mkdir(mode=0o700)
    return Folder(parent / import_id)


def folder_of(parent: Path, import_id: str) -> Folder | None:
    """The folder of an import that there is."""
    if not _ID.fullmatch(import_id) or not (parent / import_id).is_dir():
        return None
    return Folder(parent / import_id)


def folders(parent: Path) -> Iterator[Folder]:
    """All imports, the newest first."""
    if parent.is_dir():
        for path in sorted(parent.iterdir(), reverse=True):
            if _ID.fullmatch(path.name):
                yield Folder(path)


class _on_disk:  # noqa: N801 - reads as `with _on_disk(path):`
    """Says what to do where a folder cannot be written to."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise RunError(
                f"{self._path}: imports cannot be kept there ({error.strerror}). Free some space, "
                "or see to it that the server may write to the folder"
            ) from error
