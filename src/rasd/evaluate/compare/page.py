"""Decides what the page of a comparison shows: one file without scripts, that works from disk.

The figures come first, then who lacks what and why, with the first rows of each reason; all rows
stand in the tables beside the page. Everything is escaped, and stands in its own direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template

from rasd.evaluate.compare.comparison import Comparison, LackedRow, Week
from rasd.evaluate.compare.fields import bands, quantile
from rasd.evaluate.compare.summary import TITLES, field_shares, share_words, toll_words, tolls
from rasd.evaluate.compare.why import Reason, reasons

ROWS = 40
"""The rows of a reason that the page shows."""
_CODES = 30
_WIDTH, _HEIGHT = 900, 180


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    reason: Reason
    rows: Sequence[LackedRow]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    name: str
    points: str


def page(found: Comparison) -> str:
    """The page as text."""
    placed = [row.fields.km for row in found.pairs if row.fields.km is not None]
    codes = sorted(found.confusion(subs=True).items(), key=lambda item: (-item[1], item[0]))
    return _template().render(
        found=found,
        title=TITLES[found.window.codebook],
        words=share_words,
        fields=[(name, share) for name, share in field_shares(found).items() if share.whole],
        types=_table(found),
        codes=codes[:_CODES],
        more_codes=max(0, len(codes) - _CODES),
        tolls=[(toll, words) for toll in tolls(found) if (words := toll_words(found, toll))],
        verdicts={toll: sorted(found.verdicts(toll).items()) for toll in tolls(found)},
        bands=sorted(bands([row.fields.km for row in found.pairs]).items(), key=_by_distance),
        median=quantile(placed, 0.5),
        ninth=quantile(placed, 0.9),
        theirs_only=_groups(found.theirs_only),
        ours_only=_groups(found.ours_only),
        lines=_lines(found.weeks),
        highest=max((max(week.ours, week.theirs) for week in found.weeks), default=0),
        width=_WIDTH,
        height=_HEIGHT,
        most=ROWS,
    )


def _by_distance(item: tuple[str, int]) -> tuple[int, ...]:
    number = "".join(char for char in item[0] if char.isdigit())
    return (int(number) + item[0].startswith("over"),) if number else (10**6,)


def _table(found: Comparison) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """The codes of the first level against each other: theirs down, ours across."""
    counts = found.confusion(subs=False)
    names = sorted({name for pair in counts for name in pair})
    return names, [(theirs, [counts[theirs, ours] for ours in names]) for theirs in names]


def _groups(rows: Sequence[LackedRow]) -> list[_Group]:
    found = []
    for code, reason in reasons().items():
        some = [row for row in rows if row.why.reason == code]
        if some:
            found.append(_Group(reason=reason, rows=some[:ROWS], count=len(some)))
    return sorted(found, key=lambda group: (not group.reason.lacks, -group.count))


def _lines(weeks: Sequence[Week]) -> list[_Line]:
    highest = max((max(week.ours, week.theirs) for week in weeks), default=0) or 1
    step = _WIDTH / max(1, len(weeks) - 1)
    return [
        _Line(
            name=name,
            points=" ".join(
                f"{at * step:.1f},{_HEIGHT - getattr(week, name) / highest * _HEIGHT:.1f}"
                for at, week in enumerate(weeks)
            ),
        )
        for name in ("theirs", "ours", "pairs")
    ]


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    text = files("rasd.data").joinpath("compare", "compare.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(text)
