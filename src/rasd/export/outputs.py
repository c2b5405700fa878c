"""Decides which files a run leaves in its folder, the report aside."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rasd.export.files import write_text
from rasd.export.registry import EXPORTERS, Source
from rasd.model import SettingsError

CONTRACT_FORMATS = ("jsonl", "csv", "geojson")
"""The formats that every run writes."""


def write_outputs(
    source: Source, folder: Path, *, formats: Iterable[str] = CONTRACT_FORMATS
) -> dict[Path, bool]:
    """Writes the files of the formats into a folder; true for those that changed.

    Reading and writing take one record at a time. Where others may write to a store meanwhile,
    call it inside the store's `snapshot()`.
    """
    wanted = list(formats)
    for name in wanted:
        if name not in EXPORTERS:
            raise SettingsError(f"no format {name!r}; there are: {', '.join(EXPORTERS)}")
    return {
        folder / output.file: write_text(
            output.text(getattr(source, output.of)()), folder / output.file
        )
        for name in wanted
        for output in EXPORTERS[name].outputs
    }
