"""Decides who a named party is: its canonical id, in the country and at the time of the event.

``الجيش`` in a report from Taiz is the recognised government's army, in one from Idlib before
December 2024 the former government's. ``التنظيم`` is the group that the text named last.
Where no row fits, the party keeps its words and no id.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from rasd.annotate.actors import ActorForm, ActorSpan
from rasd.annotate.group_names import UNLISTED
from rasd.knowledge import ANY_POLICE, NAMELESS, PATRON_KEY, ActorRow, ContextRow, Knowledge
from rasd.model.frozen import Frozen
from rasd.text import ARTICLE

ANYWHERE = "*"
"""In a context row: any country without a row of its own."""

ANY_ARMY = "~army"
"""In a context row: the army of the event's country."""

ANY_SECURITY = "~security"
"""In a context row: what keeps order in the event's country."""


UNKNOWN = "~unknown"
"""In a context row: a party that the table lacks."""

NOBODY = "~nobody"
"""In a context row: no party to violence (``المعارضة`` where it sits in parliament)."""

POINTING = {"~militants": "militants", "~rebels": "rebels"}
"""In a context row: the group of such a kind that the text speaks of, by its group noun's heads."""

FORCES = "forces"
"""The group noun for forces, which are a state's where no others were named."""

_GROUPS = frozenset({"rebel", "militia", "political"})


class ActorContext(Frozen, frozen=True):
    """What decides among bearers of a name."""

    country: str | None
    when: date | None
    recent: tuple[str, ...]
    main_group: str | None


class Resolved(Frozen, frozen=True):
    """An identified party: `id` is `None` where the text names one that the table lacks."""

    id: str | None
    name_en: str | None
    name_ar: str | None
    category: str
    row: str


def resolve_actor(span: ActorSpan, context: ActorContext, knowledge: Knowledge) -> Resolved | None:
    """The party behind a span; `None` for a label that names nobody (``العدو``)."""
    match span.form:
        case ActorForm.LISTED | ActorForm.GENERIC:
            return _listed(span, context, knowledge)
        case ActorForm.CONTEXTUAL:
            return _contextual(span, context, knowledge)
        case ActorForm.FORCE | ActorForm.STATE:
            return _force(span, context, knowledge)
        case ActorForm.NAMED:
            return _unlisted(span.id, span)
        case ActorForm.GROUP:
            known = _pointed_at(span, context, knowledge)
            if known is None and span.id == FORCES and context.country:
                army = replace(span, form=ActorForm.FORCE, branch="army")
                return _force(army, context, knowledge)
            if known is not None and known.startswith(UNLISTED):
                return _unlisted(known, span)
            if known:
                return _named(known, knowledge, span.row)
            return Resolved(None, None, None, span.category, span.row)
        case ActorForm.LABEL:
            return None


def _unlisted(key: str, span: ActorSpan) -> Resolved:
    """A group that no list knows, by the name in its key; without one by the words of the text."""
    name = key.partition(":")[2] or None
    return Resolved(None, None, name, span.category, span.row)


def _contextual(span: ActorSpan, context: ActorContext, knowledge: Knowledge) -> Resolved | None:
    """The bearer of a name in the country; an outside one (``الاحتلال``) is whom the text named."""
    if span.antecedent:
        return _named(span.antecedent, knowledge, span.row)
    if span.country:
        branch = "police" if span.id in knowledge.police_names else "army"
        return _force(replace(span, branch=branch), context, knowledge)
    rows = knowledge.contextual.get(span.id, ())
    row = _fitting(rows, context.country, context.when)
    row = row or _fitting(rows, ANYWHERE, context.when)
    if (row is None and span.id.startswith(PATRON_KEY)) or (
        row is not None and row.actor == UNKNOWN
    ):
        category = span.category if span.category in _GROUPS else "rebel"
        return Resolved(None, None, None, category, span.row)
    if row is not None and row.actor == NOBODY:
        return None
    if row is not None and row.actor in POINTING:
        noun = replace(span, id=POINTING[row.actor])
        known = _spoken_of(noun, context, knowledge) if span.id.startswith(ARTICLE) else None
        return _named(known or NAMELESS, knowledge, row.row)
    if row is None:
        # factions, rebels: a party all the same; the enemy, the occupation: nobody in particular
        parties = [knowledge.actors[r.actor].category for r in rows if r.actor in knowledge.actors]
        armed = bool(parties) and all(category in _GROUPS for category in parties)
        return Resolved(None, None, None, parties[0], rows[0].row) if armed else None
    if row.actor == ANY_SECURITY:
        forces = knowledge.state_forces.get((context.country or "", "security"), ())
        force = _fitting(forces, context.country, context.when)
        return _named(force.actor if force is not None else ANY_POLICE, knowledge, row.row)
    if row.actor != ANY_ARMY:
        outsider = context.country not in knowledge.actors[row.actor].countries
        bearers = {other.actor for other in rows}
        named = next((a for a in context.recent if a in bearers), None) if outsider else None
        return _named(named or row.actor, knowledge, row.row)
    forces = knowledge.state_forces.get((context.country or "", "army"), ())
    force = _fitting(forces, context.country, context.when)
    if force is not None:
        return _named(force.actor, knowledge, force.row)
    country = knowledge.gazetteer.countries.get(context.country or "")
    name = f"army of {country.name_en}" if country else "army"
    return Resolved(None, name, None, "state_force", row.row)


