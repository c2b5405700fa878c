"""Decides what report a person's own reading of a document makes of an incident that rasd missed.

The judgement holds the words and the values; the report is these, with the words where they stand
in the document now. So it needs no run of the rules and is lost with none of them: as long as one
passage that tells of the incident stands, or most of its words do, the report is there.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from rasd.model.anchors import find_mention, find_passage
from rasd.model.codec import Json, canonical, from_json, to_json
from rasd.model.codes import PARENT, Action, SubEventType
from rasd.model.errors import InputError
from rasd.model.ids import sha256_text, stable_id
from rasd.model.judgements import Judgement
from rasd.model.records import TOLLS, Document, Mention
from rasd.model.reviews import JUDGED
from rasd.model.values import Count, DateValue, Evidence, Place

TELLING = "event"
"""The field of the evidence that tells of the incident itself."""
TOLD_BY_EVENT = frozenset({"sub_event_type", "status", "harm", "credibility"})
"""Fields that rest on the passages that tell of the event; evidence names none for them alone."""

_SURE = 1.0
"""The confidence of what a person says: it is vouched for, not estimated."""


def added_id(doc_id: str, text_sha256: str, values: Json, evidence: Sequence[Evidence]) -> str:
    """The id of the report that these values and words make; it stays when the text changes."""
    words = [to_json(each) for each in evidence]
    return stable_id("m", doc_id, text_sha256, canonical(values), canonical(words))


def added_mention(judgement: Judgement, document: Document) -> Mention | None:
    """The report that a judgement adds; `None` where no words that tell of it stand any more."""
    if judgement.action is not Action.ADD:
        return None
    [anchor] = judgement.anchors
    changed = anchor.text_sha256 != sha256_text(document.text)
    found = [find_passage(each, document, changed=changed) for each in judgement.evidence]
    words = [
        replace(each, rule=JUDGED, row=None, doc_id=None) for each in found if each is not None
    ]
    telling = [each for each in words if each.field == TELLING]
    if not telling:
        return None
    values = judgement.value
    shown = {each.field for each in words}
    resting = [name for name in values if name not in shown and name not in TOLD_BY_EVENT]
    evidence = [*words, *(replace(each, field=name) for name in resting for each in telling)]
    return from_json(
        Mention,
        {
            "id": anchor.mention_id,
            "doc_id": document.id,
            "event_type": PARENT[_kind(values)].value,
            "confidence": _SURE,
            **values,
            "evidence": [to_json(each) for each in evidence],
        },
    )


def gives_way(mention: Mention, added: Mention, judgement: Judgement, document: Document) -> bool:
    """Whether rasd reads in `mention` the incident that a person added: the person's report stands.

    It is told in the same words, is of the same kind, and no day, place or toll differs.
    """
    [anchor] = judgement.anchors
    return (
        mention.id != added.id
        and mention.sub_event_type is added.sub_event_type
        and find_mention(anchor, document, [mention]) is not None
        and not _differ(mention, added)
    )


def _kind(values: Json) -> SubEventType:
    try:
        return SubEventType(values["sub_event_type"])
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"an added event has no kind that is known: {error}") from error


def _differ(one: Mention, other: Mention) -> bool:
    return (
        _days_differ(one.date, other.date)
        or _places_differ(one.place, other.place)
        or any(_counts_differ(getattr(one, name), getattr(other, name)) for name in TOLLS)
    )


def _days_differ(one: DateValue | None, other: DateValue | None) -> bool:
    if one is None or other is None:
        return False
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.end < other.start or other.end < one.start


def _places_differ(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return False
    if one.geonameid is not None and other.geonameid is not None:
        return one.geonameid != other.geonameid
    names = ({p.text, p.name_en, p.name_ar} - {None, ""} for p in (one, other))
    return next(names).isdisjoint(next(names))


def _counts_differ(one: Count | None, other: Count | None) -> bool:
    if one is None or other is None:
        return False
    return (one.max is not None and one.max < other.min) or (
        other.max is not None and other.max < one.min
    )
