"""How much people may bring in at once. What is more goes through `rasd run`."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.readers.limits import MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLimits:
    """Sizes in bytes, times in seconds."""

    file: int = 60 * MEGABYTE
    """One file as it is sent."""
    whole: int = 1_000 * MEGABYTE
    """All files of one import."""
    files: int = 10_000
    kept: int = 200
    """Imports that are remembered."""
    under_way: int = 50
    """Imports that have not ended, of all people together."""
    stream: int = 600 * MEGABYTE
    """A JSONL or CSV file or web archive, after decompression."""
    reading: float = 120
    """Reading one file, as far as its next article."""
    coding: float = 300
    """Coding one article."""
    looking: float = 60
    """Fetching an address to see what stands there."""
    unfinished: float = 3_600
    """How long files may come in, before an import that was never started is forgotten."""


IMPORT_LIMITS = ImportLimits()
"""What the application uses unless told otherwise."""
