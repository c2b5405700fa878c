"""What the server tells the process of an import, and what it hears of it: lines of JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rasd.review.imports.records import Outcome, Stage


class Task(StrEnum):
    """What the process is for."""

    LOOK = "look"
    """To fetch one address and see what stands there."""
    TAKE_IN = "take_in"
    """To read all files and merge what they report into the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that the process needs; the store's address may hold a password, so it is no argument."""

    task: Task
    folder: str
    store: str
    workers: int
    also: tuple[str, ...]
    coding: float
    stream: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What has changed: only what is not `None`. A `reading` of "" is none."""

    stage: Stage | None = None
    total: int | None = None
    read: int | None = None
    reading: str | None = None
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    outcome: Outcome | None = None


STOP = b"stop\n"
"""Asks the process to leave off reading and to merge what it has."""
