"""Decides how a passage stands to its event: told or named, recent or old, denied, violent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm
from rasd.annotate.time_expression import TimeKind, Which
from rasd.assemble.assembly import tells_assembly
from rasd.assemble.clauses import Link
from rasd.assemble.frames import OUTCOME_KINDS, STATEMENT_KINDS, Frame, Trigger
from rasd.assemble.tolls import Toll, is_numbered
from rasd.engines.categories import ARMED
from rasd.engines.telling import breaks_out, looked_back_at
from rasd.join.draft import GroundedActor, GroundedDate, GroundedPlace, GroundedWeapon
from rasd.knowledge import Kind, Knowledge, Match, Trait
from rasd.model import HARMED, DateValue, Outcome, PlacePrecision
from rasd.qualify.assertion import PASSIVE

_BACKGROUND_AGE = timedelta(days=8)
_DENIAL_REACH = 5
_EVIDENT = frozenset(
    {
        "air",
        "drone",
        "artillery",
        "shell",
        "suicide",
        "shoot",
        "assassinate",
        "bomb",
        "assassinate_attempt",
        "massacre",
        "chemical",
        "protest_shoot",
        "dispersal",
        "mob",
        "protest",
        "riot",
        "stab",
        "ambush",
        "gather",
    }
)
_BEARERS = frozenset({"gen_unidentified_armed", "gen_police_local", "gen_rioters", "gen_tribal"})
_PREDICATE_REACH = 4
TAKING = frozenset({"capture", "retake", "liberate"})
"""Kinds of trigger that say who took a place."""


def is_background(
    frame: Frame,
    core: Trigger,
    tolls: tuple[Toll, ...],
    date_: GroundedDate | None,
    published: date | None,
) -> bool:
    """Whether a passage tells of what was over before the news: by its date, or by ``كان قد``."""
    end = date_.value.end if date_ is not None and date_.own else None
    if (
        (not tolls or core.row.kind in TAKING)
        and core.trait is not Trait.VERB
        and looked_back_at(frame.annotated, core)
        and (published is None or end is None or end < published)
    ):
        return True
    if date_ is not None and date_.own and is_old(date_.value, published):
        return True
    if published is None and _long_ago(frame):
        return True
    if (date_ is not None and date_.own) or _counts_back_days(frame):
        return False  # a day of the last week outweighs "had"
    return any(
        m.entry.what == "history"
        or (
            m.entry.what == "background"
            and m.start <= core.match.start
            and not _former_name(frame.annotated, m)
            and not _of_saying(frame, m, core)
        )
        for m in frame.annotated.of(Kind.CUE, frame.start, frame.end)
    )


def is_old(value: DateValue, published: date | None) -> bool:
    """Whether a date lies more than a week before the news: by its middle, for a month is long.

    ``الشهر الماضي`` is old on the fourth of this month.
    """
    if published is None or value.end is None:
        return False
    middle = value.end if value.start is None else value.start + (value.end - value.start) / 2
    return published - middle > _BACKGROUND_AGE


def _long_ago(frame: Frame) -> bool:
    """Whether the passage names a month or year before the one of its writing."""
    return any(
        (t.expression.unit in _LONG_UNITS or t.expression.month is not None)
        and t.expression.which in (Which.LAST, Which.BEFORE_LAST)
        and not t.expression.since
        for t in frame.annotated.times
        if frame.start <= t.start < frame.end
    )


_LONG_UNITS = frozenset({"month", "year"})


def _counts_back_days(frame: Frame) -> bool:
    """Whether the passage names a day of the last week from the day of its writing: ``أمس``.

    It does so also where nobody knows when the text was written.
    """
    return any(
        t.expression.kind is TimeKind.OFFSET
        and t.expression.days is not None
        and abs(t.expression.days) <= _BACKGROUND_AGE.days
        for t in frame.annotated.times
        if frame.start <= t.start < frame.end
    )


def _former_name(annotated: Annotated, cue: Match) -> bool:
    """Whether the cue only says that a name was borne before: ``(جبهة النصرة سابقا)``."""
    tokens = annotated.sentence.tokens
    return cue.end < len(tokens) and tokens[cue.end].text == ")"


def _of_saying(frame: Frame, cue: Match, core: Trigger) -> bool:
    """Whether what lies back is only that somebody said so: ``وكان مصدر أمني قد أفاد بأن``.

    What was claimed before (``وكان التنظيم قد أعلن مسؤوليته عن هجوم المقهى``) lies back too.
    """
    if cue.entry.what != "background" or "claim" in frame.kinds:
        return False
    said = next(
        (
            verb.start
            for verb in frame.annotated.of(Kind.SPEECH, cue.end, core.match.start)
            if verb.entry.what in ("says", "relays")
        ),
        None,
    )
    return said is not None and not any(
        t.trait is Trait.VERB and cue.end <= t.match.start < said for t in frame.triggers
    )


def predicated(frame: Frame, core: Trigger, tolls: tuple[Toll, ...]) -> bool:
    """Whether the passage tells the event rather than names it in passing.

    A headline, a clause that opens with the event, a verb, a source that says it, a number, a
    day, a weapon or a result tell it; a bare noun in the middle of something else does not.
    """
    annotated = frame.annotated
    if annotated.sentence.part == "title" or core.match.start - frame.start <= 2:
        return True
    if any((t.trait is Trait.VERB or t.row.roles) and not t.row.weak for t in frame.triggers):
        return True
    if any(is_numbered(t) for t in tolls):
        return True
    if any(c.link is Link.RESULT for c in frame.clauses):
        return True
    for kind in (Kind.LIGHT_VERB, Kind.SPEECH):
        if any(
            0 <= core.match.start - m.end <= (1 if m.entry.id == PASSIVE else _PREDICATE_REACH)
            for m in annotated.of(kind)
        ):
            return True
    if annotated.of(Kind.WEAPON, frame.start, frame.end):
        return True
    return any(frame.start <= t.start < frame.end for t in annotated.times)


def is_subject(
    frame: Frame,
    core: Trigger,
    place: GroundedPlace | None,
    date_: GroundedDate | None,
    support: int,
    sentences: Sequence[Annotated],
    published: date | None,
) -> bool:
    """Whether a passage describes the recent attack that its whole text is about.

    ``أدان المجلس الهجمات التي استهدفت الإثنين الماضي ثكنة في بن قردان وأسفرت عن استشهاد مدنيين`` at
    the head of an article tells the attack, whatever its main verb; the same words in the midst
    of another story, or alone, only name it.
    """
    body = [a.sentence.index for a in sentences if a.sentence.part == "body"]
    if len(body) < _TEXT or frame.annotated.sentence.index not in body[:_LEAD]:
        return False
    if core.row.kind in OUTCOME_KINDS or looked_back_at(frame.annotated, core):
        return False
    if support < _DESCRIBED or place is None or not place.own or date_ is None or not date_.own:
        return False
    end = date_.value.end
    if published is None or end is None:
        return _counts_back_days(frame)
    return published - end <= _BACKGROUND_AGE


_TEXT = 2
_LEAD = 2
_DESCRIBED = 4


def claimed_voice(frame: Frame) -> bool:
    """Whether the passage stands under a claim of responsibility that somebody made.

    ``لم تعلن أي جهة المسؤولية عن الهجوم`` is none.
    """
    if "claim" not in frame.kinds:
        return False
    claim = next((t for t in frame.triggers if t.row.kind == "claim"), None)
    if claim is None or claim.trait is Trait.VERB:
        return True
    return not any(
        cue.entry.what == "negation" and 0 <= claim.match.start - cue.end <= _UNCLAIMED_REACH
        for cue in frame.annotated.of(Kind.CUE, frame.start, claim.match.start)
    )


_UNCLAIMED_REACH = 7


def is_denied(annotated: Annotated, core: Trigger) -> bool:
    """Whether the text says that the event did not happen (``تنفي وقوع انفجار``)."""
    for verb in annotated.of(Kind.SPEECH):
        gap = core.match.start - verb.end
        if verb.entry.what == "denies" and 0 <= gap <= _DENIAL_REACH:
            between = annotated.of(Kind.TRIGGER, verb.end, core.match.start)
            return not any(m.entry.what in STATEMENT_KINDS for m in between)
    return False


def shows_violence(frame: Frame, tolls: tuple[Toll, ...], knowledge: Knowledge) -> bool:
    """Whether a passage holds a sign of violence: its kind, a weapon, arms-bearers, the dead.

    Words such as ``هاجم``, ``استهدف``, ``أصيب`` and ``سيطر`` are also said of critics, markets,
    illness and fires; they need such a sign beside them.
    """
    annotated = frame.annotated
    if any(t.row.kind in _EVIDENT for t in frame.triggers if not t.row.weak):
        return True
    if tells_assembly(frame) or any(breaks_out(frame, t) for t in frame.triggers):
        return True
    if annotated.of(Kind.WEAPON, frame.start, frame.end):
        return True
    start, end = frame.start, frame.end
    for actor in annotated.actors:
        if (
            start <= actor.start < end
            and (actor.category in ARMED or actor.id in _BEARERS)
            and actor.form is not ActorForm.LABEL
        ):
            return True
    if any(
        knowledge.object_classes[o.entry.id][1] == "military"
        for o in annotated.of(Kind.OBJECT, frame.start, frame.end)
    ):
        return True
    if any(t.outcome is Outcome.ABDUCTED for t in tolls):
        return True
    fought = any(t.row.kind == "clash" and not t.row.weak for t in frame.triggers)
    if fought and any(t.outcome in HARMED and t.min >= 1 for t in tolls):
        return True  # a clash of words leaves nobody dead or wounded
    sure = any(t.row.kind == "kill" and not t.row.weak for t in frame.triggers)
    return any(
        t.outcome is Outcome.KILLED and "kill" in frame.kinds and (sure or t.min > 1) for t in tolls
    )


def count_details(
    place: GroundedPlace | None,
    date_: GroundedDate | None,
    perpetrators: tuple[GroundedActor, ...],
    targets: tuple[GroundedActor, ...],
    objects: tuple[GroundedActor, ...],
    tolls: tuple[Toll, ...],
    weapons: tuple[GroundedWeapon, ...],
) -> int:
    """How many kinds of detail the passage itself gives."""
    return sum(
        (
            place is not None
            and place.own
            and place.place.precision not in (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN),
            date_ is not None and date_.own,
            bool(perpetrators),
            bool(targets) or bool(objects),
            any(not t.named for t in tolls),
            bool(weapons),
        )
    )
