"""Whether the predicted parties of an incident are the annotated ones.

A gold entry joins acceptable alternatives with `|`; an alternative is an actor id
(`syr_sdf`) or a description (`Burundi army`, `teacher`). An entry is met

- by a predicted actor with one of its ids;
- where it holds a description: by an actor without an id (the table has no row for it), or by
  one whose English name or id shares a word with the description. Words that any country
  could claim (army, police, government …) count only for a `gen_` actor, so that
  `irq_army` is no `Ukrainian army`.

Two verdicts: *strict* wants every entry met and no predicted actor left over; *lenient*
forgives left-over actors unless the gold names them on the other side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rasd.evaluate.assign import best_pairs
from rasd.model import Actor

_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+|pkk")
_WORD = re.compile(r"[^\W\d_]{3,}")
_IDLE = frozenset({"the", "and", "for", "its", "with", "from", "near", "their", "side", "in"})
_COMMON = frozenset(
    {
        "army", "police", "force", "government", "authority", "military", "security", "state",
        "soldier", "troop", "group", "faction", "air", "building", "local", "armed", "general",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Right by the strict and by the lenient rule."""

    strict: bool
    lenient: bool


def judge_parties(
    gold: Sequence[str], predicted: Sequence[Actor], *, other_side: Sequence[str] = ()
) -> Verdict:
    """Compare one role; `other_side` holds the gold entries of the opposite role."""
    weights = [[1.0 if meets(entry, actor) else 0.0 for actor in predicted] for entry in gold]
    # One actor may meet several entries ("embassy of X" and "security personnel"), but each
    # actor that meets none is left over.
    all_met = all(any(row) for row in weights)
    paired = {column for _, column in best_pairs(weights)}
    spare = [
        actor
        for n, actor in enumerate(predicted)
        if n not in paired and not any(row[n] for row in weights)
    ]
    swapped = any(
        actor.id is not None and any(actor.id in _alternatives(entry) for entry in other_side)
        for actor in spare
    )
    return Verdict(strict=all_met and not spare, lenient=all_met and not swapped)


def meets(entry: str, actor: Actor) -> bool:
    """Whether a predicted actor satisfies a gold entry."""
    for alternative in _alternatives(entry):
        if actor.id == alternative:
            return True
        if _ID.fullmatch(alternative):
            continue
        if actor.id is None:
            return True
        shared = _words(alternative) & (_words(actor.name_en or "") | _words(actor.id))
        if actor.id.startswith("gen_"):
            if shared:
                return True
        elif shared - _COMMON:
            return True
    return False


def _alternatives(entry: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in entry.split("|") if part.strip())


def _words(name: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(name.replace("_", " ")))
    return frozenset(_singular(word) for word in words if word not in _IDLE)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
