"""Decides which text an annotator sees of a document, and how its offsets lead back.

The title stands above the body, parted from it by an empty line, for what it says is evidence
too. Annotation tools change some characters on their way (a carriage return, a control character,
half a surrogate pair) and with them every offset behind: these are shown as another character
each, so that a code point stays a code point.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from rasd.model import Document, Evidence

_BETWEEN = "\n\n"
_BMP = 0xFFFF
# XML 1.0 holds none of these.
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), " ")
_KEPT = str.maketrans(_CONTROLS | {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The text of a task; the body begins at `body`, the title, if there is one, at 0."""

    text: str
    body: int
    title: int

    def place(self, start: int, end: int, part: str | None) -> tuple[int, int]:
        """Where words of a part of the document stand in the task."""
        shift = 0 if part == "title" else self.body
        return start + shift, end + shift

    def evidence(self, field: str, start: int, end: int, document: Document) -> Evidence | None:
        """Words of the task as evidence from its document; `None` where they are in no one part.

        Spaces around the words are left out.
        """
        if not 0 <= start < end <= len(self.text):
            return None
        part = "title" if end <= self.title else None
        shift = 0 if part else self.body
        if start < shift:
            return None
        said = (document.title or "") if part else document.text
        quote = said[start - shift : end - shift]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        if not quote:
            return None
        at = start - shift
        return Evidence(
            field=field, start=at, end=at + len(quote), quote=quote, part=part, doc_id=document.id
        )


def shown_text(document: Document) -> Shown:
    """What an annotator sees of a document."""
    title = _kept(document.title or "")
    head = title + _BETWEEN if title else ""
    return Shown(text=head + _kept(document.text), body=len(head), title=len(title))


def utf16_offsets(text: str) -> tuple[Callable[[int], int], Callable[[int], int | None]]:
    """From offsets in code points to those that Java and JavaScript count, and the way back.

    There is no way back from within a character.
    """
    starts = [0, *accumulate(2 if ord(letter) > _BMP else 1 for letter in text)]

    def back(unit: int) -> int | None:
        at = bisect_left(starts, unit)
        return at if at < len(starts) and starts[at] == unit else None

    return starts.__getitem__, back


def _kept(text: str) -> str:
    """The text with a character for each that would not come back from a tool as it went."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return plain.replace("\r\n", " \n").replace("\r", "\n").translate(_KEPT)
