"""What an output of a format writes, for the tests that read it back."""

from __future__ import annotations

from rasd.export import Output, Source
from rasd.export.files import as_bytes


def file_of(output: Output, source: Source) -> str:
    """A text file as a reader finds it."""
    return b"".join(map(as_bytes, output.parts(source))).decode("utf-8")
