"""The sections of the application, in the order in which the masthead shows them."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.review.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`name` is a key of the catalogue; people below `role` do not see the section.

    `also` are the beginnings of other addresses that belong to it.
    """

    address: str
    name: str
    role: Role = Role.READER
    also: tuple[str, ...] = ()
    only_team: bool = False
    """Who works alone has no use for it."""

    def holds(self, path: str) -> bool:
        """Whether an address belongs to the section."""
        return path.startswith((self.address, *self.also))


NAVIGATION: tuple[Section, ...] = (
    Section(address="/queue", name="queue.title"),
    Section(address="/events", name="lists.events", also=("/map", "/timeline")),
    Section(address="/documents", name="documents.nav"),
    Section(address="/import", name="import.nav", role=Role.CODER),
    Section(address="/coding", name="coding.title", role=Role.CODER, only_team=True),
    Section(address="/log", name="log.title"),
    Section(address="/people", name="people.title", role=Role.ADMIN, only_team=True),
)
