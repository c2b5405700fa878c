"""Finds quantitative statements that are not one incident's toll: strengths, shares, totals.

``تعداد الجيش وصل إلى أربعة آلاف مقاتل`` is a strength, ``مقتل 801 مدني في غاراته`` a cumulative
toll (`campaign`), ``سقوط 70% من الجرحى`` a share, ``695 تقريرا`` open allegations. Figures of one
quantity that differ by more than ten times warn of each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rasd.annotate import Annotated
from rasd.annotate.people_nouns import word_set
from rasd.assemble.tolls import Toll, is_numbered
from rasd.engines.campaign import CAMPAIGN_TOLL, cumulative_tolls
from rasd.engines.cite import evidence_of
from rasd.engines.setting import Setting
from rasd.engines.voicing import heard_in, sources_of
from rasd.join.draft import Draft, Words
from rasd.knowledge import Kind, Knowledge, Match
from rasd.model import (
    Count,
    Figure,
    FigureKind,
    Mention,
    Outcome,
    Quantity,
    replace,
    stable_id,
)
from rasd.model.frozen import Frozen
from rasd.text import Text, TokenKind

_AFTER = 12
_BEFORE = 3
_IMPLAUSIBLE = 10
_ESTIMATE = 1000
_ARMED = frozenset(
    {"militants", "fighters", "soldiers", "members", "police", "security_forces", "officers"}
)
_FIGHTERS = _ARMED | {"persons"}


class _Number(Frozen, frozen=True):
    start: int
    end: int
    low: int
    high: int | None
    approx: bool
    percent: bool
    group: str
    tail: int


def find_figures(
    sentences: Sequence[Annotated],
    drafts: Sequence[Draft],
    sums: Sequence[Draft],
    mentions: Sequence[Mention],
    setting: Setting,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[Figure, ...]:
    """The figures of a document in order, with warnings where two cannot both be right.

    `sums` are the passages whose toll adds up incidents that the document tells one by one; a
    total that an incident has is its toll, and no figure.
    """
    source = _Source(setting, texts, knowledge)
    found: list[tuple[int, int, Figure]] = []
    taken: set[tuple[int, int]] = set()
    tolls = [
        *((a, t) for a, t in cumulative_tolls(sentences, drafts, knowledge)),
        *((d.frame.annotated, t) for d in sums for t in d.tolls if not t.part and is_numbered(t)),
    ]
    for annotated, toll in tolls:
        at = annotated.sentence.index
        taken.update((at, i) for i in range(toll.start, toll.end))
        if not any(_is_toll_of(m, toll) for m in mentions):
            found.append((at, toll.start, _toll_figure(annotated, toll, source)))
    for annotated in sentences:
        at = annotated.sentence.index
        spent: set[int] = set()
        for number in _numbers(annotated):
            if any((at, i) in taken for i in range(number.start, number.end)):
                continue
            if number.percent:
                row = _share_row(annotated, number)
                if row is not None:
                    found.append((at, number.start, _share_figure(annotated, number, row, source)))
                continue
            if _is_host(number) and not _is_toll(annotated, number, drafts, None):
                found.append((at, number.start, _host_figure(annotated, number, source)))
                continue
            cue = _cue_for(annotated, number)
            if cue is None or cue.start in spent or _is_toll(annotated, number, drafts, cue):
                continue
            spent.add(cue.start)  # the parts of a number that the cue has given already
            found.append((at, number.start, _cued_figure(annotated, number, cue, source)))
    found.sort(key=lambda item: item[:2])
    heard = heard_in(tuple(sentences)) if found else ()
    figures = [
        replace(figure, attribution=sources_of(heard[at], texts, knowledge))
        for at, _, figure in found
    ]
    return _with_warnings(_told_once(figures))


def _told_once(figures: Sequence[Figure]) -> list[Figure]:
    """Figures that a document repeats, once, with the evidence of every telling."""
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        key = (figure.kind, figure.quantity, figure.unit, figure.value.min, figure.value.max)
        known = kept.get(key)
        kept[key] = (
            figure
            if known is None
            else replace(known, evidence=(*known.evidence, *figure.evidence))
        )
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class _Source:
    """The document that figures are drawn from."""

    setting: Setting
    texts: dict[str, Text]
    knowledge: Knowledge


_FIELDS = {
    Outcome.KILLED: "killed",
    Outcome.WOUNDED: "wounded",
    Outcome.KILLED_OR_WOUNDED: "killed_or_wounded",
    Outcome.ABDUCTED: "abducted",
    Outcome.DETAINED: "detained",
}


def _is_toll_of(mention: Mention, toll: Toll) -> bool:
    count: Count | None = getattr(mention, _FIELDS[toll.outcome])
    return count is not None and count.min <= toll.min <= (count.max or count.min)


def _toll_figure(annotated: Annotated, toll: Toll, source: _Source) -> Figure:
    civilians = toll.outcome is Outcome.KILLED and toll.group == "civilians"
    return _figure(
        annotated,
        Words(annotated, toll.start, toll.end, "figures/cumulative", toll.rule),
        FigureKind.CUMULATIVE_TOLL,
        "civilians_killed" if civilians else _FIELDS[toll.outcome],
        Quantity(
            min=toll.min - _over(annotated, toll.start, toll.end),
            max=toll.max,
            approx=toll.approx,
        ),
        source,
    )


def _cued_figure(annotated: Annotated, number: _Number, cue: Match, source: _Source) -> Figure:
    start, end = _extent(annotated, number, cue)
    return _figure(
        annotated,
        Words(annotated, start, end, f"figures/{cue.entry.id}", cue.entry.row),
        _KINDS[cue.entry.id],
        cue.entry.what,
        Quantity(min=number.low, max=number.high, approx=number.approx),
        source,
    )


def _is_host(number: _Number) -> bool:
    """Whether men under arms are so many that their number alone is a strength."""
    return number.group in _ARMED and number.low >= CAMPAIGN_TOLL


def _host_figure(annotated: Annotated, number: _Number, source: _Source) -> Figure:
    return _figure(
        annotated,
        Words(annotated, number.start, number.end, "figures/host", ""),
        FigureKind.STRENGTH,
        "fighters",
        Quantity(min=number.low, max=number.high, approx=number.approx),
        source,
    )


def _share_figure(annotated: Annotated, number: _Number, row: str, source: _Source) -> Figure:
    return _figure(
        annotated,
        Words(annotated, number.start, number.tail, "figures/share", row),
        FigureKind.SHARE,
        "share",
        Quantity(min=number.low, max=number.high, approx=number.approx),
        source,
        unit="%",
    )


def _numbers(annotated: Annotated) -> list[_Number]:
    """Numbers and counts of a sentence; a count swallows the bare number inside it."""
    if not annotated.counts and not annotated.numbers:
        return []
    found: list[_Number] = []
    taken: set[int] = set()
    for count in annotated.counts:
        if count.form not in ("number", "vague", "bare_number") or count.part_of is not None:
            continue
        taken.update(range(count.start, count.end))
        low = count.min - _over(annotated, count.start, count.end)
        found.append(
            _Number(
                count.start, count.end, low, count.max, count.approx, False, count.group, count.end
            )
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
                number.tail,
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
    cues = [m for m in annotated.of(Kind.FIGURE_CUE) if m.entry.id in _CUED]
    best: Match | None = None
    for cue in cues:
        gap_before = number.start - cue.end
        gap_after = cue.start - number.end
        overlaps = cue.start < number.end and number.start < cue.end
        near = 0 <= gap_before <= _AFTER or 0 <= gap_after <= _BEFORE or overlaps
        if near and (best is None or _nearness(cue, number) < _nearness(best, number)):
            best = cue
    if best is None:
        return None
    if best.entry.id in ("strength", "command") and number.group not in _FIGHTERS:
        return None
    if best.entry.id == "strength" and number.group == "persons" and not number.approx:
        return None
    return best


def _share_row(annotated: Annotated, number: _Number) -> str | None:
    """The data row that makes a percentage a share of a whole; `None` where it is none.

    ``70% من الجرحى`` and ``ما نسبته 50%`` are shares (the first by no row: empty), a rate of
    change (``ارتفع بنسبة 6%``) is not.
    """
    before = [
        m
        for m in annotated.of(Kind.FIGURE_CUE)
        if m.entry.what == "share" and 0 <= number.start - m.end <= _AFTER
    ]
    if any(m.entry.id == "share_change" for m in before):
        return None
    named = next((m for m in before if number.start - m.end <= 1), None)
    if named is not None:
        return named.entry.row
    tokens = annotated.sentence.tokens
    of_whole = number.tail < len(tokens) and tokens[number.tail].text in word_set("of")
    return "" if of_whole else None


def _nearness(cue: Match, number: _Number) -> int:
    return min(abs(number.start - cue.end), abs(cue.start - number.end))


def _is_toll(
    annotated: Annotated, number: _Number, drafts: Sequence[Draft], cue: Match | None
) -> bool:
    if cue is not None and cue.entry.id == "allegation":
        return False
    return any(
        d.frame.annotated is annotated and any(t.start <= number.start < t.end for t in d.tolls)
        for d in drafts
    )


def _figure(
    annotated: Annotated,
    words: Words,
    kind: FigureKind,
    quantity: str,
    value: Quantity,
    source: _Source,
    *,
    unit: str | None = None,
) -> Figure:
    document = source.setting.document
    place_of_words = (words.start, words.end, quantity, annotated.sentence.index)
    return Figure(
        id=stable_id("f", document.id, document.sha256, *place_of_words),
        doc_id=document.id,
        quantity=quantity,
        subject=_subject(annotated, source.setting, source.knowledge),
        value=value,
        unit=unit,
        place=None,
        date=None,
        attribution=(),
        kind=kind,
        evidence=(evidence_of("value", words, source.texts),),
    )


_CUED = frozenset({"strength", "command", "displaced", "allegation"})
_KINDS = {
    "strength": FigureKind.STRENGTH,
    "command": FigureKind.STRENGTH,
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
