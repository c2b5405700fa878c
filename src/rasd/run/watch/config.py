"""Decides what a file of sources may say, and what it means where it says nothing.

Every fault is named at once, with the key and the remedy, before anything is asked of anybody.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from rasd.model import DocumentError, SettingsError
from rasd.readers.limits import MEGABYTE
from rasd.run.net.urls import clean_url
from rasd.run.watch.measures import bytes_of, seconds_of

T = TypeVar("T")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CONTACT = re.compile(r"https?://[!-~]{4,200}|[!-~]{1,100}@[!-~]{3,100}")
_ALSO = re.compile(r"[0-9a-fA-F.:]{2,45}:\d{1,5}")
_DAY = 86_400.0
_NONE: tuple[str, ...] = ()
_LARGEST_PAGE = 50 * MEGABYTE
_LARGEST_FILE = 100_000 * MEGABYTE


class SourceKind(StrEnum):
    """What a source is."""

    FEED = "feed"
    SITEMAP = "sitemap"
    FOLDER = "folder"


class TextFrom(StrEnum):
    """Where the text of a feed's item is taken from."""

    AUTO = "auto"
    PAGE = "page"
    FEED = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One thing to follow; times in seconds."""

    name: str
    kind: SourceKind
    url: str = ""
    path: Path = Path()
    outlet: str | None = None
    every: float = 900.0
    """How long between two looks."""
    text: TextFrom = TextFrom.AUTO
    most: int = 100
    """Pages fetched in one round."""
    newest: float = 30 * _DAY
    """Items that say they are older are passed over."""
    recheck: tuple[float, ...] = (_DAY,)
    """How long after it was first fetched a page is looked at again."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    settle: float = 5.0
    """How long a file must have stayed as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a file of sources says."""

    contact: str
    sources: tuple[Source, ...]
    parallel: int = 4
    """Servers that are asked side by side; never one of them twice at a time."""
    delay: float = 5.0
    """Between two questions to one server, where its robots.txt asks for no longer one."""
    page: int = 10 * MEGABYTE
    wait: float = 30.0
    """For one whole answer."""
    round: float = 600.0
    """How long pages are fetched before those at hand are taken in."""
    archive: int = 500 * MEGABYTE
    """The size at which a file of the archive is followed by the next."""
    also: frozenset[str] = field(default_factory=frozenset)
    """Addresses inside a network that may be asked, with their port."""

    def source(self, name: str) -> Source | None:
        return next((each for each in self.sources if each.name == name), None)


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file; raises `SettingsError` with all that is wrong in it."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"there is no {path}; check the spelling of the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}); save it as UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not TOML: {error}. Mend that line") from error
    reading = _Reading(str(path))
    settings = _settings(table, reading, path.parent)
    if reading.faults:
        raise SettingsError("\n".join(reading.faults))
    return settings


@dataclass(slots=True)
class _Reading:
    """Takes values out of tables and gathers what is wrong with them."""

    path: str
    faults: list[str] = field(default_factory=list)

    def wrong(self, where: str, what: str) -> None:
        self.faults.append(f"{self.path}: {where}: {what}")

    def take(
        self, table: dict[str, Any], where: str, key: str, read: Callable[[Any], T], default: T
    ) -> T:
        """The value under a key, which is taken out of its table."""
        if key not in table:
            return default
        value = table.pop(key)
        try:
            return read(value)
        except (ValueError, TypeError) as error:
            self.wrong(where, f"`{key}` is {value!r}; {error}")
        except DocumentError as error:
            self.wrong(where, f"`{key}` is {value!r}; {error}: {error.remedy}")
        return default

    def table(self, table: dict[str, Any], key: str) -> dict[str, Any]:
        found = table.pop(key, {})
        if not isinstance(found, dict):
            self.wrong(key, f"write it as a table: [{key}]")
            return {}
        return found

    def rest(self, table: Mapping[str, Any], where: str, known: str) -> None:
        for key in table:
            self.wrong(where, f"there is no `{key}`; known are {known}")


def _settings(table: dict[str, Any], reading: _Reading, folder: Path) -> Settings:
    contact = reading.take(table, "contact", "contact", _contact, "")
    if not contact and not reading.faults:
        reading.wrong(
            "contact",
            "missing: say whom the people of a site can write to about this watch, "
            'contact = "name@example.org"',
        )
    limits, network = reading.table(table, "limits"), reading.table(table, "network")
    sources = _sources(table, reading, folder)
    reading.rest(table, "top level", "contact, limits, network, source")
    settings = Settings(
        contact=contact,
        sources=sources,
        parallel=reading.take(limits, "limits", "parallel", _number(1, 32), 4),
        delay=reading.take(limits, "limits", "delay", _duration(0.5, 3_600), 5.0),
        page=reading.take(limits, "limits", "page", _size(_LARGEST_PAGE), 10 * MEGABYTE),
        wait=reading.take(limits, "limits", "wait", _duration(1, 300), 30.0),
        round=reading.take(limits, "limits", "round", _duration(10, _DAY), 600.0),
        archive=reading.take(limits, "limits", "archive", _size(_LARGEST_FILE), 500 * MEGABYTE),
        also=frozenset(reading.take(network, "network", "also", _texts(_ALSO), _NONE)),
    )
    reading.rest(limits, "limits", "parallel, delay, page, wait, round, archive")
    reading.rest(network, "network", "also")
    return settings


