"""What is known of an import: what was asked, how far it is, how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rasd.model import Issue


class State(StrEnum):
    """Where an import stands."""

    GATHERING = "gathering"
    """Its files are still being sent."""
    LOOKING = "looking"
    """An address is being fetched, to see what stands there."""
    CHOOSING = "choosing"
    """A feed stands there: somebody has to say which of its articles."""
    WAITING = "waiting"
    """Another import goes first."""
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    """The server was stopped before it ended."""


ENDED = frozenset({State.DONE, State.CANCELLED, State.FAILED, State.INTERRUPTED})
"""States in which nothing more happens unless somebody asks for it."""


class Stage(StrEnum):
    """What an import that runs is doing."""

    STARTING = "starting"
    FETCHING = "fetching"
    READING = "reading"
    MERGING = "merging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of an import, or with `fetch` an address to make one of.

    `number` is the name of the file on disk; `name` is what its documents go by.
    """

    number: int
    name: str
    size: int = 0
    fetch: bool = False
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asked for an import, and when. `outlet` and `published` fill what files lack."""

    id: str
    by: str
    at: str
    outlet: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article that a feed names."""

    url: str
    title: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that stands at an address: the file's number, and what it names."""

    number: int
    url: str
    outlet: str | None
    entries: tuple[Entry, ...]
    texts: bool
    """Whether its items carry texts of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What an import has come to: ids of documents, and files that are left out of it."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    left_out: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an import ended. `reason` says why it failed."""

    state: State
    at: str
    unchanged: int = 0
    failed: int = 0
    new_events: int = 0
    event_ids: tuple[str, ...] = ()
    """The new events, where they are not too many to be named in an address."""
    issues: tuple[Issue, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an import that runs is. `total` is `None` where only reading tells."""

    stage: Stage = Stage.STARTING
    read: int = 0
    total: int | None = None
    reading: str | None = None
    seconds_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """All that is known of one import."""

    asked: Asked
    state: State
    items: tuple[Item, ...] = ()
    so_far: SoFar = SoFar()
    outcome: Outcome | None = None
    progress: Progress | None = None
    feed: Feed | None = None

    @property
    def id(self) -> str:
        return self.asked.id

    @property
    def taken(self) -> tuple[Item, ...]:
        """Its files and addresses; a feed is none where only its articles were fetched."""
        chosen = len(self.items) > 1 and self.feed is not None
        return self.items[1:] if chosen else self.items

    @property
    def size(self) -> int:
        """How many bytes were sent."""
        return sum(item.size for item in self.items)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong with its files."""
        held = () if self.outcome is None else self.outcome.issues
        return tuple(dict.fromkeys((*self.so_far.left_out, *held)))
