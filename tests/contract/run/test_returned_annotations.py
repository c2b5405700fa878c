"""Corrected annotations in each kind of database."""

from __future__ import annotations

from pathlib import Path

from tests.returned import came_back, store_at, tasks_of


def test_corrections_are_tried_first_and_then_hold_in_every_store(
    place: str, tmp_path: Path
) -> None:
    with store_at(place) as store:
        task = tasks_of(store)["a"]
        task.say("1", "killed", "2-6")
        task.say("1", "reason", "seen\x00 by \ud800 two")
        task.take_out("2")
        path = tmp_path / "done.json"
        tried = came_back(store, path, [task.done()], dry_run=True)
        assert (len(tried.made), tried.refused) == (2, [])
        assert list(store.judgements()) == []
        done = came_back(store, path, [task.done()])
        assert [judgement for _, judgement in done.made] == list(store.judgements())
        [event] = store.events_holding(["a0"])
        assert event.killed is not None and event.killed.max == 6
        assert came_back(store, path, [task.done()]).same == 2
        assert list(store.faults()) == []
