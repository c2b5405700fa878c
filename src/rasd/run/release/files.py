"""Decides which files of data a release has, and how two processes share them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rasd.export import EXPORTERS, Output
from rasd.export.csv_rows import csv_rows
from rasd.export.files import Part
from rasd.export.source import RecordName, Source
from rasd.model import Citation
from rasd.run.release.folder import Written, write
from rasd.run.release.tables import table_of
from rasd.run.release.together import Writer
from rasd.run.release.wanted import Named

SOURCES = "data/sources.csv"

_COSTS = {
    "evidence.jsonld": 26,
    "events.xlsx": 48,
    "events.jsonl": 15,
    "mentions.jsonl": 12,
    "events.parquet": 25,
    "mentions.parquet": 25,
    "entities.ftm.json": 14,
    "events-hxl.csv": 6,
    "acled.csv": 4,
    "ged.csv": 2,
    "gtd.csv": 6,
    "plover.jsonl": 6,
    "polecat.tsv": 5,
}
"""Seconds of the processor that files take beyond reading, for 100,000 events."""
_OTHERS = 9
_SMALL = 1
"""What leaves most events out takes next to nothing."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to write: its path, which records it needs most, its parts."""

    path: str
    of: RecordName
    parts: Callable[[Source], Iterable[Part]]

    @property
    def cost(self) -> int:
        name = Path(self.path).name
        return _SMALL if name.endswith("-left-out.csv") else _COSTS.get(name, _OTHERS)


def outputs_of(release: Named) -> list[tuple[str, Output]]:
    """What a release has of each of its formats: no articles, and mentions where wanted."""
    return [
        (name, output)
        for name in release.formats
        for output in EXPORTERS[name].outputs
        if not output.has_texts and (release.mentions or output.of != "mentions")
    ]


def files_of(release: Named) -> list[File]:
    """The files of data of a release."""
    outputs = [
        File(f"data/{output.file}", output.of, output.parts) for _, output in outputs_of(release)
    ]
    return [*outputs, File(SOURCES, "citations", lambda source: _cited(source.citations()))]


def shares(files: Iterable[File]) -> tuple[list[File], list[File]]:
    """Two parts of about the same cost."""
    parts: tuple[list[File], list[File]] = ([], [])
    costs = [0, 0]
    for file in sorted(files, key=lambda file: (-file.cost, file.path)):
        less = costs.index(min(costs))
        parts[less].append(file)
        costs[less] += file.cost
    return parts


def writer_of(file: File, part: Path, done: dict[str, Written]) -> Writer:
    """Writes a file into a folder and notes what was written."""

    def run(source: Source) -> None:
        done[file.path] = write(file.parts(source), part / file.path)

    return run


def _cited(citations: Iterable[Citation]) -> Iterator[str]:
    table = table_of(Path(SOURCES).name, None)
    assert table is not None
    names = [field.name for field in table.fields]
    return csv_rows(
        names,
        (
            [None if (it := getattr(each, name)) is None else str(it) for name in names]
            for each in citations
        ),
    )
