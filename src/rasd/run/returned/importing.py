"""Decides which judgements come of annotated tasks, and writes them down.

Each change is a judgement of its own: one that cannot be taken over is named, the others hold.
What the same person has said before of the same report, in the same words, is not said again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rasd import judge
from rasd.export.tasks import EVENT, VALUES, Incident, Mark, Shown, shown_text, written
from rasd.judge import KnownError, Who
from rasd.model import (
    Action,
    Anchor,
    Document,
    Event,
    Evidence,
    Judgement,
    Mention,
    SettingsError,
    SubEventType,
    canonical,
    find_mention,
    sha256_text,
    to_json,
    turn_time,
)
from rasd.run.judge import bring_up, record, told_of
from rasd.run.returned.answers import Answer, Refusal
from rasd.run.returned.differences import (
    Accepted,
    Added,
    Difference,
    Edited,
    Rejected,
    differences,
)
from rasd.run.returned.values import value_written
from rasd.store import Store

_DIGITS = 12


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of annotated tasks: judgements with where each stands, and what was refused.

    `same` counts what had been said before, `unchanged` the tasks that changed nothing.
    """

    made: list[tuple[str, Judgement]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    same: int = 0
    unchanged: int = 0


class _UndoneError(Exception):
    """Ends a dry run: everything is taken back."""


def import_answers(
    store: Store,
    answers: Iterable[Answer | Refusal],
    *,
    now: str,
    author: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Writes down what annotators changed.

    `author` is who annotated, whatever the files say; `now` the time of what states none, in UTC.
    """
    outcome = Outcome()
    if not dry_run:
        _import(store, answers, outcome, author=author, now=now)
        return outcome
    try:
        with store.transaction():
            _import(store, answers, outcome, author=author, now=now)
            raise _UndoneError
    except _UndoneError:
        return outcome


def _import(
    store: Store,
    answers: Iterable[Answer | Refusal],
    outcome: Outcome,
    *,
    author: str | None,
    now: str,
) -> None:
    for answer in answers:
        if isinstance(answer, Refusal):
            outcome.refused.append(answer)
            continue
        changes, faults = differences(answer)
        outcome.refused += [Refusal(where=answer.where, why=why) for why in faults]
        if not changes:
            outcome.unchanged += not faults
            continue
        try:
            task = _Task(store, answer, by=author or answer.by, now=now)
        except SettingsError as error:
            outcome.refused.append(Refusal(where=answer.where, why=str(error)))
            continue
        for change in changes:
            try:
                judgement = task.say(change)
            except SettingsError as error:
                place = f"{answer.where}, {_about(change)}"
                outcome.refused.append(Refusal(where=place, why=str(error)))
                continue
            if judgement is None:
                outcome.same += 1
            else:
                outcome.made.append((answer.where, judgement))


def _about(change: Difference) -> str:
    match change:
        case Added(name=name):
            return f"incident {name}"
        case Edited(incident=incident, field=name):
            return f"incident {incident.key}, {name}"
        case Rejected(incident=incident) | Accepted(incident=incident):
            return f"incident {incident.key}"


class _Task:
    """The document of an answer as the store has it, and what its annotator says of it."""

    def __init__(self, store: Store, answer: Answer, *, by: str | None, now: str) -> None:
        given = answer.given
        document = store.document(given.document)
        if document is None:
            raise SettingsError(f"the store holds no document {given.document!r}")
        if by is None:
            raise SettingsError("the file does not say who annotated: give --author NAME")
        self._store = store
        self._answer = answer
        self._by = by
        self._now = now
        self._at = _past(answer.at, now)
        self._document: Document = document
        self._shown: Shown = shown_text(document)
        held, came = sha256_text(self._shown.text), sha256_text(answer.text)
        if not held == given.sha256 == came:
            raise SettingsError(
                f"its text is not that of document {given.document!r}: the store has "
                f"{held[:_DIGITS]}, it was given for {given.sha256[:_DIGITS]} and comes back with "
                f"{came[:_DIGITS]} (SHA-256). Export the task anew and annotate that"
            )

    def say(self, change: Difference) -> Judgement | None:
        """The judgement that was written down; `None` for what had been said before."""
        match change:
            case Added():
                said = self._added(change)
            case Rejected():
                told = told_of(self._store, [self._mention(change.incident).id])
                said = judge.reject(told, who=self._who(change.reason))
            case Accepted():
                event, _ = self._event(change.incident)
                told = told_of(self._store, event.mention_ids)
                said = judge.accept(event, told, who=self._who(change.reason))
            case Edited():
                said = self._edited(change)
        if said is None or self._is_said(said, change):
            return None
        record(self._store, said)
        return said

    def _who(self, reason: str) -> Who:
        at = self._at or self._now
        return Who(by=self._by, at=at, reason="; ".join(filter(None, (reason, self._answer.where))))

    def _mention(self, incident: Incident) -> Mention:
        """The report that was given, or the one that tells of the same words today."""
        passages = self._evidence(EVENT, [m for m in incident.marks if m.field == EVENT])
        kind = incident.values.get("sub_event_type", "")
        if kind not in {each.value for each in SubEventType}:
            raise SettingsError("what it was given is damaged: export the task anew")
        anchor = Anchor(
            mention_id=incident.mention,
            doc_id=self._document.id,
            text_sha256=sha256_text(self._document.text),
            sub_event_type=SubEventType(kind),
            passages=passages,
        )
        found = find_mention(anchor, self._document, self._store.mentions_of([self._document.id]))
        if found is None:
            raise SettingsError(
                f"the store holds no report {incident.mention} any more: export the task anew"
            )
        return found

    def _event(self, incident: Incident) -> tuple[Event, Mention]:
        mention = self._mention(incident)
        bring_up(self._store)
        events = self._store.events_holding([mention.id])
        if not events:
            raise SettingsError(f"its report {mention.id} is in no event now: it was rejected")
        return events[0], mention

    def _edited(self, change: Edited) -> Judgement:
        event, _ = self._event(change.incident)
        if change.value is not None:
            value = value_written(change.field, change.value)
        else:
            shown = getattr(event, change.field)
            if written(shown) != change.incident.values.get(change.field, ""):
                raise SettingsError(
                    f"other words are marked for a value that its event {event.id} does not show "
                    f"({written(shown) or 'none'}): write the value that they show as well"
                )
            value = to_json(shown)
        return judge.edit(
            event,
            told_of(self._store, event.mention_ids),
            field=change.field,
            value=value,
            evidence=self._evidence(change.field, change.marks),
            who=self._who(change.reason),
        )

    def _added(self, change: Added) -> Judgement | None:
        words = [e for mark in sorted(change.marks) for e in self._evidence(mark.field, [mark])]
        values = {f: value_written(f, text) for f, text in change.values.items() if f in VALUES}
        try:
            return judge.add(
                self._document,
                values,
                words,
                who=self._who(change.reason),
                known=self._store.mentions_of([self._document.id]),
            )
        except KnownError as error:
            own = error.mention.id
            if any(each.action is Action.ADD and each.by == self._by.strip()
                   and own in {anchor.mention_id for anchor in each.anchors}
                   for each in self._said):  # fmt: skip
                return None
            raise

    def _evidence(self, field: str, marks: Iterable[Mark]) -> tuple[Evidence, ...]:
        found = []
        for mark in sorted(marks):
            words = self._shown.evidence(field, mark.start, mark.end, self._document)
            if words is None:
                raise SettingsError(
                    f"the words at {mark.start}-{mark.end} are neither in the title nor in the body"
                )
            found.append(words)
        return tuple(found)

    @property
    def _said(self) -> tuple[Judgement, ...]:
        return self._store.judgements_on([self._document.id])

    def _is_said(self, new: Judgement, change: Difference) -> bool:
        """Whether the same person has said the same, and did not take it back since."""
        own = None if isinstance(change, Added) else self._mention(change.incident).id
        said = self._said
        holding = {each.id for each in judge.in_force(said)}
        return any(
            _content(each) == _content(new)
            and (own is None or own in {anchor.mention_id for anchor in each.anchors})
            and (each.id in holding or self._at in (None, each.at))
            for each in said
        )


def _past(at: str | None, now: str) -> str | None:
    """A time that a file states; of a clock that is ahead none, as every later turn follows it."""
    try:
        return at if at is None or turn_time(at) <= turn_time(now) else None
    except ValueError:
        return at  # refused by name where it is said


def _content(judgement: Judgement) -> tuple[object, ...]:
    """What a judgement says, whenever and of however many reports."""
    words = sorted((e.doc_id or "", e.part or "", e.field, e.start, e.end)
                   for e in judgement.evidence)  # fmt: skip
    value = canonical(judgement.value)
    return judgement.action, judgement.by, judgement.field, value, tuple(words)
