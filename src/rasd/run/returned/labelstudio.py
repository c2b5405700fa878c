"""Decides what an export of Label Studio says: its JSON, with an annotation for each person.

Offsets count code points; those of versions before 1.5, which counted UTF-16 units, are known by
the words that stand beside them. A region that came from a prediction keeps its id; where it has
another, an incident is known by its words, if no other has the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rasd.export.tasks import (
    EVENT,
    GIVEN,
    LABELS,
    Given,
    Mark,
    fields,
    labels,
    read_given,
    utf16_offsets,
)
from rasd.model import InputError, Json
from rasd.run.returned.answers import Answer, Head, Refusal, Words, gathered, plain

_TIE = "draw a relation from them to the event region of their incident"
_TELLING = frozenset({"data", "annotations", "annotator"})
_GIVEN_WORDS = re.compile(r"(?P<key>\d+)-[a-z_]+-\d+")
_SPACE = re.compile(r"\s|\\n")
_USERNAME = re.compile(r",\s*\d+$")


def is_tasks(found: Json) -> bool:
    """Whether a JSON file is one of Label Studio, of whatever kind."""
    held = found if isinstance(found, list) else [found]
    return any(isinstance(each, dict) and not _TELLING.isdisjoint(each) for each in held)


def read_tasks(found: Json, file: str) -> Iterator[Answer | Refusal]:
    """The annotations in an export; tasks that nobody annotated are passed over."""
    for number, task in enumerate(found if isinstance(found, list) else [found], 1):
        name = task.get("id", number) if isinstance(task, dict) else number
        where = plain(f"{file}, task {name}")
        try:
            yield from _of_task(task, where)
        except InputError as error:
            yield Refusal(where=where, why=str(error))


def _of_task(task: Any, where: str) -> Iterator[Answer | Refusal]:
    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(data, dict):
        raise InputError("it has no data: export from Label Studio as JSON, not as JSON-MIN or CSV")
    given = read_given(data.get(GIVEN))
    text = data.get("text")
    if not isinstance(text, str):
        raise InputError("it has no text: export the tasks anew")
    annotations = task.get("annotations") or []
    if not isinstance(annotations, list):
        raise InputError("its annotations are no list")
    for each in sorted((a for a in annotations if isinstance(a, dict)), key=_time):
        place = where if len(annotations) == 1 else plain(f"{where}, annotation {each.get('id')}")
        if each.get("was_cancelled"):
            yield Refusal(where=place, why="the annotator skipped it")
        elif not isinstance(each.get("result"), list):
            yield Refusal(where=place, why="it has no result")
        else:
            yield _answer(each, given, text, place)


def _answer(annotation: Mapping[str, Any], given: Given, text: str, where: str) -> Answer:
    read = _Read(annotation["result"], given, text)
    incidents, loose = gathered(read.heads, read.words, tie=_TIE)
    return Answer(
        where=where,
        given=given,
        text=text,
        by=_author(annotation),
        at=_time(annotation) or None,
        incidents=incidents,
        faults=(*read.faults, *loose),
    )


class _Read:
    """The regions of an annotation, sorted into incidents and words for them."""

    def __init__(self, result: Sequence[Any], given: Given, text: str) -> None:
        self.faults: list[str] = []
        self.heads: dict[str, Head] = {}
        self.words: list[Words] = []
        self._given = given
        self._text = text
        marks: dict[str, Mark] = {}
        values: dict[str, dict[str, str]] = {}
        tied: dict[str, set[str]] = {}
        for part in result:
            if not isinstance(part, dict):
                self.faults.append("a part of its result is no object")
            elif part.get("type") == "relation":
                ends = str(part.get("from_id")), str(part.get("to_id"))
                for one, other in (ends, ends[::-1]):
                    tied.setdefault(one, set()).add(other)
            elif part.get("from_name") == LABELS:
                self._take_mark(part, marks)
            else:
                self._take_value(part, values)
        self._sort(marks, values, tied)

    def _take_mark(self, part: Mapping[str, Any], marks: dict[str, Mark]) -> None:
        value = part.get("value")
        named = value.get("labels") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(named, list) or len(named) != 1:
            self.faults.append(f"region {part.get('id')} has not one label")
            return
        [label] = named
        if label not in labels():
            self.faults.append(f"region {part.get('id')} has the label {label!r}, none of rasd's")
            return
        place = self._place(value)
        if place is None:
            self.faults.append(
                f"region {part.get('id')} ({label}) does not stand where it says: "
                f"{value.get('start')}-{value.get('end')}"
            )
            return
        marks[str(part.get("id"))] = Mark(field=label, start=place[0], end=place[1])

    def _place(self, value: Mapping[str, Any]) -> tuple[int, int] | None:
        start, end = value.get("start"), value.get("end")
        if not (isinstance(start, int) and isinstance(end, int)):
            return None
        said = value.get("text")
        wanted = _SPACE.sub("", said) if isinstance(said, str) else None
        _, back = utf16_offsets(self._text)
        for low, high in ((start, end), (back(start), back(end))):
            if low is None or high is None or not 0 <= low < high <= len(self._text):
                continue
            if wanted is None or _SPACE.sub("", self._text[low:high]) == wanted:
                return low, high
        return None

    def _take_value(self, part: Mapping[str, Any], values: dict[str, dict[str, str]]) -> None:
        name, value = part.get("from_name"), part.get("value")
        known = {each.name for each in fields() if each.kind != "label"}
        if name not in known:
            self.faults.append(f"control {name!r} is none of rasd's: what it says is left")
            return
        said = value.get("choices", value.get("text")) if isinstance(value, dict) else None
        texts = [said] if isinstance(said, str) else said
        if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
            self.faults.append(f"control {name!r} holds no text")
            return
        line = ", ".join(each.strip() for each in texts if each.strip())
        values.setdefault(str(part.get("id")), {})[str(name)] = line

    def _sort(
        self,
        marks: Mapping[str, Mark],
        values: Mapping[str, Mapping[str, str]],
        tied: Mapping[str, set[str]],
    ) -> None:
        keys = {name: self._own_key(name) for name in marks}
        found = {key for key in keys.values() if key is not None}
        for name, mark in marks.items():
            if keys[name] is None and mark.field == EVENT and self._words_of(name) is None:
                key = self._key_by_words(mark, found, marks)
                if key is not None:
                    keys[name] = key
                    found.add(key)
        given = {each.key: each for each in self._given.incidents}
        heads = {name for name, key in keys.items() if key is not None}
        for name, mark in marks.items():
            is_new = mark.field == EVENT and self._words_of(name) is None
            if name not in heads and is_new and not tied.get(name, set()) & heads:
                heads.add(name)
        for name, mark in marks.items():
            key = keys[name]
            if name in heads:
                head = given[key].head if key is not None and mark.field != EVENT else None
                if head is not None:
                    self.faults.append(
                        f"the words of incident {key} have the label {mark.field}: they stay event"
                    )
                own = head or mark
                self.heads[name] = Head(mark=own, key=key, values=values.get(name, {}))
            else:
                of = next(iter(sorted(tied.get(name, set()) & heads)), None)
                if values.get(name):
                    self.faults.append(
                        f"values hang on the words at {mark.start}-{mark.end} for {mark.field}: "
                        "write them on the event region of the incident"
                    )
                self.words.append(Words(mark=mark, of=of, key=self._words_of(name)))

    def _own_key(self, name: str) -> str | None:
        return name if any(each.key == name for each in self._given.incidents) else None

    def _words_of(self, name: str) -> str | None:
        """The incident for which the words with this id were given."""
        found = _GIVEN_WORDS.fullmatch(name)
        known = {each.key for each in self._given.incidents}
        return found["key"] if found is not None and found["key"] in known else None

    def _key_by_words(self, mark: Mark, found: set[str], marks: Mapping[str, Mark]) -> str | None:
        """The given incident, found by no id, that has these words and shares them with none."""
        same = [each for each in self._given.incidents if each.head == mark]
        alike = [each for each in marks.values() if each == mark]
        return same[0].key if len(same) == len(alike) == 1 and same[0].key not in found else None


def _author(annotation: Mapping[str, Any]) -> str | None:
    """The annotator's name, as far as the export tells it: often it is but a number."""
    by = annotation.get("completed_by")
    if isinstance(by, dict):
        named = " ".join(str(by.get(part) or "").strip() for part in ("first_name", "last_name"))
        by = by.get("email") or by.get("username") or named.strip() or None
    if isinstance(by, str) and by.strip():
        return by.strip()
    username = annotation.get("created_username")
    if isinstance(username, str):
        return _USERNAME.sub("", username).strip() or None
    return None


def _time(annotation: Mapping[str, Any]) -> str:
    """When it was last changed, in UTC; empty where that is not told."""
    for name in ("updated_at", "created_at"):
        said = annotation.get(name)
        if isinstance(said, str):
            try:
                moment = datetime.fromisoformat(said.replace("Z", "+00:00"))
            except ValueError:
                continue
            zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return ""
