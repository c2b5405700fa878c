"""Decides what a person can say, and refuses what could not stand, with what to say instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rasd.judge.adding import in_order, read_report
from rasd.judge.apply import without_judgements
from rasd.judge.basis import event_basis, reports_basis
from rasd.judge.fields import RELIABILITY, check_field, read_grade, read_value
from rasd.model import (
    TELLING,
    Action,
    Anchor,
    Basis,
    Document,
    Event,
    Evidence,
    Json,
    Judgement,
    Mention,
    SettingsError,
    SubEventType,
    added_id,
    added_mention,
    anchor_of,
    gives_way,
    identified,
    replace,
    sha256_text,
)

Told = tuple[Mention, Document]
"""A report and the document that tells it."""


class KnownError(SettingsError):
    """What somebody adds is known: `mention` reports it."""

    def __init__(self, document: Document, mention: Mention) -> None:
        super().__init__(
            f"document {document.id!r} is known to report this: {mention.id}; edit that event, or "
            "give the day, place or toll that tells the two apart"
        )
        self.mention = mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who judges, when (an ISO time in UTC), and why."""

    by: str
    at: str
    reason: str | None = None


def accept(
    event: Event,
    told: Sequence[Told],
    *,
    who: Who,
    field: str | None = None,
) -> Judgement:
    """That the event, or one field of it, is right as shown. `told` are the event's reports."""
    if field is not None:
        check_field(field)
    return _said(
        who,
        Action.ACCEPT,
        groups=(_anchors(told),),
        field=field,
        basis=event_basis(without_judgements(event), field),
    )


def edit(
    event: Event,
    told: Sequence[Told],
    *,
    who: Who,
    field: str,
    value: Json,
    evidence: Sequence[Evidence] = (),
) -> Judgement:
    """That a field of the event has another value; `evidence` are the words that show it.

    `value` is in the form of the record contract; null and an empty list take the value away.
    """
    documents = {document.id: document for _, document in told}
    for each in evidence:
        _check_quote(each, documents.get(each.doc_id or ""))
    quote = evidence[0].quote if evidence else ""
    return _said(
        who,
        Action.EDIT,
        groups=(_anchors(told),),
        field=field,
        value=read_value(field, value, quote=quote),
        evidence=tuple(replace(each, field=field, rule=None, row=None) for each in evidence),
        basis=event_basis(without_judgements(event), field),
    )


def grade_outlet(outlet: str, grade: str, *, who: Who) -> Judgement:
    """That an outlet has this reliability, A to F, in every event that it tells of."""
    if not outlet.strip():
        raise SettingsError("a grade of reliability needs the name of an outlet")
    return _said(
        who,
        Action.EDIT,
        field=RELIABILITY,
        value=read_grade(RELIABILITY, grade),
        about=outlet.strip(),
    )


def reject(told: Sequence[Told], *, who: Who) -> Judgement:
    """That these reports tell of no event."""
    if not (who.reason or "").strip():
        raise SettingsError("a rejection needs its reason, such as 'a film review'")
    return _on_reports(Action.REJECT, [told], who=who)


def join(events: Sequence[Sequence[Told]], *, who: Who) -> Judgement:
    """That two or more events, each given by its reports, are one incident."""
    if len(events) < 2:
        raise SettingsError("a join needs two events or more")
    _check_once(events, "an event is named twice")
    return _on_reports(Action.JOIN, events, who=who)


def split(sides: Sequence[Sequence[Told]], *, who: Who) -> Judgement:
    """That the reports on one side tell of another incident than those on the other sides."""
    if len(sides) < 2 or not all(sides):
        raise SettingsError("a split needs reports on each of two sides or more")
    _check_once(sides, "a report stands on two sides")
    return _on_reports(Action.SPLIT, sides, who=who)


