"""Two runs on one store at the same time do what one run over all inputs would have done."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.runs import FILES, contents, rasd, records, report_lines, start_rasd

from rasd.store import Store, open_store

FIRST, SECOND = slice(0, 26), slice(14, 36)
"""Reports of either run; twelve are in both."""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("inputs")
    lines = report_lines()
    for name, part in (("first", FIRST), ("second", SECOND)):
        (folder / f"{name}.jsonl").write_text("".join(lines[part]), encoding="utf-8")
    return folder / "first.jsonl", folder / "second.jsonl"


@pytest.fixture(scope="module")
def over_all(
    inputs: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("over-all")
    # One after the other, for an id in both is a repetition where one run reads them.
    for path in inputs:
        assert rasd("run", path, "--out", out).returncode == 0
    return contents(out)


def test_into_one_folder_the_files_are_those_of_one_run_over_all(
    inputs: tuple[Path, Path], over_all: dict[str, bytes], place: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    children = [
        start_rasd("run", path, "--out", out, "--workers", 2, "--db", place) for path in inputs
    ]
    assert [(child.communicate(timeout=300)[1], child.returncode) for child in children] == [
        ("", 0),
        ("", 0),
    ]
    assert contents(out) == over_all
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)


def test_into_two_folders_each_is_whole_and_a_reader_sees_one_state(
    inputs: tuple[Path, Path], over_all: dict[str, bytes], place: str, tmp_path: Path
) -> None:
    outs = [tmp_path / "a", tmp_path / "b"]
    children = [
        start_rasd("run", path, "--out", out, "--db", place, "--workers", 2)
        for path, out in zip(inputs, outs, strict=True)
    ]
    seen = set()
    while any(child.poll() is None for child in children):
        # A reader that comes first makes the store, as a run would.
        with open_store(place) as store:
            seen.add(_one_state(store))
    assert [child.communicate()[1] for child in children] == ["", ""]
    assert [child.returncode for child in children] == [0, 0]
    assert len(seen) > 1, "nothing was read while the runs were writing"
    assert over_all in [contents(out) for out in outs], "the last to finish has all"
    for path, out in zip(inputs, outs, strict=True):
        _is_whole(path, out)
        assert rasd("run", path, "--out", out, "--db", place).returncode == 0
        assert contents(out) == over_all


def _one_state(store: Store) -> int:
    """Reads all in one snapshot and compares; gives the number of documents."""
    with store.snapshot():
        documents = {document.id for document in store.documents()}
        mentions = {mention.id: mention.doc_id for mention in store.mentions()}
        assert set(mentions.values()) <= documents
        assert store.counts()["documents"] == len(documents)
        events = list(store.events())
        if store.events_current():
            assert sorted(m for event in events for m in event.mention_ids) == sorted(mentions)
        return len(documents)


def _is_whole(given: Path, out: Path) -> None:
    texts = {record["id"]: record for record in records(out / "documents.jsonl")}
    assert {record["id"] for record in records(given)} <= set(texts)
    mentions = {record["id"]: record for record in records(out / "mentions.jsonl")}
    told = [m for event in records(out / "events.jsonl") for m in event["mention_ids"]]
    assert sorted(told) == sorted(mentions)
    for mention in mentions.values():
        document = texts[mention["doc_id"]]
        for each in mention["evidence"]:
            text = document["title" if each.get("part") == "title" else "text"]
            assert text[each["start"] : each["end"]] == each["quote"]
