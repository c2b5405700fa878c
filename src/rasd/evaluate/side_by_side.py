"""Several predictions of the same articles side by side, and what lies between them.

Each difference is that of two measures on the same articles, drawn together: an article that is
hard for both says nothing for either. Its interval is the 95 % one of the resamples of `tally`; one
that leaves zero out is a difference, one that holds it may be chance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rasd.evaluate.fields import FIELDS, RECORD_FIELDS
from rasd.evaluate.gold import GoldArticle, read_gold
from rasd.evaluate.report import scorecard_json, show, table
from rasd.evaluate.scorecard import Compared, Scorecard, compare_article, read_mentions, score
from rasd.evaluate.tally import RESAMPLES, Measure, measure
from rasd.model import Json, Mention

Part = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure of each prediction, and how far each further one lies from the first."""

    name: str
    values: tuple[Measure, ...]
    differences: tuple[Measure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Predictions by name, their scorecards, and each measure of them in one row."""

    names: tuple[str, ...]
    cards: tuple[Scorecard, ...]
    rows: tuple[Row, ...]


def evaluate_side_by_side(gold_path: Path, predicted: Sequence[Path]) -> SideBySide:
    """Several files or folders of mentions against one gold file; the first is the measure.

    Raises `InputError` as `evaluate_files` does.
    """
    gold = read_gold(gold_path)
    read = [read_mentions(path, gold, gold_path) for path in predicted]
    return SideBySide(
        names=_names(predicted),
        cards=tuple(score(gold, each.mentions, figures=each.figures) for each in read),
        rows=compare_rows(gold, [each.mentions for each in read]),
    )


def compare_rows(
    gold: Sequence[GoldArticle],
    predicted: Sequence[Sequence[Mention]],
    *,
    resamples: int = RESAMPLES,
) -> tuple[Row, ...]:
    """The measures of several predictions of the same articles."""
    compared = [_compared(gold, mentions) for mentions in predicted]
    return tuple(
        _row(name, [[part(article) for article in each] for each in compared], resamples)
        for name, part in _MEASURES
    )


def side_by_side_markdown(found: SideBySide) -> str:
    """A table with a column for each prediction, and the differences to the first."""
    first, *others = found.names
    head = ("measure", *found.names, *(f"{name} - {first}" for name in others))
    rows = [
        (row.name, *map(show, row.values), *map(_signed, row.differences)) for row in found.rows
    ]
    note = (
        f"{found.cards[0].articles} articles. A difference in bold leaves zero out of its 95% "
        "interval, drawn over the same articles for both."
    )
    return f"{table(head, rows)}\n\n{note}\n"


def side_by_side_json(found: SideBySide) -> Json:
    """All of it as JSON values, mistakes included."""
    return {
        "names": list(found.names),
        "rows": [asdict(row) for row in found.rows],
        "scorecards": [scorecard_json(card) for card in found.cards],
    }


def _compared(gold: Sequence[GoldArticle], mentions: Sequence[Mention]) -> list[Compared]:
    by_doc: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_doc.setdefault(mention.doc_id, []).append(mention)
    return [compare_article(article, by_doc.get(article.doc, [])) for article in gold]


def _row(name: str, parts: Sequence[Sequence[Part]], resamples: int) -> Row:
    first, *others = parts
    return Row(
        name=name,
        values=tuple(measure(each, _ratio, resamples=resamples) for each in parts),
        differences=tuple(
            measure(
                [(*a, *b) for a, b in zip(first, other, strict=True)],
                _difference,
                resamples=resamples,
                n=len(first),
            )
            for other in others
        ),
    )


def _field(name: str) -> Callable[[Compared], Part]:
    def part(article: Compared) -> Part:
        judged = [j for _, _, all_ in article.found for j in all_ if j.field == name]
        return sum(j.right for j in judged), len(judged)

    return part


def _precision(article: Compared) -> Part:
    return len(article.found), len(article.found) + len(article.invented)


def _recall(article: Compared) -> Part:
    return len(article.found), len(article.found) + len(article.missed)


def _f1(article: Compared) -> Part:
    found = 2 * len(article.found)
    return found, found + len(article.missed) + len(article.invented)


def _record(article: Compared) -> Part:
    right = sum(
        all(j.right for j in judged if j.field in RECORD_FIELDS) for _, _, judged in article.found
    )
    return right, len(article.found)


_MEASURES: tuple[tuple[str, Callable[[Compared], Part]], ...] = (
    ("incidents: precision", _precision),
    ("incidents: recall", _recall),
    ("incidents: F1", _f1),
    *((name, _field(name)) for name in FIELDS),
    ("whole record", _record),
)


def _ratio(sums: Sequence[float]) -> float | None:
    return sums[0] / sums[1] if sums[1] else None


def _difference(sums: Sequence[float]) -> float | None:
    return sums[2] / sums[3] - sums[0] / sums[1] if sums[1] and sums[3] else None


def _signed(difference: Measure) -> str:
    value, low, high = difference.value, difference.low, difference.high
    if value is None or low is None or high is None:
        return "–"
    text = f"{value:+.3f} ({low:+.2f} to {high:+.2f})"
    return f"**{text}**" if low > 0 or high < 0 else text


def _names(paths: Sequence[Path]) -> tuple[str, ...]:
    """The files' own names; with their folders where these are alike."""
    short = [path.stem if path.is_file() else path.name for path in paths]
    return tuple(
        name if short.count(name) == 1 else str(path)
        for name, path in zip(short, paths, strict=True)
    )
