"""Decides which files a run leaves in its folder, the report aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import tee
from pathlib import Path

from rasd.export.files import Abreast, File, Part, write_files
from rasd.export.registry import EXPORTERS
from rasd.export.source import Chosen, Source
from rasd.model import SettingsError

CONTRACT_FORMATS = ("jsonl", "csv", "geojson")
"""The formats that every run writes."""

Parts = Iterable[Part]


def write_outputs(
    source: Source,
    folder: Path,
    *,
    formats: Iterable[str] = CONTRACT_FORMATS,
    beside: Iterable[tuple[Path, Parts]] = (),
    texts: bool = True,
) -> dict[Path, bool]:
    """Writes the files of the formats into a folder; true for those that changed.

    Without `texts`, files that hold articles are left out.

    Reading and writing take one record at a time; events are read once for all files that are
    paced by them. Where others may write to a store meanwhile,
    call it inside the store's `snapshot()`. Files `beside` them are put in place together with
    them: either all are new or, on an error such as a full disk, none is.
    """
    wanted = list(formats)
    for name in wanted:
        if name not in EXPORTERS:
            raise SettingsError(f"no format {name!r}; there are: {', '.join(EXPORTERS)}")
    return write_files(_files(source, folder, wanted, beside, texts))


def _files(
    source: Source,
    folder: Path,
    formats: Iterable[str],
    beside: Iterable[tuple[Path, Parts]],
    texts: bool,
) -> Iterator[File | Abreast]:
    wanted = [
        output
        for name in formats
        for output in EXPORTERS[name].outputs
        if texts or not output.has_texts
    ]
    paced = [output for output in wanted if output.paced]
    for output in wanted:
        if output not in paced:
            yield folder / output.file, output.parts(source)
    events = tee(source.events(), len(paced))
    yield Abreast(
        tuple(
            (folder / output.file, output.parts(Chosen(source=source, wanted=partial(iter, own))))
            for output, own in zip(paced, events, strict=True)
        )
    )
    yield from beside
