"""The sections of the application, in the order in which the masthead shows them."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.review.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`name` is a key of the catalogue; people below `role` do not see the section."""

    address: str
    name: str
    role: Role = Role.READER


NAVIGATION: tuple[Section, ...] = ()
