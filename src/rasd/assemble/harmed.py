"""Decides whom a word of killing, wounding or seizing governs, and how many they are.

``أصيب خمسة`` governs what follows, ``ثلاثة أشخاص قتلوا`` what stands before, ``مقتل وإصابة 12`` one
number for two outcomes. Whom a word names instead of counting is for `named` to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasd.annotate import Annotated
from rasd.annotate.counts import CountSpan
from rasd.assemble.counted import Toll, counted
from rasd.assemble.frames import Frame, Trigger
from rasd.assemble.named import CLOSE_REACH, end_of_doer, named_beside, named_tolls, pointed_at
from rasd.knowledge import NAMELESS, Kind, Trait
from rasd.knowledge.forms import appositives
from rasd.model import Outcome
from rasd.text import WAW, proclitic_readings

_REACH_AFTER = 7
_REACH_BEFORE = 4
_REACH_FAR = 8
_DEATH_REACH = 14
_CLOSE_FORMS = frozenset({"bare_number", "singular"})
_WITH_VICTIM = frozenset({"kill_weak", "fall", "assassinate"})
_EXACT_FORMS = frozenset({"number", "dual"})
_VICTIMS = "victims"
_ALEF = "\u0627"
_PLURAL = ("\u0648\u0627", "\u0648\u0646")


def governed_tolls(frame: Frame, counts: list[CountSpan], used: set[int]) -> tuple[Toll, ...]:
    """The tolls of every outcome word of a frame; `used` holds the counts that have theirs.

    Whom a pronoun points at counts where the frame gives no other toll of that kind.
    """
    words = [t for t in frame.triggers if t.row.outcome or t.row.kind in _WITH_VICTIM]
    if not words:
        return ()
    tolls: list[Toll] = []
    for position, trigger in enumerate(words):
        follower = words[position + 1] if position + 1 < len(words) else None
        if follower is not None and _coordinated(frame.annotated, trigger, follower):
            continue
        before = words[position - 1] if position else None
        pair = before is not None and _coordinated(frame.annotated, before, trigger)
        tolls.extend(_governed(frame, trigger, before if pair else None, follower, counts, used))
    given = {t.outcome for t in tolls}
    for trigger in words:
        pointed = pointed_at(frame, trigger)
        if pointed is not None and pointed.outcome not in given and not _completes(frame, trigger):
            tolls.append(pointed)
    return tuple(tolls)


def _coordinated(annotated: Annotated, first: Trigger, second: Trigger) -> bool:
    """Whether two outcome words stand side by side and share a number: ``مقتل وإصابة 12``.

    ``لقوا مصرعهم وأصيب 29`` are two: the pronoun has taken up those who died.
    """
    if {first.row.outcome, second.row.outcome} != {"killed", "wounded"}:
        return False
    if first.trait in (Trait.SINGULAR_OWNED, Trait.PHRASE) or _subject_before(annotated, first):
        return False
    gap = second.match.start - first.match.end
    if gap == 0:
        return second.match.prefix.startswith(WAW)
    between = annotated.sentence.tokens[first.match.end : second.match.start]
    return gap == 1 and between[0].text in (WAW, "\u0627\u0648")


def _is_verb(annotated: Annotated, trigger: Trigger) -> bool:
    """Whether a trigger is a verb or ``لقوا حتفهم``; the dual ``قتلا`` looks like a noun."""
    if trigger.trait is Trait.VERB:
        return True
    if trigger.trait is Trait.PHRASE and trigger.row.roles == "patient":
        return True
    return annotated.sentence.tokens[trigger.match.start].text.endswith(_ALEF) and any(
        c.form == "dual" and 0 <= trigger.match.start - c.end <= 1 for c in annotated.counts
    )


def _follows_its_subject(annotated: Annotated, verb: Trigger) -> bool:
    """Whether a verb has the plural that it takes behind its subject alone (``أصيبوا``)."""
    return annotated.sentence.tokens[verb.match.start].text.endswith(_PLURAL)


def _subject_before(annotated: Annotated, verb: Trigger) -> bool:
    """Whether those the verb speaks of stand before it: ``أربعة جنود قتلوا وأصيب 15``."""
    if not _is_verb(annotated, verb):
        return False
    return _follows_its_subject(annotated, verb) or any(
        0 <= verb.match.start - c.end <= 3 for c in annotated.counts
    )


def _governed(
    frame: Frame,
    trigger: Trigger,
    paired: Trigger | None,
    follower: Trigger | None,
    counts: list[CountSpan],
    used: set[int],
) -> Iterator[Toll]:
    if trigger.row.kind == "fall":
        yield from _fallen(frame, trigger, counts, used)
        return
    outcome = _outcome_of(frame, trigger)
    if outcome is None:
        return
    if outcome is Outcome.KILLED and _completes(frame, trigger):
        return
    limit = follower.match.start if follower is not None else frame.end
    start = paired.match.start if paired is not None else trigger.match.start
    row = trigger.row.row
    verb = _is_verb(frame.annotated, trigger)
    own: list[CountSpan] = []
    if verb and trigger.row.roles == "patient" and _follows_its_subject(frame.annotated, trigger):
        own = _before(frame, trigger, counts, used)
    own = own or _after(frame, trigger, limit, counts, used)
    if not own and verb:
        own = _before(frame, trigger, counts, used)
    if not own:
        bare = _bare_number(frame, trigger)
        if bare is not None:
            low, high, end = bare
            both = Outcome.KILLED_OR_WOUNDED if paired is not None else outcome
            yield Toll(both, low, high, False, "persons", start, end, False, row)
            return
        yield from named_tolls(frame, trigger, paired, outcome, limit)
        return
    for count in own:
        vague = count.max is None and count.min == 1
        if paired is None:
            yield counted(outcome, count, min(start, count.start), row)
        elif vague:
            yield counted(Outcome.KILLED, count, start, row)
            yield counted(Outcome.WOUNDED, count, start, row)
        else:
            yield counted(Outcome.KILLED_OR_WOUNDED, count, start, row)
    if paired is None and own:
        yield from named_beside(frame, own, outcome, start, limit, row)


def _fallen(frame: Frame, fall: Trigger, counts: list[CountSpan], used: set[int]) -> Iterator[Toll]:
    """Who fell: people counted are dead (``سقوط 4 أشخاص``), ``ضحايا`` are dead or hurt.

    Those who fell into somebody's hands are alive.
    """
    for count in counts:
        near = 0 <= count.start - fall.match.end <= 1
        if not near or count.outcome or id(count) in used:
            continue
        if count.group == _VICTIMS:
            outcome = Outcome.KILLED_OR_WOUNDED
        elif count.form in _EXACT_FORMS and not _taken(frame.annotated, count):
            outcome = Outcome.KILLED
        else:
            continue
        used.add(id(count))
        yield counted(outcome, count, fall.match.start, fall.row.row)


def _taken(annotated: Annotated, count: CountSpan) -> bool:
    """Whether a cue of captivity stands close behind: ``سقط خمسة جنود في قبضة المسلحين``."""
    return any(
        m.entry.what == "captivity" and 0 <= m.start - count.end <= _REACH_BEFORE
        for m in annotated.of(Kind.CUE, count.end)
    )


def _after(
    frame: Frame, trigger: Trigger, limit: int, counts: list[CountSpan], used: set[int]
) -> list[CountSpan]:
    """The counts that follow an outcome word: the first near it, more in one list with it."""
    own: list[CountSpan] = []
    end = _end_of_word(frame.annotated, trigger)
    doer_end = end_of_doer(frame.annotated, trigger)
    for count in counts:
        if count.outcome or id(count) in used or count.start >= limit:
            continue
        if count.start < end:
            continue
        if not own and _is_subject(trigger, count):
            continue
        gap = count.start - (own[-1].end if own else end)
        if not own and gap > 1 and not trigger.row.outcome and trigger.row.kind != "kill_weak":
            break
        near = count.start - doer_end
        if not own and count.form in _CLOSE_FORMS and min(gap, near) > CLOSE_REACH:
            continue
        if gap > (_REACH_AFTER if not own else _REACH_BEFORE) and count.part_of is None:
            break
        if not own and _crosses(frame.annotated, end, count.start):
            break
        if own and _explains(frame.annotated, count):
            break
        if own and count.part_of is None and not _listed(frame.annotated, own[-1], count):
            break
        own.append(count)
        used.add(id(count))
    return own


def _end_of_word(annotated: Annotated, trigger: Trigger) -> int:
    """Where an outcome word ends, its complement included: ``أودى الهجوم .. بحياة``.

    What completes a verb of the dying stands behind them: ``فقد ثلاثة مدنيين حياتهم``.
    """
    end = trigger.match.end
    if trigger.row.complements and trigger.row.roles != "patient":
        tokens = annotated.sentence.tokens
        for i in range(end, min(len(tokens), end + _REACH_AFTER)):
            if any(s in trigger.row.complements for _, s in proclitic_readings(tokens[i].text)):
                return i + 1
    return end


def _is_subject(trigger: Trigger, count: CountSpan) -> bool:
    """Whether the people counted are those who did it: ``اغتال مسلحون مجهولون الضابط``."""
    if trigger.trait is not Trait.VERB or trigger.row.roles not in ("agent", "either"):
        return False
    near = count.start - trigger.match.end <= 1
    return near and count.actor_id == NAMELESS and count.form in ("plural", "singular")


def _outcome_of(frame: Frame, trigger: Trigger) -> Outcome | None:
    """What befell those that a word governs; ``لقي`` says so only with ``مصرعهم`` after it.

    ``اغتيال`` says so right before its victim: there are attempts at it and fears of it.
    """
    if trigger.row.outcome:
        return Outcome(trigger.row.outcome)
    if trigger.row.kind == "kill_weak" and _met_death(frame, trigger) is not None:
        return Outcome.KILLED
    if trigger.row.kind == "assassinate" and trigger.trait is Trait.SINGULAR:
        return Outcome.KILLED
    return None


def _completes(frame: Frame, trigger: Trigger) -> bool:
    """Whether the word is the ``مصرعهم`` of a ``لقي`` that counts already."""
    return "kill_weak" in frame.kinds and any(
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
    if any(m.entry.what == "perpetrator" for m in annotated.of(Kind.ROLE_CUE, start, end)):
        return True
    if any(m.end == end for m in annotated.of(Kind.WEAPON, start, end)):
        return True  # whose weapon it was: برصاص مجهولين
    return any(annotated.sentence.tokens[i].text in ".;؛" for i in range(start, end))


def _explains(annotated: Annotated, count: CountSpan) -> bool:
    """Whether a count says who those just counted were: ``ثلاثة مدنيين، هم رجلان وطفلة``."""
    before = annotated.sentence.tokens[count.start - 1].text if count.start else ""
    return before in appositives()


def _listed(annotated: Annotated, first: CountSpan, second: CountSpan) -> bool:
    """Whether two counts are one list: ``طفلين وامرأتين ورجلين``."""
    tokens = annotated.sentence.tokens[first.end : second.start]
    joined = annotated.sentence.tokens[second.start].text.startswith(WAW)
    if any(t.text in (WAW, "،", ",") for t in tokens) or joined:
        return len(tokens) <= 2
    return False


def _before(
    frame: Frame, trigger: Trigger, counts: list[CountSpan], used: set[int]
) -> list[CountSpan]:
    """Counts whose verb follows, whole and parts: ``إن ثلاثة أشخاص، بينهم طفل، قتلوا``."""
    edge = trigger.match.start
    parts: list[CountSpan] = []
    for count in reversed(counts):
        if count.end > trigger.match.start or count.outcome or id(count) in used:
            continue
        gap = edge - count.end
        if gap > _REACH_FAR or (gap > _REACH_BEFORE and not count.definite):
            return []
        if any(
            count.end <= t.match.start < trigger.match.start and t.row.outcome
            for t in frame.triggers
        ):
            return []
        if count.part_of is not None:
            parts.insert(0, count)
            edge = count.start
            continue
        used.update(id(c) for c in (count, *parts))
        return [count, *parts]
    return []


def _bare_number(frame: Frame, trigger: Trigger) -> tuple[int, int | None, int] | None:
    """A number right after the outcome word without a noun: ``وإصابة ١٢ وتدمير``."""
    for number in frame.annotated.numbers:
        if number.start == trigger.match.end and number.unit is None and not number.percent:
            return number.value_min, number.value_max, number.end
    return None
