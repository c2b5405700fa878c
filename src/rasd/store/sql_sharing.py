"""Exchange in a database: each call one transaction, every deed an entry of the log."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, Connection, bindparam, delete, select, update

from rasd.model import (
    BundleNote,
    CodedDocument,
    Figure,
    LogKind,
    Mention,
    Mode,
    Origin,
    ShareDeed,
    SharedKey,
    StoreError,
    canonical,
    replace,
)
from rasd.store import adding, coded, log, meta
from rasd.store import judgements as rows_judgements
from rasd.store.attribution import OWN, origins_of
from rasd.store.clock import Clock
from rasd.store.contract import Change
from rasd.store.damage import Damage
from rasd.store.digests import RecordsDigest
from rasd.store.rows import coded_rows
from rasd.store.sharing import Held, Reading, RecordsNoted, Said, SharedRecord, unheard
from rasd.store.statements import Row, chunks, put
from rasd.store.tables import (
    CODING,
    DOCUMENT,
    DOCUMENT_VERSION,
    FIGURE,
    JUDGEMENT_ORIGIN,
    JUDGEMENT_TURN,
    LOG,
    SHARED_BUNDLE,
    SHARED_KEY,
    SHARED_RECORD,
)

Access = Callable[[], AbstractContextManager[Connection]]
_DOCUMENTS_A_PAGE = 200
_ROWS = 500


class SqlSharing:
    """What `Sharing` promises, through a store's own reads and writes."""

    def __init__(self, *, read: Access, write: Access, clock: Clock, damage: Damage) -> None:
        self._read = read
        self._write = write
        self._clock = clock
        self._damage = damage

    def organisation(self) -> str | None:
        with self._read() as connection:
            return meta.word(connection, OWN)

    def take_name(self, organisation: str, *, by: str) -> None:
        with self._write() as connection:
            held = meta.word(connection, OWN)
            if held is not None and held != organisation:
                raise StoreError(
                    f"what is said here is known as that of {held!r}, not of {organisation!r}: "
                    f"judgements that others hold bear that name. Go on as {held!r}"
                )
            if held is None:
                meta.set_word(connection, OWN, organisation)
                meta.step_on(connection)  # events say whose judgements they show
                self._log(connection, ShareDeed.NAMED, by=by, organisation=organisation)

    def known_keys(self) -> tuple[SharedKey, ...]:
        with self._read() as connection:
            return _keys(connection)

    def add_key(self, key: SharedKey, *, by: str) -> Change:
        with self._write() as connection:
            held = {each.fingerprint: each for each in _keys(connection)}.get(key.fingerprint)
            if held is not None and held.organisation != key.organisation:
                raise StoreError(
                    f"the key {key.fingerprint[:16]} is known as that of {held.organisation!r}, "
                    f"not of {key.organisation!r}"
                )
            if held is not None and held.removed is None:
                return Change(unchanged=1)
            at = self._clock()
            row = {
                "fingerprint": key.fingerprint,
                "organisation": key.organisation,
                "public_key": key.public_key,
                "at": at,
                "own": int(key.own),
                "removed": None,
            }
            put(connection, SHARED_KEY, [row], on_held="replace")
            noted = {name: row[name] for name in ("organisation", "public_key", "own")}
            self._log(connection, ShareDeed.TRUSTED, by=by, key=key.fingerprint, **noted)
            return Change(added=1)

    def remove_key(self, fingerprint: str, *, by: str) -> None:
        with self._write() as connection:
            held = {each.fingerprint: each for each in _keys(connection)}.get(fingerprint)
            if held is None or held.removed is not None:
                raise StoreError(
                    f"no key {fingerprint[:16]!r} is trusted; see them with: rasd share trust list"
                )
            at = self._clock()
            connection.execute(_REMOVE, {"wanted": fingerprint, "time": at})
            self._log(connection, ShareDeed.DISTRUSTED, by=by, key=fingerprint)

    def bundles(self) -> tuple[BundleNote, ...]:
        with self._read() as connection:
            rows = connection.execute(_BUNDLES).all()
        return tuple(
            BundleNote(**(dict(r._mapping) | {"sent": bool(r.sent), "mode": Mode(r.mode)}))
            for r in rows
        )

    def said(self) -> Iterator[Said]:
        with self._read() as connection:
            turns = _turns(connection)
            found = list(rows_judgements.judgements(connection))
            signers = origins_of(connection, turns)
        for judgement in found:
            yield Said(
                judgement=replace(judgement, organisations=()),
                turn=turns[judgement.id],
                origins=tuple(signers.get(judgement.id, ())),
            )

    def readings(self, doc_ids: Iterable[str] | None = None) -> Iterator[Reading]:
        with self._read() as connection:
            past = _past(connection)
            wanted = sorted(past.times if doc_ids is None else set(doc_ids))
            for some in chunks(wanted, _DOCUMENTS_A_PAGE):
                yield from _readings(connection, some, past, self._damage)

    def held(self, doc_ids: Iterable[str]) -> dict[str, Held]:
        found: dict[str, Held] = {}
        with self._read() as connection:
            past = _past(connection)
            for some in chunks((each for each in doc_ids if each in past.times), _DOCUMENTS_A_PAGE):
                found |= _held(connection, some, past)
        return found

    def digest_of(self, coded: CodedDocument) -> str:
        return coded_rows(coded).digest

    def changed_since(self, seq: int) -> tuple[frozenset[str], frozenset[str]]:
        documents: set[str] = set()
        said: set[str] = set()
        with self._read() as connection:
            rows = connection.execute(_SINCE, {"after": seq}).all()
            for kind, payload in rows:
                noted = json.loads(payload)
                match kind:
                    case LogKind.DOCUMENTS:
                        documents |= {each["id"] for each in noted["documents"]}
                    case LogKind.JUDGEMENT:
                        said.add(noted["id"])
                    case LogKind.SHARE:
                        documents |= noted.get("documents", {}).keys()
                        if noted["deed"] == ShareDeed.IMPORTED:
                            said |= noted["signed"].keys()
        return frozenset(documents), frozenset(said)

    def note_sent(self, note: BundleNote, signed: Sequence[Origin], *, by: str) -> None:
        with self._write() as connection:
            # One that was signed with a key which is no longer trusted is signed anew.
            put(connection, JUDGEMENT_ORIGIN, [_row(each) for each in signed], on_held="replace")
            self._note(connection, note, ShareDeed.EXPORTED, by=by, signed=_noted(signed))

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
        with self._write() as connection:
            turns = _turns(connection)
            signers = origins_of(connection, turns)
            new = [each for each in said if each.judgement.id not in turns]
            live = {key.fingerprint for key in _keys(connection) if key.removed is None}
            fresh = [
                origin
                for each in said
                for origin in unheard(each, signers.get(each.judgement.id, ()), live)
            ]
            self._note(
                connection,
                note,
                ShareDeed.IMPORTED,
                by=by,
                documents=dict(times),
                versions={doc_id: list(each) for doc_id, each in versions.items()},
                judgements={each.judgement.id: each.turn for each in new},
                signed=_noted(fresh),
                **({} if records is None else {"records": records.sha256}),
            )
            put(connection, JUDGEMENT_ORIGIN, [_row(each) for each in fresh], on_held="replace")
            names = {each.judgement.id: [o.organisation for o in each.origins] for each in new}
            written = [
                replace(each.judgement, organisations=tuple(names[each.judgement.id]))
                for each in new
            ]
            change = rows_judgements.write_judgements(
                connection, written, turns={each.judgement.id: each.turn for each in new}
            )
            if change:
                adding.follow(connection, written)
            if fresh:
                meta.step_on(connection)  # events say whose judgements they show
            return change + Change(unchanged=len(said) - len(new))

    def write_records(self, organisation: str, records: Iterable[SharedRecord]) -> RecordsNoted:
        count, digest = 0, RecordsDigest()
        with self._write() as connection:
            connection.execute(_FORGET, {"of": organisation})
            for some in chunks(records, _ROWS):
                rows: list[Row] = [
                    {
                        "organisation": organisation,
                        "kind": each.kind,
                        "position": count + n,
                        "id": each.id,
                        "bundle": each.bundle,
                        "record": canonical(each.record),
                    }
                    for n, each in enumerate(some)
                ]
                put(connection, SHARED_RECORD, rows)
                for row in rows:
                    digest.add(str(row["kind"]), str(row["id"]), str(row["record"]))
                count += len(rows)
        return RecordsNoted(count=count, sha256=digest.sha256)

    def records(
        self, *, organisation: str | None = None, kind: str | None = None
    ) -> Iterator[SharedRecord]:
        found = _RECORDS
        if organisation is not None:
            found = found.where(SHARED_RECORD.c.organisation == organisation)
        if kind is not None:
            found = found.where(SHARED_RECORD.c.kind == kind)
        with self._read() as connection:
            rows = connection.execute(found).all()
        for row in rows:
            yield SharedRecord(
                organisation=row.organisation,
                kind=row.kind,
                id=row.id,
                bundle=row.bundle,
                record=json.loads(row.record),
            )

    def _note(
        self, connection: Connection, note: BundleNote, deed: ShareDeed, *, by: str, **more: object
    ) -> None:
        row = {name: getattr(note, name) for name in BundleNote.__dataclass_fields__}
        row |= {"sent": int(note.sent), "mode": note.mode.value, "at": self._clock()}
        put(connection, SHARED_BUNDLE, [row], on_held="keep")
        noted = {k: v for k, v in row.items() if k not in ("id", "sent", "at")}
        self._log(connection, deed, by=by, bundle=note.id, **noted, **more)

    def _log(self, connection: Connection, deed: ShareDeed, *, by: str, **payload: object) -> None:
        noted = {"deed": deed.value, **payload}
        log.append(connection, at=self._clock(), by=by, kind=LogKind.SHARE, payload=noted)


