"""Decides what a release is called and who answers for it, and what must be said of both.

Without a day given, the day of a release is the newest day of publication in the store, and its
version is that day: the same store gives the same bytes, whenever that is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from rasd.export import EXPORTERS
from rasd.knowledge.tables import read_rows
from rasd.model import SettingsError
from rasd.run.release.words import word

TITLE = word("title", "en")
ALWAYS = "jsonl"
"""The format of the records themselves: changes between releases are found in it."""

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence under which data are published, by its SPDX identifier."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of a release; `formats` are all that may be published where none is named."""

    title: str = TITLE
    version: str | None = None
    as_of: date | None = None
    licence: str = "CC-BY-4.0"
    creators: tuple[str, ...] = ()
    url: str | None = None
    formats: tuple[str, ...] = ()
    previous: Path | None = None
    private: bool = False
    mentions: bool = False
    """Whether it also holds what each report tells by itself, beside the events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a release says of itself, all of it decided."""

    title: str
    version: str
    as_of: date
    licence: Licence
    creators: tuple[str, ...]
    url: str | None
    formats: tuple[str, ...]
    private: bool
    mentions: bool

    def called(self, language: str) -> str:
        """The title on the pages of a language: as it was given, or the plain one in both."""
        return word("title", language) if self.title == TITLE else self.title


@cache
def licences() -> dict[str, Licence]:
    """The licences that a release may name."""
    return {
        row["id"]: Licence(id=row["id"], name=row["name"], url=row["url"])
        for row in read_rows("release/licences.tsv")
    }


def checked(wanted: Wanted) -> Wanted:
    """What is asked with its formats; raises `SettingsError` for what cannot be used."""
    if wanted.licence not in licences():
        raise SettingsError(f"no licence {wanted.licence!r}; there are: {', '.join(licences())}")
    if wanted.version is not None and not _VERSION.fullmatch(wanted.version):
        raise SettingsError(
            f"{wanted.version!r} is no version: letters, digits and . + _ - as in 2031.4"
        )
    if wanted.url is not None and not _is_address(wanted.url):
        raise SettingsError(f"{wanted.url!r} is no address; write it as https://example.org/data")
    return replace(wanted, formats=_formats(wanted.formats))


def named(wanted: Wanted, as_of: date | None) -> Named:
    """What a release of a day says of itself; raises `SettingsError` where no day is known."""
    if as_of is None:
        raise SettingsError(
            "no report in the store states a day of publication before it was read: give the day "
            "of the release with --as-of 2031-04-10"
        )
    return Named(
        title=wanted.title,
        version=wanted.version or f"{as_of.year}.{as_of.month}.{as_of.day}",
        as_of=as_of,
        licence=licences()[wanted.licence],
        creators=wanted.creators,
        url=wanted.url,
        formats=wanted.formats,
        private=wanted.private,
        mentions=wanted.mentions,
    )


def _formats(asked: tuple[str, ...]) -> tuple[str, ...]:
    # What is made to be read with the articles beside it, such as tasks, is of no use without.
    publishable = [name for name, exporter in EXPORTERS.items() if not exporter.main.has_texts]
    for name in asked:
        if name not in publishable:
            raise SettingsError(
                f"no format {name!r} that may be published; there are: {', '.join(publishable)}"
            )
    return tuple(name for name in publishable if not asked or name in (*asked, ALWAYS))


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc)
