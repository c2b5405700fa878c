"""How values are written where they stand side by side: in `values`, `conflicts` and a timeline."""

from __future__ import annotations

from rasd.model import Actor, Claim, Count, DateValue, Harm, Materiel, Place


def written_count(count: Count) -> str:
    """A toll as short as in a table: `2`, `2-6`, `≥2`."""
    return _bounds(count.min, count.max)


def written_date(date: DateValue) -> str | None:
    """An interval as ISO days; `None` where unresolved."""
    if date.start is None or date.end is None:
        return None
    if date.start == date.end:
        return date.start.isoformat()
    return f"{date.start.isoformat()}/{date.end.isoformat()}"


def written_place(place: Place) -> str:
    """The English name where known, else the wording."""
    return place.name_en or place.text


def written_actor(actor: Actor) -> str:
    """The id where known, else the wording."""
    return actor.id or actor.text


def written_harm(harm: Harm) -> str:
    """`killed police 8`."""
    return f"{harm.outcome.value} {harm.group} {_bounds(harm.min, harm.max)}"


def written_materiel(materiel: Materiel) -> str:
    """`vehicle destroyed 3`."""
    count = "" if materiel.count is None else f" {materiel.count}"
    return f"{materiel.object} {materiel.effect.value}{count}"


def written_claim(claim: Claim) -> str:
    """The id of who claims it, else the wording."""
    return claim.id or claim.text


def _bounds(low: int, high: int | None) -> str:
    if high is None:
        return f"≥{low}"
    return f"{low}" if low == high else f"{low}-{high}"
