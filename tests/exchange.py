"""Organisations of the tests: each a store, a key and a name; files go from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.clock import Clock
from tests.judged import Corpus, corpus

from rasd.model import Event, Judgement, Mode
from rasd.run.share.bundle import Bundle
from rasd.run.share.keys import SigningKey, new_key
from rasd.run.share.receiving import Received, import_bundle
from rasd.run.share.sending import Wanted, export_bundle
from rasd.run.share.trust import trust
from rasd.store import Store, open_store

NOW = "2031-07-01T00:00:00Z"
_FILES = count()


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """One that exchanges; its name is that of its key."""

    store: Store
    key: SigningKey
    folder: Path

    @property
    def name(self) -> str:
        return self.key.public.organisation

    def export(self, *, mode: Mode = Mode.FULL, since: Path | None = None) -> Path:
        """A bundle of all that it holds, or of what came after an earlier one."""
        path = self.folder / f"{next(_FILES)}.rasd-share"
        wanted = Wanted(mode=mode, since=str(since) if since else None)
        export_bundle(self.store, path, self.key, wanted, by="Salma", now=NOW)
        return path

    def take(self, path: Path) -> Received:
        """Takes a bundle in."""
        with Bundle.open(path) as bundle:
            return import_bundle(self.store, bundle, by="Nadim", now=NOW)

    def trusts(self, *others: Organisation) -> None:
        for other in others:
            trust(self.store, other.key.public, by="Nadim")

    def events(self) -> list[Event]:
        return list(self.store.events())

    def said(self) -> list[Judgement]:
        return list(self.store.judgements())

    def corpus(self) -> Corpus:
        """What it holds, as `tests.judged` has it."""
        return corpus(*self.store.coded())


@contextmanager
def organisations(
    folder: Path, *names: str, places: tuple[str, ...] = ()
) -> Iterator[tuple[Organisation, ...]]:
    """Organisations that trust each other, with empty stores in a folder or at these places."""
    with ExitStack() as stack:
        found = []
        for number, name in enumerate(names):
            place = places[number] if places else str(folder / f"{name}.sqlite")
            store = stack.enter_context(open_store(place, clock=Clock()))
            key = new_key(folder / f"{name}.key", name)
            found.append(Organisation(store=store, key=key, folder=folder))
        for each in found:
            each.trusts(*(other for other in found if other is not each))
        yield tuple(found)
