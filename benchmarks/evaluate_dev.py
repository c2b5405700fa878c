"""Score rasd on every development set that has an answer, and write one page of tables.

    python benchmarks/evaluate_dev.py --shared ../shared --out docs/evaluation.md

`--only articles,seeds` runs some of the sets; `--half read` or `unread` scores one half alone
(default: all texts, and both halves beside them). `--mistakes DIR` writes every mistake with
its quote, as text and JSON, of the read half only: whoever writes rules reads no mistake of
the unread half, so that a gap between the halves shows rules bent to texts.
What stands below the last line of the written page is kept when it is written again.
`--accuracy FILE` also writes the figures that the method statement of a release tells.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rasd.evaluate import (
    mistakes_text,
    read_gold,
    score,
    scorecard_json,
    scorecard_markdown,
)
from rasd.evaluate.detection import DetectionCard, read_sentences, score_detection
from rasd.evaluate.empty import score_empty
from rasd.evaluate.gold import GoldArticle
from rasd.evaluate.incidents import read_coded, score_coded
from rasd.evaluate.report import show, table
from rasd.evaluate.rows import document_of, half_of, read_jsonl
from rasd.evaluate.scorecard import Scorecard, quote_of
from rasd.evaluate.tally import Measure
from rasd.evaluate.times import FoundTime, read_marked, score_times
from rasd.evaluate.toponyms import read_toponyms, score_toponyms
from rasd.model import Document, Figure, Json, Mention, replace, sha256_text
from rasd.readers.stated import stated_day

SETS = ("articles", "annotations", "seeds", "empty", "sentences", "incidents", "places", "times")
ANNOTATIONS = Path(__file__).parent / "annotations" / "conflict.json"
HALVES = ("all", "read", "unread")
MARKED_ANCHOR = date(2015, 12, 24)
KEEP = "<!-- written by hand below this line -->"
FAILED: list[str] = []
"""Ids of documents on which the pipeline broke, over all sets."""

ACCURACY_HALVES = ("all", "unread")
"""What a method statement tells: the read half alone says little of unseen articles."""
Row = tuple[str, str, str, dict[str, Measure]]
"""Measure, bar, goal, and the value for each half."""


FIELD_BARS = (
    ("event_type", "0.92", "0.97"),
    ("country", "0.92", "0.97"),
    ("status", "0.92", "0.97"),
    ("sub_event_type", "0.80", "0.92"),
    ("date", "0.80", "0.92"),
    ("place", "0.80", "0.92"),
    ("killed", "0.80", "0.92"),
    ("wounded", "0.80", "0.92"),
    ("perpetrator", "0.80", "0.92"),
    ("target", "0.80", "0.92"),
)
"""Fields on found incidents with their bar and goal."""


@dataclass
class Page:
    """What the sets add to the page."""

    half: str
    mistakes: Path | None
    rows: list[Row] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    measured: list[Json] = field(default_factory=list)
    sets: list[Json] = field(default_factory=list)

    def measure(self, of: str, name: str, values: dict[str, Measure]) -> None:
        """Notes a figure for method statements, rounded as the page shows it."""
        told = {
            half: {"value": round(m.value, 3), "low": round(m.low, 2), "high": round(m.high, 2)}
            for half in ACCURACY_HALVES
            if (m := values[half]).value is not None and m.low is not None and m.high is not None
        }
        self.measured.append({"set": of, "measure": name, **told})

    def describe(self, of: str, documents: Iterable[Document]) -> None:
        """Notes how large a set is and from when its texts are."""
        days = [document.published for document in documents]
        known = sorted(day for day in days if day is not None)
        first, last = (known[0].isoformat(), known[-1].isoformat()) if known else (None, None)
        self.sets.append({"id": of, "documents": len(days), "first": first, "last": last})

    @property
    def halves(self) -> tuple[str, ...]:
        return HALVES if self.half == "all" else (self.half,)

    def write_mistakes(self, name: str, text: str, value: object = None) -> None:
        if self.mistakes is None:
            return
        self.mistakes.mkdir(parents=True, exist_ok=True)
        (self.mistakes / f"{name}.txt").write_text(text, encoding="utf-8")
        if value is not None:
            content = json.dumps(value, ensure_ascii=False, indent=1, default=str)
            (self.mistakes / f"{name}.json").write_text(content, encoding="utf-8")


def main() -> None:
    options = _options()
    page = Page(half=options.half, mistakes=options.mistakes)
    run: dict[str, Callable[[Path, Page], None]] = {
        "articles": articles,
        "annotations": annotations,
        "seeds": seeds,
        "empty": empty,
        "sentences": sentences,
        "incidents": incidents,
        "places": places,
        "times": times,
    }
    for name in options.only:
        started = time.perf_counter()
        run[name](options.shared, page)
        print(f"{name}: {time.perf_counter() - started:.1f} s")
    content = _content(page)
    if options.out is None:
        print(content)
        return
    old = options.out.read_text(encoding="utf-8") if options.out.is_file() else ""
    kept = old.split(KEEP, 1)[1] if KEEP in old else "\n"
    options.out.write_text(content + "\n" + KEEP + kept, encoding="utf-8")
    if options.accuracy is not None:
        options.accuracy.write_text(_accuracy(page), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with dev/ and seeds/")
    parser.add_argument("--out", type=Path, help="page to write; printed where it is not given")
    parser.add_argument("--half", choices=HALVES, default="all")
    parser.add_argument("--mistakes", type=Path, help="folder for mistakes of the read half")
    parser.add_argument("--only", default=",".join(SETS), help=f"some of {', '.join(SETS)}")
    parser.add_argument("--accuracy", type=Path, help="the data of method statements to write")
    options = parser.parse_args()
    options.only = options.only.split(",")
    unknown = set(options.only) - set(SETS)
    if unknown:
        parser.error(f"unknown sets {sorted(unknown)}; expected some of {', '.join(SETS)}")
    if options.accuracy is not None and (set(options.only) != set(SETS) or options.half != "all"):
        parser.error("--accuracy tells of all sets and both halves")
    return options


def code(documents: Iterable[Document]) -> tuple[list[Mention], list[Figure]]:
    """What the pipeline finds in documents; one that breaks it predicts nothing and is named."""
    from rasd.pipeline import code_document

    mentions: list[Mention] = []
    figures: list[Figure] = []
    for document in documents:
        try:
            coded = code_document(document)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            FAILED.append(document.id)
            print(f"FAILED {document.id}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        mentions += coded.mentions
        figures += coded.figures
    return mentions, figures


def documents_of(path: Path) -> list[Document]:
    """The documents of a development JSONL file."""
    return [document_of(value, where) for where, value in read_jsonl(path)]


def as_read(document: Document) -> Document:
    """The document with the publication date that a reader finds in it, where none is given."""
    if document.published is not None:
        return document
    stated = stated_day(document.text, document.title, document.url)
    return document if stated is None else replace(document, published=stated.day)


def articles(shared: Path, page: Page) -> None:
    gold = read_gold(shared / "dev" / "gold_articles.json")
    documents = documents_of(shared / "dev" / "gold_articles.jsonl")
    _score_articles(gold, documents, page, "articles", "annotated articles", bars=True)


def annotations(shared: Path, page: Page) -> None:
    """The articles that we annotated ourselves: offsets and values, the texts stay in `dev`."""
    gold = read_gold(ANNOTATIONS)
    digests = {
        value["doc"]: value["text_sha256"]
        for value in json.loads(ANNOTATIONS.read_text(encoding="utf-8"))
    }
    path = shared / "dev" / "articles_conflict.jsonl.gz"
    documents = [d for d in documents_of(path) if d.id in digests]
    changed = [d.id for d in documents if not d.sha256.startswith(digests[d.id])]
    if changed or len(documents) < len(gold):
        raise SystemExit(
            f"{ANNOTATIONS}: {len(changed)} of its articles have another text in {path}, "
            f"{len(gold) - len(documents)} are missing there; offsets would point elsewhere"
        )
    _score_articles(gold, documents, page, "annotations", "articles annotated by us", bars=False)


def _score_articles(
    gold: Sequence[GoldArticle],
    documents: Iterable[Document],
    page: Page,
    name: str,
    label: str,
    *,
    bars: bool,
) -> None:
    documents = list(documents)
    page.describe(name, documents)
    mentions, figures = code(documents)
    cards: dict[str, Scorecard] = {}
    for half in {*page.halves, "read"}:
        part = [g for g in gold if half == "all" or half_of(g.doc) == half]
        docs = {g.doc for g in part}
        cards[half] = score(
            part,
            [m for m in mentions if m.doc_id in docs],
            figures=[f for f in figures if f.doc_id in docs],
        )
    page.write_mistakes(name, mistakes_text(cards["read"]), scorecard_json(cards["read"]))
    cards = {half: cards[half] for half in page.halves}

    def row(
        key: str, title: str, bar: str, goal: str, pick: Callable[[Scorecard], Measure]
    ) -> None:
        asked = (bar, goal) if bars else ("–", "–")
        values = {half: pick(c) for half, c in cards.items()}
        page.rows.append((title, *asked, values))
        if page.half == "all":
            page.measure(name, key, values)

    row(
        "incidents_f1", f"incident detection, {label}, F1", "0.80", "0.90", lambda c: c.incidents.f1
    )
    for it, bar, goal in FIELD_BARS:
        row(it, f"… {it} on found incidents", bar, goal, lambda c, n=it: _field(c, n))
    row("record", "whole record right", "0.35", "0.60", lambda c: c.record)
    half, card = next(iter(cards.items()))
    page.sections.append(f"## {label.capitalize()} ({half})\n\n{scorecard_markdown(card)}")


def _field(card: Scorecard, name: str) -> Measure:
    return next(item.right for item in card.fields if item.field == name)


def seeds(shared: Path, page: Page) -> None:
    gold = read_gold(shared / "seeds" / "gold.json")
    texts = {g.doc: (shared / "seeds" / g.doc).read_bytes().decode("utf-8-sig") for g in gold}
    mentions, figures = code(
        Document(id=g.doc, text=texts[g.doc], sha256=sha256_text(texts[g.doc]),
                 published=g.published)
        for g in gold
    )  # fmt: skip
    card = score(gold, mentions, figures=figures)
    page.write_mistakes("seeds", mistakes_text(card), scorecard_json(card))
    page.rows.append(("seeds: incident detection, F1", "0.95", "–", {"all": card.incidents.f1}))
    page.sections.append(
        "## Seeds (all read: no measure of quality)\n\n" + scorecard_markdown(card)
    )


def empty(shared: Path, page: Page) -> None:
    path = shared / "dev" / "articles_other.jsonl.gz"
    hard = {value["id"]: bool(value.get("hard")) for _, value in read_jsonl(path)}
    documents = documents_of(path)
    page.describe("empty", documents)
    mentions, _ = code(documents)
    cards = {
        half: score_empty(
            {d: h for d, h in hard.items() if half == "all" or half_of(d) == half}, mentions
        )
        for half in {*page.halves, "read"}
    }
    page.write_mistakes(
        "empty",
        "\n".join(
            f"{m.doc_id}  {m.sub_event_type}/{m.status} {m.confidence:.2f}  "
            + " ".join(quote_of(m, "event").split())
            for m in cards["read"].invented
        ),
    )
    for name, attribute in (
        ("articles without an incident that stay empty", "stay_empty"),
        ("… of those with war words", "hard_stay_empty"),
    ):
        page.rows.append(
            (
                name,
                "0.97" if attribute == "stay_empty" else "–",
                "0.99" if attribute == "stay_empty" else "–",
                {half: getattr(cards[half], attribute) for half in page.halves},
            )
        )
        if page.half == "all":
            page.measure("empty", attribute, page.rows[-1][-1])


def sentences(shared: Path, page: Page) -> None:
    judged = read_sentences(shared / "dev" / "sentences" / "detection.csv.gz")
    mentions, _ = code(Document(id=s.doc, text=s.text, sha256=sha256_text(s.text)) for s in judged)
    cards: dict[str, dict[str, DetectionCard]] = {}
    for half in {*page.halves, "read"}:
        part = [s for s in judged if half == "all" or half_of(s.doc.split("/")[1]) == half]
        cards[half] = {card.kind: card for card in score_detection(part, mentions)}
    page.write_mistakes(
        "sentences",
        "\n".join(
            f"{kind} {word} {s.label} {s.doc}\n    {' '.join(s.text.split())}"
            for kind, card in cards["read"].items()
            for word, items in (("MISSED", card.missed), ("INVENTED", card.invented))
            for s in items
        ),
    )
    for kind, all_bar, easy_bar in (
        ("ASSAULT", ("0.70", "0.78"), ("0.80", "0.90")),
        ("PROTEST", ("0.50", "0.60"), ("–", "–")),
    ):
        for name, (bar, goal), attribute in (
            ("all negatives", all_bar, "all_negatives"),
            ("“easy no” only", easy_bar, "easy_negatives"),
        ):
            for metric in ("precision", "recall", "f1"):
                f1 = metric == "f1"
                page.rows.append(
                    (
                        f"sentence detection {kind}, {name}, {metric.upper() if f1 else metric}",
                        bar if f1 else "–",
                        goal if f1 else "–",
                        {
                            half: getattr(getattr(cards[half][kind], attribute), metric)
                            for half in page.halves
                        },
                    )
                )


def incidents(shared: Path, page: Page) -> None:
    path = shared / "dev" / "coded_incidents.jsonl.gz"
    dated = {i.id for i in read_coded(path) if i.has_dated_source}
    for assume in (False, True):
        coded = read_coded(path, assume_dates=assume)
        mentions, _ = code(as_read(source) for incident in coded for source in incident.sources)
        subsets = {
            "all": lambda i: True,
            "with coordinates": lambda i: i.point is not None,
            **({} if assume else {"with a dated source": lambda i: i.id in dated}),
        }
        label = "undated sources taken as of the day" if assume else "as given"
        for subset, wanted in subsets.items():
            cards = {
                half: score_coded(
                    [i for i in coded if wanted(i) and (half == "all" or half_of(i.id) == half)],
                    mentions,
                )
                for half in page.halves
            }
            size = next(iter(cards.values())).n
            for part in ("all_three", "any_incident", "day", "place", "toll"):
                main = part == "all_three"
                page.rows.append(
                    (
                        f"coded incidents ({label}; {subset}, {size}): {part.replace('_', ' ')}",
                        "0.65" if main else "–",
                        "0.85" if main else "–",
                        {half: getattr(card, part) for half, card in cards.items()},
                    )
                )
            if subset == "all" and assume:
                page.write_mistakes(
                    "incidents",
                    "\n".join(
                        f"{v.id} incident={v.any_incident:d} day={v.day:d} place={v.place:d} "
                        f"toll={v.toll:d}"
                        for v in score_coded(coded, mentions).verdicts
                        if not v.all_three and half_of(v.id) == "read"
                    ),
                )


def places(shared: Path, page: Page) -> None:
    from resolve_posts import covered_countries, resolver

    files = sorted((shared / "dev" / "places").glob("*_train.jsonl.gz"))
    toponyms = read_toponyms(files, covered_countries())
    resolve = resolver()
    cards = {
        half: score_toponyms(
            [t for t in toponyms if half == "all" or half_of(t.post) == half], resolve
        )
        for half in page.halves
    }
    for name, attribute in (
        ("toponyms of the gazetteer's countries, given the mention, within 10 km", "within"),
        ("… names of countries and provinces left out", "without_areas"),
        ("… or inside the object's bounds", "within_or_inside"),
    ):
        page.rows.append(
            (name, "–", "–", {half: getattr(card, attribute) for half, card in cards.items()})
        )
    page.write_mistakes(
        "places",
        "\n".join(
            f"{t.kind} {t.country} {t.text[t.start : t.end]}  {far:.0f} km off"
            for t, far in score_toponyms(
                [t for t in toponyms if half_of(t.post) == "read"], resolve
            ).wrong
        ),
    )
    kinds = next(iter(cards.values())).by_kind
    page.sections.append(
        "## Toponyms by kind\n\n"
        + table(("kind", "within 10 km", "n"), [(k, show(m), str(m.n)) for k, m in kinds])
    )


def times(shared: Path, page: Page) -> None:
    texts = read_marked(shared / "dev" / "times")
    cards = {
        half: score_times(
            [t for t in texts if half == "all" or half_of(t.id) == half], find_marked_times
        )
        for half in {*page.halves, "read"}
    }
    page.write_mistakes("times", "\n".join("  ".join(w) for w in cards["read"].wrong))
    for name, attribute in (
        ("marked times (silver, anchored to one day), recall", "recall"),
        ("… precision", "precision"),
        ("… same days as marked", "value"),
    ):
        values = {half: getattr(cards[half], attribute) for half in page.halves}
        page.rows.append((name, "–", "–", values))


def find_marked_times(text: str) -> list[FoundTime]:
    """The times of a text, counted from the day that the marked values are anchored to."""
    from rasd.annotate.times import find_times
    from rasd.resolve.dates import resolve_date
    from rasd.text import fold, split_sentences

    folded = fold(text)
    found: list[FoundTime] = []
    for sentence in split_sentences(folded, "body"):
        for time_ in find_times(sentence):
            span = folded.original_span(sentence.span_of(time_.start, time_.end))
            value = resolve_date(time_.expression, published=MARKED_ANCHOR)
            found.append((span.start, span.end, value.start, value.end))
    return found


def _accuracy(page: Page) -> str:
    """What was measured, of which recipe and on which texts, for `rasd.run.release.accuracy`."""
    from rasd.pipeline import recipe

    value = {"recipe": recipe(), "sets": page.sets, "measures": page.measured}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _content(page: Page) -> str:
    from rasd.pipeline import recipe

    rows = [
        (name, bar, goal, *(show(values[h]) if h in values else "–" for h in page.halves))
        for name, bar, goal, values in page.rows
    ]
    return "\n\n".join(
        [
            "# Evaluation",
            "Written by `benchmarks/evaluate_dev.py` from the development texts; how each measure "
            "is defined stands in [how to evaluate](how-to/evaluate.md). In brackets: 95 % "
            "intervals from 1,000 resamples of documents. `read` and `unread` are fixed halves by "
            f"a hash of the document id: rules were written looking at mistakes of the read half "
            f"alone. Recipe `{recipe()}`.",
            table(("measure", "bar", "goal", *page.halves), rows),
            f"{len(FAILED)} documents broke the pipeline; each counts as one without predictions.",
            *page.notes,
            *page.sections,
        ]
    )


if __name__ == "__main__":
    main()
