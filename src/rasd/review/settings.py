"""What `rasd serve` is told: which store, for whom, and where it may be reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from rasd.review.imports.limits import IMPORT_LIMITS, ImportLimits
from rasd.store import Clock, utc_now, utc_now_fine

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The names under which a machine reaches itself, as a browser writes them."""


class Mode(StrEnum):
    """Who may use the application."""

    LOCAL = "local"
    """One person on this machine, without a password; reached from this machine alone."""
    TEAM = "team"
    """People with accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`store` is the path or address of the store; `author` signs judgements in local mode.

    `hosts` are the names under which browsers may ask: any other is refused, so that a page
    elsewhere cannot reach a local server by a name of its own. `secret` signs cookies: by default
    the store's own, so that a restart logs nobody out and several servers of a store agree.
    """

    store: str
    author: str
    mode: Mode = Mode.LOCAL
    hosts: tuple[str, ...] = LOOPBACK
    secret: bytes | None = field(default=None, repr=False)
    secure: bool = False
    """Whether browsers reach the server by https alone; cookies then travel no other way."""
    clock: Clock = utc_now
    judging_clock: Clock = utc_now_fine
    """What judgements are timed by; of two with the same words at the same time one is kept."""
    imports: Path | None = None
    """Where imports are kept until they are done; by default beside the store."""
    workers: int = 1
    """Processes that code articles of an import."""
    import_limits: ImportLimits = IMPORT_LIMITS
    also_fetched: frozenset[str] = frozenset()
    """Addresses with a port that are fetched though they are not public. No option names any."""

    @property
    def is_team(self) -> bool:
        """Whether people have to log in."""
        return self.mode is Mode.TEAM