def add(
    document: Document,
    values: Mapping[str, Json],
    evidence: Sequence[Evidence],
    *,
    who: Who,
    known: Sequence[Mention] = (),
) -> Judgement:
    """That the document tells of an incident which rasd missed.

    `values` are the fields of its report in the form of the record contract; `evidence` the words
    that tell of it (field `event`) and of its fields; `known` what the document is known to
    report: an incident that is among it is refused.
    """
    own = [replace(each, doc_id=document.id, rule=None, row=None) for each in evidence]
    for marked in own:
        _check_quote(marked, document)
    report = read_report(values, own)
    words = in_order(own)
    digest = sha256_text(document.text)
    anchor = Anchor(
        mention_id=added_id(document.id, digest, report, words),
        doc_id=document.id,
        text_sha256=digest,
        sub_event_type=SubEventType(report["sub_event_type"]),
        passages=tuple(replace(each, doc_id=None) for each in words if each.field == TELLING),
    )
    draft = Judgement(
        id="",
        action=Action.ADD,
        at=who.at,
        by=who.by.strip(),
        reason=who.reason,
        groups=((anchor,),),
        value=report,
        evidence=words,
    )
    mention = added_mention(draft, document)
    assert mention is not None  # its words were found just now
    for each in known:
        if each.id == mention.id or gives_way(each, mention, draft, document):
            raise KnownError(document, each)
    return _said(
        who,
        Action.ADD,
        groups=draft.groups,
        value=report,
        evidence=words,
        basis=reports_basis([mention]),
    )


def withdraw(judgement: Judgement, *, who: Who) -> Judgement:
    """That a judgement no longer holds; to withdraw a withdrawal brings back what it undid."""
    return _said(who, Action.WITHDRAW, withdraws=judgement.id)


def _on_reports(action: Action, groups: Sequence[Sequence[Told]], *, who: Who) -> Judgement:
    mentions = [mention for told in groups for mention, _ in told]
    return _said(
        who,
        action,
        groups=tuple(_anchors(told) for told in groups),
        basis=reports_basis(mentions),
    )


def _said(
    who: Who,
    action: Action,
    *,
    groups: tuple[tuple[Anchor, ...], ...] = (),
    field: str | None = None,
    value: Json = None,
    evidence: tuple[Evidence, ...] = (),
    about: str | None = None,
    withdraws: str | None = None,
    basis: Basis | None = None,
) -> Judgement:
    check_who(who)
    return identified(
        Judgement(
            id="",
            action=action,
            at=who.at,
            by=who.by.strip(),
            reason=who.reason,
            groups=groups,
            field=field,
            value=value,
            evidence=evidence,
            about=about,
            withdraws=withdraws,
            basis=basis,
        )
    )


def check_who(who: Who) -> None:
    """Raises `SettingsError` for nobody, a time that is not in UTC, and what is no plain text."""
    if not who.by.strip():
        raise SettingsError("a judgement needs the name of who makes it")
    try:
        offset = datetime.fromisoformat(who.at).utcoffset()
    except ValueError:
        offset = None
    if offset != UTC.utcoffset(None):
        raise SettingsError(f"{who.at!r} is no time in UTC; write it as 2031-05-06T07:08:09Z")
    try:
        f"{who.by} {who.reason}".encode()
    except UnicodeEncodeError as error:
        raise SettingsError(f"name and reason must be plain text: {error.reason}") from error


def _anchors(told: Sequence[Told]) -> tuple[Anchor, ...]:
    return tuple(anchor_of(mention, document) for mention, document in told)


def _check_quote(evidence: Evidence, document: Document | None) -> None:
    if document is None:
        raise SettingsError(f"no report of the event stands in document {evidence.doc_id!r}")
    text = (document.title or "") if evidence.part == "title" else document.text
    if not evidence.quote or text[evidence.start : evidence.end] != evidence.quote:
        raise SettingsError(
            f"document {document.id!r} does not say {evidence.quote!r} at "
            f"{evidence.start}-{evidence.end}; give the words exactly as they stand"
        )


def _check_once(groups: Sequence[Sequence[Told]], fault: str) -> None:
    ids = [mention.id for told in groups for mention, _ in told]
    if len(set(ids)) < len(ids):
        raise SettingsError(fault)
