"""The rule engine: one document in, its mentions and figures out. A pure function."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from rasd.annotate import Annotated, annotate
from rasd.assemble.frames import said
from rasd.assemble.kinds import statement_type
from rasd.engines.asserted import Belief, belief
from rasd.engines.campaign import sums_among
from rasd.engines.categories import ARMED
from rasd.engines.figures import find_figures
from rasd.engines.gathering import tells_deed, tells_gathering
from rasd.engines.ground import ground_document
from rasd.engines.mention import build_mention, group_type
from rasd.engines.post import is_post
from rasd.engines.report_day import dated
from rasd.engines.setting import Setting, survey_document
from rasd.engines.standing import TAKING
from rasd.join.draft import Draft
from rasd.join.within import join_drafts
from rasd.knowledge import Knowledge, Trait
from rasd.model import (
    DEMONSTRATIONS,
    INCIDENT_TYPES,
    PARENT,
    CodedDocument,
    Document,
    EventType,
    Figure,
    Mention,
    PlacePrecision,
    SubEventType,
)
from rasd.model.frozen import Frozen
from rasd.text import Text, fold

_GENERIC_NEED = 2
_UNJUDGED = 0.8
"""The belief of agreements, arrests and statements, which no model judges."""
_FULL = 4
"""Details of a passage that tells what befell a crowd, and no other tells that it gathered."""
_PROTESTERS = "protesters"
_AT_PROTEST = frozenset({"protest", "riot", "protest_shoot"})


def code(document: Document, knowledge: Knowledge) -> CodedDocument:
    """The document with every event and figure that the rules find in it."""
    reading = read(document, knowledge)
    mentions = tuple(
        mention_of(group, candidate, reading, knowledge)
        for candidate in reading.candidates
        if (group := standing(candidate, kept=is_kept(candidate)))
    )
    figures = figures_beside(reading, mentions, knowledge)
    return CodedDocument(document=reading.document, mentions=mentions, figures=figures)


def mention_of(
    group: list[Draft], candidate: Candidate, reading: Reading, knowledge: Knowledge
) -> Mention:
    """The mention of joined passages, which stand as their candidate does or as a statement."""
    judged = candidate.belief
    return build_mention(
        group,
        reading.drafts,
        reading.setting,
        reading.texts,
        knowledge,
        belief=_UNJUDGED if judged is None else judged.probability,
    )


def figures_beside(
    reading: Reading, mentions: tuple[Mention, ...], knowledge: Knowledge
) -> tuple[Figure, ...]:
    """The figures of a document that are no toll of its mentions."""
    return find_figures(
        reading.sentences,
        reading.drafts,
        reading.sums,
        mentions,
        reading.setting,
        reading.texts,
        knowledge,
    )


class Candidate(Frozen, frozen=True):
    """Joined passages that may be an event: whether they give enough, and what is believed."""

    group: list[Draft]
    stands: bool
    others: int
    """How many other incidents of the document stand."""
    belief: Belief | None
    """`None` for what is no incident: agreements, arrests, statements."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules read in a document, before it is decided which of it are events."""

    document: Document
    """With the date of its dateline, where it came without one."""
    texts: dict[str, Text]
    sentences: tuple[Annotated, ...]
    setting: Setting
    drafts: tuple[Draft, ...]
    sums: tuple[Draft, ...]
    """Passages that sum up a campaign: figures, no events."""
    candidates: tuple[Candidate, ...]


def read(document: Document, knowledge: Knowledge) -> Reading:
    """The passages of a document that tell of one event each, joined."""
    body = fold(document.text)
    title = fold(document.title) if document.title else None
    texts: dict[str, Text] = {"body": body}
    if title is not None:
        texts["title"] = title
    sentences = annotate(title, body, knowledge)
    document = dated(document, sentences)
    setting = survey_document(document, sentences, knowledge)
    drafts = ground_document(sentences, setting, texts, knowledge)
    sums = sums_among(drafts)
    drafts = tuple(d for d in drafts if d not in sums)
    candidates = _candidates(
        join_drafts(drafts), document.published, post=is_post(document.title, document.text)
    )
    return Reading(document, texts, sentences, setting, drafts, sums, candidates)


def _candidates(
    groups: list[list[Draft]], published: date | None, *, post: bool
) -> tuple[Candidate, ...]:
    standing = [_stands(group, post=post) for group in groups]
    incidents = [PARENT[group_type(group)] in INCIDENT_TYPES for group in groups]
    told = sum(a and b for a, b in zip(standing, incidents, strict=True))
    return tuple(
        Candidate(
            group,
            stands,
            told - (stands and incident),
            belief(group, stands=stands, others=told - stands, published=published, post=post)
            if incident
            else None,
        )
        for group, stands, incident in zip(groups, standing, incidents, strict=True)
    )


def standing(candidate: Candidate, *, kept: bool) -> list[Draft]:
    """A group that is an event, as it is or as the statement that it makes; else nothing.

    ``تبنى التنظيم الهجوم`` where the attack is not told is a claim, ``نفت الحركة مسؤوليتها``
    a denial.
    """
    group = candidate.group
    if kept:
        return group
    return [
        replace(draft, sub_type=kind)
        for draft in group
        if (kind := statement_type(said(draft.frame))) is not None and _has_author(draft, kind)
    ]


