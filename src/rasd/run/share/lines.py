"""Decides how a record stands on a line of a bundle, and which lines are such records.

What is read must be what would have been written: a field that is unknown, left out or of another
type, a quote that does not stand in its text, a signature of something else is an error that names
what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from rasd.judge import check_received, check_words
from rasd.model import (
    PARENT,
    SCHEMA,
    TOLLS,
    Citation,
    CodedDocument,
    Document,
    Event,
    Figure,
    InputError,
    Json,
    Judgement,
    Mention,
    Origin,
    Place,
    canonical,
    from_json,
    is_turn,
    replace,
    sha256_text,
    to_json,
    turn_time,
)
from rasd.run.share.keys import PublicKey, SigningKey, is_signed
from rasd.store import Held, Reading, Said

FORWARD = timedelta(days=1)
"""How far ahead of ours a clock may go."""
_SIGNED = b"rasd-share/1 judgement\n"
_OF_READING = {"document", "recipe", "at", "versions", "mentions", "figures"}
_OF_SAID = {"judgement", "turn", "origins"}
_OF_ORIGIN = {"organisation", "key", "signature"}
_DIGEST = 64
_MOST = 2**31 - 1
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads lines as of a UTC time; `keys` are those that the bundle brings, by fingerprint."""

    now: str
    keys: Mapping[str, PublicKey]

    def reading(self, line: Json) -> Reading:
        """A document with its text and what was found in it; its digest is left to the store."""
        _check_names(line, _OF_READING)
        document = _exact(Document, line["document"])
        if not document.id or document.reuse:
            raise InputError("a document without an id, or with what it copies")
        mentions = tuple(_exact(Mention, each) for each in _list(line["mentions"]))
        figures = tuple(_exact(Figure, each) for each in _list(line["figures"]))
        found: tuple[Mention | Figure, ...] = (*mentions, *figures)
        for record in found:
            _check_record(record)
            _check_quotes(record, document)
        versions = tuple(map(_text, _list(line["versions"])))
        if not versions or versions[-1] != sha256_text(document.text):
            raise InputError(f"the text of {document.id!r} has another SHA-256 than it should")
        if not all(_is_digest(each) for each in versions) or len(set(versions)) < len(versions):
            raise InputError(f"a version of {document.id!r} is no SHA-256, or named twice")
        return Reading(
            coded=CodedDocument(document=document, mentions=mentions, figures=figures),
            held=Held(
                recipe=_text(line["recipe"]),
                at=self.second(_text(line["at"])),
                digest="",
                versions=versions,
                url=document.url,
            ),
        )

    def said(self, line: Json) -> Said:
        """A judgement that each organisation named signed."""
        _check_names(line, _OF_SAID)
        judgement, turn = _exact(Judgement, line["judgement"]), _text(line["turn"])
        where = f"judgement {judgement.id!r}"
        if judgement.organisations:
            raise InputError(f"{where} names organisations of its own")
        try:
            check_received(judgement)
        except InputError as error:
            raise InputError(f"{where}: {error}") from error
        if not is_turn(turn) or turn < turn_time(judgement.at):
            raise InputError(f"{where} has the turn {turn!r}, before it was made")
        self._time(turn.partition("/")[0])
        origins = []
        for each in _list(line["origins"]):
            _check_names(each, _OF_ORIGIN)
            given = {name: _text(each[name]) for name in _OF_ORIGIN}
            origins.append(Origin(judgement_id=judgement.id, **given))
        names = [each.organisation for each in origins]
        if not names or names != sorted(set(names)):
            raise InputError(f"{where} is of nobody, or of one twice")
        for origin in origins:
            key = self.keys.get(origin.key)
            statement = _statement(origin.organisation, turn, judgement)
            if (
                key is None
                or key.organisation != origin.organisation
                or not is_signed(statement, origin.signature, key.data)
            ):
                raise InputError(f"{where} was not signed by {origin.organisation!r}")
        return Said(judgement=judgement, turn=turn, origins=tuple(origins))

    def cited(self, kind: type[T], line: Json) -> T:
        """A citation, or a record whose documents did not come with it."""
        record = _exact(kind, line)
        if isinstance(record, (Mention, Figure, Event)):
            _check_record(record)
        return record

    def second(self, at: str) -> str:
        """A time in the form of ours: such times are put in order as texts."""
        self._time(at)
        if turn_time(at).replace(".000Z", "Z") != at:
            raise InputError(f"{at!r} is no time in UTC written like 2031-06-01T08:00:00Z")
        return at

    def _time(self, at: str) -> str:
        try:
            ahead = datetime.fromisoformat(turn_time(at)) - datetime.fromisoformat(self.now)
        except (ValueError, TypeError, OverflowError) as error:
            raise InputError(f"{at!r} is no time in UTC") from error
        if ahead > FORWARD:
            raise InputError(
                f"{at} is in the future: one of the two clocks is wrong. Set it, and try again"
            )
        return at