def _sources(table: dict[str, Any], reading: _Reading, folder: Path) -> tuple[Source, ...]:
    listed = table.pop("source", [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        reading.wrong("source", "write each source as a table: [[source]]")
        return ()
    if not listed:
        reading.wrong("source", "there is none; add a [[source]] with name, kind and url")
    sources = [_source(each, n, reading, folder) for n, each in enumerate(listed, 1)]
    names: set[str] = set()
    places: set[str] = set()
    for source in sources:
        place = source.url or str(source.path)
        if source.name in names:
            reading.wrong(f"source {source.name!r}", "its `name` is that of another; give it one")
        elif place in places:
            reading.wrong(f"source {source.name!r}", "another one has the same place; drop one")
        names.add(source.name)
        places.add(place)
    return tuple(sources)


def _source(table: dict[str, Any], number: int, reading: _Reading, folder: Path) -> Source:
    where = f"source {number}"
    name = reading.take(table, where, "name", _name, "")
    if name:
        where = f"source {name!r}"
    elif "name" not in table:
        reading.wrong(where, '`name` is missing or unfit; write a short one: name = "sahel"')
    if "kind" not in table:
        reading.wrong(where, "`kind` is missing; it is feed, sitemap or folder")
    kind = reading.take(table, where, "kind", _kind, SourceKind.FEED)
    is_folder = kind is SourceKind.FOLDER
    place = "path" if is_folder else "url"
    if place not in table:
        reading.wrong(where, f"`{place}` is missing; a {kind} has one")

    def path_of(value: Any) -> Path:
        return folder / Path(_text(value)).expanduser()

    source = Source(
        name=name or f"source-{number}",
        kind=kind,
        url="" if is_folder else reading.take(table, where, "url", _url, ""),
        path=reading.take(table, where, "path", path_of, Path()) if is_folder else Path(),
        outlet=reading.take(table, where, "outlet", _text, None),
        every=reading.take(
            table, where, "every", _duration(5 if is_folder else 60, 30 * _DAY), _every(kind)
        ),
        text=reading.take(table, where, "text", _text_from, TextFrom.AUTO),
        most=reading.take(table, where, "most", _number(1, 10_000), 100),
        newest=reading.take(table, where, "newest", _duration(3_600, 36_500 * _DAY), 30 * _DAY),
        recheck=reading.take(table, where, "recheck", _durations, (_DAY,)),
        include=reading.take(table, where, "include", _texts(), _NONE),
        exclude=reading.take(table, where, "exclude", _texts(), _NONE),
        settle=reading.take(table, where, "settle", _duration(0, 3_600), 5.0),
    )
    reading.rest(
        table, where, "name, kind, url, path, outlet, every, text, most, newest, recheck, "
        "include, exclude, settle"
    )  # fmt: skip
    return source


def _every(kind: SourceKind) -> float:
    return {SourceKind.FEED: 900.0, SourceKind.SITEMAP: 3_600.0, SourceKind.FOLDER: 30.0}[kind]


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError("write a text in quotation marks")
    return value.strip()


def _contact(value: Any) -> str:
    if not isinstance(value, str) or not _CONTACT.fullmatch(value):
        raise ValueError("write a mail address or the https address of a page about this watch")
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise ValueError("write a short name in small Latin letters, digits, - and _")
    return value


def _kind(value: Any) -> SourceKind:
    if value not in [each.value for each in SourceKind]:
        raise ValueError("write feed, sitemap or folder")
    return SourceKind(value)


def _text_from(value: Any) -> TextFrom:
    if value not in [each.value for each in TextFrom]:
        raise ValueError("write auto, page or feed")
    return TextFrom(value)


def _url(value: Any) -> str:
    return clean_url(_text(value))


def _number(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"write a whole number from {least} to {most}")
        return value

    return read


def _duration(least: float, most: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        try:
            seconds = seconds_of(_text(value))
        except ValueError:
            raise ValueError('write a length of time such as "15m", "6h" or "2d"') from None
        if not least <= seconds <= most:
            raise ValueError(f"it must be from {least:g} to {most:g} seconds")
        return seconds

    return read


def _durations(value: Any) -> tuple[float, ...]:
    if not isinstance(value, list):
        raise TypeError('write a list such as ["6h", "2d"], or [] for none')
    return tuple(sorted(_duration(600, 365 * _DAY)(each) for each in value))


def _size(most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        try:
            size = bytes_of(_text(value))
        except ValueError:
            raise ValueError('write a size such as "10MB"') from None
        if not 1_000 <= size <= most:
            raise ValueError(f"it must be from 1kB to {most // MEGABYTE}MB")
        return size

    return read


def _texts(pattern: re.Pattern[str] | None = None) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise TypeError("write a list of texts")
        found = tuple(_text(each) for each in value)
        if pattern is not None and not all(pattern.fullmatch(each) for each in found):
            raise ValueError('write addresses with a port, such as "127.0.0.1:8080"')
        return found

    return read
