"""Who uses the application, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.model import Role

__all__ = ["Person", "Role"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`name` signs judgements and stays; `shown` is what pages call the person."""

    name: str
    shown: str
    role: Role
