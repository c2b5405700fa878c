"""Decides what is written down when an answer has come: the address, its source, what it names.

One transaction for each answer, together with how far the archive is known. An answer that the
archive holds and the memory does not, after a kill, goes the same way.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rasd.model import DocumentError
from rasd.run.net.asking import Answer
from rasd.run.watch.answers import (
    Outcome,
    after_answer,
    after_bad_list,
    after_fault,
    refused,
)
from rasd.run.watch.archive import Archive, Archived, digest
from rasd.run.watch.config import Settings, Source, SourceKind
from rasd.run.watch.feed import items_of
from rasd.run.watch.fetch import Asked
from rasd.run.watch.links import canonical_of, plain_url, wanted
from rasd.run.watch.records import Address, Found, Kind, Place, Server, SourceState, State
from rasd.run.watch.schedule import MANY, backoff, pause_after
from rasd.run.watch.sitemap import entries_of
from rasd.run.watch.state import WatchState

logger = logging.getLogger(__name__)

DEEPEST = 2
"""An index of sitemaps may name indexes, and those no further ones."""
_DAY = 86_400.0
_SOON = 3_600.0
_FIRST_REST = 600.0


@dataclass(frozen=True, slots=True)
class Following:
    """Writes down what becomes of addresses."""

    state: WatchState
    archive: Archive
    settings: Settings

    def begin(self, now: float) -> None:
        """Makes the sources of the settings known, and forgets others."""
        with self.state.step():
            self.state.forget_sources(each.name for each in self.settings.sources)
            for source in self.settings.sources:
                known = self.state.source(source.name)
                place = source.url or str(source.path)
                moved = bool(known.place) and known.place != place
                known = SourceState(name=source.name) if moved else known
                self.state.put_source(
                    replace(known, kind=source.kind.value, place=place, every=source.every)
                )
                self._begin(source, now)

    def recover(self) -> None:
        """Deals with what a killed watch had archived and not written down."""
        for found in self.archive.unsettled():
            address = self.state.address(found.kind, found.url) or Address(
                kind=found.kind, url=found.url, at=found.url
            )
            # Known by then is where the last redirect had led.
            asked = replace(address, source=found.source or address.source)
            logger.info("%s: taken from the archive, where a stop had left it", found.url)
            self._conclude(asked, found)

    def asks(self, address: Address, now: float) -> None:
        """Notes that a server is asked, before it is: a restart leaves it the same pause."""
        with self.state.step():
            self._pause(address, now)

    def settle(self, asked: Asked, now: float) -> None:
        """Archives an answer and writes down what it, or its want, means."""
        address = self._today(asked.address)
        answer = asked.answer
        if answer is None:
            assert asked.fault is not None  # one of the two came
            source = self.settings.source(address.source)
            outcome = after_fault(address, asked.fault, source, now)
            with self.state.step():
                self._write(outcome, source, (), now)
                self._pause(asked.address, now)
        elif answer.status == 304:
            source = self.settings.source(address.source)
            outcome = after_answer(address, answer, None, source, now)
            with self.state.step():
                self._write(outcome, source, (), now)
                self._pause(asked.address, now)
        else:
            place, end = self.archive.add(asked.address, answer, now)
            found = Archived(
                kind=address.kind,
                url=address.url,
                source=address.source,
                fetched=now,
                place=place,
                end=end,
                answer=answer,
            )
            self._conclude(address, found)

    def refuse(self, address: Address, now: float) -> None:
        """Writes down that a robots.txt does not want an address to be fetched."""
        source = self.settings.source(address.source)
        with self.state.step():
            self._write(refused(address, source, now), source, (), now)

    def fault(self, source: Source, why: str, now: float) -> None:
        """Notes that a folder could not be looked at."""
        with self.state.step():
            self._note(source, now, error=why)

    def looked(self, source: Source, due: float, now: float) -> None:
        """Notes that a folder was looked at, and when it is next."""
        self._note(source, now, arrived=True)
        self.state.put_source(replace(self.state.source(source.name), due=due))

    def _begin(self, source: Source, now: float) -> None:
        """Has the address of a source asked; one that was the source's before is let be."""
        if source.kind is SourceKind.FOLDER:
            return
        kind = Kind(source.kind.value)
        for old in self.state.lists_of(source.name):
            if old.depth == 0 and (old.kind, old.url) != (kind, source.url):
                self.state.put(replace(old, due=None, depth=1))
        known = self.state.address(kind, source.url)
        if known is None:
            known = Address(kind=kind, url=source.url, at=source.url, due=now, found=now)
        elif known.source != source.name or known.due is None:
            # Asked for whole: what another source made of it is not this one's.
            known = replace(known, due=now, etag="", modified="", sha256="")
        # A shorter pause in the settings than before counts at once.
        due = min(known.due if known.due is not None else now, now + source.every)
        self.state.put(replace(known, source=source.name, depth=0, due=due))

    def _today(self, asked: Address) -> Address:
        """What is known of an address that was asked, which a list may have named meanwhile."""
        known = self.state.address(asked.kind, asked.url)
        if known is None:
            return asked
        return replace(known, source=asked.source, at=asked.at, hops=asked.hops)

    def _conclude(self, address: Address, found: Archived) -> None:
        """Writes down what an archived answer means, and that the archive is known up to there."""
        source, now = self.settings.source(address.source), found.fetched
        outcome = after_answer(address, found.answer, found.place, source, now)
        items: tuple[Found, ...] = ()
        if outcome.arrived and not outcome.unchanged:
            if address.kind in (Kind.FEED, Kind.SITEMAP) and source is not None:
                try:
                    items = self._items(found.answer, address, source)
                except DocumentError as error:
                    outcome = after_bad_list(outcome.address, error, now)
            elif address.state is State.SAME:
                back = replace(outcome.address, at=address.url, hops=0, state=State.SAME, due=None)
                outcome = replace(outcome, address=back)
            elif outcome.address.state is State.FETCHED:
                outcome = replace(outcome, address=self._named(outcome.address, found.answer))
        with self.state.step():
            self._write(outcome, source, items, now, place=found.place)
            self._pause(address, now)
            self.state.note_fetch(
                address,
                found.place,
                at=found.answer.url,
                now=now,
                status=found.answer.status,
                digest=hashlib.sha256(found.answer.body).hexdigest(),
                ip=found.answer.ip,
            )
            self.state.set_whole(found.place.file, found.end)

    def _items(self, answer: Answer, address: Address, source: Source) -> tuple[Found, ...]:
        if address.kind is Kind.SITEMAP:
            return entries_of(answer.body, answer.url)
        items, left_out = items_of(answer.body, answer.url, source)
        if left_out:
            logger.warning("%s: %d items name no address and hold no text", address.url, left_out)
        return items

    def _named(self, page: Address, answer: Answer) -> Address:
        """A fetched page under the id of its document, or as the same as another one."""
        back = replace(page, at=page.url, hops=0)
        if page.name:
            return back
        own = plain_url(answer.url)
        canonical = canonical_of(answer.body, answer.url) if "html" in page.media else None
        for name in (canonical, own, page.url):
            if name is None:
                continue
            owner = self.state.owner(name, besides=page.url)
            if owner is None:
                return replace(back, name=name)
            if owner.head == page.head and (page.head or owner.sha256 == page.sha256):
                break
        return replace(back, name=name or own, state=State.SAME, due=None)

    def _write(
        self,
        outcome: Outcome,
        source: Source | None,
        items: Iterable[Found],
        now: float,
        *,
        place: Place | None = None,
    ) -> None:
        address = outcome.address
        if outcome.closed is not None:
            self._close(outcome.server, outcome.closed)
        is_root = address.kind in (Kind.FEED, Kind.SITEMAP) and address.depth == 0
        if source is not None and (outcome.arrived or outcome.error):
            self._note(source, now, error=outcome.error, arrived=outcome.arrived, reached=is_root)
        if address.kind is Kind.ROBOTS:  # it speaks for all sources
            address = replace(address, source="")
        self.state.put(address)
        if outcome.error:
            logger.warning("%s: %s", address.url, outcome.error)
        if source is not None:
            self._note_items(items, address, source, place, now)

    def _note(
        self,
        source: Source,
        now: float,
        *,
        error: str = "",
        arrived: bool = False,
        reached: bool = True,
    ) -> None:
        known = self.state.source(source.name)
        if error:
            failures = known.failures + 1
            closed = known.closed
            if failures >= MANY:
                closed = now + backoff(failures - MANY + 1, source.name, first=_FIRST_REST)
            known = replace(known, failures=failures, closed=closed, error=error, error_at=now)
        elif arrived:
            success = now if reached else known.success
            known = replace(known, failures=0, closed=0.0, success=success)
        self.state.put_source(known)

    def _note_items(
        self,
        items: Iterable[Found],
        of: Address,
        source: Source,
        place: Place | None,
        now: float,
    ) -> None:
        newest = self.state.source(source.name).newest
        for item in items:
            if item.is_list:
                self._note_list(item, of, source, now)
                continue
            if item.published is not None and item.published <= now + _DAY:
                newest = max(newest or 0.0, item.published)
            self._note_item(item, source, place, now)
        self.state.put_source(replace(self.state.source(source.name), newest=newest))

    def _note_list(self, item: Found, of: Address, source: Source, now: float) -> None:
        """A sitemap that an index names: read anew where it changed, or does not say."""
        if of.depth + 1 > DEEPEST:
            logger.warning("%s: %s is too deep in indexes and left out", of.url, item.url)
            return
        known = self.state.address(Kind.SITEMAP, item.url)
        if known is None:
            if item.published is not None and item.published < now - source.newest:
                return
            known = Address(kind=Kind.SITEMAP, url=item.url, at=item.url, found=now)
        elif known.depth == 0 or (item.changed and item.changed == known.changed):
            return
        named = replace(known, source=source.name, depth=of.depth + 1, changed=item.changed)
        self.state.put(replace(named, due=now, published=item.published, failures=0))

    def _note_item(self, item: Found, source: Source, place: Place | None, now: float) -> None:
        """An article: followed if it is new, fetched again if its list says that it changed."""
        known = self.state.address(Kind.PAGE, item.url)
        mark = _mark(item)
        if known is None:
            is_old = item.published is not None and item.published < now - source.newest
            if is_old or not wanted(item.url, source.include, source.exclude):
                return
            new = Address(kind=Kind.PAGE, url=item.url, at=item.url, found=now, due=now)
            known = replace(new, source=source.name)
        else:
            if self.settings.source(known.source) is None:  # of one that is followed no longer
                known = replace(known, source=source.name)
                self.state.put(known)
            if known.source != source.name or mark == known.changed:
                return
            if known.fetched is not None and not item.text:
                # Some lists state a new time each day: the pause grows with every look.
                pause = _SOON * 2.0 ** min(known.checks, 10)
                known = replace(known, due=max(now, known.fetched + pause))
        known = replace(
            known,
            published=item.published,
            day=item.day,
            title=item.title,
            changed=mark,
            text=item.text,
        )
        if item.text:
            known = replace(
                known,
                state=State.FETCHED,
                due=None,
                fetched=now,
                place=place,
                sha256=hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest(),
                name=item.url,
            )
            if self.state.owner(item.url, besides=item.url) is not None:
                # Another page is in the store under this id, which nobody may write over.
                known = replace(known, state=State.SAME)
        self.state.put(known)

    def _pause(self, address: Address, now: float) -> None:
        """Leaves a server alone for as long as its robots.txt asks, or the settings."""
        robots = self.state.robots([address.origin]).get(address.origin)
        known = self.state.servers().get(address.server, Server(name=address.server))
        free = now + pause_after(address, robots, least=self.settings.delay)
        self.state.put_server(replace(known, free=free))

    def _close(self, name: str, until: float) -> None:
        """Leaves a server alone until the time it named."""
        known = self.state.servers().get(name, Server(name=name))
        self.state.put_server(replace(known, closed=until))


def _mark(item: Found) -> str:
    """What tells one state of an item from the next."""
    return digest(item.changed.encode("utf-8", "surrogatepass")) if item.text else item.changed
