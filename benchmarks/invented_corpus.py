"""Makes corpora of any size from the demonstration reports, coded as a run would code them.

Each demonstration report is coded once. An incident takes one of them and moves it: other town,
other day, other toll, and other words for about half of its words, the same in all its passages;
evidence moves along. Reports of one incident: independent ones reword again and may raise the
toll, copies change a word in twenty and may drop their end, roundups tell several incidents of
the last days that others tell too. Every document carries a few paragraphs on other matters.
`same_words` changes names, days, places and tolls alone, so that all reports made of one
demonstration report are near copies of each other: the worst case for whoever looks for copies.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate

from rasd.model import (
    CodedDocument,
    Count,
    DateValue,
    Document,
    Evidence,
    Mention,
    Place,
    SubEventType,
    replace,
    sha256_text,
    stable_id,
)
from rasd.pipeline import code_document
from rasd.readers import read_inputs

START = date(2031, 1, 1)
DOCUMENTS_A_DAY = 60
TOWNS = 4000
OUTLETS = 40
REPORTS = (1, 1, 1, 1, 1, 2, 3, 6)
"""How many documents report an incident, each as likely."""
COPY, ROUNDUP = 0.35, 0.02
"""Parts of further reports that are copies, and of all documents that are roundups."""
REWORDED, EDITED = 0.5, 0.05
FEWEST_OF_ROUNDUP = 6
_TOKEN = re.compile(r"\w+")
_LETTERS = "بتجحدرزسشطعفقكلمنهوي"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Coded documents in the order of their ids, and the incident behind each mention."""

    coded: tuple[CodedDocument, ...]
    incident_of: dict[str, int]
    copy_of: dict[str, str]


@dataclass(slots=True)
class _Version:
    """One wording of one incident: tokens of a template and what stands for each."""

    template: CodedDocument
    words: dict[str, str]
    text: str
    starts: list[int]
    moved: list[int]


def make_corpus(size: int, *, same_words: bool = False, dense: bool = False) -> Corpus:
    """A corpus of `size` documents, the same each time; `dense` keeps it to one year."""
    return _Maker(size, same_words=same_words, dense=dense).make()


