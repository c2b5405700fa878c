"""A PDF file: read in a child process that may be killed, since broken files hang parsers.

qalam gives Arabic in logical order; where it fails or finds nothing, pypdf is asked, and its
presentation forms are made letters. A file of scanned pages holds no text and is refused.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rasd.model import DocumentError, Issue, IssueKind
from rasd.readers.draft import Draft
from rasd.readers.limits import Limits
from rasd.readers.raw import Raw
from rasd.readers.source import Source

_FULL = 0.75
_ENDING = re.compile("[.:!?\u061f\u2026]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    blocks: tuple[tuple[str, ...], ...] = ()
    unreadable: int = 0
    fault: str | None = None
    locked: bool = False

    @property
    def text(self) -> str:
        return "\n".join(line for block in self.blocks for line in paragraphs(block))


def paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a block with those joined that only the width of the page broke apart.

    A line goes on in the next one when it is nearly as long as the longest and does not end
    a sentence.
    """
    widest = max(map(len, lines), default=0)
    pending = ""
    for line in lines:
        text = line.strip()
        pending = f"{pending} {text}".strip()
        if len(text) < _FULL * widest or _ENDING.search(text):
            yield pending
            pending = ""
    if pending:
        yield pending


def read(source: Source) -> Iterator[Draft | Issue]:
    """One draft; pages without a text layer are named in a warning."""
    data = source.read_all()
    first = _ask("qalam", data, source.limits)
    answer = first
    warnings: tuple[str, ...] = ()
    if not first.text.strip():
        answer = _ask("pypdf", data, source.limits)
        warnings = ("read by the second PDF parser: the order of words may suffer",)
    if answer.locked:
        raise DocumentError(
            "password",
            "the PDF is protected by a password",
            "open it, remove the password and save it again",
        )
    text = unicodedata.normalize("NFKC", answer.text) if answer is not first else answer.text
    if not text.strip():
        raise _no_text(first, answer, whole=b"%%EOF" in data[-2048:])
    if answer.unreadable:
        message = f"{answer.unreadable} pages have no text layer and were left out"
        warnings = (*warnings, message)
        yield Issue(
            source=source.name,
            kind=IssueKind.NO_TEXT,
            message=message,
            remedy="run text recognition (OCR) on the file first",
            fatal=False,
        )
    raw = Raw(data=data, media_type="application/pdf")
    yield Draft(text=text, raw=raw, whole=True, warnings=warnings)


def _no_text(first: _Answer, second: _Answer, *, whole: bool) -> DocumentError:
    if not whole:
        return DocumentError(
            "truncated", "the PDF has no end: it is cut off", "fetch or copy it again"
        )
    if second.fault is None or first.fault is None:
        return DocumentError(
            "no_text",
            "the PDF holds no text, only pictures of pages perhaps",
            "run text recognition (OCR) on it first",
        )
    return DocumentError(
        "malformed", f"a broken PDF: {second.fault}", "fetch or save the file again"
    )


def _ask(parser: str, data: bytes, limits: Limits) -> _Answer:
    command = [
        sys.executable,
        "-m",
        "rasd.readers.pdf_child",
        parser,
        str(limits.pdf_seconds),
        str(limits.pdf_memory),
    ]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=limits.pdf_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return _Answer(fault=f"no answer within {limits.pdf_seconds} seconds")
    except OSError as error:
        return _Answer(fault=f"no child process could be started: {error}")
    try:
        answer = json.loads(done.stdout)
        blocks = tuple(tuple(block) for block in answer.pop("blocks", ()))
        return _Answer(blocks=blocks, **answer)
    except (ValueError, TypeError):
        return _Answer(fault=f"the parser {parser} died with code {done.returncode}")