def line_of_reading(reading: Reading) -> Json:
    """A document with its text and what was found in it."""
    coded, held = reading.coded, reading.held
    return {
        "document": to_json(replace(coded.document, reuse=())),
        "recipe": held.recipe,
        "at": held.at,
        "versions": list(held.versions),
        "mentions": to_json(coded.mentions),
        "figures": to_json(coded.figures),
    }


def line_of_said(said: Said) -> Json:
    """A judgement with those who signed it."""
    origins = [{name: getattr(each, name) for name in sorted(_OF_ORIGIN)} for each in said.origins]
    return {"judgement": to_json(said.judgement), "turn": said.turn, "origins": origins}


def sign(said: Said, key: SigningKey) -> Origin:
    """That the organisation of a key says a judgement, in this turn."""
    name = key.public.organisation
    return Origin(
        judgement_id=said.judgement.id,
        organisation=name,
        key=key.public.fingerprint,
        signature=key.sign(_statement(name, said.turn, said.judgement)),
    )


def _statement(organisation: str, turn: str, judgement: Judgement) -> bytes:
    said = {"organisation": organisation, "turn": turn, "judgement": to_json(judgement)}
    return _SIGNED + canonical(said).encode()


def _exact(kind: type[T], value: Json) -> T:
    """A record from JSON that says nothing beside it."""
    record = from_json(kind, value)
    if to_json(record) != value:
        raise InputError(f"a {kind.__name__} in another form than here")
    return record


def _check_record(record: Mention | Figure | Event) -> None:
    where = repr(record.id)
    for each in record.evidence:
        check_words(each)
    if record.place is not None:
        _check_place(where, record.place)
    if isinstance(record, Figure):
        return
    if record.schema != SCHEMA or PARENT[record.sub_event_type] is not record.event_type:
        raise InputError(f"{where}: its event_type does not go with its sub_event_type")
    if not 0 <= record.confidence <= 1 or not record.evidence:
        raise InputError(f"{where}: no confidence from 0 to 1, or no evidence")
    for toll in TOLLS:
        count = getattr(record, toll)
        if count is not None and not 0 <= count.min <= (
            count.max if count.max is not None else count.min
        ):
            raise InputError(f"{where}: {toll} is no range")
        if count is not None and max(count.min, count.max or 0) > _MOST:
            raise InputError(f"{where}: {toll} is beyond what a database holds")


def _check_place(where: str, place: Place) -> None:
    if (place.lat is None) != (place.lon is None) or not (
        -90 <= (place.lat or 0) <= 90 and -180 <= (place.lon or 0) <= 180
    ):
        raise InputError(f"{where}: {place.lat}, {place.lon} is no point")


def _check_quotes(record: Mention | Figure, document: Document) -> None:
    if record.doc_id != document.id:
        raise InputError(f"{record.id!r} of {document.id!r} names document {record.doc_id!r}")
    for each in record.evidence:
        text = (document.title or "") if each.part == "title" else document.text
        if text[each.start : each.end] != each.quote or each.doc_id is not None:
            raise InputError(
                f"document {document.id!r} does not say what {record.id!r} quotes of "
                f"{each.field} at {each.start}-{each.end}"
            )


def _check_names(value: Json, names: set[str]) -> None:
    if not isinstance(value, dict) or value.keys() != names:
        raise InputError(f"expected an object of {', '.join(sorted(names))}")


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise InputError(f"expected a list, found {type(value).__name__}")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise InputError(f"expected a text, found {type(value).__name__}")
    return value


def _is_digest(text: str) -> bool:
    return len(text) == _DIGEST and set(text) <= set("0123456789abcdef")


KINDS: Mapping[str, type[Citation | Mention | Figure | Event]] = {
    "document": Citation,
    "mention": Mention,
    "figure": Figure,
    "event": Event,
}
"""The records that come without texts, by how they are called."""
