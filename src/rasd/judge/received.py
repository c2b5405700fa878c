"""Decides whether a judgement that came from elsewhere is one that somebody could have made here.

Its id must be that of its content, and each field what `rasd.judge.make` would have written: what
cannot be applied must never lie beside what can.
"""

from __future__ import annotations

from rasd.judge.adding import in_order, read_report
from rasd.judge.fields import RELIABILITY, check_field, read_grade, read_value
from rasd.judge.make import Who, check_who
from rasd.model import (
    Action,
    Evidence,
    InputError,
    Judgement,
    SettingsError,
    added_id,
    identified,
)

_LONGEST_NAME, _LONGEST_REASON = 200, 100_000
_GROUPS = {Action.JOIN: 2, Action.SPLIT: 2, Action.WITHDRAW: 0}
"""How many groups of reports a judgement has at least; all others have one, exactly."""


def check_received(judgement: Judgement) -> None:
    """Raises `InputError` that says what is wrong with a judgement."""
    if identified(judgement).id != judgement.id:
        raise InputError("its id is not that of its content: somebody changed it")
    if len(judgement.by) > _LONGEST_NAME or len(judgement.reason or "") > _LONGEST_REASON:
        raise InputError("a name or reason that is longer than anybody writes")
    try:
        check_who(Who(by=judgement.by, at=judgement.at, reason=judgement.reason))
        _check_groups(judgement)
        _check_content(judgement)
    except (SettingsError, KeyError, TypeError, ValueError) as error:
        raise InputError(str(error)) from error
    for each in (*judgement.evidence, *(p for a in judgement.anchors for p in a.passages)):
        check_words(each)


def check_words(evidence: Evidence) -> None:
    """Raises `InputError` where words cannot stand where they are said to stand."""
    whole = evidence.end - evidence.start == len(evidence.quote)
    if not 0 <= evidence.start < evidence.end or not (whole or evidence.cut):
        raise InputError(f"a quote of {evidence.field} is not as long as its place")


def _check_groups(judgement: Judgement) -> None:
    count, least = len(judgement.groups), _GROUPS.get(judgement.action)
    if judgement.about is not None:
        least = 0
    if (count != 1 if least is None else count < least) or not all(judgement.groups):
        raise InputError(f"{judgement.action.value} of {count} groups of reports")
    ids = [anchor.mention_id for anchor in judgement.anchors]
    if len(set(ids)) < len(ids) or (judgement.action is Action.ADD and len(ids) != 1):
        raise InputError(f"{judgement.action.value} names a report twice")
    if not least and least is not None and judgement.groups:
        raise InputError(f"{judgement.action.value} speaks of reports")


def _check_content(judgement: Judgement) -> None:
    said, wanted = judgement, {"groups", "evidence"}
    match said.action:
        case Action.ACCEPT:
            wanted = {"groups", "field", "basis"}
            if said.field is not None:
                check_field(said.field)
        case Action.EDIT if said.about is not None:
            wanted = {"field", "value", "about"}
            if said.field != RELIABILITY or said.value != read_grade(
                RELIABILITY, str(said.value["value"])
            ):
                raise InputError(f"{said.value!r} is no grade of an outlet")
        case Action.EDIT:
            wanted = {"groups", "field", "value", "evidence", "basis"}
            field = said.field or ""
            if said.value != read_value(field, said.value):
                raise InputError(f"{field} has a value in another form than here")
        case Action.ADD:
            wanted = {"groups", "value", "evidence", "basis"}
            if said.value != read_report(said.value, said.evidence):
                raise InputError("a report in another form than here")
            if said.evidence != in_order(said.evidence):
                raise InputError("the words of a report in another order than here")
            [anchor] = said.anchors
            if {each.doc_id for each in said.evidence} != {anchor.doc_id}:
                raise InputError("the words of a report of another document")
            if anchor.mention_id != added_id(
                anchor.doc_id, anchor.text_sha256, said.value, said.evidence
            ):
                raise InputError(f"a report under another id than its own: {anchor.mention_id!r}")
        case Action.REJECT | Action.JOIN | Action.SPLIT:
            wanted = {"groups", "basis"}
            if said.action is Action.REJECT and not (said.reason or "").strip():
                raise InputError("a rejection without a reason")
        case Action.WITHDRAW:
            wanted = {"withdraws"}
            if said.withdraws is None:
                raise InputError("a withdrawal of nothing")
    given = ("groups", "field", "value", "evidence", "about", "withdraws", "basis")
    for name in given:
        if name not in wanted and getattr(said, name) not in (None, ()):
            raise InputError(f"{said.action.value} has {name}")
