"""What a reader hands over: one text, before ids, options and language are settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rasd.model import DocumentError, Issue, IssueKind
from rasd.readers.raw import Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One document as its input gives it.

    `id` is the input's own id; without one the file's name is used, with `#part` where
    the file holds several. `raw` is what it was read from; `locator` says which part of that,
    `None` for all. A whole file is identified by its bytes, a record (`whole` false) by its text.
    """

    text: str
    id: str | None = None
    part: int | None = None
    raw: Raw
    locator: str | None = None
    whole: bool = False
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()


def issue_of(
    where: str, error: DocumentError, *, about: str | None = None, fatal: bool = True
) -> Issue:
    """An error as the issue that stands for it; `about` is put before its message."""
    message = str(error) if about is None else f"{about}: {error}"
    return Issue(
        source=where,
        kind=IssueKind(error.kind),
        message=message,
        remedy=error.remedy,
        fatal=fatal,
    )
