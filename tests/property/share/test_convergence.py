"""In whatever order organisations exchange, all come to the same events."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from tests.exchange import Organisation, organisations
from tests.histories import CORPUS, next_judgement
from tests.judged import Corpus

from rasd.model import CodedDocument, replace, sha256_text
from rasd.run import merge_store
from rasd.run.judge import record

NAMES = ("Archive", "Centre", "Desk")
MOST_SAID = 20


def reports(random: Random, each: Organisation) -> None:
    """Reads a document that somebody else may have, or a later state of one that it has."""
    coded = random.choice(CORPUS.coded)
    held = each.store.document(coded.document.id)
    if held is not None and random.random() < 0.5:
        coded = later(coded, held.text)
    each.store.write_coded([coded], "rules/1")
    merge_store(each.store)


def later(coded: CodedDocument, text: str) -> CodedDocument:
    """The document with a sentence more behind what it said last."""
    longer = f"{text} وزيد"
    document = replace(coded.document, text=longer, sha256=sha256_text(longer))
    return replace(coded, document=document)


def says(random: Random, each: Organisation) -> None:
    """Says something of the events as they stand there."""
    said = each.said()
    if len(said) < MOST_SAID:
        where: Corpus = each.corpus()
        if where.coded:
            record(each.store, next_judgement(random, where, each.events(), said))


# A seed does not shrink to anything that says more.
@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.integers(0, 1_000_000))
@example(140)  # an outlet graded before the grade is signed
@example(258)
def test_three_organisations_end_up_with_the_same_events(seed: int) -> None:
    random = Random(seed)
    with (
        tempfile.TemporaryDirectory() as folder,
        organisations(Path(folder), *NAMES) as found,
    ):
        last: dict[tuple[str, str], Path] = {}
        for each in found:
            reports(random, each)
        for _ in range(random.randint(4, 14)):
            each, other = random.sample(found, 2)
            match random.choice(("report", "say", "say", "give")):
                case "report":
                    reports(random, each)
                case "say":
                    says(random, each)
                case "give":
                    since = last.get((each.name, other.name))
                    last[each.name, other.name] = each.export(since=since)
                    other.take(last[each.name, other.name])
        one, two, three = random.sample(found, 3)
        for giver, taker in ((one, two), (two, three), (three, one), (one, two)):
            outcome = taker.take(giver.export())
        assert outcome.same_events
        expected = one.events()
        assert {each.judgement.id: each.turn for each in one.store.sharing.said()} == {
            each.judgement.id: each.turn for each in two.store.sharing.said()
        }
        for each in found:
            assert expected == each.events()
            assert one.said() == each.said()
            assert list(each.store.faults()) == []
        # What all have changes nobody, in whatever order it comes.
        for giver, taker in ((two, one), (three, two), (one, three)):
            taker.take(giver.export())
            assert expected == taker.events()
