"""The child process of `pdf`: a PDF on standard input, one JSON object on standard output.

Bounds its own processor time and memory first, so that a broken file harms nobody.
"""

from __future__ import annotations

import io
import json
import logging
import sys
import tempfile
from typing import Any


def main(parser: str, seconds: int, memory: int) -> None:
    """Reads standard input with `parser` and writes what it found."""
    _bound(seconds, memory)
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    answer = _by_qalam(data) if parser == "qalam" else _by_pypdf(data)
    json.dump(answer, sys.stdout)


def _bound(seconds: int, memory: int) -> None:
    try:
        import resource  # noqa: PLC0415 - absent on Windows
    except ImportError:  # Windows has no such limits; the parent's timeout remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _by_qalam(data: bytes) -> dict[str, Any]:
    import qalam  # noqa: PLC0415 - after the memory is bounded

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        try:
            document = qalam.Document(file.name)
        except (qalam.QalamError, OSError, ValueError) as error:
            return {"fault": str(error)}
        blocks = [
            [block.text] if block.kind == "table" else [line.text for line in block.lines]
            for page in document
            if not page.needs_ocr
            for block in page.blocks
            if block.kind != "image"
        ]
        return {"blocks": blocks, "unreadable": len(document.pages_needing_ocr)}


def _by_pypdf(data: bytes) -> dict[str, Any]:
    import pypdf  # noqa: PLC0415 - after the memory is bounded
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"locked": True}
        pages = [page.extract_text() for page in reader.pages]
    except DependencyError as error:
        return {"locked": True, "fault": str(error)}
    except (
        PyPdfError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        RecursionError,
        AssertionError,
        OSError,
        MemoryError,
    ) as error:
        return {"fault": f"{type(error).__name__}: {error}"}
    empty = sum(not page.strip() for page in pages)
    return {"blocks": [page.split("\n") for page in pages], "unreadable": empty}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
