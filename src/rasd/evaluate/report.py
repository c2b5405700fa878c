"""A scorecard as a table for people, as a list of mistakes with quotes, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from rasd.evaluate.scorecard import FieldScore, Mistake, Scorecard
from rasd.evaluate.tally import Detection, Measure
from rasd.model import Json

_LENIENT = ("perpetrator", "target", "claimed_by")


def scorecard_markdown(card: Scorecard) -> str:
    """The tables of one comparison."""
    lines = [
        table(
            ("incidents", "found", "missed", "invented", "precision", "recall", "F1"),
            [
                detection_row("all core incidents", card.incidents),
                *(detection_row(name, found) for name, found in card.by_type),
                detection_row("every event, type equal", card.all_events),
                *([detection_row("figures", card.figures)] if card.figures else []),
            ],
        ),
        f"{card.articles} articles; {card.neutral} predicted incidents fell on optional or "
        "background events and count neither way.",
        table(
            ("field on found incidents", "right", "where the gold states it", "n stated"),
            [row for score in card.fields for row in _field_rows(score)]
            + [
                ("**whole record**", show(card.record), "", ""),
                ("every field, claim and admin1 too", show(card.record_every_field), "", ""),
            ],
        ),
        table(
            ("confidence", "n", "mean confidence", "share right"),
            [
                (f"{b.low:.1f}-{b.high:.1f}", str(b.n), f"{b.confidence:.2f}", f"{b.right:.2f}")
                for b in card.reliability.bins
            ],
        ),
        f"Expected calibration error {_number(card.reliability.ece)}, "
        f"Brier score {_number(card.reliability.brier)}.",
    ]
    if card.unmatched_docs:
        lines.append(f"{len(card.unmatched_docs)} documents without annotation were left out.")
    return "\n\n".join(line for line in lines if line) + "\n"


def mistakes_text(card: Scorecard) -> str:
    """Every mistake with its quote, classes counted first, and what must not be found."""
    classes = Counter(
        (mistake.kind, mistake.field or (mistake.why or "").split(" ")[0])
        for mistake in card.mistakes
    )
    lines = [f"{n:4}  {kind} {detail}" for (kind, detail), n in classes.most_common()]
    for doc, mistakes in _by_doc(card.mistakes):
        lines += ["", doc]
        lines += [_mistake_line(mistake) for mistake in mistakes]
    if card.must_not:
        lines += ["", "To check by reading - these must not be found:"]
        lines += [f"  {doc}: {line}" for doc, line in card.must_not]
    return "\n".join(lines) + "\n"


def scorecard_json(card: Scorecard) -> Json:
    """The scorecard as JSON values, mistakes included."""
    return asdict(card)


def show(measure: Measure) -> str:
    """`0.81 (0.70-0.89)`, or a dash where there was nothing to measure."""
    if measure.value is None:
        return "–"
    if measure.low is None or measure.high is None:
        return f"{measure.value:.3f}"
    return f"{measure.value:.3f} ({measure.low:.2f}-{measure.high:.2f})"


def detection_row(name: str, found: Detection) -> tuple[str, ...]:
    """A table row: counts, then the three measures."""
    return (
        name,
        str(found.found),
        str(found.missed),
        str(found.invented),
        show(found.precision),
        show(found.recall),
        show(found.f1),
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, or nothing without rows."""
    if not rows:
        return ""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in r) + " |" for r in lines
    )


def _field_rows(score: FieldScore) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (score.field, show(score.right), show(score.stated), str(score.stated.n))
    ]
    if score.field in _LENIENT:
        rows.append((f"{score.field}, extra actors forgiven", show(score.lenient), "", ""))
    return rows


def _mistake_line(mistake: Mistake) -> str:
    quote = " ".join(mistake.quote.split())
    match mistake.kind:
        case "missed":
            return f"  MISSED {mistake.gold_id} {mistake.expected} ({mistake.why})\n    {quote}"
        case "invented":
            return f"  INVENTED {mistake.got} ({mistake.why})\n    {quote}"
        case _:
            note = f" ({mistake.why})" if mistake.why else ""
            return (
                f"  {mistake.field} {mistake.gold_id}: expected {mistake.expected}, "
                f"got {mistake.got}{note}\n    {quote}"
            )


def _by_doc(mistakes: Iterable[Mistake]) -> list[tuple[str, list[Mistake]]]:
    grouped: dict[str, list[Mistake]] = {}
    for mistake in mistakes:
        grouped.setdefault(mistake.doc, []).append(mistake)
    return list(grouped.items())


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
