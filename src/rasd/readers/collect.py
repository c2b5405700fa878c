"""Inputs to documents: opens each, lets its reader work, settles ids, options and language.

One bad input never ends a run: it becomes an `Issue`, and the next one is read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from rasd.model import (
    NO_PUBLICATION_DATE,
    Document,
    DocumentError,
    Issue,
    IssueKind,
    Original,
    SettingsError,
    sha256_text,
)
from rasd.readers.decode import decoded_wrongly_before
from rasd.readers.draft import Draft, issue_of
from rasd.readers.inputs import STDIN, Given, Input, inputs_of
from rasd.readers.language import language_of
from rasd.readers.limits import LIMITS, Limits
from rasd.readers.registry import FORMATS, reader
from rasd.readers.sniff import format_of
from rasd.readers.source import empty, open_source
from rasd.readers.stated import stated_day

Keep = Callable[[str, Original], None]
"""Takes the id and the original of a document."""
Opening = Callable[[str], None]
"""Takes the name of an input that is about to be opened."""


def read_inputs(
    inputs: Sequence[Given],
    *,
    published: date | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
    stdin_format: str | None = None,
    limits: Limits = LIMITS,
    keep: Keep | None = None,
    opening: Opening | None = None,
) -> Iterator[Document | Issue]:
    """Documents and issues, lazily and in a fixed order.

    `published` and `outlet` fill only what an input itself lacks; where both lack a publication
    date, one that the document states beyond doubt is taken, with a warning. `stdin_format` is a
    key of `FORMATS`; without it standard input is recognised by its content. Raises
    `SettingsError` for a format that doesn't exist, and nothing for a bad input. `keep` is told of
    each document's original before the document comes, and `opening` of each input.
    """
    if stdin_format is not None and stdin_format not in FORMATS:
        raise SettingsError(
            f"no format {stdin_format!r} for standard input; expected one of {', '.join(FORMATS)}"
        )
    options = _Options(
        published=published,
        outlet=outlet,
        stdin=stdin,
        stdin_format=stdin_format,
        limits=limits,
        keep=keep,
        opening=opening,
    )
    return _read(inputs, options)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    published: date | None
    outlet: str | None
    stdin: BinaryIO | None
    stdin_format: str | None
    limits: Limits
    keep: Keep | None
    opening: Opening | None


def _read(inputs: Sequence[Given], options: _Options) -> Iterator[Document | Issue]:
    ids = _Ids()
    for item in inputs_of(inputs):
        if options.opening is not None:
            options.opening(item.name)
        for result in _drafts(item, options):
            if isinstance(result, Issue):
                yield result
                continue
            yield from _settle(result, item, options, ids)


def _drafts(item: Input, options: _Options) -> Iterator[Draft | Issue]:
    results = found = False
    raw: BinaryIO | None = None
    try:
        raw = _open(item, options.stdin)
        forced = options.stdin_format if item.path == STDIN else None
        path = item.path if isinstance(item.path, Path) else None
        source = open_source(
            item.name, item.file_name, raw, options.limits, url=item.url, path=path
        )
        for result in reader(forced or format_of(source))(source):
            results, found = True, found or isinstance(result, Draft)
            yield result
        if not results:
            raise empty()
    except DocumentError as error:
        yield issue_of(item.name, error, fatal=not found)
    finally:
        if raw is not None and item.path != STDIN:
            raw.close()


def _open(item: Input, stdin: BinaryIO | None) -> BinaryIO:
    if isinstance(item.path, str):
        return sys.stdin.buffer if stdin is None else stdin
    try:
        return item.path.open("rb")
    except FileNotFoundError as error:
        raise DocumentError(
            "missing", f"there is no {item.path}", "check the spelling of the path"
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(
            "missing", f"{item.path} cannot be opened: {reason}", "check the path and permissions"
        ) from error


def _settle(draft: Draft, item: Input, options: _Options, ids: _Ids) -> Iterator[Document | Issue]:
    """The document of a draft, or the reason why there is none."""
    name = item.name
    given = draft.id or (name if draft.part is None else f"{name}#{draft.part}")
    where = given if given.startswith(name) else f"{name}: {given}"
    if not draft.text.strip():
        yield Issue(
            source=where,
            kind=IssueKind.EMPTY,
            message="the text is empty",
            remedy="remove it or fill it",
        )
        return
    if decoded_wrongly_before(draft.text):
        yield Issue(
            source=where,
            kind=IssueKind.ENCODING,
            message="the text was read in a wrong encoding before it was saved",
            remedy="make the file again from its source, as UTF-8",
        )
        return
    language = language_of(draft.text)
    if language != "ar":
        yield Issue(
            source=where,
            kind=IssueKind.NOT_ARABIC,
            message=f"the text is not Arabic (language: {language})",
            remedy="rasd reads Arabic only: leave this document out, or give its Arabic original",
        )
        return
    text_hash = sha256_text(draft.text)
    own, issue = ids.settle(given, text_hash, where)
    if issue is not None:
        yield issue
    if own is None:
        return
    day = draft.published or item.published or options.published
    title, url = draft.title or item.title, draft.url or item.url
    stated = stated_day(draft.text, title, url) if day is None else None
    note = () if day is not None else (NO_PUBLICATION_DATE if stated is None else stated.warning,)
    if options.keep is not None:
        options.keep(own, draft.raw.original(draft.locator))
    yield Document(
        id=own,
        text=draft.text,
        sha256=draft.raw.sha256 if draft.whole else text_hash,
        title=title,
        published=day if stated is None else stated.day,
        outlet=(item.outlet_known and item.outlet) or draft.outlet or item.outlet or options.outlet,
        url=url,
        language=language,
        warnings=(*draft.warnings, *note),
    )


@dataclass(slots=True)
class _Ids:
    """The ids of this run, each with the start of its text's hash."""

    seen: dict[str, str] = field(default_factory=dict)

    def settle(self, given: str, text_hash: str, where: str) -> tuple[str | None, Issue | None]:
        """The id to use, or `None` for a copy of a document already read."""
        mark = text_hash[:16]
        known = self.seen.setdefault(given, mark)
        if known is mark:
            return given, None
        own = f"{given}~{text_hash[:8]}"
        if known == mark or own in self.seen:
            message, remedy, kept = "the same id and text as before: skipped", "", None
        else:
            self.seen[own] = mark
            message = f"the id {given!r} belongs to another text already; this one is {own!r}"
            remedy, kept = "give each document its own `id`", own
        return kept, Issue(
            source=where,
            kind=IssueKind.DUPLICATE_ID,
            message=message,
            remedy=remedy,
            fatal=kept is None,
        )
