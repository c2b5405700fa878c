"""What a watch remembers: addresses, servers, sources, files. Times are seconds since 1970, UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit


class Kind(StrEnum):
    """What is expected at an address."""

    ROBOTS = "robots"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


class State(StrEnum):
    """How far an address or a file has come."""

    WAITING = "waiting"
    """It has not been fetched, or is to be fetched again."""
    FETCHED = "fetched"
    """It is in the archive, and not yet in the store."""
    KEPT = "kept"
    """It is in the store; of a list, that it was read."""
    SAME = "same"
    """It is the article of another address."""
    UNREADABLE = "unreadable"
    """It was fetched, and no article could be read in it."""
    REFUSED = "refused"
    """Its robots.txt, or its server, does not want it to be fetched."""
    GONE = "gone"
    """There is nothing any more."""
    FAILED = "failed"
    """It could not be fetched, and is not tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record stands in the archive."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that is asked for. `at` is where redirects have led so far, after `hops` of them.

    `due` is when to ask next, `None` for never. `changed` is what a list says of its last change.
    `place` and the fields after it are of what was fetched last.
    """

    kind: Kind
    url: str
    source: str = ""
    state: State = State.WAITING
    due: float | None = None
    at: str = ""
    hops: int = 0
    depth: int = 0
    failures: int = 0
    reason: str = ""
    found: float = 0.0
    published: float | None = None
    day: str = ""
    """The day of publication as a list states it, where it stood."""
    title: str = ""
    changed: str = ""
    text: str = field(default="", repr=False)
    """The body of a robots.txt; of an item whose text its feed gives, that as a line of JSON."""
    etag: str = ""
    modified: str = ""
    checks: int = 0
    """How often a page was looked at again."""
    fetched: float | None = None
    sha256: str = ""
    media: str = ""
    name: str = ""
    """The id of the document."""
    head: str = ""
    """The title that the page itself states."""
    place: Place | None = None

    @property
    def server(self) -> str:
        """The name of the machine that is asked next."""
        return urlsplit(self.at).hostname or ""

    @property
    def origin(self) -> str:
        """That with scheme and port: what a robots.txt speaks for."""
        parts = urlsplit(self.at)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """When a server may be asked: `free` after the last question, `closed` by its own word."""

    name: str
    free: float = 0.0
    closed: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source fares. `failures` in a row; it rests until `closed` where there were many."""

    name: str
    kind: str = ""
    place: str = ""
    every: float = 0.0
    due: float = 0.0
    failures: int = 0
    closed: float = 0.0
    success: float | None = None
    error: str = ""
    error_at: float | None = None
    newest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """A file of a folder, as it was when last seen; `name` is the id of its document."""

    source: str
    path: str
    name: str
    size: int
    mtime: int
    seen: float
    state: State = State.WAITING
    sha256: str = ""
    taken: float | None = None
    reason: str = ""
    taken_as: str = ""
    """Size and time of change of the file when it was taken in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a feed or sitemap names: an article, or with `is_list` a list of articles.

    `text` is a line of JSON where the feed gives the whole text.
    """

    url: str
    title: str = ""
    published: float | None = None
    day: str = ""
    changed: str = ""
    text: str = field(default="", repr=False)
    is_list: bool = False
