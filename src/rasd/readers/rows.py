"""A row of JSON, JSONL or CSV to a draft, by the column names of the contract.

Only `text` is required. `doc` is taken for a missing `id` and `date` for a missing
`published`, the second with a warning, since some collections date the crawl.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from rasd.model import DocumentError, Issue, IssueKind
from rasd.readers.dates import read_date
from rasd.readers.draft import Draft
from rasd.readers.raw import Raw

_SURROGATE = re.compile("[\ud800-\udfff]")


def draft_of(
    row: Mapping[str, object],
    *,
    raw: Raw,
    where: str,
    part: int | None,
    locator: str | None = None,
    warnings: tuple[str, ...] = (),
) -> list[Draft | Issue]:
    """The draft of one row, after the issues of its doubtful columns.

    `where` is `file:line` for messages. Raises `DocumentError` for a row without a text.
    """
    issues: list[Draft | Issue] = []
    notes = list(warnings)
    text = _body(row, notes)
    published, problem = _published(row, notes)
    if problem is not None:
        notes.append(problem)
        issues.append(
            Issue(
                source=where,
                kind=IssueKind.MALFORMED,
                message=problem,
                remedy="write the day as 2024-01-18",
                fatal=False,
            )
        )
    draft = Draft(
        text=text,
        raw=raw,
        locator=locator,
        id=_label(row.get("id")) or _label(row.get("doc")),
        part=part,
        title=_label(row.get("title")),
        published=published,
        outlet=_label(row.get("outlet")),
        url=_label(row.get("url")),
        warnings=tuple(notes),
    )
    return [*issues, draft]


def _body(row: Mapping[str, object], notes: list[str]) -> str:
    text = row.get("text")
    if text is None or text == "":
        found = ", ".join(sorted(str(key) for key in row)[:12])
        raise DocumentError(
            "no_text", f"no `text` among the columns {found}", "put the body into `text`"
        )
    if not isinstance(text, str):
        raise DocumentError(
            "malformed",
            f"`text` is a {type(text).__name__}, not a string",
            "put the body into `text` as one string",
        )
    if not text.strip():
        raise DocumentError("empty", "`text` holds only white space", "remove the row or fill it")
    return _scalar(text, notes)


def _scalar(text: str, notes: list[str]) -> str:
    """The same number of code points, halves of surrogate pairs shown as U+FFFD."""
    clean, count = _SURROGATE.subn("\ufffd", text)
    if count:
        notes.append(f"{count} halves of surrogate pairs are shown as U+FFFD")
    return clean


def _published(row: Mapping[str, object], notes: list[str]) -> tuple[date | None, str | None]:
    column = "published"
    value = row.get(column)
    if value in (None, "") and row.get("date") not in (None, ""):
        column, value = "date", row["date"]
    if value in (None, ""):
        return None, None
    day = read_date(value) if isinstance(value, str) else None
    if day is None:
        return None, f"`{column}` {str(value)[:60]!r} states no single day: it is left out"
    if column == "date":
        notes.append("the publication date is taken from the column `date`")
    return day, None


def _label(value: object) -> str | None:
    """A short value as a string; numbers count, for ids are often numbers."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return _SURROGATE.sub("\ufffd", str(value)).strip() or None
