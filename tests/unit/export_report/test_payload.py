"""What of the records the page carries: offsets as a browser counts, evidence of every mention."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.browser.fiction import records

from rasd.export.report.payload import records_payload
from rasd.export.report.told import told
from rasd.model import (
    Action,
    Event,
    Evidence,
    Judged,
    Machine,
    Mention,
    Review,
    ReviewState,
    replace,
    to_json,
)


def payload(**changed: Any) -> dict[str, Any]:
    given = {**records(), **changed}
    return records_payload(**given)  # type: ignore[arg-type]


def utf16(text: str, start: int, end: int) -> str:
    """The slice that a browser takes."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@pytest.mark.parametrize("prefix", ["", "🔴 عاجل 🔴 ", "𝔸"], ids=["plain", "emoji", "letter"])
def test_offsets_cut_the_quote_as_a_browser_counts(prefix: str) -> None:
    given = records()
    documents: Any = given["documents"]
    events: Any = given["events"]
    document = replace(documents[0], text=prefix + documents[0].text)
    by = len(prefix)
    event = events[2]
    moved = tuple(replace(e, start=e.start + by, end=e.end + by) for e in event.evidence)
    event = replace(event, evidence=moved, mention_ids=())
    made = payload(documents=[document], events=[event], mentions=[], figures=[])
    quotes = {utf16(document.text, e["start"], e["end"]) for e in made["events"][0]["evidence"]}
    assert quotes == {e.quote for e in moved}


def test_reuse_is_counted_in_both_texts_as_a_browser_does() -> None:
    documents: Any = records()["documents"]
    source = replace(documents[0], text="🔴" + documents[0].text)
    reuse = documents[1].reuse[0]
    span = replace(
        reuse.spans[0], of_start=reuse.spans[0].of_start + 1, of_end=reuse.spans[0].of_end + 1
    )
    copy = replace(documents[1], reuse=(replace(reuse, spans=(span,)),))
    made = payload(documents=[source, copy], events=[], mentions=[], figures=[])
    start, end, of_start, of_end = made["documents"][1]["reuse"][0]["spans"][0]
    assert utf16(copy.text, start, end) == utf16(source.text, of_start, of_end)


def test_an_event_carries_the_evidence_of_each_document_once() -> None:
    event = payload()["events"][0]
    assert {item["doc"] for item in event["evidence"]} == {0, 1}
    keys = [(e["doc"], e["field"], e.get("part"), e["start"]) for e in event["evidence"]]
    assert len(keys) == len(set(keys))


def test_a_quote_that_the_text_lacks_is_sent_without_a_place() -> None:
    given = records()
    events: Any = given["events"]
    wrong = Evidence(field="killed", start=0, end=4, quote="ليس هنا", doc_id="souq-1.txt")
    event = replace(events[0], evidence=(wrong,), mention_ids=())
    made = payload(events=[event])["events"][0]["evidence"]
    assert made == [{"field": "killed", "doc": 0, "quote": "ليس هنا"}]


def test_title_evidence_is_found_in_the_title() -> None:
    given = records()
    documents: Any = given["documents"]
    title = next(e for e in payload()["events"][0]["evidence"] if e.get("part") == "title")
    assert documents[0].title[title["start"] : title["end"]] in {
        "سبعة قتلى",
        "تفجير سيارة مفخخة بالرمادي",
    }


def test_an_event_told_once_carries_no_second_copy_of_itself() -> None:
    events = payload()["events"]
    assert len(events[0]["mentions"]) == 2
    assert "mentions" not in events[2]


def test_judgements_are_carried_without_what_only_the_store_needs() -> None:
    given: Any = records()["events"]
    said = {"by": "Salma", "at": "2031-06-01T08:00:00Z"}
    entry = Judged(
        id="j-1", action=Action.EDIT, field="killed", machine=Machine(value={"min": 1}), **said
    )
    review = Review(state=ReviewState.EDITED, stale=False, judgements=(entry,), **said)
    [event] = payload(events=[replace(given[0], review=review)])["events"]
    assert event["review"]["state"] == "edited"
    assert event["review"]["judgements"] == [{"action": "edit", "field": "killed", **said}]


def test_who_says_what_is_sent_by_the_place_of_the_report() -> None:
    event = payload()["events"][0]
    assert [(a["doc"], a["source"]) for a in event["accounts"]] == [(0, 1), (1, 1)]
    (killed,) = (toll for toll in event["tolls"] if toll["field"] == "killed")
    assert (killed["low"], killed["best"], killed["high"]) == (7, 9, 9)
    assert [(step["value"], step["by"]) for step in killed["steps"]] == [("≥7", [0]), ("9", [1])]


def test_fields_on_which_all_say_the_same_send_no_list_of_values() -> None:
    for event in payload()["events"]:
        for each in event.get("values", []):
            assert len(each["told"]) > 1


def _without_what_is_empty(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_what_is_empty(item) for item in value]
    if not isinstance(value, dict):
        return value
    said = {k: v for k, v in value.items() if v not in (None, [], {}, "")}
    return {k: _without_what_is_empty(v) for k, v in said.items()}


def _plainly_told(event: Event, own: list[Mention], number: dict[str, int], evidence: Any) -> Any:
    """An event from all of its JSON, looked through as a whole and again once it is changed."""
    out = _without_what_is_empty(to_json(event))
    for name in ("schema", "mention_ids", "doc_ids", "evidence"):
        out.pop(name, None)
    out |= told(event, number)
    out["docs"] = [number[doc_id] for doc_id in event.doc_ids]
    out["evidence"] = evidence
    out["conflicts"] = [
        {"field": c.field, "values": list(c.values), "docs": [number[d] for d in c.doc_ids]}
        for c in event.conflicts
    ]
    if len(own) > 1:
        out["mentions"] = []
        for mention in own:
            made = _without_what_is_empty(to_json(mention))
            for name in ("schema", "id", "doc_id", "evidence", "conflicts"):
                made.pop(name, None)
            out["mentions"].append(made | {"doc": number[mention.doc_id]})
    return _without_what_is_empty(out)


def test_an_event_is_what_all_of_its_fields_make_in_their_order() -> None:
    given: Any = records()
    number = {document.id: n for n, document in enumerate(given["documents"])}
    found = {mention.id: mention for mention in given["mentions"]}
    plain = [replace(event, review=None) for event in given["events"]]
    for event, made in zip(plain, payload(events=plain)["events"], strict=True):
        own = [found[each] for each in event.mention_ids if each in found]
        told_plainly = _plainly_told(event, own, number, made.get("evidence"))
        assert json.dumps(told_plainly) == json.dumps(made)


def test_an_event_without_evidence_in_the_texts_carries_none() -> None:
    event = replace(records()["events"][0], evidence=(), mention_ids=())  # type: ignore[index]
    assert "evidence" not in payload(events=[event])["events"][0]