def _pointed_at(span: ActorSpan, context: ActorContext, knowledge: Knowledge) -> str | None:
    """The actor that a bare group noun means: one whose names begin with such a noun.

    The group that the text speaks of most comes first, then the one named last; ``القوات``
    means the forces named last that are not that group.
    """
    if span.antecedent:
        return span.antecedent
    heads = knowledge.group_heads[span.id]
    fitting = [a for a in context.recent if _heads(a, knowledge) & heads]
    if span.id == FORCES:
        others = [a for a in context.recent if a != context.main_group]
        return next((a for a in fitting if a != context.main_group), others[0] if others else None)
    main = context.main_group
    if main is not None and _heads(main, knowledge) & heads:
        return main
    if fitting:
        return fitting[0]
    if main is None or main.startswith(UNLISTED):
        return main
    return main if knowledge.actors[main].category == span.category else None


def _spoken_of(span: ActorSpan, context: ActorContext, knowledge: Knowledge) -> str | None:
    """The group of a kind that the text speaks of: its main one, else the one named last."""
    heads = knowledge.group_heads[span.id]
    spoken = [context.main_group] if context.main_group else []
    for actor in (*spoken, *context.recent):
        if not actor.startswith(UNLISTED) and knowledge.actor_heads[actor] & heads:
            return actor
    return None


def _heads(actor: str, knowledge: Knowledge) -> frozenset[str]:
    """The nouns that may point back at a party, in the table or not."""
    if actor.startswith(UNLISTED):
        return knowledge.group_heads[actor.removeprefix(UNLISTED).partition(":")[0]]
    return knowledge.actor_heads[actor]


def is_group(span: ActorSpan, knowledge: Knowledge) -> bool:
    """Whether a later ``التنظيم`` can point back at this party."""
    if span.form is ActorForm.NAMED:
        return bool(span.id)
    return (
        span.form is ActorForm.LISTED
        and span.category in _GROUPS
        and span.id in knowledge.actors
        and not span.ambiguous
    )


def _listed(span: ActorSpan, context: ActorContext, knowledge: Knowledge) -> Resolved | None:
    row = knowledge.actors[span.id]
    if span.ambiguous and row.category in _GROUPS and not _meant(span, row, context):
        one_word = span.end - span.start == 1
        return None if one_word else Resolved(None, None, None, row.category, span.row)
    if span.id == ANY_POLICE and context.country:
        forces = knowledge.state_forces.get((context.country, "police"), ())
        force = _fitting(forces, context.country, context.when)
        if force is not None:
            return _named(force.actor, knowledge, force.row)
    heir = _valid_heir(row, context, knowledge)
    return _named(heir.id, knowledge, span.row)


def _meant(span: ActorSpan, row: ActorRow, context: ActorContext) -> bool:
    """Whether a name that others bear means this group: the text names it in full, or its land.

    A single word (``الشباب``, ``فتح``) needs the full name.
    """
    if row.id in context.recent or row.id == context.main_group:
        return True
    at_home = context.country is None or bool({context.country, "*"} & set(row.countries))
    return at_home and span.end - span.start > 1


def _valid_heir(row: ActorRow, context: ActorContext, knowledge: Knowledge) -> ActorRow:
    """The state's force of the day where a name outlived its bearer (Syria, Afghanistan)."""
    when = context.when
    if when is None or row.category != "state_force" or not row.countries:
        return row
    if (row.valid_to and when > row.valid_to) or (row.valid_from and when < row.valid_from):
        forces = knowledge.state_forces.get((row.countries[0], "army"), ())
        force = _fitting(forces, row.countries[0], when)
        if force is not None:
            return knowledge.actors[force.actor]
    return row


def _force(span: ActorSpan, context: ActorContext, knowledge: Knowledge) -> Resolved:
    """The force of the state that the words name, else of the country of the event."""
    state = span.country or context.country or ""
    forces = knowledge.state_forces.get((state, span.branch), ())
    force = _fitting(forces, state, context.when)
    if force is not None:
        return _named(force.actor, knowledge, force.row)
    if span.branch == "police":
        return _named(ANY_POLICE, knowledge, span.row)
    country = knowledge.gazetteer.countries.get(state)
    noun = "security forces" if span.branch == "security" else span.branch
    name = f"{noun} of {country.name_en}" if country else None
    return Resolved(None, name, None, "state_force", span.row)


def _fitting(
    rows: tuple[ContextRow, ...], country: str | None, when: date | None
) -> ContextRow | None:
    """The first row that holds in a country at a time; without one, at any time."""
    for row in rows:
        if country not in row.countries:
            continue
        if when is not None and (
            (row.valid_from and when < row.valid_from) or (row.valid_to and when > row.valid_to)
        ):
            continue
        return row
    return None


def _named(actor: str, knowledge: Knowledge, row: str) -> Resolved:
    known = knowledge.actors[actor]
    return Resolved(known.id, known.name_en, known.name_ar, known.category, row)
