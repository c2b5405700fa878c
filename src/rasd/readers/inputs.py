"""Which files an input list stands for, in the order given, folders walked by sorted name.

A file's id is its name; under a given folder it is the path from that folder on. Hidden files
and the lock files of office programs are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from rasd.readers.sniff import SUFFIXES

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file with the name its documents go by; `path` is `-` for standard input.

    The name also says by its ending what the file is likely to be; it need not be the file's own
    and is never opened. The other fields are known from elsewhere, such as the address that a page
    was fetched from; what the file itself says goes before them, but for the address of a page and,
    with `outlet_known`, the outlet: pages name theirs in many ways, and often by the host alone.
    """

    path: Path | str
    name: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    outlet_known: bool = False

    @property
    def file_name(self) -> str:
        """The name whose ending may say what the file is; that of an address often says nothing."""
        if self.path == STDIN:
            return ""
        if self.url is None:
            return self.name
        name = urlsplit(self.url).path
        return name if any(f".{part}" in SUFFIXES for part in name.lower().split(".")) else ""


Given = str | Path | Input
"""A file, a folder, standard input, or a file under another name."""


def inputs_of(given: Sequence[Given]) -> Iterator[Input]:
    """The files behind `given`; a path that does not exist stays in, to be reported."""
    for item in given:
        if isinstance(item, Input):
            yield item
            continue
        if item == STDIN:
            yield Input(path=STDIN, name="stdin")
            continue
        path = Path(item)
        if path.is_dir():
            yield from _walk(path)
        else:
            yield Input(path=path, name=path.name or str(path))


def discover(given: Sequence[Given]) -> list[Path | str]:
    """The paths that `read_inputs` will open, for a progress total; `-` is standard input."""
    return [item.path for item in inputs_of(given)]


def _walk(folder: Path) -> Iterator[Input]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent) / name
            if name.startswith((".", "~$")) or not path.is_file():
                continue
            yield Input(path=path, name=path.relative_to(folder).as_posix())
