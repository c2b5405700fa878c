"""Decides what a frame says was done to people, and how many.

A count takes the outcome of its own noun (``ثلاثة قتلى``), of the trigger that governs it
(``أصيب خمسة``), or of the trigger that follows it (``ثلاثة أشخاص قتلوا``). ``مقتل وإصابة 12`` is
one number for both and stays one. A part (``بينهم طفلان``) is harm within the toll, not more of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rasd.annotate import Annotated
from rasd.annotate.counts import CountSpan
from rasd.assemble.frames import Frame, Trigger
from rasd.knowledge import Kind, Trait
from rasd.knowledge.forms import appositives
from rasd.model import Outcome
from rasd.text import TokenKind

_REACH_AFTER = 7
_REACH_BEFORE = 4
_ATTACKERS = "gen_unidentified_armed"
_NAMED_REACH = 10
_DEATH_REACH = 14
_CLOSE_FORMS = frozenset({"bare_number", "singular"})
_CLOSE_REACH = 2
_WAW = "\u0648"
_ALEF = "\u0627"
_PLURAL = "\u0648\u0627"


@dataclass(frozen=True, slots=True)
class Toll:
    """People counted with what befell them: tokens `start` to `end` hold the words."""

    outcome: Outcome
    min: int
    max: int | None
    approx: bool
    group: str
    start: int
    end: int
    part: bool
    rule: str


def is_numbered(toll: Toll) -> bool:
    """Whether the text gives a number, rather than "some" or a bare plural."""
    return toll.max is not None or toll.min > 1


def read_tolls(frame: Frame) -> tuple[Toll, ...]:
    """The tolls of a frame in order of the text; parts of a toll are marked `part`."""
    annotated = frame.annotated
    governing = _outcome_triggers(frame)
    counts = [c for c in annotated.counts if frame.start <= c.start < frame.end]
    tolls: list[Toll] = []
    used: set[int] = set()
    for position, count in enumerate(counts):
        if count.outcome:
            people = counts[position - 1] if position else None
            if people is not None and _predicated_of(people, count):
                used.add(id(people))
                tolls.append(_toll(Outcome(count.outcome), people, people.start, count.rule))
            else:
                tolls.append(_toll(Outcome(count.outcome), count, count.start, count.rule))
    for position, trigger in enumerate(governing):
        follower = governing[position + 1] if position + 1 < len(governing) else None
        both = follower is not None and _coordinated(annotated, trigger, follower)
        if both:
            continue
        before = governing[position - 1] if position else None
        pair = before is not None and _coordinated(annotated, before, trigger)
        tolls.extend(_governed(frame, trigger, before if pair else None, follower, counts, used))
    told = [toll for toll in _drop_repeats(tolls) if not _denied(annotated, toll)]
    return tuple(sorted(told, key=lambda t: t.start))


def _denied(annotated: Annotated, toll: Toll) -> bool:
    """Whether the text says that there was no such harm: ``دون وقوع إصابات``."""
    return any(
        cue.entry.what == "no_harm" and cue.start < toll.end and toll.start < cue.end + 1
        for cue in annotated.of(Kind.CUE)
    )


def _predicated_of(people: CountSpan, state: CountSpan) -> bool:
    """Whether a noun says what befell those just counted: ``سقط سبعة جنود قتلى``."""
    touching = state.start - people.end == 0
    return touching and state.form == "plural" and not people.outcome and people.form == "number"


def _outcome_triggers(frame: Frame) -> list[Trigger]:
    return [t for t in frame.triggers if t.row.outcome or t.row.kind in ("kill_weak", "fall")]


def _coordinated(annotated: Annotated, first: Trigger, second: Trigger) -> bool:
    """Whether two outcome words stand side by side: ``مقتل وإصابة``."""
    if {first.row.outcome, second.row.outcome} != {"killed", "wounded"}:
        return False
    if _subject_before(annotated, first):
        return False
    gap = second.match.start - first.match.end
    if gap == 0:
        return second.match.prefix.startswith(_WAW)
    between = annotated.sentence.tokens[first.match.end : second.match.start]
    return gap == 1 and between[0].text in (_WAW, "\u0627\u0648")


def _is_verb(annotated: Annotated, trigger: Trigger) -> bool:
    """Whether a trigger is a verb; ``شخصين قتلا`` is a dual verb that looks like a noun."""
    if trigger.trait is Trait.VERB:
        return True
    return annotated.sentence.tokens[trigger.match.start].text.endswith(_ALEF) and any(
        c.form == "dual" and 0 <= trigger.match.start - c.end <= 1 for c in annotated.counts
    )


def _subject_before(annotated: Annotated, verb: Trigger) -> bool:
    """Whether those the verb speaks of stand before it: ``أربعة جنود قتلوا وأصيب 15``."""
    if not _is_verb(annotated, verb):
        return False
    plural = annotated.sentence.tokens[verb.match.start].text.endswith(_PLURAL)
    return plural or any(0 <= verb.match.start - c.end <= 3 for c in annotated.counts)


def _governed(
    frame: Frame,
    trigger: Trigger,
    paired: Trigger | None,
    follower: Trigger | None,
    counts: list[CountSpan],
    used: set[int],
) -> Iterator[Toll]:
    outcome = _outcome_of(frame, trigger)
    if outcome is None:
        return
    if outcome is Outcome.KILLED and _completes(frame, trigger):
        return
    limit = follower.match.start if follower is not None else frame.end
    start = paired.match.start if paired is not None else trigger.match.start
    row = trigger.row.row
    own: list[CountSpan] = []
    for count in counts:
        if count.outcome or id(count) in used or count.start >= limit:
            continue
        if count.start < trigger.match.end:
            continue
        if not own and _is_subject(trigger, count):
            continue
        gap = count.start - (own[-1].end if own else trigger.match.end)
        if not own and count.form in _CLOSE_FORMS and gap > _CLOSE_REACH:
            continue
        if gap > (_REACH_AFTER if not own else 4) and count.part_of is None:
            break
        if not own and _crosses(frame.annotated, trigger.match.end, count.start):
            break
        if own and _explains(frame.annotated, count):
            break
        if own and count.part_of is None and not _listed(frame.annotated, own[-1], count):
            break
        own.append(count)
        used.add(id(count))
    if not own and _is_verb(frame.annotated, trigger):
        own = _before(frame, trigger, counts, used)
    if not own:
        bare = _bare_number(frame, trigger)
        if bare is not None:
            low, high, end = bare
            both = Outcome.KILLED_OR_WOUNDED if paired is not None else outcome
            yield Toll(both, low, high, False, "persons", start, end, False, row)
            return
        yield from _uncounted(frame, trigger, paired, outcome, limit)
        return
    for count in own:
        vague = count.max is None and count.min == 1
        if paired is None:
            yield _toll(outcome, count, min(start, count.start), row)
        elif vague:
            yield _toll(Outcome.KILLED, count, start, row)
            yield _toll(Outcome.WOUNDED, count, start, row)
        else:
            yield _toll(Outcome.KILLED_OR_WOUNDED, count, start, row)


def _is_subject(trigger: Trigger, count: CountSpan) -> bool:
    """Whether the people counted are those who did it: ``اغتال مسلحون مجهولون الضابط``."""
    if trigger.trait is not Trait.VERB or trigger.row.roles not in ("agent", "either"):
        return False
    near = count.start - trigger.match.end <= 1
    return near and count.actor_id == _ATTACKERS and count.form in ("plural", "singular")


def _outcome_of(frame: Frame, trigger: Trigger) -> Outcome | None:
    """What befell those that a word governs; ``لقي`` says so only with ``مصرعهم`` after it."""
    if trigger.row.outcome:
        return Outcome(trigger.row.outcome)
    if trigger.row.kind == "kill_weak" and _met_death(frame, trigger) is not None:
        return Outcome.KILLED
    return None


def _completes(frame: Frame, trigger: Trigger) -> bool:
    """Whether the word is the ``مصرعهم`` of a ``لقي`` that counts already."""
    return any(
        t.row.kind == "kill_weak" and _met_death(frame, t) is trigger for t in frame.triggers
    )


def _met_death(frame: Frame, met: Trigger) -> Trigger | None:
    """The ``مصرعهم`` that completes a ``لقي``, with those who died between the two."""
    for trigger in frame.triggers:
        gap = trigger.match.start - met.match.end
        owned = trigger.match.entry.trait == Trait.SINGULAR_OWNED
        if 0 <= gap <= _DEATH_REACH and trigger.row.outcome == Outcome.KILLED and owned:
            return trigger
    return None


def _crosses(annotated: Annotated, start: int, end: int) -> bool:
    """Whether another event word or a break with a new subject stands between."""
    for match in annotated.of(Kind.TRIGGER, start, end):
        if match.entry.trait == Trait.VERB:
            return True
    return any(annotated.sentence.tokens[i].text in ".;؛" for i in range(start, end))


def _explains(annotated: Annotated, count: CountSpan) -> bool:
    """Whether a count says who those just counted were: ``ثلاثة مدنيين، هم رجلان وطفلة``."""
    before = annotated.sentence.tokens[count.start - 1].text if count.start else ""
    return before in appositives()


def _listed(annotated: Annotated, first: CountSpan, second: CountSpan) -> bool:
    """Whether two counts are one list: ``طفلين وامرأتين ورجلين``."""
    tokens = annotated.sentence.tokens[first.end : second.start]
    joined = annotated.sentence.tokens[second.start].text.startswith(_WAW)
    if any(t.text in (_WAW, "،", ",") for t in tokens) or joined:
        return len(tokens) <= 2
    return False


def _before(
    frame: Frame, trigger: Trigger, counts: list[CountSpan], used: set[int]
) -> list[CountSpan]:
    """A count whose verb follows: ``إن ثلاثة أشخاص قتلوا``."""
    for count in reversed(counts):
        gap = trigger.match.start - count.end
        if count.outcome or id(count) in used or gap < 0:
            continue
        if gap > _REACH_BEFORE + 4 or (gap > _REACH_BEFORE and not count.definite):
            return []
        if any(
            count.end <= t.match.start < trigger.match.start and t.row.outcome
            for t in frame.triggers
        ):
            return []
        used.add(id(count))
        return [count]
    return []


def _uncounted(
    frame: Frame, trigger: Trigger, paired: Trigger | None, outcome: Outcome, limit: int
) -> Iterator[Toll]:
    """Tolls without a number: one named person, ``مقتله``, or people of unknown number."""
    if outcome not in (Outcome.KILLED, Outcome.WOUNDED):
        return
    tokens = frame.annotated.sentence.tokens
    end = trigger.match.end
    row = trigger.row.row
    if trigger.trait.value == Trait.SINGULAR_OWNED:
        killed = any(t.row.outcome == Outcome.KILLED for t in frame.triggers)
        if outcome is Outcome.WOUNDED and killed:
            return  # dead of the wounds: استشهد بعد إصابته
        if _plural_pronoun(tokens[trigger.match.end - 1].text):
            return
        yield Toll(outcome, 1, 1, False, "persons", trigger.match.start, end, False, row)
    elif (
        (trigger.row.of == "patient" or trigger.row.roles == "patient")
        and end < limit
        and tokens[end].kind is TokenKind.WORD
    ):
        titled = list(frame.annotated.of(Kind.SUBJECT, end, min(limit, end + 2)))
        if titled:
            first = titled[0]
            several = first.entry.what == "several"
            named = 1 if several else 1 + _also_named(frame, first.end, limit)
            yield Toll(
                outcome,
                named,
                None if several else named,
                False,
                "persons",
                trigger.match.start,
                first.end,
                False,
                row,
            )
            if paired is not None and several:
                yield Toll(
                    Outcome.KILLED,
                    1,
                    None,
                    False,
                    "persons",
                    paired.match.start,
                    first.end,
                    False,
                    row,
                )
    elif trigger.trait is Trait.VERB and trigger.row.roles == "agent":
        victims = [
            m
            for m in frame.annotated.of(Kind.SUBJECT, end, min(limit, end + _NAMED_REACH))
            if m.entry.what == "one"
        ]
        if victims:
            first = victims[0]
            yield Toll(outcome, 1, 1, False, "persons", first.start, first.end, False, row)


def _also_named(frame: Frame, start: int, limit: int) -> int:
    """How many more persons a list names: ``آمر الحرس، ورئيس المجلس``."""
    return sum(
        1
        for m in frame.annotated.of(Kind.SUBJECT, start, min(limit, start + 8))
        if m.entry.what == "one" and m.prefix == _WAW
    )


def _bare_number(frame: Frame, trigger: Trigger) -> tuple[int, int | None, int] | None:
    """A number right after the outcome word without a noun: ``وإصابة ١٢ وتدمير``."""
    for number in frame.annotated.numbers:
        if number.start == trigger.match.end and number.unit is None and not number.percent:
            return number.value_min, number.value_max, number.end
    return None


def _plural_pronoun(word: str) -> bool:
    return word.endswith(("\u0647\u0645", "\u0647\u0645\u0627", "\u0647\u0646", "\u0647\u0627"))


def _toll(outcome: Outcome, count: CountSpan, start: int, rule: str) -> Toll:
    return Toll(
        outcome=outcome,
        min=count.min,
        max=count.max,
        approx=count.approx,
        group=count.group,
        start=min(start, count.start),
        end=count.end,
        part=count.part_of is not None,
        rule=rule,
    )


def _drop_repeats(tolls: list[Toll]) -> list[Toll]:
    kept: list[Toll] = []
    for toll in tolls:
        if not any(
            k.outcome == toll.outcome and k.end == toll.end and k.min == toll.min for k in kept
        ):
            kept.append(toll)
    return kept
