"""Chance histories of judgements on the corpus of `tests.judged`, each made on today's events."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from tests.builders import make_count
from tests.judged import SENTENCES, Corpus, addition, coded, corpus

from rasd import judge
from rasd.judge import Told, Who
from rasd.model import Event, Judgement

CORPUS = corpus(
    coded("a", 0, 1, outlet="Sahel24"),
    coded("b", 0, 2, day=1, outlet="Manara", killed=make_count(2)),
    coded("c", 1, 2, day=2),
    coded("d", 0, day=2, killed=make_count(5)),
    coded("e", 2, day=3, outlet="Sahel24"),
    coded("f", 0, 1, day=9, outlet="Manara"),
    coded("g", 2, day=9),
)
EDITS: tuple[tuple[str, Any], ...] = (
    ("killed", {"min": 1, "max": 9}),
    ("killed", None),
    ("wounded", {"min": 3, "max": 3}),
    ("sub_event_type", "attack"),
    ("date", {"start": "2031-05-01", "end": "2031-05-02"}),
    ("place", None),
    ("status", "denied"),
    ("perpetrators", [{"id": "is_core", "category": "rebel"}]),
    ("weapons", []),
    ("harm", [{"outcome": "killed", "group": "police", "min": 1, "max": 1}]),
    ("campaign", "x"),
)


def next_judgement(
    random: Random, where: Corpus, events: Sequence[Event], said: Sequence[Judgement]
) -> Judgement:
    """Something that a person may say of these events, after what was said."""

    def told_by(event: Event) -> list[Told]:
        own = {m.id: m for m in judge.added(said, where.documents.values())} | where.mentions
        return [(m, where.documents[m.doc_id]) for m in map(own.__getitem__, event.mention_ids)]

    name = random.choice(("Salma", "Nadim"))
    who = Who(by=name, at=f"2031-06-01T{len(said):02}:00:00Z", reason="so it is")
    kinds = ["accept", "edit", "edit", "reject", "join", "join", "split", "withdraw", "withdraw"]
    kind = random.choice([*kinds, "grade", "add"])
    if kind == "add":
        document = where.documents[random.choice(sorted(where.documents))]
        return addition(document, random.randrange(len(SENTENCES)), who=who)
    if kind == "withdraw" and said:
        return judge.withdraw(random.choice(said), who=who)
    if kind == "grade" or not events:
        return judge.grade_outlet(random.choice(("Sahel24", "Manara")), "B", who=who)
    event = random.choice(events)
    told = told_by(event)
    if kind == "reject":
        some = random.sample(told, random.randint(1, len(told)))
        return judge.reject(some, who=who)
    if kind == "join" and len(events) > 1:
        joined = random.sample(events, random.randint(2, min(3, len(events))))
        return judge.join([told_by(each) for each in joined], who=who)
    if kind == "split" and len(told) > 1:
        random.shuffle(told)
        at = random.randint(1, len(told) - 1)
        return judge.split([told[:at], told[at:]], who=who)
    if kind == "accept":
        return judge.accept(event, told, field=random.choice((None, "killed", "place")), who=who)
    field, value = random.choice(EDITS)
    return judge.edit(event, told, field=field, value=value, who=who)
