"""Rules read every report; a language model is asked where they are unsure (`unsure`).

The model reads the same question as for `--engine llm`, so that an answer serves both, and is
believed as far as its quotes prove it. It can

- confirm a doubtful incident (it tells one of that kind at those words) or refute it (it does not,
  in an answer that came whole);
- fill what a confirmed or unplaced incident lacks;
- tell incidents where the rules found none.

It never changes a value that the rules give, and has no say on what they are sure of. An answer
that cannot be read decides nothing: then the rules stand alone, and the document says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rasd.engines import rules
from rasd.engines.choice import Model
from rasd.engines.llm import questions as asking
from rasd.engines.llm.build import build_mention, confidence, unique
from rasd.engines.llm.code import Answered, Result, Told, proved_events, result
from rasd.engines.llm.proved import Proved
from rasd.engines.llm.reply import AnswerError
from rasd.engines.llm.unsure import Doubt, Unsure, spans_of, unsure
from rasd.engines.mention import group_type
from rasd.engines.voicing import side_of
from rasd.knowledge import Knowledge
from rasd.model import (
    DEMONSTRATIONS,
    INCIDENT_TYPES,
    NOTE_OF_MODEL,
    PARENT,
    Document,
    Mention,
    Outcome,
    SubEventType,
    replace,
)

UNREADABLE = f"{NOTE_OF_MODEL}its answer could not be read, so the rules decided alone"
_TOLLS = tuple(outcome.value for outcome in Outcome)
_LISTS = ("weapons", "harm", "materiel")


def questions_of(
    document: Document, model: Model, knowledge: Knowledge
) -> tuple[asking.Question, ...]:
    """The questions about the parts of a document of which the rules are unsure."""
    reading = rules.read(document, knowledge)
    doubts = unsure(reading)
    if not doubts:
        return ()
    spans = [span for each in doubts for span in spans_of(each.candidate.group, reading)]
    return tuple(
        question
        for n, question in enumerate(asking.questions_of(document, model))
        if any(
            n == 0 if part == "title" else start < question.end and question.start < end
            for part, start, end in spans
        )
    )


def code(document: Document, answers: Sequence[Answered], knowledge: Knowledge) -> Result:
    """The document as the rules code it, with what the answers prove where they were unsure."""
    reading = rules.read(document, knowledge)
    doubts = unsure(reading)
    if not doubts or not answers:
        return Result(rules.code(document, knowledge), Counter())
    try:
        told = proved_events(reading, answers, knowledge)
    except AnswerError:
        coded = rules.code(document, knowledge)
        known = replace(coded.document, warnings=(*coded.document.warnings, UNREADABLE))
        return Result(replace(coded, document=known), Counter())
    mentions = _mentions(reading, doubts, told, knowledge)
    return result(reading, mentions, told, knowledge)


def _mentions(
    reading: rules.Reading, doubts: Sequence[Unsure], told: Told, knowledge: Knowledge
) -> tuple[Mention, ...]:
    doubtful = {id(each.candidate): each for each in doubts}
    used: set[int] = set()
    mentions: list[Mention] = []
    for candidate in reading.candidates:
        doubt = doubtful.get(id(candidate))
        match = _match(candidate, told.events, used, reading)
        kept = rules.is_kept(candidate)
        if match is not None:
            used.add(match)
        if doubt is not None and doubt.doubt is not Doubt.UNPLACED:
            kept = match is not None or (kept and bool(told.cut))
        group = rules.standing(candidate, kept=kept)
        if not group:
            continue
        mention = rules.mention_of(group, candidate, reading, knowledge)
        if doubt is not None and match is not None:
            mention = _filled(mention, told.events[match])
        mentions.append(mention)
    if not any(m.event_type in INCIDENT_TYPES for m in mentions):
        mentions += [
            build_mention(event, reading.document, n)
            for n, event in enumerate(told.events)
            if n not in used and PARENT[event.sub_event_type] in INCIDENT_TYPES
        ]
    return tuple(mentions)


def _match(
    candidate: rules.Candidate,
    events: Sequence[Proved],
    used: set[int],
    reading: rules.Reading,
) -> int | None:
    """The number of the event that a model tells at the words of a candidate, of such a kind."""
    kind = group_type(candidate.group)
    spans = list(spans_of(candidate.group, reading))
    for n, event in enumerate(events):
        if n in used or not _alike(event.sub_event_type, kind):
            continue
        if any(
            found.part == part and found.start < end and start < found.end
            for found in event.events
            for part, start, end in spans
        ):
            return n
    return None


def _alike(one: SubEventType, other: SubEventType) -> bool:
    """Whether two types may be one incident: both of a crowd, both of violence, or equal."""
    families = PARENT[one], PARENT[other]
    if all(family in INCIDENT_TYPES for family in families):
        return (families[0] in DEMONSTRATIONS) == (families[1] in DEMONSTRATIONS)
    return one is other


def _filled(mention: Mention, event: Proved) -> Mention:
    """The mention with what it lacks and the model proves; what it has stays."""
    taken: dict[str, object] = {}
    if mention.date is None and event.date is not None:
        taken["date"] = event.date
    if event.place is not None and event.place.row is not None and _unplaced(mention):
        taken["place"] = event.place.place
    for name in ("perpetrators", "targets"):
        other = mention.targets if name == "perpetrators" else mention.perpetrators
        sides = {side_of(actor) for actor in other}
        found = tuple(a for a in getattr(event, name) if side_of(a) not in sides)
        if found and not getattr(mention, name):
            taken[name] = found
    taken |= _tolls(mention, event)
    for name in _LISTS:
        if getattr(event, name) and not getattr(mention, name):
            taken[name] = getattr(event, name)
    fields = {"event", *taken}
    return replace(
        mention,
        **taken,
        confidence=max(mention.confidence, confidence(event, agreed=True)),
        evidence=unique(
            (
                *(item for item in mention.evidence if item.field not in taken),
                *(item for item in event.evidence if item.field in fields),
            )
        ),
    )


def _unplaced(mention: Mention) -> bool:
    return mention.place is None or mention.place.lat is None


def _tolls(mention: Mention, event: Proved) -> dict[str, object]:
    """Tolls that no toll of the mention speaks against: "killed or wounded" stands alone."""
    held = {name for name in _TOLLS if getattr(mention, name) is not None}
    both = Outcome.KILLED_OR_WOUNDED
    apart = {Outcome.KILLED, Outcome.WOUNDED}
    taken: dict[str, object] = {}
    for outcome, count in event.tolls.items():
        harmed = outcome is both and held & apart, outcome in apart and both in held
        if outcome.value not in held and not any(harmed):
            taken[outcome.value] = count
    return taken
