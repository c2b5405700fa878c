"""Decides what is wrong with an event file: ``ar/events/grenade.toml:17: unknown kind 'granade'``.

A file holds one sub-event type: its definition in both languages, sentences that prove it and
sentences that must not set it off, and the trigger lemmas with their role frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from rasd.knowledge.tables import read_toml
from rasd.model import SubEventType
from rasd.text.fold import fold_plain

_HEADER = re.compile(r"\s*\[\[?\s*([\w.]+)\s*\]\]?")
_KEY = re.compile(r"\s*(\w+)\s*=")


@cache
def event_rules() -> Mapping[str, Any]:
    """The part of `schemas.toml` on event files."""
    rules: Mapping[str, Any] = read_toml("schemas.toml")["event"]
    return rules


def event_faults(name: str, stem: str, text: str, document: Mapping[str, Any]) -> Iterator[str]:
    """All faults of one event file, whose parsed form is `document`."""
    lines = _Lines(text)
    rules = event_rules()
    for key in sorted(set(document) - set(rules["keys"])):
        yield f"{name}:{lines.of(key)}: unknown key {key!r}; known are {', '.join(rules['keys'])}"
    ident = document.get("id")
    if ident not in set(SubEventType):
        yield f"{name}:{lines.of('id')}: id {ident!r} is no sub-event type of the contract"
    if ident != stem:
        yield f"{name}:{lines.of('id')}: id {ident!r} is not the name of the file"
    yield from (f"{name}:{lines.of('definition')}: {what}" for what in _definition(document))
    yield from (f"{name}:{lines.of('proof')}: {what}" for what in _proof(document))
    triggers = document.get("triggers")
    if not isinstance(triggers, list) or not triggers:
        yield f"{name}:1: no [[triggers]]"
        return
    for number, trigger in enumerate(triggers):
        yield from (
            f"{name}:{lines.of_trigger(number, key)}: {what}" for key, what in _trigger(trigger)
        )
    yield from _repeated(name, lines, triggers)


def _definition(document: Mapping[str, Any]) -> Iterator[str]:
    definition = document.get("definition", {})
    for language in ("en", "ar"):
        stated = definition.get(language)
        if not isinstance(stated, str) or not stated.strip():
            yield f"no definition in {language!r}"
        elif (language == "ar") == stated.isascii():
            yield f"the definition in {language!r} is in another script"


def _proof(document: Mapping[str, Any]) -> Iterator[str]:
    proof = document.get("proof", {})
    if not proof.get("examples"):
        yield "no examples: a sentence that proves the type is needed"
    if "counter" not in proof:
        yield "no counter list: sentences that tempt the type, or []"
    sentences = [*proof.get("examples", ()), *proof.get("counter", ())]
    folded = [fold_plain(sentence) for sentence in sentences]
    for at, sentence in enumerate(sentences):
        if folded.index(folded[at]) != at:
            yield f"{sentence!r} stands twice"


def _trigger(trigger: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    rules = event_rules()
    for key in sorted(set(trigger) - set(rules["trigger_keys"])):
        yield key, f"unknown trigger key {key!r}; known are {', '.join(rules['trigger_keys'])}"
    lemmas = [key for key in ("verb", "noun", "forms") if key in trigger]
    if len(lemmas) != 1:
        yield "kind", f"a trigger is a verb, a noun or forms; this one is {lemmas or 'none'}"
    if "verb" in trigger and not _is_verb(trigger["verb"]):
        yield "verb", f"{trigger['verb']!r} is not [past, present] of the third person"
    if "plural" in trigger and "noun" not in trigger:
        yield "plural", "a plural stands beside a noun"
    if "with" in trigger and "noun" in trigger:
        yield "with", "a complement stands beside a verb or forms"
    for key in ("forms", "plural", "with"):
        if key in trigger and not _are_words(trigger[key]):
            yield key, f"{key} is no list of words"
    kind = trigger.get("kind")
    if kind not in rules["kinds"]:
        near = get_close_matches(str(kind), rules["kinds"], n=1)
        hint = f"; did you mean {near[0]!r}?" if near else "; add it to schemas.toml first"
        yield "kind", f"unknown kind {kind!r}{hint}"
    for key in ("roles", "of", "outcome", "weight", "at"):
        if key in trigger and trigger[key] not in rules[key]:
            yield key, f"{key} {trigger[key]!r} is none of {', '.join(rules[key])}"


def _is_verb(verb: object) -> bool:
    """Whether a value is a past and a present, the latter under a prefix of the present."""
    match verb:
        case [str() as written_past, str() as written_present]:
            past, present = fold_plain(written_past), fold_plain(written_present)
        case _:
            return False
    prefixes = [fold_plain(p) for p in read_toml("ar/morphology.toml")["verb"]["present_prefixes"]]
    return bool(past) and past != present and present.startswith(tuple(prefixes))


def _are_words(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(word, str) and word.strip() for word in value)
    )


def _repeated(name: str, lines: _Lines, triggers: list[Mapping[str, Any]]) -> Iterator[str]:
    """Two triggers of one kind that have a written form in common."""
    seen: dict[tuple[str, str, str], int] = {}
    for number, trigger in enumerate(triggers):
        lemmas = [("verb", form) for form in trigger.get("verb", ())[:1]]
        lemmas += [("noun", trigger["noun"])] if "noun" in trigger else []
        lemmas += [("form", form) for form in trigger.get("forms", ())]
        for part, form in lemmas:
            with_words = " ".join(sorted(map(str, trigger.get("with", ()))))
            key = (part, fold_plain(form), f"{trigger.get('kind')} {with_words}")
            first = seen.setdefault(key, number)
            if first != number:
                here, there = lines.of_trigger(number), lines.of_trigger(first)
                yield f"{name}:{here}: {form!r} is a trigger at line {there} already"


class _Lines:
    """Where the tables and keys of a TOML text stand."""

    def __init__(self, text: str) -> None:
        self._tables: dict[str, int] = {}
        self._triggers: list[dict[str, int]] = []
        inside = ""
        for number, line in enumerate(text.splitlines(), 1):
            header, key = _HEADER.match(line), _KEY.match(line)
            if header:
                inside = header[1]
                self._tables.setdefault(inside, number)
                if inside == "triggers":
                    self._triggers.append({"": number})
            elif key and inside == "triggers":
                self._triggers[-1].setdefault(key[1], number)
            elif key and not inside:
                self._tables.setdefault(key[1], number)

    def of(self, key: str) -> int:
        """The line of a table or of a key before all tables; 1 where there is none."""
        return self._tables.get(key, 1)

    def of_trigger(self, number: int, key: str = "") -> int:
        """The line of a key of a trigger, or that of its header."""
        if number >= len(self._triggers):
            return 1
        return self._triggers[number].get(key, self._triggers[number][""])
