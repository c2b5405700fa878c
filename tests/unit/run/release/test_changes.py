"""What two releases are told to differ in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from rasd.model import Redirect, RedirectKind, RunError, SettingsError
from rasd.run.release.changes import Change, changes_between, changes_text, version_of

Fields = Mapping[str, object]


def events(path: Path, **fields: Fields) -> Path:
    """A file of events with these fields, by their ids."""
    lines = (
        json.dumps({"schema": "rasd/1", "id": name, **given}, ensure_ascii=False) + "\n"
        for name, given in fields.items()
    )
    path.write_text("".join(lines), encoding="utf-8")
    return path


def between(tmp_path: Path, old: Mapping[str, Fields], new: Mapping[str, Fields], *led: Redirect):
    before, now = events(tmp_path / "old", **old), events(tmp_path / "new", **new)
    return list(changes_between(before, now, led))


def test_equal_releases_differ_in_nothing(tmp_path: Path) -> None:
    held = {"event-a": {"killed": 1}, "event-b": {"place": "جسر"}}
    assert between(tmp_path, held, dict(reversed(held.items()))) == []


def test_an_event_that_is_new_was_added(tmp_path: Path) -> None:
    found = between(tmp_path, {}, {"event-a": {}})
    assert found == [Change(event_id="event-a", change="added")]


def test_a_change_names_its_fields(tmp_path: Path) -> None:
    old = {"event-a": {"killed": {"min": 1}, "place": "جسر", "campaign": None}}
    new = {"event-a": {"killed": {"min": 2}, "place": "جسر", "weapons": ["ied"]}}
    [found] = between(tmp_path, old, new)
    assert found.change == "changed"
    assert set(found.fields) == {"killed", "weapons"}


def test_an_event_of_which_no_redirect_speaks_was_removed(tmp_path: Path) -> None:
    found = between(tmp_path, {"event-a": {}}, {})
    assert found == [Change(event_id="event-a", change="removed")]


@pytest.mark.parametrize("kind", [RedirectKind.RENAMED, RedirectKind.JOINED])
def test_an_event_that_went_elsewhere_says_where(tmp_path: Path, kind: RedirectKind) -> None:
    led = Redirect(old_id="event-a", new_id="event-b", kind=kind)
    [found] = between(tmp_path, {"event-a": {}, "event-b": {}}, {"event-b": {}}, led)
    assert found == Change(event_id="event-a", change=kind.value, new_ids=("event-b",))


def test_an_event_in_several_pieces_was_split(tmp_path: Path) -> None:
    led = [
        Redirect(old_id="event-a", new_id=new, kind=RedirectKind.SPLIT)
        for new in ("event-c", "event-b")
    ]
    found = between(tmp_path, {"event-a": {}}, {"event-b": {}, "event-c": {}}, *led)
    assert found[0] == Change(event_id="event-a", change="split", new_ids=("event-b", "event-c"))
    assert [each.change for each in found[1:]] == ["added", "added"]


def test_an_event_that_is_none_any_more_is_gone(tmp_path: Path) -> None:
    led = Redirect(old_id="event-a", new_id=None, kind=RedirectKind.GONE)
    [found] = between(tmp_path, {"event-a": {}}, {}, led)
    assert found == Change(event_id="event-a", change="gone")


def test_the_table_counts_what_it_lists() -> None:
    counted: Counter[str] = Counter()
    listed = [
        Change(event_id="event-a", change="changed", fields=("killed", "place")),
        Change(event_id="event-b", change="split", new_ids=("event-c", "event-d")),
    ]
    text = "".join(changes_text(listed, counted))
    assert text.split("\r\n") == [
        "event_id,change,fields,new_ids",
        "event-a,changed,killed; place,",
        "event-b,split,,event-c; event-d",
        "",
    ]
    assert counted == {"changed": 1, "split": 1}


def test_a_file_of_something_else_is_named_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "old").write_text('{"id": "event-a"}\nnothing\n', encoding="utf-8")
    with pytest.raises(RunError, match="old: byte 18"):
        list(changes_between(tmp_path / "old", events(tmp_path / "new"), ()))


@pytest.mark.parametrize("content", [None, "{", "[]", "{}"])
def test_a_folder_without_a_release_is_no_previous_one(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "datapackage.json").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match="holds no release"):
        version_of(tmp_path)
