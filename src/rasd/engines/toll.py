"""Decides the toll of an incident from what its passages say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasd.assemble.spared import Spared, read_spared
from rasd.assemble.tolls import Toll
from rasd.join.draft import Draft, Words
from rasd.knowledge import Kind
from rasd.model import Count, Harm, Outcome
from rasd.model.frozen import Frozen
from rasd.text import Text

_CLOSE = 1.6


class WholeToll(Frozen, frozen=True):
    """What befell people in an incident: counts, parts by group, and the words of each."""

    counts: Mapping[Outcome, Count | None]
    harm: tuple[Harm, ...]
    words: Mapping[Outcome, Sequence[Words]]


def whole_toll(group: Sequence[Draft], texts: dict[str, Text]) -> WholeToll:
    """The toll of an incident over all its passages.

    A number for the dead and wounded together says nothing more where both are numbered, and
    "some" for each of them nothing where it is.
    """
    counts: dict[Outcome, Count | None] = {}
    harm: list[Harm] = []
    words: dict[Outcome, Sequence[Words]] = {}
    told = {toll.outcome for draft in group for toll in draft.tolls}
    spared = [(draft, each) for draft in group for each in read_spared(draft.frame)]
    for outcome in Outcome:
        if outcome not in told:
            counts[outcome], words[outcome] = _none_harmed(spared, outcome, texts)
            continue
        counts[outcome], parts, words[outcome] = total(group, outcome, texts)
        if counts[outcome] is None:
            counts[outcome], words[outcome] = _none_harmed(spared, outcome, texts)
        for part in parts:
            if part not in harm:
                harm.append(part)
    both = counts[Outcome.KILLED_OR_WOUNDED]
    apart = [counts[o] for o in (Outcome.KILLED, Outcome.WOUNDED)]
    dropped: tuple[Outcome, ...] = ()
    if both is not None and any(c is not None and _numbered(c) for c in apart):
        if not _numbered(both) or all(c is not None for c in apart):
            dropped = (Outcome.KILLED_OR_WOUNDED,)
    elif both is not None and _numbered(both):
        dropped = (Outcome.KILLED, Outcome.WOUNDED)
    elif both is not None and any(c is not None for c in apart):
        dropped = (Outcome.KILLED_OR_WOUNDED,)
    for outcome in dropped:
        counts[outcome], words[outcome] = None, ()
    return WholeToll(counts, _without_vague(harm), words)


def _numbered(count: Count) -> bool:
    return count.max is not None or count.min > 1


def _without_vague(harm: Sequence[Harm]) -> tuple[Harm, ...]:
    """Parts without those of unknown number where another passage numbers the same people."""
    numbered = {(h.outcome, h.group) for h in harm if h.max is not None or h.min > 1}
    return tuple(
        h for h in harm if h.max is not None or h.min > 1 or (h.outcome, h.group) not in numbered
    )


def total(
    group: Sequence[Draft], outcome: Outcome, texts: dict[str, Text]
) -> tuple[Count | None, list[Harm], list[Words]]:
    """The count of one outcome, its parts by group, and the words of both.

    Passages that agree count once. An update replaces what came before. Of exact figures
    that differ a little both bounds are kept; of figures that differ much the larger is taken,
    since smaller ones are usually parts.
    """
    harm: list[Harm] = []
    words: list[Words] = []
    in_title: list[bool] = []
    values: list[tuple[int, int | None, bool, Words, bool]] = []
    for draft in group:
        own = [t for t in draft.tolls if t.outcome is outcome]
        whole = [t for t in own if not t.part]
        for toll in own:
            if toll.group not in ("persons", "victims"):
                harm.append(Harm(outcome=outcome, group=toll.group, min=toll.min, max=toll.max))
            words.append(Words(draft.frame.annotated, toll.start, toll.end, "tolls", toll.rule))
        if whole:
            updates = _updates(draft)
            low, high, approx = _sum([max(whole, key=lambda t: t.min)] if updates else whole)
            at = Words(draft.frame.annotated, whole[0].start, whole[-1].end, "tolls", whole[0].rule)
            values.append((low, high, approx, at, updates))
            in_title.append(draft.title)
    if not values:
        return None, harm, []
    if not all(in_title):
        # headlines round: what the body says comes first
        values = [v for v, title in zip(values, in_title, strict=True) if not title]
    low, high, approx, at = _settle(values)
    return Count(min=low, max=high, text=_quote(at, texts), approx=approx), harm, words


def _none_harmed(
    spared: Sequence[tuple[Draft, Spared]], outcome: Outcome, texts: dict[str, Text]
) -> tuple[Count | None, list[Words]]:
    """A toll of zero where the text says that nobody was hurt (``دون وقوع إصابات``)."""
    for draft, each in spared:
        if outcome in each.outcomes:
            at = Words(draft.frame.annotated, each.start, each.end, "tolls/none", each.row)
            return Count(min=0, max=0, text=_quote(at, texts)), [at]
    return None, []


def _quote(at: Words, texts: dict[str, Text]) -> str:
    text = texts[at.annotated.sentence.part]
    span = text.original_span(at.annotated.sentence.span_of(at.start, at.end))
    return text.original[span.start : span.end]


def _sum(tolls: list[Toll]) -> tuple[int, int | None, bool]:
    """Several counts in one passage add up, the same count told twice does not."""
    distinct: list[Toll] = []
    for toll in tolls:
        # the list of one word holds no repeats: رجل وابنه
        if not any(
            (d.min, d.max, d.group) == (toll.min, toll.max, toll.group) and d.start != toll.start
            for d in distinct
        ):
            distinct.append(toll)
    highs = [t.max for t in distinct]
    high = None if any(h is None for h in highs) else sum(h for h in highs if h is not None)
    # an unnumbered rest opens the upper bound and adds nothing to the lower
    exact = [t for t in distinct if not (t.min == 1 and t.max is None)] or distinct[:1]
    return sum(t.min for t in exact), high, any(t.approx for t in distinct)


def _updates(draft: Draft) -> bool:
    frame = draft.frame
    return any(
        m.entry.what == "update" for m in frame.annotated.of(Kind.CUE, frame.start, frame.end)
    )


def _settle(
    values: list[tuple[int, int | None, bool, Words, bool]],
) -> tuple[int, int | None, bool, Words]:
    updates = [v for v in values if v[4]]
    if updates:
        low, high, approx, at, _ = updates[-1]
        return low, high, approx, at
    exact = [v for v in values if v[1] is not None and v[0] == v[1]]
    if not exact:
        low, high, approx, at, _ = max(values, key=lambda v: (v[0], v[1] is not None))
        return low, high, approx, at
    first = exact[0]
    top = max(exact, key=lambda v: v[0])
    floors = [v for v in values if v[1] is None and v[0] >= top[0] > 1]
    if floors:
        low, high, approx, at, _ = max(floors, key=lambda v: v[0])
        return low, high, approx, at
    bottom = min(v[0] for v in exact)
    if top[0] > bottom and top[0] <= bottom * _CLOSE:
        return bottom, top[0], first[2], first[3]
    return top[0], top[0], top[2], top[3]
