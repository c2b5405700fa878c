"""Several readers take turns with the events: together they have all, in their order."""

from __future__ import annotations

from itertools import cycle, islice

import pytest
from tests.builders import make_document, make_event, make_mention

from rasd.model import CodedDocument
from rasd.store import open_store


@pytest.mark.parametrize("of", [1, 2, 3])
@pytest.mark.parametrize("events", [0, 1, 4, 7, 8])
def test_readers_who_take_turns_have_all_events_in_order(place: str, of: int, events: int) -> None:
    mentions = [make_mention(f"doc-{n}") for n in range(events)]
    with open_store(place) as store:
        store.write_coded(
            [
                CodedDocument(document=make_document(m.doc_id), mentions=(m,), figures=())
                for m in mentions
            ],
            "r",
        )
        store.write_events([make_event(mention) for mention in mentions])
        turns = [store.events_in_turn(number=number, of=of, size=2) for number in range(of)]
        found = []
        for turn in cycle(turns):
            part = list(islice(turn, 2))
            if not part:
                break
            found += part
        assert found == list(store.events())
        assert len(found) == events
