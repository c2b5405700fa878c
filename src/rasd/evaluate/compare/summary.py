"""Decides which figures of a comparison are told, in which words, to programs and to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rasd.evaluate.compare.comparison import Comparison, LackedRow
from rasd.evaluate.compare.fields import bands, quantile
from rasd.evaluate.compare.incident import Codebook
from rasd.evaluate.compare.scope import Span
from rasd.evaluate.compare.shares import Share
from rasd.evaluate.compare.why import reasons
from rasd.model import Json

TITLES = {Codebook.ACLED: "ACLED", Codebook.GED: "UCDP GED", Codebook.GTD: "GTD"}
"""What their dataset is called."""
_SAID = ("same", "within range", "ours higher", "ours lower")
_SHOWN_FAULTS = 5


def field_shares(found: Comparison) -> dict[str, Share]:
    """What of each field agrees, in words, over the pairs that say it."""
    kinds = ("same", "same type", "other type")
    parties = ("same", "some", "other")
    shares = {
        "same day or days": found.agreeing("date", "same"),
        "days within precision": found.agreeing("date", "same", "within precision"),
    }
    if found.window.codebook is Codebook.ACLED:
        shares["same event type"] = found.agreeing("kind", "same", "same type", among=kinds)
        shares["same sub-event type"] = found.agreeing("kind", "same", among=kinds)
    else:
        shares["same type"] = found.agreeing("kind", "same", among=kinds)
    shares["all named parties"] = found.agreeing("parties", "same", among=parties)
    shares["some named party"] = found.agreeing("parties", "same", "some", among=parties)
    for toll in tolls(found):
        shares[f"same number {toll}"] = found.agreeing(toll, "same", among=_SAID)
        shares[f"number {toll} within range"] = found.agreeing(
            toll, "same", "within range", among=_SAID
        )
    return shares


def tolls(found: Comparison) -> tuple[str, ...]:
    """The tolls that their codebook has."""
    return ("killed", "wounded") if found.window.codebook is Codebook.GTD else ("killed",)


def summary_json(found: Comparison) -> dict[str, Json]:
    """Every figure, as JSON values; rows stand in the tables."""
    distances = [row.fields.km for row in found.pairs]
    placed = [km for km in distances if km is not None]
    return {
        "codebook": found.window.codebook.value,
        "window": {"days": found.window.days, "km": found.window.km},
        "covered": {
            "ours": _span(found.scope.ours),
            "theirs": _span(found.scope.theirs),
            "both": {
                "countries": sorted(found.scope.countries),
                "days": [day.isoformat() for day in found.scope.days or ()],
            },
        },
        "ours": found.ours,
        "theirs": found.theirs,
        "pairs": len(found.pairs),
        "theirs_that_we_have": _share(found.theirs_found),
        "ours_that_they_have": _share(found.ours_found),
        "agreement": {name: _share(share) for name, share in field_shares(found).items()},
        "distance": {
            "median_km": _rounded(quantile(placed, 0.5)),
            "p90_km": _rounded(quantile(placed, 0.9)),
            "bands": dict(sorted(bands(distances).items())),
        },
        "days_apart": {
            str(days): count
            for days, count in sorted(_counted(row.fields.days for row in found.pairs).items())
        },
        "verdicts": {
            field: dict(sorted(found.verdicts(field).items()))
            for field in ("date", "kind", "parties", *tolls(found))
        },
        "confusion": [
            {"theirs": theirs, "ours": ours, "pairs": count}
            for (theirs, ours), count in sorted(
                found.confusion(subs=True).items(), key=lambda item: (-item[1], item[0])
            )
        ],
        "tolls": {toll: _differences(found, toll) for toll in tolls(found)},
        "theirs_only": dict(found.reasons(found.theirs_only)),
        "ours_only": dict(found.reasons(found.ours_only)),
        "weeks": [
            {
                "monday": week.monday.isoformat(),
                "ours": week.ours,
                "theirs": week.theirs,
                "pairs": week.pairs,
            }
            for week in found.weeks
        ],
        "malformed": [{"line": fault.line, "reason": fault.reason} for fault in found.faults],
    }


def summary_lines(found: Comparison) -> Iterator[str]:
    """The figures for a terminal."""
    name = TITLES[found.window.codebook]
    scope = found.scope
    yield f"{name}: {found.theirs:,} incidents beside {found.ours:,} events of ours"
    if scope.days is None or not scope.countries:
        yield "They share no country and day: nothing can be compared."
        yield f"  ours    {_words(scope.ours)}"
        yield f"  theirs  {_words(scope.theirs)}"
    else:
        lands = ", ".join(sorted(scope.countries))
        yield f"Both cover {scope.days[0]} to {scope.days[1]} in {lands}"
        yield ""
        yield f"  {'of theirs, we have':<34}{share_words(found.theirs_found)}"
        yield f"  {'of ours, they have':<34}{share_words(found.ours_found)}"
    if found.pairs:
        yield ""
        yield f"Of {len(found.pairs):,} pairs"
        for words, share in field_shares(found).items():
            if share.whole:
                yield f"  {words:<34}{share_words(share)}"
        placed = [row.fields.km for row in found.pairs if row.fields.km is not None]
        if placed:
            middle, far = quantile(placed, 0.5), quantile(placed, 0.9)
            yield f"  {'kilometres apart':<34}median {middle:.1f}, 90 % within {far:.1f}"
        for toll in tolls(found):
            if words := toll_words(found, toll):
                yield f"  {toll + ', ours less theirs':<34}{words}"
    for title, side in (
        ("What we lack of theirs, and why", found.theirs_only),
        ("What they lack of ours, and why", found.ours_only),
    ):
        yield from _lacking(title, side, found)
    if found.faults:
        yield ""
        yield f"Rows of theirs that could not be read: {len(found.faults):,}"
        for fault in found.faults[:_SHOWN_FAULTS]:
            yield f"  line {fault.line}: {fault.reason}"


def share_words(share: Share) -> str:
    """`83.1 % (79.2 to 86.4), 345 of 415`."""
    if share.value is None or share.low is None or share.high is None:
        return "nothing to compare"
    low, high = 100 * share.low, 100 * share.high
    return (
        f"{100 * share.value:5.1f} % ({low:.1f} to {high:.1f}), {share.part:,} of {share.whole:,}"
    )


def toll_words(found: Comparison, toll: str) -> str:
    """`mean +0.4, 95 % between -5.1 and +5.9 (130 pairs; 410 and 398 in all)`."""
    of = found.differences(toll)
    if of.mean is None:
        return ""
    spread = ""
    if of.limits is not None:
        spread = f", 95 % between {of.limits[0]:+.1f} and {of.limits[1]:+.1f}"
    return f"mean {of.mean:+.2f}{spread} ({of.pairs:,} pairs; {of.ours:,} and {of.theirs:,} in all)"


def _lacking(title: str, side: Sequence[LackedRow], found: Comparison) -> Iterator[str]:
    counts = found.reasons(side)
    for lacks, head in ((True, title), (False, "  and beside them")):
        some = {code: n for code, n in counts.items() if reasons()[code].lacks is lacks}
        if not some:
            continue
        if lacks:
            yield ""
        yield f"{head}: {sum(some.values()):,}"
        for code, count in sorted(some.items(), key=lambda item: -item[1]):
            yield f"  {count:>7,}  {reasons()[code].words_en}"


def _span(span: Span) -> dict[str, Json]:
    return {
        "countries": sorted(span.countries),
        "days": [day.isoformat() for day in (span.first, span.last) if day is not None],
    }


def _words(span: Span) -> str:
    if span.first is None:
        return "no dated incident"
    return f"{span.first} to {span.last} in {', '.join(sorted(span.countries)) or 'no country'}"


def _share(share: Share) -> dict[str, Json]:
    return {
        "part": share.part,
        "whole": share.whole,
        "value": _rounded(share.value),
        "low": _rounded(share.low),
        "high": _rounded(share.high),
    }


def _differences(found: Comparison, toll: str) -> Mapping[str, Json]:
    of = found.differences(toll)
    low, high = of.limits or (None, None)
    return {
        "pairs": of.pairs,
        "ours": of.ours,
        "theirs": of.theirs,
        "mean": _rounded(of.mean),
        "sd": _rounded(of.sd),
        "low": _rounded(low),
        "high": _rounded(high),
    }


def _counted(values: Iterator[int | None]) -> dict[int, int]:
    found: dict[int, int] = {}
    for value in values:
        if value is not None:
            found[value] = found.get(value, 0) + 1
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
