"""Decides what a store keeps of exchange: whose keys it trusts, what came in, and who said what.

Judgements and documents that come in lie among the store's own. What an organisation gives
without the texts is kept apart, as it came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rasd.model import BundleNote, CodedDocument, Json, Judgement, Origin, SharedKey

if TYPE_CHECKING:
    from rasd.store.contract import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A judgement with its turn and those who signed it."""

    judgement: Judgement
    turn: str
    origins: tuple[Origin, ...]


def unheard(said: Said, kept: Sequence[Origin], live: Collection[str]) -> list[Origin]:
    """The signatures that say something new beside those `kept`.

    An organisation whose key was replaced, so that it is none of the `live` ones, is heard again.
    """
    heard = {origin.organisation for origin in kept if origin.key in live}
    return [o for o in said.origins if o.organisation not in heard and o not in kept]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a store holds of a document.

    `at` is when it was first stored so, here or elsewhere; `digest` is that of the document and of
    all that was found in it; `versions` are the SHA-256 of every text that it had, in the order in
    which they were first seen, the one of now last, those of other stores first.
    """

    recipe: str
    at: str
    digest: str
    versions: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document with what was found in it, and how the store holds it."""

    coded: CodedDocument
    held: Held


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRecord:
    """A record that came without its text: `kind` is document, mention, figure or event."""

    organisation: str
    kind: str
    id: str
    bundle: str
    record: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsNoted:
    """How many records of an organisation are kept apart, and a digest of all of them."""

    count: int
    sha256: str


class Sharing(Protocol):
    """Exchange with other organisations. `by` is who does something."""

    def organisation(self) -> str | None:
        """The name that the store's own judgements bear; `None` where nothing is exchanged."""

    def take_name(self, organisation: str, *, by: str) -> None:
        """Gives the store its name, once: raises `StoreError` where it has another."""

    def known_keys(self) -> tuple[SharedKey, ...]:
        """All keys that the store knows, by organisation and time; removed ones too."""

    def add_key(self, key: SharedKey, *, by: str) -> Change:
        """Trusts a key, or takes it as the store's own; one that was removed is trusted again."""

    def remove_key(self, fingerprint: str, *, by: str) -> None:
        """Trusts a key no more. What came with it stays."""

    def bundles(self) -> tuple[BundleNote, ...]:
        """The bundles that were made here or came in, in the order of the log."""

    def said(self) -> Iterator[Said]:
        """All judgements in their order."""

    def readings(self, doc_ids: Iterable[str] | None = None) -> Iterator[Reading]:
        """Documents with what was found in them, by id: these, or all."""

    def held(self, doc_ids: Iterable[str]) -> dict[str, Held]:
        """Those of these documents that the store holds, by id."""

    def digest_of(self, coded: CodedDocument) -> str:
        """The digest that a document with what was found in it has in every store."""

    def changed_since(self, seq: int) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of documents and of judgements that came after an entry of the log."""

    def note_sent(self, note: BundleNote, signed: Sequence[Origin], *, by: str) -> None:
        """Keeps that a bundle was made, and which judgements were signed for it."""

    def note_received(
        self,
        note: BundleNote,
        said: Sequence[Said],
        *,
        by: str,
        times: Mapping[str, str],
        versions: Mapping[str, Sequence[str]],
        records: RecordsNoted | None = None,
    ) -> Change:
        """Keeps that a bundle came, writes its judgements and who signed them.

        `times` are those of documents that came with it, by id, and `versions` the SHA-256 of
        texts that they had elsewhere; `records` were kept apart. Counts judgements.
        """

    def write_records(self, organisation: str, records: Iterable[SharedRecord]) -> RecordsNoted:
        """Replaces what is kept apart of an organisation; gives what the log is to note of it."""

    def records(
        self, *, organisation: str | None = None, kind: str | None = None
    ) -> Iterator[SharedRecord]:
        """What is kept apart, by organisation and kind, in the order in which it came."""
