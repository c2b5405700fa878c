"""Groups the clauses of a sentence into frames: passages that tell of one happening each.

``قتل خمسة في انفجار عبوة، فيما هاجم مسلحون نقطة`` is two frames: the toll with the blast that
caused it, and the attack. A frame holds what triggers it and where it stands; who did what to
whom is read from it by `assemble.parties` and `assemble.tolls`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from rasd.annotate import Annotated
from rasd.assemble.clauses import Clause, Link, matches_in, split_clauses
from rasd.knowledge import Kind, Knowledge, Match, Trait, TriggerRow
from rasd.knowledge.forms import copulas
from rasd.text import ARTICLE, Span, proclitic_readings, spellings

_PREPOSITIONS = ("\u0628", "\u0643", "\u0644")
_PRESENT = ("\u064a", "\u062a", "\u0646")
_COMPLEMENT_REACH = 7
_HEH = "\u0647"
_ALEF = "\u0627"
_BY_HAND = frozenset({"stab", "shoot", "assassinate", "execution"})
"""Kinds of deeds that one man does to another."""

OUTCOME_KINDS = frozenset({"kill", "wound", "kill_weak", "fall", "die"})
"""Trigger kinds that state what an event did to people, rather than the event."""

SUPPORTING_KINDS = frozenset(
    {
        "suicide_weapon",
        "suicide_actor",
        "disperse",
        "protesters",
        "crowd",
        "march",
        "grenade",
        "kill_weak",
        "fall",
        "die",
        "chemical",
        "air_weapon",
        "target",
        "strike",
        "arrest",
        "wound",
        "kill",
        "release",
        "shell",
        "burn",
        "gather",
        "slogan",
        "demand",
        "drone",
    }
)
"""Weak trigger kinds that colour a frame with a strong trigger; other weak ones fall silent."""

STATEMENT_KINDS = frozenset({"claim", "threat", "call", "deny", "acknowledge", "pledge"})
"""Trigger kinds of things said."""


_TRAITS = {trait.value: trait for trait in Trait}
_DEFINITE = frozenset(trait for trait in Trait if trait.definite)


# Triggers and frames are made by the thousand and asked many thousand times: plain classes, whose
# making costs a third of a frozen dataclass's. Nobody writes to them: the type checker sees to it.
class Trigger:
    """A trigger word in a clause.

    `trait` says how the word stands: verb, singular, plural, definite; `definite` whether a noun
    points at an event already told.
    """

    __slots__ = ("clause", "definite", "match", "row", "trait")

    def __init__(self, match: Match, row: TriggerRow, clause: Clause) -> None:
        trait = _TRAITS[match.entry.trait]
        if trait is Trait.PHRASE:
            word = clause.annotated.sentence.tokens[match.start].text
            points = word.startswith(ARTICLE)
        else:
            points = trait in _DEFINITE
        self.match: Final = match
        self.row: Final = row
        self.clause: Final = clause
        self.trait: Final = trait
        self.definite: Final = points


class Frame:
    """Clauses of one sentence that tell of one happening; equal only to itself.

    `start` is its first token and `end` one past its last; `kinds` are the kinds of its triggers,
    weak ones only where they support or nothing else stands.
    """

    __slots__ = ("annotated", "clauses", "end", "kinds", "link", "start", "triggers")

    def __init__(
        self,
        annotated: Annotated,
        clauses: tuple[Clause, ...],
        triggers: tuple[Trigger, ...],
        link: Link,
    ) -> None:
        self.annotated: Final = annotated
        self.clauses: Final = clauses
        self.triggers: Final = triggers
        self.link: Final = link
        self.start: Final = clauses[0].start
        self.end: Final = clauses[-1].end
        self.kinds: Final = _kinds_of(triggers)

    def telling(self, triggers: tuple[Trigger, ...]) -> Frame:
        """The same clauses with some of the triggers alone."""
        return Frame(self.annotated, self.clauses, triggers, self.link)

    @property
    def span(self) -> Span:
        """Folded span without the punctuation at its end."""
        tokens = self.annotated.sentence.tokens
        end = self.end
        while end - 1 > self.start and tokens[end - 1].kind == 3:
            end -= 1
        return self.annotated.sentence.span_of(self.start, end)


def _kinds_of(triggers: tuple[Trigger, ...]) -> frozenset[str]:
    strong: set[str] = set()
    weak: set[str] = set()
    for trigger in triggers:
        (weak if trigger.row.weak else strong).add(trigger.row.kind)
    if not strong:
        return frozenset(weak)
    return frozenset(strong | (weak & SUPPORTING_KINDS))


def said(frame: Frame) -> frozenset[str]:
    """The statements that a frame makes by a verb, or by a noun that means nothing else."""
    kinds = {
        t.row.kind
        for t in frame.triggers
        if t.trait in (Trait.VERB, Trait.PHRASE) or not t.row.weak
    }
    return frozenset(kinds) & STATEMENT_KINDS


@lru_cache(maxsize=512)
def build_frames(annotated: Annotated, knowledge: Knowledge) -> tuple[Frame, ...]:
    """The frames of a sentence in order; clauses without any trigger join their neighbours."""
    if not annotated.of(Kind.TRIGGER):
        return ()
    groups: list[list[Clause]] = []
    known: list[list[Trigger]] = []
    clauses = split_clauses(annotated)
    found = [_triggers(clause, knowledge) for clause in clauses]
    for n, (clause, triggers) in enumerate(zip(clauses, found, strict=True)):
        if (
            groups
            and not _starts_frame(clause, triggers, groups[-1], known[-1])
            and not (
                n + 1 < len(clauses)
                and clauses[n + 1].link is Link.CAUSE
                and _tells_another(clauses[n : n + 2], found[n : n + 2], groups[-1], known[-1])
            )
        ):
            groups[-1].append(clause)
            known[-1].extend(triggers)
        else:
            groups.append([clause])
            known.append(list(triggers))
    frames = [
        Frame(annotated, tuple(group), tuple(triggers), group[0].link)
        for group, triggers in zip(groups, known, strict=True)
    ]
    return tuple(frame for frame in frames if frame.triggers)


def _triggers(clause: Clause, knowledge: Knowledge) -> list[Trigger]:
    """Triggers of a clause; of overlapping ones the longest, else the strongest."""
    annotated = clause.annotated
    matches = annotated.of(Kind.TRIGGER, clause.start, clause.end)
    found: list[Trigger] = []
    if not matches:
        return found
    outlets = annotated.of(Kind.OUTLET)
    for m in matches:
        row = knowledge.triggers[m.entry.id]
        if row.opens and _is_preceded(m, clause):
            continue
        if _is_past_after_preposition(m, clause):
            continue
        if outlets and any(n.start <= m.start < n.end and n.end - n.start > 1 for n in outlets):
            continue
        if not row.complements or _completed(m, row, clause):
            found.append(Trigger(m, row, clause))
    if len(found) <= 1:
        return found
    # of the readings of one word a noun comes before a verb with a pronoun (إصابة before أصابه)
    found.sort(
        key=lambda t: (
            -(t.match.end - t.match.start),
            t.trait is Trait.VERB and _ends_in_pronoun(t),
            -max([c.count(" ") + 1 for c in t.row.complements]) if t.row.complements else 0,
            t.row.weak,
            # ``قتل`` before a victim is a verb, ``قصف مدفعي`` a noun
            (t.trait is Trait.VERB) != (t.row.kind in OUTCOME_KINDS),
            t.match.start,
        )
    )
    taken: set[int] = set()
    kept: list[Trigger] = []
    for trigger in found:
        tokens = range(trigger.match.start, trigger.match.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(trigger)
    kept.sort(key=lambda t: t.match.start)
    return kept


def _is_past_after_preposition(match: Match, clause: Clause) -> bool:
    """Whether a verb reading is impossible: no past verb follows bi-, ka- or li- (``لقتل``)."""
    if match.entry.trait != Trait.VERB or not match.prefix.endswith(_PREPOSITIONS):
        return False
    stem = clause.annotated.sentence.tokens[match.start].text[len(match.prefix) :]
    return not stem.startswith(_PRESENT)


def _is_preceded(match: Match, clause: Clause) -> bool:
    """Whether anything stands before a word in its text."""
    return match.start > 0 or clause.annotated.sentence.index > 0


def _completed(match: Match, row: TriggerRow, clause: Clause) -> bool:
    """Whether a verb that needs a complement has one close behind it (``أضرم مجهولون النار``)."""
    complements = row.complements
    openings = _openings(complements)
    texts = clause.annotated.sentence.texts
    for i, text in enumerate(texts[match.end : match.end + _COMPLEMENT_REACH], match.end):
        if text not in openings:
            continue
        following = texts[i + 1] if i + 1 < len(texts) else ""
        for _, stem in proclitic_readings(text):
            if stem in complements or f"{stem} {following}" in complements:
                return True
    return False


@cache
def _openings(complements: frozenset[str]) -> frozenset[str]:
    """How the words that complements begin with may be written: most words are none of them."""
    return spellings(complement.split(" ", 1)[0] for complement in complements)


def _ends_in_pronoun(trigger: Trigger) -> bool:
    """Whether the word could be a verb with "him" or, as likely, a noun in ta marbuta."""
    return trigger.clause.annotated.sentence.tokens[trigger.match.end - 1].text.endswith(_HEH)


def _starts_frame(
    clause: Clause, triggers: list[Trigger], group: list[Clause], known: list[Trigger]
) -> bool:
    if clause.link in (Link.RESULT, Link.SAME, Link.CAUSE):
        return False
    if not triggers:
        return clause.link is Link.NEW and bool(known)
    strong = [
        t
        for t in triggers
        if (not t.row.weak or _deed_of_actor(clause, t)) and t.row.kind not in OUTCOME_KINDS
    ]
    outcomes = [t for t in triggers if t.row.kind in OUTCOME_KINDS]
    had_core = any(t.row.kind not in OUTCOME_KINDS and not t.row.weak for t in known)
    had_outcome = any(t.row.kind in OUTCOME_KINDS for t in known)
    if clause.link is Link.AFTER:
        return had_core and any(_governed_by_after(clause, t) for t in (*strong, *outcomes))
    if clause.link is Link.NEW:
        if outcomes and not strong and known and not _has_own_place(clause, group):
            return False
        return bool(triggers) or bool(known)
    if strong:
        first = strong[0]
        if first.definite and first.trait is not Trait.VERB:
            return False
        if not known:
            return False
        if not had_core and clause.link is Link.COMMA:
            return False
        if clause.link is Link.COMMA and _says_of_noun(clause, first, known):
            return False
        if clause.link is Link.AND and _same_doer(clause, first):
            return False
        return had_core or had_outcome
    if outcomes and known:
        return had_outcome and _has_own_place(clause, group)
    return False


_FURTHER = frozenset({Link.NEW, Link.COMMA, Link.AND})


def _deed_of_actor(clause: Clause, trigger: Trigger) -> bool:
    """Whether a weak verb opens a joined clause with its own subject: ``ودمر الطيران دبابتين``."""
    return (
        clause.link is Link.AND
        and trigger.match.start == clause.start
        and any(a.start == trigger.match.end for a in clause.annotated.actors)
    )


def _tells_another(
    clauses: tuple[Clause, ...],
    triggers: list[list[Trigger]],
    group: list[Clause],
    known: list[Trigger],
) -> bool:
    """Whether a further item's toll comes with a cause, the next clause, and its own place.

    ``فيما قتل أربعة آخرون في قصف على بلدة ب`` is another strike than the one before, and so is
    ``وأشار إلى إصابة أربعة في قصف على ب``; ``فيما أصيب آخرون في القصف`` is not.
    """
    if clauses[0].link not in _FURTHER:
        return False
    if not any(t.row.kind in OUTCOME_KINDS for t in triggers[0]) or not known:
        return False
    if clauses[0].link is not Link.NEW and not _opens_with_speech(clauses[0], triggers[0]):
        return False
    causes = [t for t in triggers[1] if not t.row.weak and t.row.kind not in OUTCOME_KINDS]
    return bool(causes) and not causes[0].definite and _has_own_place(clauses[1], group)


def _opens_with_speech(clause: Clause, triggers: list[Trigger]) -> bool:
    return any(m.start < triggers[0].match.start for m in matches_in(clause, Kind.SPEECH))


def _says_of_noun(clause: Clause, verb: Trigger, known: list[Trigger]) -> bool:
    """Whether the clause goes on about an event noun before it.

    ``غارة ليلية، استهدفت منزلا``, and by a copula: ``القصف الذي طال منزلا، كان هجوما صاروخيا``.
    """
    tokens = clause.annotated.sentence.tokens
    if tokens[clause.start].text in copulas():
        return verb.match.start == clause.start + 1 and verb.trait is not Trait.VERB
    if verb.row.kind != "target" or verb.trait is not Trait.VERB:
        return False
    told = [t for t in known if not t.row.weak and t.row.kind not in OUTCOME_KINDS]
    by_noun = bool(told) and all(t.trait is not Trait.VERB for t in told)
    return by_noun and verb.match.start == clause.start


def _same_doer(clause: Clause, verb: Trigger) -> bool:
    """Whether a joined verb has its victim right behind it, not a doer of its own.

    ``دهس رجل عددا من المارة، وطعن شرطيا``: the accusative shows that the policeman is no doer.
    """
    if verb.trait is not Trait.VERB or verb.row.kind not in _BY_HAND:
        return False
    if verb.match.start != clause.start:
        return False
    tokens = clause.annotated.sentence.tokens
    return any(
        c.start == verb.match.end
        and c.form == "singular"
        and tokens[c.end - 1].text.endswith(_ALEF)
        for c in clause.annotated.counts
    )


def _governed_by_after(clause: Clause, trigger: Trigger) -> bool:
    """Whether the clause's "after" stands right before the event noun: another, earlier event."""
    near = trigger.match.start - clause.start <= 2
    return near and trigger.trait is not Trait.VERB and not trigger.definite


def _has_own_place(clause: Clause, group: list[Clause]) -> bool:
    places = clause.annotated.places
    own = any(clause.start <= p.start < clause.end for p in places)
    before = any(group[0].start <= p.start < group[-1].end for p in places)
    return own and before
