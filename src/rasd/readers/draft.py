"""What a reader hands over: one text, before ids, options and language are settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One document as its input gives it.

    `id` is the input's own id; without one the file's name is used, with `#part` where
    the file holds several. `sha256` is set for whole files; records are hashed by text.
    """

    text: str
    id: str | None = None
    part: int | None = None
    sha256: str | None = None
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
