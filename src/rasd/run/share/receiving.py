"""Decides what becomes of a bundle that comes in: all of it is checked, then all of it is written.

Documents and judgements join those of the store, so that in whatever order organisations exchange,
all come to the same: of a document that two hold in different states the one that was stored later
stands, and judgements are read in the order of their turns. Nothing is taken away. A document that
bears the id of another one is no later state of it: such a bundle is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from rasd.model import (
    BundleNote,
    InputError,
    Json,
    Mode,
    StoreError,
)
from rasd.pipeline import merge_recipe
from rasd.run.merging import merge_store
from rasd.run.share.bundle import (
    DOCUMENTS,
    EVENTS,
    FIGURES,
    JUDGEMENTS,
    MENTIONS,
    PARTS,
    Bundle,
)
from rasd.run.share.keys import PublicKey
from rasd.run.share.lines import KINDS, Reader
from rasd.run.share.sending import events_noted
from rasd.run.share.trust import check_trusted, trust
from rasd.search import arabic_analyser
from rasd.store import Change, Held, Reading, Said, SharedRecord, Store
from rasd.store.sharing import unheard
from rasd.store.statements import chunks

_BATCH = 64
_NAMED = 5
_KIND_OF = {DOCUMENTS: "document", MENTIONS: "mention", FIGURES: "figure", EVENTS: "event"}


@dataclass(slots=True, kw_only=True)
class Checked:
    """A bundle of which every line was read: what is decided from, without the documents."""

    held: dict[str, Held] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of a bundle. `known` is one that came before, of which nothing is written.

    `same_events` says whether the store now has the events that the sender had; `None` where the
    bundle came without its texts.
    """

    documents: Change = field(default_factory=Change)
    judgements: Change = field(default_factory=Change)
    records: int = 0
    same_events: bool | None = None
    known: bool = False


def check_bundle(bundle: Bundle, *, now: str) -> Checked:
    """Reads every line; raises `InputError` that names the line which is not as it must be."""
    manifest = bundle.manifest
    reader = Reader(now=now, keys={key.fingerprint: key for key in manifest.keys})
    try:
        reader.second(manifest.created)
    except InputError as error:
        raise InputError(f"{bundle.path}: manifest.json: created: {error}") from error
    checked = Checked()
    owners: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for name in PARTS[manifest.mode]:
        count = 0
        for count, line in bundle.lines(name):
            try:
                if name == JUDGEMENTS:
                    _next(checked, reader.said(line))
                elif manifest.mode is Mode.FULL:
                    _add(checked, reader.reading(line), owners)
                else:
                    kind = _KIND_OF[name]
                    record = reader.cited(KINDS[kind], line)
                    if (kind, record.id) in seen:
                        raise InputError(f"{record.id!r} comes twice")
                    seen.add((kind, record.id))
            except (InputError, StoreError) as error:
                raise InputError(f"{bundle.path}: {name}: line {count}: {error}") from error
        checked.lines[name] = count
    return checked


def import_bundle(
    store: Store, bundle: Bundle, *, by: str, now: str, trusted: Iterable[str] = ()
) -> Received:
    """Checks a bundle and writes what the store lacks of it, all in one transaction.

    `trusted` are fingerprints that somebody compared and trusts from now on.
    """
    manifest, where = bundle.manifest, str(bundle.path)
    wanted = [key for key in manifest.keys if key.fingerprint in set(trusted)]
    with store.transaction():
        for key in wanted:
            trust(store, key, by=by)
        check_trusted(store, [bundle.opened.key], where)
        _check_place(store, bundle)
        known = any(each.id == bundle.opened.id for each in store.sharing.bundles())
        received = Received(known=True) if known else _write(store, bundle, by=by, now=now)
    if not known or not store.events_current():  # somebody stopped the merge of one that came
        merge_store(store)
    if known or manifest.mode is not Mode.FULL:
        return received
    return replace(received, same_events=events_noted(store) == manifest.events)


def _write(store: Store, bundle: Bundle, *, by: str, now: str) -> Received:
    manifest = bundle.manifest
    checked = check_bundle(bundle, now=now)
    new = _check_said(store, bundle, checked)
    documents, records = Change(), None
    times: dict[str, str] = {}
    versions: dict[str, list[str]] = {}
    if manifest.mode is Mode.FULL:
        documents, times, versions = _write_documents(store, bundle, checked, now=now)
    else:
        records = store.sharing.write_records(manifest.organisation, _records(bundle, now=now))
    note = BundleNote(
        id=bundle.opened.id,
        sent=False,
        organisation=manifest.organisation,
        key=manifest.key,
        mode=manifest.mode,
        created=manifest.created,
        at=now,
        previous=manifest.previous,
    )
    judgements = store.sharing.note_received(
        note, new, by=by, times=times, versions=versions, records=records
    )
    return Received(
        documents=documents, judgements=judgements, records=records.count if records else 0
    )


def _add(checked: Checked, reading: Reading, owners: dict[str, str]) -> None:
    doc_id = reading.coded.document.id
    if doc_id in checked.held:
        raise InputError(f"document {doc_id!r} comes twice")
    checked.held[doc_id] = reading.held
    for mention in reading.coded.mentions:
        if (other := owners.setdefault(mention.id, doc_id)) != doc_id:
            raise InputError(f"mention {mention.id!r} is of {other!r} and of {doc_id!r}")


def _next(checked: Checked, said: Said) -> None:
    last = checked.said[-1] if checked.said else None
    if last and (last.turn, last.judgement.id) >= (said.turn, said.judgement.id):
        raise InputError(f"judgement {said.judgement.id!r} stands out of its turn")
    checked.said.append(said)


