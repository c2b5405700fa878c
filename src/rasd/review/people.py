"""Who uses the application, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What a person may do; each role may do all that those below it may."""

    READER = 1
    """Sees the dataset."""
    CODER = 2
    """Judges events and adds documents."""
    EDITOR = 3
    """Settles what coders disagree on, grades outlets, undoes what others said."""
    ADMIN = 4
    """Decides who may do what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`name` signs judgements and stays; `shown` is what pages call the person."""

    name: str
    shown: str
    role: Role