def is_kept(candidate: Candidate) -> bool:
    """Whether a candidate is an event: an incident by its details and by what is believed of it.

    Beside other incidents of the document less detail is enough, but not to point back.
    """
    if candidate.belief is None:
        return candidate.stands
    return is_detailed(candidate) and candidate.belief.holds


def is_detailed(candidate: Candidate) -> bool:
    """Whether a candidate gives enough detail to be an event, whatever is believed of it."""
    return candidate.stands or (
        candidate.others > 0 and any(not d.anaphoric for d in candidate.group)
    )


def _stands(group: list[Draft], *, post: bool) -> bool:
    """Whether joined passages carry enough of their own to be an event."""
    kind = PARENT[group_type(group)]
    strong = [d for d in group if not d.weak or (post and _strikes(d))]
    if kind in INCIDENT_TYPES and not (
        any(d.asserted or (post and _told_by_post(d)) for d in group)
        and any(d.violent for d in group)
    ):
        return False
    if kind is EventType.STATEMENT:
        return any(_has_author(d, d.sub_type) and _said_by_verb(d) for d in group)
    if kind not in INCIDENT_TYPES:
        told = [
            d
            for d in group
            if (d.asserted or (post and _told_by_post(d))) and (not d.weak or _said_by_verb(d))
        ]
        return any(d.support >= 1 or _own_place(d) for d in told)
    if any(d.frame.kinds & TAKING and _own_place(d) for d in strong):
        return True
    if all(d.anaphoric for d in group) and not any(d.tolls or _own_place(d) for d in group):
        return False
    if kind in DEMONSTRATIONS and len(group) == 1 and not _tells_protest(group[0]):
        return group[0].support >= _FULL
    toll = any(t.min >= 1 and not t.named for d in group for t in d.tolls)
    if not strong:
        if kind in DEMONSTRATIONS:
            toll = any(
                t.min >= 1 and (t.group == _PROTESTERS or d.frame.kinds & _AT_PROTEST)
                for d in group
                for t in d.tolls
            )
        return toll and max(d.support for d in group) >= _GENERIC_NEED
    support = max(d.support for d in strong)
    if any(d.frame.kinds & _ASSEMBLY for d in strong):
        return support >= 1
    if post and any(_strikes(d) and d.asserted for d in strong):
        return True
    if post and any(_attacks(d) for d in strong):
        return True
    if all(d.frame.kinds <= _VAGUE and not d.weapons for d in strong) and not toll:
        return support >= _GENERIC_NEED + 1
    return support >= _GENERIC_NEED or (support >= 1 and toll)


def _told_by_post(draft: Draft) -> bool:
    """Whether a passage of a post, which leaves out verbs, says who or what struck which place.

    Its first passage has nothing to point back to: ``جرحى جراء القصف على بلدة كذا`` is the news.
    """
    if draft.anaphoric and (draft.order > 0 or not draft.tolls):
        return False
    return _own_spot(draft) and bool(draft.perpetrators or draft.weapons or draft.tolls)


def _strikes(draft: Draft) -> bool:
    """Whether a passage says by a strong word that a place of its own was fired at from afar.

    A post tells no more than ``غارات جوية على بلدة كذا``, and one strike in the plural.
    """
    return (
        _own_spot(draft)
        and not (draft.anaphoric or draft.background)
        and any(t.row.kind in _STRIKES and not t.row.weak for t in draft.frame.triggers)
    )


def _attacks(draft: Draft) -> bool:
    """Whether a passage says outright which armed party attacked which place of its own."""
    return (
        _own_spot(draft)
        and draft.asserted
        and draft.violent
        and not (draft.anaphoric or draft.background)
        and any(p.actor.category in ARMED for p in draft.perpetrators)
        and any(t.row.kind in _ATTACKS and not t.row.weak for t in draft.frame.triggers)
    )


def _tells_protest(draft: Draft) -> bool:
    """Whether one passage is enough: an assembly, or what a crowd does at a place it names."""
    return tells_gathering(draft.frame) or (_own_place(draft) and tells_deed(draft.frame))


_STRIKES = frozenset({"air", "artillery", "drone", "shell"})
_ATTACKS = frozenset({"attack", "target"})
_ASSEMBLY = frozenset({"protest", "gather"})
_VAGUE = frozenset(
    {"attack", "target", "operation", "strike", "fall", "kill_weak", "wound", "kill"}
)


def _has_author(draft: Draft, kind: SubEventType) -> bool:
    """Whether somebody makes the statement; whoever denies or admits may be an office."""
    if draft.perpetrators:
        return True
    return kind in (SubEventType.DENIAL, SubEventType.ACKNOWLEDGEMENT) and bool(draft.voices)


def _said_by_verb(draft: Draft) -> bool:
    """Whether somebody says it, rather than the text speaking of "threats"."""
    return any(
        t.trait in (Trait.VERB, Trait.PHRASE) or not t.row.weak for t in draft.frame.triggers
    )


def _own_place(draft: Draft) -> bool:
    return draft.place is not None and draft.place.own


def _own_spot(draft: Draft) -> bool:
    """Whether the passage names a place smaller than a country, of which posts talk politics."""
    return (
        draft.place is not None
        and draft.place.own
        and draft.place.place.precision is not PlacePrecision.COUNTRY
    )
