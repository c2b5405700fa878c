"""Which files an input list stands for, in the order given, folders walked by sorted name.

A file's id is its name; under a given folder it is the path from that folder on. Hidden files
and the lock files of office programs are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file with the name its documents go by; `path` is `-` for standard input."""

    path: Path | str
    name: str


def inputs_of(given: Sequence[str | Path]) -> Iterator[Input]:
    """The files behind `given`; a path that does not exist stays in, to be reported."""
    for item in given:
        if item == STDIN:
            yield Input(path=STDIN, name="stdin")
            continue
        path = Path(item)
        if path.is_dir():
            yield from _walk(path)
        else:
            yield Input(path=path, name=path.name or str(path))


def discover(given: Sequence[str | Path]) -> list[Path | str]:
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
