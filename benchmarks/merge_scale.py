"""Measures how merging and the search for copies grow: `python benchmarks/merge_scale.py 5000`.

Incidents are invented: towns on a grid, days of years, one to six reports each with tolls that
drift, dates and places of mixed precision. Documents are invented words in Zipf's proportions, a
fifth of them copies with changed words. The number of incidents per day stays the same, so more
of them means more days, as in an archive that grows; `--dense` keeps the days and lets them fill.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from datetime import date, timedelta

from rasd.merge import find_reuse, merge_mentions
from rasd.model import (
    PARENT,
    Actor,
    Count,
    DatePrecision,
    DateValue,
    Document,
    Evidence,
    Mention,
    Place,
    PlacePrecision,
    Status,
    SubEventType,
    stable_id,
)

START = date(2031, 1, 1)
KINDS = (
    SubEventType.REMOTE_EXPLOSIVE,
    SubEventType.ARMED_CLASH,
    SubEventType.ATTACK,
    SubEventType.AIR_STRIKE,
    SubEventType.ABDUCTION,
    SubEventType.PEACEFUL_PROTEST,
)
INCIDENTS_PER_DAY = 20


def main() -> None:
    """Prints one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[5_000, 10_000, 20_000])
    parser.add_argument("--dense", action="store_true", help="one year, whatever the size")
    options = parser.parse_args()
    print(
        f"{'size':>8} {'events':>8} {'merge s':>8} {'ms each':>8} {'pure %':>7} {'found %':>7}",
        end="",
    )
    print(f" {'reuse s':>8} {'ms each':>8} {'copies %':>8} {'MB':>6}")
    for size in options.sizes:
        mentions, truth = make_mentions(size, dense=options.dense)
        documents = [
            Document(id=m.doc_id, text="", sha256="", published=m.date.start if m.date else None)
            for m in mentions
        ]
        began = time.perf_counter()
        events = merge_mentions(documents, mentions, {})
        merging = time.perf_counter() - began
        precision, recall = pairwise_scores([e.mention_ids for e in events], truth)
        texts, copies = make_texts(size)
        began = time.perf_counter()
        reuse = find_reuse(texts)
        searching = time.perf_counter() - began
        found = sum(any(r.of == copies[i] for r in reuse.get(i, ())) for i in copies)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>8} {len(events):>8} {merging:>8.1f} {1000 * merging / size:>8.2f}"
            f" {100 * precision:>7.1f} {100 * recall:>7.1f}"
            f" {searching:>8.1f} {1000 * searching / size:>8.2f}"
            f" {100 * found / len(copies):>8.1f} {peak:>6.0f}",
            flush=True,
        )


def make_mentions(size: int, *, dense: bool) -> tuple[list[Mention], dict[str, int]]:
    """Mentions of invented incidents, and the number of the incident behind each."""
    chance = random.Random(7)
    days = 365 if dense else max(30, size // (INCIDENTS_PER_DAY * 3))
    mentions: list[Mention] = []
    truth: dict[str, int] = {}
    incident = 0
    while len(mentions) < size:
        incident += 1
        day = START + timedelta(days=chance.randrange(days))
        town = chance.randrange(4000)
        kind = chance.choice(KINDS)
        killed = int(chance.paretovariate(1.1)) if chance.random() < 0.7 else None
        party = chance.randrange(40)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
            number = len(mentions)
            mention = _report(chance, number, day, town=town, kind=kind, killed=killed, party=party)
            mentions.append(mention)
            truth[mention.id] = incident
    chance.shuffle(mentions)
    return mentions, truth


def _report(
    chance: random.Random,
    number: int,
    day: date,
    *,
    town: int,
    kind: SubEventType,
    killed: int | None,
    party: int,
) -> Mention:
    doc_id = f"doc{number}"
    loose = chance.random() < 0.2
    start, end = (day - timedelta(days=1), day) if loose else (day, day)
    province = f"province{town // 100}"
    fine = chance.random() < 0.85
    place = Place(
        text=f"town{town}" if fine else province,
        geonameid=town if fine else None,
        country="SY",
        admin1=province,
        lat=30 + (town // 64) * 0.1 if fine else None,
        lon=34 + (town % 64) * 0.1 if fine else None,
        precision=PlacePrecision.EXACT if fine else PlacePrecision.ADMIN1,
    )
    toll = None
    if killed is not None:
        told = killed if chance.random() < 0.7 else killed + chance.randrange(3)
        toll = Count(min=told, max=told, text=str(told))
    actor = Actor(id=f"actor{party}", name_en=None, text="", category="rebel")
    quote = " ".join(f"w{chance.randrange(5000)}" for _ in range(14))
    return Mention(
        id=stable_id("mention", doc_id),
        doc_id=doc_id,
        event_type=PARENT[kind],
        sub_event_type=kind,
        status=Status.REPORTED,
        date=DateValue(
            start=start,
            end=end,
            precision=DatePrecision.RANGE if loose else DatePrecision.DAY,
            text="",
        ),
        place=place,
        perpetrators=(actor,) if chance.random() < 0.6 else (),
        killed=toll,
        confidence=0.6,
        evidence=(Evidence(field="event", start=0, end=len(quote), quote=quote),),
    )


def make_texts(size: int) -> tuple[list[Document], dict[str, str]]:
    """Documents of 180 invented words, and the origin of each copy: one word in eight changed."""
    chance = random.Random(11)
    documents: list[Document] = []
    copies: dict[str, str] = {}
    bodies: list[list[str]] = []
    for number in range(size):
        words = [f"w{int(40_000 ** chance.random())}x" for _ in range(180)]
        if number > 10 and chance.random() < 0.2:
            origin = chance.randrange(max(0, number - 500), number)
            low = chance.randrange(60)
            part = bodies[origin][low : low + 100]
            changed = [w if chance.random() < 0.875 else f"n{chance.randrange(9999)}" for w in part]
            words = words[:40] + changed + words[40:80]
            copies[f"doc{number:07}"] = f"doc{origin:07}"
        bodies.append(words)
        documents.append(
            Document(
                id=f"doc{number:07}",
                text=" ".join(words),
                sha256="",
                published=START + timedelta(days=number // 60),
            )
        )
    return documents, copies


def pairwise_scores(groups: list[tuple[str, ...]], truth: dict[str, int]) -> tuple[float, float]:
    """Precision and recall over pairs of mentions put together."""
    together = right = 0
    for group in groups:
        counts: dict[int, int] = {}
        for each in group:
            counts[truth[each]] = counts.get(truth[each], 0) + 1
        together += len(group) * (len(group) - 1) // 2
        right += sum(n * (n - 1) // 2 for n in counts.values())
    sizes: dict[int, int] = {}
    for incident in truth.values():
        sizes[incident] = sizes.get(incident, 0) + 1
    true = sum(n * (n - 1) // 2 for n in sizes.values())
    return right / max(1, together), right / max(1, true)


if __name__ == "__main__":
    main()
