"""Decides what a store gives to another organisation, and in whose name.

With the texts it gives its source: documents, what was found in them and what people said. From
these the other derives the same events. Without the texts it gives the events as they are. What
people here said is signed for good; what others said goes on with their own signatures.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rasd.model import (
    SCHEMA,
    BundleNote,
    Json,
    LogEntry,
    LogKind,
    Mode,
    Origin,
    RunError,
    SettingsError,
    to_json,
)
from rasd.pipeline import merge_recipe
from rasd.run.judge import bring_up
from rasd.run.merging import merge_store
from rasd.run.public import PublicSource
from rasd.run.share.bundle import (
    DOCUMENTS,
    EVENTS,
    FIGURES,
    FORMAT,
    JUDGEMENTS,
    MENTIONS,
    Bundle,
    Manifest,
    Opened,
    write_bundle,
)
from rasd.run.share.keys import PublicKey, SigningKey
from rasd.run.share.lines import line_of_reading, line_of_said, sign
from rasd.run.share.trust import shared_key
from rasd.store import LogWanted, Said, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be given. `since` is an earlier bundle of this store, or a number of its log."""

    mode: Mode = Mode.FULL
    since: str | None = None
    rights: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was given: the bundle, and how many lines each part has."""

    opened: Opened
    lines: Mapping[str, int]


def export_bundle(
    store: Store, path: Path, key: SigningKey, wanted: Wanted, *, by: str, now: str
) -> Sent:
    """Writes a bundle; a file of that name is replaced when the new one is complete."""
    nameless = store.sharing.organisation() is None
    _take_name(store, key.public, by=by)
    if nameless:
        merge_store(store)  # events show whose judgements they rest on
    bring_up(store)
    with store.snapshot():
        previous, after = _since(store, wanted)
        said = [] if wanted.mode is Mode.PUBLIC else list(_chosen(store, after))
        known = {each.fingerprint: each for each in store.sharing.known_keys()}
        live = {each for each, held in known.items() if held.removed is None}
        signed = [_signed(each, key, live) for each in said]
        signers = {origin.key for each in signed for origin in each.origins}
        head = store.log_head()
        manifest = Manifest(
            format=FORMAT,
            record_schema=SCHEMA,
            organisation=key.public.organisation,
            key=key.public.fingerprint,
            created=now,
            mode=wanted.mode,
            recipe=merge_recipe(),
            log_seq=head.seq,
            log_hash=head.hash,
            events=events_noted(store),
            parts=(),
            keys=tuple(
                PublicKey(organisation=known[each].organisation, data=known[each].public_key)
                for each in sorted(signers | {key.public.fingerprint})
            ),
            previous=previous,
            rights=wanted.rights,
        )
        opened = _written(store, path, manifest, _parts(store, wanted.mode, signed, after), key)
    fresh = [o for was, now_ in zip(said, signed, strict=True) for o in _new(was, now_)]
    note = BundleNote(
        id=opened.id,
        sent=True,
        organisation=opened.manifest.organisation,
        key=opened.manifest.key,
        mode=opened.manifest.mode,
        created=now,
        at=now,
        previous=previous,
    )
    store.sharing.note_sent(note, fresh, by=by)
    return Sent(opened=opened, lines={part.name: part.lines for part in opened.manifest.parts})


def events_noted(store: Store) -> Json:
    """What the log notes of all events as the last merge left them: how many, and their sum."""
    page = store.log_page(LogWanted(kinds=(LogKind.MERGE,)), limit=1)
    for entry in page.entries:
        if isinstance(entry, LogEntry):
            return {name: entry.payload.get(name) for name in ("events", "sum")}
    return {"events": 0, "sum": None}


def _take_name(store: Store, key: PublicKey, *, by: str) -> None:
    others = {k.organisation for k in store.sharing.known_keys() if not k.own}
    if key.organisation in others:
        raise SettingsError(
            f"{key.organisation!r} is an organisation whose key this store trusts; take the name "
            "of your own"
        )
    own = {each.fingerprint: each for each in store.sharing.known_keys() if each.own}
    if key.fingerprint in own and own[key.fingerprint].removed is not None:
        raise SettingsError(
            f"the key {key.fingerprint[:16]} was given up on {own[key.fingerprint].removed}; sign "
            "with the new one"
        )
    with store.transaction():
        store.sharing.take_name(key.organisation, by=by)
        store.sharing.add_key(shared_key(key, own=True), by=by)


def _since(store: Store, wanted: Wanted) -> tuple[str | None, int]:
    """The bundle that is gone on from, and the entry of the log behind which everything is new."""
    if wanted.since is None:
        return None, 0
    if wanted.mode is not Mode.FULL:
        raise SettingsError(
            "a bundle without texts is always whole: it replaces the one before; leave --since out"
        )
    if wanted.since.isdecimal():
        return None, int(wanted.since)
    with Bundle.open(Path(wanted.since)) as bundle:
        before = bundle.manifest
    if before.mode is not Mode.FULL:
        raise SettingsError(
            f"{wanted.since}: holds no texts, so nothing goes on from it; name a bundle with texts"
        )
    page = store.log_page(LogWanted(), before=before.log_seq + 1, limit=1)
    found = page.entries[0] if page.entries else None
    if not isinstance(found, LogEntry) or found.hash != before.log_hash:
        raise SettingsError(
            f"{wanted.since}: was not made from this store, whose log does not hold the entry that "
            "it ends with. Leave --since out to give everything"
        )
    return bundle.opened.id, before.log_seq


def _chosen(store: Store, after: int) -> Iterator[Said]:
    wanted = store.sharing.changed_since(after)[1] if after else None
    for said in store.sharing.said():
        if wanted is None or said.judgement.id in wanted:
            yield said


def _signed(said: Said, key: SigningKey, live: set[str]) -> Said:
    """The judgement with who said it: those who signed it, or else this organisation."""
    own = key.public.organisation
    kept = [o for o in said.origins if o.organisation != own or o.key in live]
    if said.origins and len(kept) == len(said.origins):
        return said
    origins = sorted([*kept, sign(said, key)], key=lambda o: o.organisation)
    return replace(said, origins=tuple(origins))


def _new(was: Said, now: Said) -> list[Origin]:
    return [origin for origin in now.origins if origin not in was.origins]


def _parts(
    store: Store, mode: Mode, said: Iterable[Said], after: int
) -> Mapping[str, Iterable[Json]]:
    judgements = map(line_of_said, said)
    if mode is Mode.FULL:
        ids = store.sharing.changed_since(after)[0] if after else None
        readings = map(line_of_reading, store.sharing.readings(ids))
        return {DOCUMENTS: readings, JUDGEMENTS: judgements}
    source = PublicSource(store) if mode is Mode.PUBLIC else store
    return {
        DOCUMENTS: map(to_json, source.citations()),
        MENTIONS: map(to_json, source.mentions()),
        FIGURES: map(to_json, source.figures()),
        EVENTS: map(to_json, source.events()),
        JUDGEMENTS: judgements,
    }


def _written(
    store: Store,
    path: Path,
    manifest: Manifest,
    parts: Mapping[str, Iterable[Json]],
    key: SigningKey,
) -> Opened:
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        part = Path(name)
        with os.fdopen(handle, "w+b") as stream:
            opened = write_bundle(stream, manifest, parts, key)
            stream.flush()
            os.fsync(stream.fileno())
        if damaged := store.damaged():
            raise RunError(f"nothing was given: {damaged[0].message()}")
        part.replace(path)
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be written: {error.strerror}. Free some space or name another"
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return opened
