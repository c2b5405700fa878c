"""How much of one input rasd is willing to hold in memory or wait for."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one input; sizes in bytes, times in seconds."""

    text: int = 50 * MEGABYTE
    """One text, page, feed, JSON, Word or PDF file, after decompression."""
    record: int = 50 * MEGABYTE
    """One record of a JSONL or CSV file; the file itself may be of any size."""
    unpacked: int = 200 * MEGABYTE
    """All parts of a Word file together, as its directory states them."""
    markup: int = 40 * MEGABYTE
    """The XML in a Word file, which takes twenty times as much memory once it is parsed."""
    stream: int | None = None
    """All of a JSONL or CSV file or web archive, after decompression; `None` for any size."""
    inflation: int = 300
    """How many times a gzip file may grow before it counts as a bomb."""
    pdf_seconds: int = 30
    pdf_memory: int = 2_000 * MEGABYTE


LIMITS = Limits()
"""What `rasd` uses unless told otherwise."""
