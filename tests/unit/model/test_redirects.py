"""An old id leads to the events that hold its reports now."""

from __future__ import annotations

from rasd.model import redirects

Events = dict[str, str]
"""Event ids with their reports, one letter each."""


def told(*merges: Events, successors: dict[str, str] | None = None) -> set[tuple[str, ...]]:
    """What became of each id, after merges that came to these events one after another."""
    held: dict[str, dict[str, int]] = {}
    for number, events in enumerate(merges):
        for event_id, reports in events.items():
            for report in reports:
                name = (successors or {}).get(report, report)
                held.setdefault(event_id, {}).setdefault(name, number)
    event_of = {report: event_id for event_id, reports in merges[-1].items() for report in reports}
    return {(r.old_id, str(r.new_id), r.kind.value) for r in redirects(held, event_of)}


def test_an_event_that_stays_has_no_redirect() -> None:
    assert told({"E": "ab"}, {"E": "abc"}) == set()


def test_an_earlier_report_renames() -> None:
    assert told({"E": "ab"}, {"F": "zab"}) == {("E", "F", "renamed")}


def test_an_event_that_became_part_of_another_is_joined() -> None:
    assert told({"E": "a", "F": "b"}, {"E": "ab"}) == {("F", "E", "joined")}


def test_two_events_under_a_new_id_are_joined() -> None:
    assert told({"E": "a", "F": "b"}, {"G": "zab"}) == {
        ("E", "G", "joined"),
        ("F", "G", "joined"),
    }


def test_a_part_that_left_is_split_from_an_event_that_stays() -> None:
    assert told({"E": "ab"}, {"E": "a", "F": "b"}) == {("E", "F", "split")}


def test_an_event_in_pieces_leads_to_each() -> None:
    assert told({"E": "abc"}, {"F": "zab", "G": "c"}) == {("E", "F", "split"), ("E", "G", "split")}


def test_an_event_without_reports_is_gone() -> None:
    assert told({"E": "a"}, {"F": "b"}) == {("E", "None", "gone")}


def test_ids_lead_to_the_end_of_a_chain_and_never_in_a_circle() -> None:
    assert told({"E": "b"}, {"F": "ab"}, {"G": "zab"}) == {
        ("E", "G", "renamed"),
        ("F", "G", "renamed"),
    }
    assert told({"E": "b"}, {"F": "ab"}, {"E": "b", "G": "a"}) == {
        ("F", "E", "split"),
        ("F", "G", "split"),
    }
    assert told({"E": "ab"}, {"E": "a", "F": "b"}, {"E": "ab"}) == {("F", "E", "joined")}


def test_reports_read_anew_are_followed() -> None:
    assert told({"E": "a"}, {"F": "x"}, successors={"a": "x"}) == {("E", "F", "renamed")}