class _Maker:
    def __init__(self, size: int, *, same_words: bool, dense: bool) -> None:
        self._size = size
        self._reworded = 0.0 if same_words else REWORDED
        self._days = 365 if dense else max(30, size // DOCUMENTS_A_DAY)
        self._chance = random.Random(20310101)
        self._templates = [t for t in _templates() if t.document.published]
        self._tellers = [t for t in self._templates if 0 < len(t.mentions) < FEWEST_OF_ROUNDUP]
        self._roundups = [t for t in self._templates if len(t.mentions) >= FEWEST_OF_ROUNDUP]
        self._vocabulary = sorted({w for t in self._templates for w in _words(t.document.text)})
        self._coded: list[CodedDocument] = []
        self._incident_of: dict[str, int] = {}
        self._copy_of: dict[str, str] = {}
        self._incidents = 0
        self._recent: dict[SubEventType, deque[tuple[Mention, int]]] = {}

    def make(self) -> Corpus:
        days = sorted(self._chance.randrange(self._days) for _ in range(self._size))
        while len(self._coded) < self._size:
            day = START + timedelta(days=days[len(self._coded)])
            if self._chance.random() < ROUNDUP:
                self._roundup(day)
            else:
                self._incident(day)
        return Corpus(tuple(self._coded[: self._size]), self._incident_of, self._copy_of)

    def _incident(self, day: date) -> None:
        template = self._chance.choice(self._tellers)
        first = self._incidents
        self._incidents += len(template.mentions)
        town = self._chance.randrange(TOWNS)
        extra = int(self._chance.paretovariate(1.2)) - 1
        told: _Version | None = None
        origin = ""
        for number in range(self._chance.choice(REPORTS)):
            name = f"report-{len(self._coded):07}"
            later = timedelta(days=min(number, self._chance.randrange(3)))
            if told is not None and self._chance.random() < COPY:
                version = self._edited(told)
                self._copy_of[name] = origin
            else:
                told = version = self._told(template, town)
                origin = name
                extra += self._chance.choice((0, 0, 1)) * (number > 0)
            mentions = tuple(
                self._moved(m, version, name, day, town=town, extra=extra)
                for m in version.template.mentions
            )
            for n, mention in enumerate(mentions):
                self._incident_of[mention.id] = first + n
                kept = self._recent.setdefault(mention.sub_event_type, deque(maxlen=40))
                kept.append((mention, first + n))
            self._add(name, version.text, day + later, mentions)

    def _roundup(self, day: date) -> None:
        template = self._chance.choice(self._roundups)
        name = f"report-{len(self._coded):07}"
        version = self._told(template, self._chance.randrange(TOWNS))
        mentions = []
        for mention in template.mentions:
            moved = self._moved(
                mention, version, name, day, town=self._chance.randrange(TOWNS), extra=0
            )
            incident = self._incidents
            self._incidents += 1
            known = self._recent.get(mention.sub_event_type)
            if known:
                told, incident = self._chance.choice(known)
                moved = replace(moved, place=told.place, date=told.date, killed=told.killed)
            self._incident_of[moved.id] = incident
            mentions.append(moved)
        self._add(name, version.text, day, tuple(mentions))

    def _add(self, name: str, text: str, day: date, mentions: tuple[Mention, ...]) -> None:
        body = "\n".join((text, *self._other_matters()))
        document = Document(
            id=name,
            text=body,
            sha256=sha256_text(body),
            published=day,
            outlet=f"outlet {self._chance.randrange(OUTLETS)}",
            language="ar",
        )
        self._coded.append(CodedDocument(document=document, mentions=mentions, figures=()))

    def _other_matters(self) -> Iterator[str]:
        for _ in range(self._chance.choice((0, 1, 1, 2))):
            template = self._chance.choice(self._templates)
            yield self._version(template, {}).text

    def _told(self, template: CodedDocument, town: int) -> _Version:
        places = {w for m in template.mentions if m.place for w in _words(m.place.text)}
        return self._version(template, {w: _name(town) for w in sorted(places) if len(w) > 2})

    def _edited(self, version: _Version) -> _Version:
        words = {
            old: self._chance.choice(self._vocabulary) if self._chance.random() < EDITED else new
            for old, new in version.words.items()
        }
        return _rendered(version.template, words)

    def _version(self, template: CodedDocument, words: dict[str, str]) -> _Version:
        for word in _words(template.document.text):
            if word not in words:
                other = self._chance.random() < self._reworded
                words[word] = self._chance.choice(self._vocabulary) if other else word
        return _rendered(template, words)

    def _moved(
        self, mention: Mention, version: _Version, name: str, day: date, *, town: int, extra: int
    ) -> Mention:
        published = version.template.document.published
        assert published is not None
        number = version.template.mentions.index(mention)
        return replace(
            mention,
            id=stable_id("mention", name, number),
            doc_id=name,
            date=_moved_date(mention.date, day - published),
            place=_moved_place(mention.place, town),
            killed=_raised(mention.killed, extra),
            evidence=tuple(_moved_evidence(e, version) for e in mention.evidence),
        )


def _rendered(template: CodedDocument, words: dict[str, str]) -> _Version:
    text = template.document.text
    pieces: list[str] = []
    starts: list[int] = []
    done = 0
    for match in _TOKEN.finditer(text):
        starts += [len(pieces), len(pieces) + 1]
        pieces += [text[done : match.start()], words[match.group()]]
        done = match.end()
    pieces.append(text[done:])
    old = [at for match in _TOKEN.finditer(text) for at in match.span()]
    moved = list(accumulate((len(piece) for piece in pieces), initial=0))[1:-1]
    return _Version(template, words, "".join(pieces), old, moved)


def _moved_evidence(evidence: Evidence, version: _Version) -> Evidence:
    """Evidence from the body on the same words; what began inside a word begins with it."""
    if evidence.part is not None or not version.starts:
        return evidence
    first = max(0, bisect_right(version.starts, evidence.start) - 1)
    last = min(len(version.starts) - 1, bisect_left(version.starts, evidence.end))
    start = version.moved[first - first % 2]
    end = version.moved[last if last % 2 else last - 1] if last else version.moved[1]
    end = max(end, start + 1)
    return replace(evidence, start=start, end=end, quote=version.text[start:end])


def _moved_date(value: DateValue | None, by: timedelta) -> DateValue | None:
    if value is None or value.start is None or value.end is None:
        return value
    return replace(value, start=value.start + by, end=value.end + by)


def _moved_place(place: Place | None, town: int) -> Place | None:
    if place is None:
        return None
    fine = place.lat is not None
    province = f"{place.country}-{town // 50}"
    return replace(
        place,
        name_en=f"Town {town}" if fine else province,
        name_ar=_name(town if fine else TOWNS + town // 50),
        geonameid=TOWNS + town if fine else None,
        admin1=None if place.admin1 is None else province,
        admin2=None if place.admin2 is None else f"{province}-{town // 10}",
        lat=20 + (town // 64) * 0.3 if fine else None,
        lon=34 + (town % 64) * 0.3 if fine else None,
    )


def _raised(count: Count | None, by: int) -> Count | None:
    if count is None:
        return None
    return replace(count, min=count.min + by, max=None if count.max is None else count.max + by)


@cache
def _name(town: int) -> str:
    chance = random.Random(town)
    return "".join(chance.choice(_LETTERS) for _ in range(6))


@cache
def _templates() -> Sequence[CodedDocument]:
    with as_file(files("rasd.data").joinpath("demo/reports")) as reports:
        return tuple(code_document(d) for d in read_inputs([reports]) if isinstance(d, Document))


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_TOKEN.findall(text)))
