"""The timeline: how many events there were day by day, and which."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rasd.model import Span, Step
from rasd.review.listed import listed_page, pages_of
from rasd.review.lists import Listing, View, listing_of
from rasd.review.request import Reading

router = APIRouter()
BARS = 130
"""Bars that a screen has room for; of more the next longer step is drawn."""
MOST_BARS = 400
"""Bars of a step that somebody chose; what lies earlier is counted beside them."""
NAMED = 6
"""Periods that are named in a line."""
OUTERMOST = 0.025
"""The share of the events at either end that may stay outside the axis."""
Days = tuple[date, date]
_LONGEST = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31, Step.YEAR: 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A step of the timeline in the reader's words, and the list of its events."""

    name: str
    start: date
    end: date
    count: int
    by_type: tuple[tuple[str, int], ...]
    address: str


@router.get("/timeline", response_class=HTMLResponse)
def timeline(ask: Reading) -> HTMLResponse:
    """The bars, their numbers as a table, and the events themselves."""
    listing = listing_of(ask, View.TIMELINE)
    months = ask.store.timeline(listing.filter, Step.MONTH, analyser=listing.analyser)
    core = core_of(listing, months)
    step = step_of(listing, core)
    spans = (
        months
        if step is Step.MONTH
        else ask.store.timeline(listing.filter, step, analyser=listing.analyser)
    )
    first, last = _drawn_days(core, step)
    inside = [span for span in spans if span.end >= first and span.start <= last]
    outside = [span for span in spans if span.end < first or span.start > last]
    longer = [span for span in inside if _days(span) > _LONGEST[step]]
    pages = pages_of(listing)
    dated = sum(span.count for span in spans)
    return listed_page(
        listing,
        "timeline.html.jinja",
        facets=listing.facets(),
        pages=pages,
        total=pages.total,
        step=step.value,
        steps=tuple((each.value, listing.address(step=each.value)) for each in Step),
        bars=tuple(_period(listing, s) for s in inside if _days(s) <= _LONGEST[step]),
        longer=tuple(_period(listing, span) for span in longer[:NAMED]),
        more_longer=max(0, len(longer) - NAMED),
        outside=tuple(_period(listing, span) for span in outside[:NAMED]),
        more_outside=max(0, len(outside) - NAMED),
        undated=pages.total - dated,
        without_date=listing.address(wanted=replace(listing.own, undated=True)),
        drawn=_drawn(listing, inside, step),
        picked=_picked(listing),
        whole=listing.address(wanted=replace(listing.own, since=None, until=None)),
    )


def step_of(listing: Listing, core: Days | None) -> Step:
    """The step that the address names, else the finest of which the bars have room."""
    given = listing.ask.request.query_params.get("step")
    if given in list(Step):
        return Step(given)
    days = (core[1] - core[0]).days + 1 if core else 1
    return next((step for step in Step if days <= BARS * _LONGEST[step]), Step.YEAR)


def core_of(listing: Listing, months: Sequence[Span]) -> Days | None:
    """The days that the axis spans; `None` where nothing is dated.

    They are those of the filter where it names them. Else the outermost events stay outside: what
    an article tells of years ago must not squeeze the news into one bar.
    """
    wanted = listing.filter
    close = [span for span in months if _days(span) <= _LONGEST[Step.MONTH]] or months
    if not close:
        return None
    cut = int(sum(span.count for span in close) * OUTERMOST)
    first = wanted.since or _behind(close, cut).start
    last = wanted.until or _behind(close[::-1], cut).end
    return first, max(first, last)


def _drawn_days(core: Days | None, step: Step) -> Days:
    """Of the days that the axis should span, the last that it can with bars of this length."""
    if core is None:
        return date.min, date.max
    most = (MOST_BARS - 1) * _LONGEST[step]
    first = date.fromordinal(max(1, core[1].toordinal() - most))
    return max(core[0], first), core[1]


def _behind(spans: Sequence[Span], cut: int) -> Span:
    """The first span before which no more than `cut` events lie."""
    for span in spans:
        cut -= span.count
        if cut < 0:
            break
    return span


def _days(span: Span) -> int:
    return (span.end - span.start).days + 1


def _period(listing: Listing, span: Span) -> Period:
    wanted = replace(listing.own, since=span.start, until=span.end, undated=None)
    return Period(
        name=_name(listing, span),
        start=span.start,
        end=span.end,
        count=span.count,
        by_type=tuple((kind.value, count) for kind, count in span.by_type),
        address=listing.address(wanted=wanted),
    )


def _name(listing: Listing, span: Span) -> str:
    words = listing.ask.words
    if (span.start.day, span.start.month, span.end.day, span.end.month) == (1, 1, 31, 12):
        return str(span.start.year)
    last = monthrange(span.start.year, span.start.month)[1]
    if span.start.day == 1 and span.end == span.start.replace(day=last):
        return f"{words.month(span.start.month)} {span.start.year}"
    return words.days(span.start, span.end)


def _drawn(listing: Listing, spans: Sequence[Span], step: Step) -> dict[str, Any]:
    """What the browser draws bars from, and lines for what may have taken longer than a bar."""
    return {
        "rtl": listing.ask.words.direction == "rtl",
        "bars": [
            {
                "start": span.start.isoformat(),
                "end": span.end.isoformat(),
                "name": _name(listing, span),
                "short": _short(listing, span, step),
                "count": span.count,
                "types": [[kind.value, count] for kind, count in span.by_type],
                "longer": _days(span) > _LONGEST[step],
            }
            for span in spans
        ],
    }


def _short(listing: Listing, span: Span, step: Step) -> str:
    """What stands under a bar."""
    words = listing.ask.words
    if step is Step.YEAR:
        return str(span.start.year)
    if step is Step.MONTH:
        return f"{words.month(span.start.month)} {span.start.year}"
    return f"{span.start.day} {words.month(span.start.month)}"


def _picked(listing: Listing) -> str:
    """The days that the filter names, in words; empty where it names none."""
    wanted = listing.filter
    if wanted.since is None and wanted.until is None:
        return ""
    if wanted.since is not None and wanted.until is not None:
        return listing.ask.words.days(wanted.since, wanted.until)
    side = "from" if wanted.since is not None else "to"
    day = listing.named(side, str(wanted.since or wanted.until))
    return f"{listing.ask.t(f'lists.{side}')} {day}"