def _turns(connection: Connection) -> dict[str, str]:
    return {row.judgement_id: row.turn for row in connection.execute(_TURNS)}


def _keys(connection: Connection) -> tuple[SharedKey, ...]:
    return tuple(
        SharedKey(**(dict(row._mapping) | {"own": bool(row.own)}))
        for row in connection.execute(_KEYS).all()
    )


def _row(origin: Origin) -> Row:
    return {name: getattr(origin, name) for name in Origin.__dataclass_fields__}


def _noted(signed: Iterable[Origin]) -> dict[str, list[list[str]]]:
    """Who signed which judgements, as the log has it: organisation, key and signature by id."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for each in signed:
        found[each.judgement_id].append([each.organisation, each.key, each.signature])
    return found


@dataclass(slots=True)
class _Past:
    """When documents were first stored as they are, and which texts they had in other stores."""

    times: dict[str, str] = field(default_factory=dict)
    versions: dict[str, dict[str, None]] = field(default_factory=dict)


def _past(connection: Connection) -> _Past:
    past = _Past()
    for row in log.rows(connection):
        try:
            noted = json.loads(row.payload)
            if row.kind == LogKind.DOCUMENTS:
                past.times |= dict.fromkeys((each["id"] for each in noted["documents"]), row.at)
            elif row.kind == LogKind.SHARE:
                past.times |= noted.get("documents", {})
                for doc_id, versions in noted.get("versions", {}).items():
                    past.versions.setdefault(doc_id, {}).update(dict.fromkeys(versions))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"log entry {row.seq} cannot be read ({error}); see what is wrong with: rasd verify"
            ) from error
    return past


def _readings(
    connection: Connection, doc_ids: list[str], past: _Past, damage: Damage
) -> Iterator[Reading]:
    ids = {"ids": doc_ids}
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in coded.found_in(connection, doc_ids, damage):
        mentions[mention.doc_id].append(mention)
    figures: dict[str, list[Figure]] = defaultdict(list)
    for doc_id, key, record in connection.execute(_FIGURES, ids).all():
        if figure := damage.read(Figure, record, FIGURE, key, doc_id=doc_id):
            figures[doc_id].append(figure)
    held = _held(connection, doc_ids, past)
    for document in coded.documents_of(connection, doc_ids, damage):
        yield Reading(
            coded=CodedDocument(
                document=replace(document, reuse=()),
                mentions=tuple(mentions[document.id]),
                figures=tuple(figures[document.id]),
            ),
            held=held[document.id],
        )


def _held(connection: Connection, doc_ids: list[str], past: _Past) -> dict[str, Held]:
    ids = {"ids": doc_ids}
    versions: dict[str, list[str]] = defaultdict(list)
    for doc_id, text_sha256 in connection.execute(_VERSIONS, ids).all():
        versions[doc_id].append(text_sha256)
    found = {}
    for row in connection.execute(_STATES, ids).all():
        seen = dict.fromkeys([*past.versions.get(row.id, ()), *versions[row.id]])
        before = [each for each in seen if each != row.text_sha256]
        found[row.id] = Held(
            recipe=row.recipe,
            at=past.times[row.id],
            digest=row.digest,
            versions=(*before, row.text_sha256),
            url=_url(row.record),
        )
    return found


def _url(record: str) -> str | None:
    try:
        return json.loads(record).get("url")  # type: ignore[no-any-return]  # a text, or damaged
    except ValueError:
        return None


_KEYS = select(SHARED_KEY).order_by(
    SHARED_KEY.c.organisation, SHARED_KEY.c.at, SHARED_KEY.c.fingerprint
)
_REMOVE = (
    update(SHARED_KEY)
    .where(SHARED_KEY.c.fingerprint == bindparam("wanted"))
    .values(removed=bindparam("time"))
)
_BUNDLES = select(SHARED_BUNDLE).order_by(SHARED_BUNDLE.c.at, SHARED_BUNDLE.c.created)
_TURNS = select(JUDGEMENT_TURN.c.judgement_id, JUDGEMENT_TURN.c.turn)
_SINCE = select(LOG.c.kind, LOG.c.payload).where(LOG.c.seq > bindparam("after"))
_FORGET = delete(SHARED_RECORD).where(SHARED_RECORD.c.organisation == bindparam("of"))
_RECORDS = select(SHARED_RECORD).order_by(
    SHARED_RECORD.c.organisation, SHARED_RECORD.c.kind, SHARED_RECORD.c.position
)
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_FIGURES = (
    select(FIGURE.c.doc_id, FIGURE.c.id, FIGURE.c.record)
    .where(FIGURE.c.doc_id.in_(_IDS))
    .order_by(FIGURE.c.doc_id, FIGURE.c.position)
)
_VERSIONS = (
    select(DOCUMENT_VERSION.c.doc_id, DOCUMENT_VERSION.c.text_sha256)
    .where(DOCUMENT_VERSION.c.doc_id.in_(_IDS))
    .order_by(DOCUMENT_VERSION.c.doc_id, DOCUMENT_VERSION.c.first_seen)
)
_STATES = (
    select(
        DOCUMENT.c.id,
        DOCUMENT.c.text_sha256,
        DOCUMENT.c.record,
        CODING.c.recipe,
        CODING.c.digest,
    )
    .join_from(DOCUMENT, CODING)
    .where(DOCUMENT.c.id.in_(_IDS))
)
