"""Decides when two datasets name the same party.

A name counts without case, marks, brackets, years and prefixes: `HTS: Hayat Tahrir al Sham` is
`Hay'at Tahrir al-Sham`. Two names are the same where one has all the telling words of the other.
`Police Forces of Iraq (2022-)` and `Government of Iraq` stand for one state. Names that any
event may have (civilians, unidentified groups, `Unknown`) say nothing about identity.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from rasd.evaluate.compare.incident import Names
from rasd.evaluate.compare.lists import read_list

_ASIDE = re.compile(r"\[[^]]*\]|\([^)]*\)")
_WORD = re.compile(r"[^\W_]+")
_STATE = re.compile(r"(?:military forces|police forces|government|army|police) of (\w[\w ]*)")
_IDLE = frozenset(
    {
        "the", "of", "and", "in", "for", "al", "el", "as", "ar", "ad", "an", "at", "a",
        "forces", "force", "army", "military", "police", "government", "group", "movement",
        "state", "armed", "militia", "brigade", "front", "party", "security", "fighters",
    }
)  # fmt: skip
_ANYBODY = (
    "unidentified", "unknown", "civilian", "protester", "rioter", "unaffiliated", "other",
    "private citizen", "not specified",
)  # fmt: skip


@cache
def folded(name: str) -> str:
    """The name for comparing: small letters without marks, asides, prefix and punctuation."""
    bare = _ASIDE.sub(" ", name)
    head, colon, tail = bare.partition(":")
    if colon and tail.strip() and len(head.split()) == 1:
        bare = tail
    plain = unicodedata.normalize("NFKD", bare.replace("'", "").replace("\u2019", ""))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_WORD.findall(kept.lower()))


def party(*names: str) -> Names:
    """The names of one party, folded; empty ones fall away."""
    return frozenset(filter(None, map(folded, names)))


def parties(names: Iterable[str]) -> tuple[Names, ...]:
    """Parties of one name each, without those that nobody can be known by."""
    found = dict.fromkeys(party(name) for name in names if name.strip())
    return tuple(each for each in found if each and not is_anybody(each))


@cache
def is_anybody(one: Names) -> bool:
    """Whether any event may have this party, so that it says nothing about which it is."""
    return all(name.startswith(_ANYBODY) for name in one)


def share_met(ours: Sequence[Names], theirs: Sequence[Names]) -> float | None:
    """Which share of the parties of the side that names fewer the other names too.

    `None` where a side names nobody.
    """
    if not ours or not theirs:
        return None
    few, many = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    return sum(any(_same(one, other) for other in many) for one in few) / len(few)


@cache
def _same(one: Names, other: Names) -> bool:
    if one & other:
        return True
    for left in one:
        for right in other:
            if _state(left) is not None and _state(left) == _state(right):
                return True
            if _tells(left) <= _words(right) or _tells(right) <= _words(left):
                return True
    return False


@cache
def _state(name: str) -> str | None:
    found = _STATE.match(name)
    return found[1].split()[0] if found else None


@cache
def _tells(name: str) -> frozenset[str]:
    """The words that another name must have; all of a name such as `Islamic State`."""
    telling = _words(name) - _IDLE
    return telling if len(telling) > 1 else _words(name)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(name.split())


@cache
def own_names(actor_id: str) -> Names:
    """Our names of an actor of the table, and those of what it belongs to.

    A division of an army goes by the army's name too.
    """
    found: list[str] = []
    seen: set[str] = set()
    rows = _actors()
    while actor_id in rows and actor_id not in seen:
        seen.add(actor_id)
        name, actor_id = rows[actor_id]
        found.append(name)
    return party(*found)


@cache
def _actors() -> dict[str, tuple[str, str]]:
    return {row["id"]: (row["name_en"], row["parent"]) for row in read_list("actors/actors.tsv")}