def _check_place(store: Store, bundle: Bundle) -> None:
    """Whether the bundle fits what the store is, and what it has of the sender."""
    manifest = bundle.manifest
    came = [each for each in store.sharing.bundles() if each.organisation == manifest.organisation]
    if manifest.mode is Mode.FULL and manifest.recipe != merge_recipe():
        raise InputError(
            f"{bundle.path}: its events come of {manifest.recipe}, those of here of "
            f"{merge_recipe()}. Bring both sides to one version of rasd with the same words, run "
            "again on the reports, and export anew"
        )
    if manifest.previous is not None and manifest.previous not in {each.id for each in came}:
        raise InputError(
            f"{bundle.path}: goes on from bundle {manifest.previous[:16]}, which did not come yet. "
            "Import that one first, or ask for one without --since"
        )
    later = [each for each in came if not each.sent and each.mode is not Mode.FULL]
    if manifest.mode is not Mode.FULL and any(
        each.created >= manifest.created and each.id != bundle.opened.id for each in later
    ):
        raise InputError(
            f"{bundle.path}: was made on {manifest.created}, before the last that came of "
            f"{manifest.organisation!r} ({later[-1].created}), whose records it would replace"
        )


def _check_said(store: Store, bundle: Bundle, checked: Checked) -> list[Said]:
    """The judgements of which something is new; raises where one may not be taken."""
    held = {each.judgement.id: each for each in store.sharing.said()}
    keys = {key.fingerprint: key for key in bundle.manifest.keys}
    turns = {key: (each.turn, key) for key, each in held.items()}
    turns |= {each.judgement.id: (each.turn, each.judgement.id) for each in checked.said}
    live = {key.fingerprint for key in store.sharing.known_keys() if key.removed is None}
    new: list[Said] = []
    signers: dict[str, PublicKey] = {}
    for each in checked.said:
        said, known = each.judgement, held.get(each.judgement.id)
        where = f"{bundle.path}: judgement {said.id!r}"
        if known is not None and known.judgement != said:
            raise InputError(f"{where} is held here with another content")
        if said.withdraws is not None:
            undone = turns.get(said.withdraws)
            if undone is None:
                raise InputError(
                    f"{where} withdraws {said.withdraws!r}, which is neither here nor in it. Ask "
                    "for a bundle without --since"
                )
            if undone >= (each.turn, said.id):
                raise InputError(f"{where} withdraws what comes after it")
        if known is not None and known.turn != each.turn:
            continue  # ours stands: their signatures are of another turn than it has here
        fresh = unheard(each, known.origins if known else (), live)
        if fresh or known is None:
            new.append(each)
        signers |= {origin.key: keys[origin.key] for origin in fresh}
    check_trusted(
        store, signers.values(), str(bundle.path), whose="holds judgements that were signed with"
    )
    return new


def _write_documents(
    store: Store, bundle: Bundle, checked: Checked, *, now: str
) -> tuple[Change, dict[str, str], dict[str, list[str]]]:
    """Writes documents that are new or later; with the times and versions to note of them."""
    here = store.sharing.held(checked.held)
    reader = Reader(now=now, keys={})
    clashing: list[str] = []
    times: dict[str, str] = {}
    versions: dict[str, list[str]] = {}
    change = Change()

    def due() -> Iterator[Reading]:
        nonlocal change
        for _, line in bundle.lines(DOCUMENTS):
            reading = reader.reading(line)
            doc_id, theirs = reading.coded.document.id, reading.held
            ours, digest = here.get(doc_id), store.sharing.digest_of(reading.coded)
            if ours is not None and not _is_same_document(ours, theirs):
                clashing.append(doc_id)
                continue
            known = ours.versions if ours is not None else theirs.versions[-1:]
            if unseen := [each for each in theirs.versions if each not in known]:
                versions[doc_id] = unseen
            if ours is not None and (theirs.at, digest) <= (ours.at, ours.digest):
                change += Change(unchanged=1)
                continue
            times[doc_id] = theirs.at
            if ours is not None and digest == ours.digest:
                change += Change(unchanged=1)
                continue
            yield reading

    analyser = arabic_analyser()
    for recipe, some in groupby(due(), key=lambda reading: reading.held.recipe):
        for batch in chunks(some, _BATCH):
            change += store.write_coded(
                [reading.coded for reading in batch], recipe, analyser=analyser
            )
    if clashing:
        raise InputError(_clash(bundle, clashing))
    return change, times, versions


def _is_same_document(ours: Held, theirs: Held) -> bool:
    """Whether two states of a document are of one: by their address, or a text that both had."""
    if ours.url is not None and ours.url == theirs.url:
        return True
    return not set(ours.versions).isdisjoint(theirs.versions)


def _clash(bundle: Bundle, doc_ids: list[str]) -> str:
    named = ", ".join(map(repr, doc_ids[:_NAMED])) + (", …" if len(doc_ids) > _NAMED else "")
    return (
        f"{bundle.path}: {len(doc_ids)} documents bear the id of another one here: {named}. "
        "Nothing was written. One side reads its documents again under other ids (the column id of "
        "JSONL or CSV, the names of files), and exports anew"
    )


def _records(bundle: Bundle, *, now: str) -> Iterator[SharedRecord]:
    manifest = bundle.manifest
    for name in PARTS[manifest.mode]:
        if name != JUDGEMENTS:
            for _, line in bundle.lines(name):
                yield SharedRecord(
                    organisation=manifest.organisation,
                    kind=_KIND_OF[name],
                    id=_id_of(line),
                    bundle=bundle.opened.id,
                    record=line,
                )


def _id_of(line: Mapping[str, Json]) -> str:
    return str(line["id"])
