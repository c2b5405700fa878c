"""Decides where a dataset is read from: a store, what a run or a release left, or one of its files.

A folder is read by its JSON Lines, which hold every record whole; so is a file that ends in
`.jsonl`. Anything else is a store: a file, or the address of a PostgreSQL database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rasd.export import Source
from rasd.model import (
    Citation,
    Document,
    Event,
    Figure,
    InputError,
    Mention,
    Redirect,
    SettingsError,
    read_line,
)

T = TypeVar("T")
_STORE = "rasd.sqlite"


@contextmanager
def opened(place: str | Path) -> Iterator[Source]:
    """The source at a place, open inside the block.

    Raises `SettingsError` where there is nothing to read and `StoreError` for a file that is no
    store.
    """
    path = Path(place)
    if "://" in str(place):
        path = Path()
    elif path.is_dir():
        if (path / _STORE).is_file():
            path /= _STORE
        else:
            yield _Files(_lines_in(path))
            return
    elif path.suffix == ".jsonl":
        if not path.is_file():
            raise SettingsError(f"{path}: there is no such file")
        yield _Files(path.parent, only=path)
        return
    elif path.suffix in (".csv", ".parquet", ".xlsx", ".geojson"):
        raise SettingsError(
            f"{path}: a format for other programs. Read the store or events.jsonl beside it"
        )
    # Imported here: files alone need no database.
    from rasd.store import open_store  # noqa: PLC0415

    with (
        open_store(str(place) if path == Path() else path, create=False) as store,
        store.snapshot(),
    ):
        yield store


def _lines_in(folder: Path) -> Path:
    for each in (folder, folder / "data"):
        if (each / "events.jsonl").is_file():
            return each
    raise SettingsError(
        f"{folder}: holds neither {_STORE} nor events.jsonl. Name the folder of a run or a release"
    )


@dataclass(frozen=True, slots=True)
class _Files:
    """The JSON Lines of a folder; `only` is the one file that was named, whatever it is called."""

    folder: Path
    only: Path | None = None

    def documents(self) -> Iterator[Document]:
        return self._read("documents.jsonl", Document)

    def citations(self) -> Iterator[Citation]:
        # A release has no texts; the citation of a document is the document without them.
        name = "citations.jsonl"
        if self.only is None and not (self.folder / name).is_file():
            name = "documents.jsonl"
        return self._read(name, Citation)

    def mentions(self) -> Iterator[Mention]:
        return self._read("mentions.jsonl", Mention)

    def events(self) -> Iterator[Event]:
        return self._read("events.jsonl", Event)

    def figures(self) -> Iterator[Figure]:
        return self._read("figures.jsonl", Figure)

    def redirects(self) -> Iterator[Redirect]:
        return self._read("redirects.jsonl", Redirect)

    def _read(self, name: str, kind: type[T]) -> Iterator[T]:
        path = self.only or self.folder / name
        if not path.is_file():
            raise SettingsError(f"{path}: there is no such file")
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield read_line(kind, line)
                except InputError as error:
                    raise SettingsError(
                        f"{path}:{number}: no {kind.__name__.lower()} ({error}). Name a file that "
                        "rasd wrote"
                    ) from error
