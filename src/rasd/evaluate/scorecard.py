"""Mentions against annotated articles: found, missed, invented, and which fields are right.

Counted are core incidents: of type battle, explosion, violence_against_civilians, protest or
riot, reported or claimed, not optional. All annotated events of an article, core or not, take
part in the matching with all its predicted mentions. Then

- a core gold event paired with a predicted core incident is *found*;
- any other core gold event is *missed*, also where its partner calls it background;
- a predicted core incident paired with an optional or background event is *neutral*;
- any other predicted core incident is *invented*: without a partner (also the second one
  about an event that already has its partner) or paired with a denied event, a strategic
  event or a statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rasd.evaluate.calibration import Reliability, reliability
from rasd.evaluate.fields import FIELDS, RECORD_FIELDS, Judgement, judge
from rasd.evaluate.figures import score_figures
from rasd.evaluate.gold import GoldArticle, GoldEvent, read_gold
from rasd.evaluate.match import is_core, match, overlaps
from rasd.evaluate.predictions import Predictions, read_predictions
from rasd.evaluate.tally import RESAMPLES, Detection, Measure, detection, share
from rasd.model import Figure, InputError, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that went wrong, with the words it is about.

    `kind` is `missed`, `invented` or `wrong_field`; `why` narrows the first two.
    """

    kind: str
    doc: str
    quote: str
    gold_id: str | None = None
    mention_id: str | None = None
    field: str | None = None
    expected: str | None = None
    got: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldScore:
    """Accuracy of a field on found incidents.

    `stated` is the accuracy where the gold holds a value; `lenient` differs for parties only.
    """

    field: str
    right: Measure
    lenient: Measure
    stated: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Everything that one comparison says."""

    articles: int
    unmatched_docs: tuple[str, ...]
    incidents: Detection
    neutral: int
    by_type: tuple[tuple[str, Detection], ...]
    all_events: Detection
    fields: tuple[FieldScore, ...]
    record: Measure
    record_every_field: Measure
    figures: Detection | None
    reliability: Reliability
    mistakes: tuple[Mistake, ...]
    must_not: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Compared:
    """An annotated article and what was predicted of it: what it adds to the sums."""

    doc: str
    found: list[tuple[GoldEvent, Mention, tuple[Judgement, ...]]] = field(default_factory=list)
    missed: list[tuple[GoldEvent, str]] = field(default_factory=list)
    invented: list[tuple[Mention, str]] = field(default_factory=list)
    neutral: list[Mention] = field(default_factory=list)
    every: tuple[int, int, int] = (0, 0, 0)


def evaluate_files(gold_path: Path, predicted_path: Path) -> Scorecard:
    """Score a file or folder of mentions against a gold file.

    Raises `InputError` for a file that cannot be read, and where no prediction belongs to an
    annotated article.
    """
    gold = read_gold(gold_path)
    predicted = read_mentions(predicted_path, gold, gold_path)
    return score(gold, predicted.mentions, figures=predicted.figures)


def read_mentions(
    predicted_path: Path, gold: Sequence[GoldArticle], gold_path: Path
) -> Predictions:
    """The predictions of a file or folder; raises `InputError` where none is of these articles."""
    predicted = read_predictions(predicted_path)
    if predicted.events and not predicted.mentions:
        raise InputError(
            f"{predicted_path}: holds merged events; expected mentions "
            "(`rasd extract`, or mentions.jsonl of `rasd run`)"
        )
    known = {article.doc for article in gold}
    docs = {mention.doc_id for mention in predicted.mentions}
    if docs and not docs & known:
        raise InputError(
            f"{predicted_path}: no prediction belongs to an article of {gold_path}; found doc_id "
            f"{min(docs)!r}, expected one like {min(known)!r}. Give each document the id that "
            "the gold file calls `doc`"
        )
    return predicted


def score(
    gold: Sequence[GoldArticle],
    predicted: Iterable[Mention],
    *,
    figures: Iterable[Figure] | None = None,
    resamples: int = RESAMPLES,
) -> Scorecard:
    """Compare mentions with annotated articles; an article without mentions predicts nothing.

    Mentions of documents without annotation are left out and their ids listed. Figures are
    scored where they are given.
    """
    by_doc: dict[str, list[Mention]] = {}
    for mention in predicted:
        by_doc.setdefault(mention.doc_id, []).append(mention)
    articles = [compare_article(article, by_doc.get(article.doc, [])) for article in gold]
    known = {article.doc for article in gold}
    return Scorecard(
        articles=len(gold),
        unmatched_docs=tuple(sorted(set(by_doc) - known)),
        incidents=_detection(articles, None, resamples),
        neutral=sum(len(article.neutral) for article in articles),
        by_type=tuple(
            (name, _detection(articles, name, resamples)) for name in _core_types(articles)
        ),
        all_events=detection([article.every for article in articles], resamples=resamples),
        fields=tuple(_field_score(name, articles, resamples) for name in FIELDS),
        record=_record(articles, RECORD_FIELDS, resamples),
        record_every_field=_record(articles, FIELDS, resamples),
        figures=None if figures is None else score_figures(gold, figures, resamples=resamples),
        reliability=reliability(
            [
                (mention.confidence, right)
                for article in articles
                for mention, right in [
                    *((m, True) for _, m, _ in article.found),
                    *((m, False) for m, _ in article.invented),
                ]
            ]
        ),
        mistakes=tuple(mistake for article in articles for mistake in _mistakes(article)),
        must_not=tuple((article.doc, line) for article in gold for line in article.must_not),
    )


def compare_article(gold: GoldArticle, predicted: Sequence[Mention]) -> Compared:
    """What was found of an article, missed and invented."""
    pairs = match(gold.events, predicted)
    partner = dict(pairs)
    paired = {column: row for row, column in pairs}
    result = Compared(doc=gold.doc)
    for row, event in enumerate(gold.events):
        mention = predicted[partner[row]] if row in partner else None
        if not event.is_core:
            continue
        if mention is not None and is_core(mention):
            result.found.append((event, mention, judge(event, mention)))
        elif mention is not None:
            code = f"{mention.event_type.value}/{mention.status.value}"
            result.missed.append((event, f"coded as {code}"))
        else:
            result.missed.append((event, "no mention"))
    for column, mention in enumerate(predicted):
        if not is_core(mention):
            continue
        told = gold.events[paired[column]] if column in paired else None
        if told is None:
            result.invented.append((mention, _why_invented(gold, mention)))
        elif told.is_core:
            continue
        elif told.is_neutral:
            result.neutral.append(mention)
        else:
            code = f"{told.event_type.value}/{told.status.value}"
            result.invented.append((mention, f"{told.id} is {code}"))
    result.every = _every_event(gold, predicted, paired)
    return result


def _every_event(
    gold: GoldArticle, predicted: Sequence[Mention], paired: dict[int, int]
) -> tuple[int, int, int]:
    """All event types and statuses: a pair of one event type is found, optional ones are free."""
    found = neutral = 0
    for column, row in paired.items():
        if gold.events[row].optional:
            neutral += 1
        elif gold.events[row].event_type is predicted[column].event_type:
            found += 1
    wanted = sum(not event.optional for event in gold.events)
    return found, wanted - found, len(predicted) - found - neutral


def _why_invented(gold: GoldArticle, mention: Mention) -> str:
    touched = [event.id for event in gold.events if overlaps(event, mention)]
    return f"again {', '.join(touched)}" if touched else "no event there"


def _core_types(articles: Sequence[Compared]) -> list[str]:
    return sorted(
        {event.event_type.value for a in articles for event, _, _ in a.found}
        | {event.event_type.value for a in articles for event, _ in a.missed}
        | {mention.event_type.value for a in articles for mention, _ in a.invented}
    )


def _detection(articles: Sequence[Compared], kind: str | None, resamples: int) -> Detection:
    """Incident detection; for one `kind`, a pair that differs in type is still found."""

    def wanted(item: GoldEvent | Mention) -> bool:
        return kind is None or item.event_type.value == kind

    return detection(
        [
            (
                sum(wanted(event) for event, _, _ in article.found),
                sum(wanted(event) for event, _ in article.missed),
                sum(wanted(mention) for mention, _ in article.invented),
            )
            for article in articles
        ],
        resamples=resamples,
    )


def _field_score(name: str, articles: Sequence[Compared], resamples: int) -> FieldScore:
    units = [
        [j for _, _, judgements in article.found for j in judgements if j.field == name]
        for article in articles
    ]
    return FieldScore(
        field=name,
        right=share([(sum(j.right for j in u), len(u)) for u in units], resamples=resamples),
        lenient=share([(sum(j.lenient for j in u), len(u)) for u in units], resamples=resamples),
        stated=share(
            [(sum(j.right for j in u if j.stated), sum(j.stated for j in u)) for u in units],
            resamples=resamples,
        ),
    )


def _record(articles: Sequence[Compared], names: Sequence[str], resamples: int) -> Measure:
    return share(
        [
            (
                sum(
                    all(j.right for j in judgements if j.field in names)
                    for _, _, judgements in article.found
                ),
                len(article.found),
            )
            for article in articles
        ],
        resamples=resamples,
    )


def _mistakes(article: Compared) -> Iterable[Mistake]:
    for event, why in article.missed:
        yield Mistake(
            kind="missed",
            doc=article.doc,
            gold_id=event.id,
            quote=event.evidence,
            expected=f"{event.sub_event_type.value}/{event.status.value}",
            why=why,
        )
    for mention, why in article.invented:
        yield Mistake(
            kind="invented",
            doc=article.doc,
            mention_id=mention.id,
            quote=quote_of(mention, "event"),
            got=f"{mention.sub_event_type.value}/{mention.status.value}",
            why=why,
        )
    for event, mention, judgements in article.found:
        for judgement in judgements:
            if not judgement.right:
                yield Mistake(
                    kind="wrong_field",
                    doc=article.doc,
                    gold_id=event.id,
                    mention_id=mention.id,
                    field=judgement.field,
                    expected=judgement.expected,
                    got=judgement.got,
                    quote=event.evidence,
                    why="lenient: right" if judgement.lenient else None,
                )


def quote_of(mention: Mention, name: str) -> str:
    """The first quote behind a field, or behind anything."""
    for item in mention.evidence:
        if item.field == name:
            return item.quote
    return mention.evidence[0].quote if mention.evidence else ""
