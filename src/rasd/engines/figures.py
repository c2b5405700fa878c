"""Finds quantitative statements that are not one incident's toll: strengths, shares, totals.

``تعداد الجيش وصل إلى أربعة آلاف مقاتل`` is a strength, ``مقتل 801 مدني في غاراته`` a cumulative
toll, ``695 تقريرا`` open allegations. Figures of one quantity that differ by more than ten
times warn of each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rasd.annotate import Annotated
from rasd.engines.cite import evidence_of
from rasd.engines.setting import Setting
from rasd.join.draft import Draft, Words
from rasd.knowledge import Kind, Knowledge, Match
from rasd.model import (
    Attribution,
    AttributionRole,
    Figure,
    FigureKind,
    Quantity,
    stable_id,
)
from rasd.qualify.voices import find_speakers
from rasd.text import Text, TokenKind

_AFTER = 12
_BEFORE = 3
_IMPLAUSIBLE = 10
_ESTIMATE = 1000
_FIGHTERS = frozenset({"militants", "fighters", "soldiers", "persons", "members"})


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    low: int
    high: int | None
    approx: bool
    percent: bool
    group: str


def find_figures(
    sentences: Sequence[Annotated],
    drafts: Sequence[Draft],
    setting: Setting,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[Figure, ...]:
    """The figures of a document in order, with warnings where two cannot both be right."""
    figures: list[Figure] = []
    for annotated in sentences:
        spent: set[int] = set()
        for number in _numbers(annotated):
            cue = _cue_for(annotated, number)
            if cue is None or _is_toll(annotated, number, drafts, cue):
                continue
            if cue.start in spent:
                continue  # the parts of a number that the cue has given already
            spent.add(cue.start)
            figures.append(_figure(annotated, number, cue, setting, texts, knowledge))
    return _with_warnings(figures)


def _numbers(annotated: Annotated) -> list[_Number]:
    """Numbers and counts of a sentence; a count swallows the bare number inside it."""
    found: list[_Number] = []
    taken: set[int] = set()
    for count in annotated.counts:
        if count.form not in ("number", "vague", "bare_number") or count.part_of is not None:
            continue
        taken.update(range(count.start, count.end))
        low = count.min - _over(annotated, count.start, count.end)
        found.append(
            _Number(count.start, count.end, low, count.max, count.approx, False, count.group)
        )
    for number in annotated.numbers:
        if number.start in taken or (number.unit and not number.percent):
            continue
        found.append(
            _Number(
                number.start,
                number.end,
                number.value_min,
                number.value_max,
                number.approx,
                number.percent,
                "",
            )
        )
    return sorted(found, key=lambda n: n.start)


def _over(annotated: Annotated, start: int, end: int) -> int:
    """One, where "more than" stands before a round estimate, whose bound is the number itself.

    "More than 150 thousand fighters" estimates from 150,000 up; only a toll counts from N+1.
    """
    return int(
        any(
            n.kind == "more_than" and start <= n.start < end and n.value_min > _ESTIMATE
            for n in annotated.numbers
        )
    )


def _cue_for(annotated: Annotated, number: _Number) -> Match | None:
    """The figure cue that governs a number: the nearest one before it, or right after it."""
    cues = list(annotated.of(Kind.FIGURE_CUE))
    if number.percent:
        return next((c for c in cues if c.entry.id == "share"), None)
    best: Match | None = None
    for cue in cues:
        if cue.entry.id == "share":
            continue
        gap_before = number.start - cue.end
        gap_after = cue.start - number.end
        overlaps = cue.start < number.end and number.start < cue.end
        near = 0 <= gap_before <= _AFTER or 0 <= gap_after <= _BEFORE or overlaps
        if cue.entry.id == "cumulative":
            near = near or 0 <= gap_after <= _AFTER
        if near and (best is None or _nearness(cue, number) < _nearness(best, number)):
            best = cue
    if best is None:
        return None
    if best.entry.id in ("strength", "command") and number.group not in _FIGHTERS:
        return None
    if best.entry.id == "strength" and number.group == "persons" and not number.approx:
        return None
    return best


def _nearness(cue: Match, number: _Number) -> int:
    return min(abs(number.start - cue.end), abs(cue.start - number.end))


def _is_toll(annotated: Annotated, number: _Number, drafts: Sequence[Draft], cue: Match) -> bool:
    if cue.entry.id in ("cumulative", "allegation"):
        return False
    return any(
        d.frame.annotated is annotated and any(t.start <= number.start < t.end for t in d.tolls)
        for d in drafts
    )


def _figure(
    annotated: Annotated,
    number: _Number,
    cue: Match,
    setting: Setting,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> Figure:
    start, end = _extent(annotated, number, cue)
    words = Words(annotated, start, end, f"figures/{cue.entry.id}", cue.entry.row)
    evidence = evidence_of("value", words, texts)
    kind = _KINDS[cue.entry.id]
    quantity = cue.entry.what
    if kind is FigureKind.CUMULATIVE_TOLL and number.group == "civilians":
        quantity = "civilians_killed"
    attribution = tuple(
        Attribution(
            id=speaker.id,
            name=speaker.id or "",
            role=AttributionRole(speaker.role),
            text=evidence_of(
                "attribution", Words(annotated, speaker.start, speaker.end, "voices"), texts
            ).quote,
        )
        for speaker in find_speakers(annotated)
    )
    return Figure(
        id=stable_id(
            "f",
            setting.document.id,
            setting.document.sha256,
            start,
            end,
            quantity,
            annotated.sentence.index,
        ),
        doc_id=setting.document.id,
        quantity=quantity,
        subject=_subject(annotated, setting, knowledge),
        value=Quantity(min=number.low, max=number.high, approx=number.approx),
        unit="%" if number.percent else None,
        place=None,
        date=None,
        attribution=attribution,
        kind=kind,
        evidence=(evidence,),
    )


_KINDS = {
    "strength": FigureKind.STRENGTH,
    "command": FigureKind.STRENGTH,
    "share": FigureKind.SHARE,
    "cumulative": FigureKind.CUMULATIVE_TOLL,
    "displaced": FigureKind.CUMULATIVE_TOLL,
    "allegation": FigureKind.ALLEGATION,
}


def _extent(annotated: Annotated, number: _Number, cue: Match) -> tuple[int, int]:
    """The number with its cue where that stands close, and the noun after it."""
    start, end = number.start, number.end
    if cue.end <= start and start - cue.end <= 4:
        start = cue.start
    tokens = annotated.sentence.tokens
    if cue.start >= end and cue.start - end <= 2:
        end = cue.end
    elif end < len(tokens) and tokens[end].kind is TokenKind.WORD:
        end += 1
    return start, end


def _subject(annotated: Annotated, setting: Setting, knowledge: Knowledge) -> str | None:
    for actor in annotated.actors:
        row = knowledge.actors.get(actor.id)
        if row is not None and row.category != "generic":
            return row.name_en
    main = knowledge.actors.get(setting.main_group or "")
    return main.name_en if main is not None else None


def _with_warnings(figures: list[Figure]) -> tuple[Figure, ...]:
    warned: list[Figure] = []
    for figure in figures:
        warnings = [
            f"differs by more than {_IMPLAUSIBLE} times from {other.id} ({other.value.min})"
            for other in figures
            if other is not figure
            and other.quantity == figure.quantity
            and other.unit == figure.unit
            and other.kind is FigureKind.STRENGTH
            and max(figure.value.min, other.value.min)
            > _IMPLAUSIBLE * max(1, min(figure.value.min, other.value.min))
        ]
        warned.append(replace(figure, warnings=tuple(warnings)))
    return tuple(warned)
