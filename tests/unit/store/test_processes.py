"""Processes that die while writing, or write at the same time, leave a whole store."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from rasd.store import open_store

BATCH = 40

CHILD = """
import sys
from rasd.model import *
from rasd.store import open_store

def coded(name):
    text = name * 50
    mentions = tuple(
        Mention(id=f"{name}-{n}", doc_id=name, event_type=EventType.BATTLE,
                sub_event_type=SubEventType.ARMED_CLASH, status=Status.REPORTED, confidence=0.5,
                evidence=(Evidence(field="event", start=0, end=1, quote=text[:1]),))
        for n in range(5))
    document = Document(id=name, text=text, sha256=sha256_text(text))
    return CodedDocument(document=document, mentions=mentions, figures=())

place, prefix, batches, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with open_store(place) as store:
    print("open", flush=True)
    for number in range(batches):
        batch = [coded(f"{prefix}{number:04}-{item:03}") for item in range(size)]
        with store.transaction():
            store.write_coded(batch, "r")
            if prefix == "hang":
                print("written, not committed", flush=True)
                sys.stdin.read()
        print(number, flush=True)
"""


def start_writer(place: str, prefix: str, *, batches: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, place, prefix, str(batches), str(BATCH)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def sound(place: str) -> bool:
    """Whether the file is whole; a server sees to that itself."""
    if "://" in place:
        return True
    with sqlite3.connect(place) as connection:
        check = connection.execute("PRAGMA integrity_check").fetchall()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return check == [("ok",)] and broken == []


@pytest.mark.parametrize("wait", [0.0, 0.003, 0.011])
def test_a_killed_writer_leaves_whole_batches_and_the_next_goes_on(place: str, wait: float) -> None:
    child = start_writer(place, "d", batches=100_000)
    assert child.stdout is not None
    confirmed = -1
    while confirmed < 3:
        line = child.stdout.readline()
        confirmed = int(line) if line.strip().isdigit() else confirmed
    time.sleep(wait)
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().split()
    child.wait()
    confirmed = max([confirmed, *(int(number) for number in rest if number.isdigit())])
    with open_store(place) as store:
        found = [coded.document.id for coded in store.coded() if len(coded.mentions) == 5]
        counts = store.counts()
    whole, part = divmod(len(found), BATCH)
    assert (counts["documents"], counts["mentions"]) == (len(found), 5 * len(found))
    assert part == 0
    # What the child has reported as written is there; one more may be, unreported.
    assert whole in (confirmed + 1, confirmed + 2)
    assert sound(place)
    assert start_writer(place, "e", batches=1).wait() == 0
    with open_store(place) as store:
        assert store.counts()["documents"] == len(found) + BATCH


def test_a_writer_killed_before_its_commit_leaves_nothing_of_the_batch(place: str) -> None:
    assert start_writer(place, "d", batches=1).wait(timeout=60) == 0
    child = start_writer(place, "hang", batches=1)
    assert child.stdout is not None
    while "not committed" not in (line := child.stdout.readline()):
        assert line
    child.send_signal(signal.SIGKILL)
    child.wait()
    with open_store(place) as store:
        assert {document.id[0] for document in store.documents()} == {"d"}
        assert store.counts()["mentions"] == 5 * BATCH
    assert sound(place)


def test_two_writers_at_once_lose_nothing(place: str) -> None:
    children = [start_writer(place, prefix, batches=10) for prefix in "ab"]
    assert [child.wait(timeout=60) for child in children] == [0, 0]
    with open_store(place) as store:
        ids = [document.id for document in store.documents()]
        assert store.revision() == 20
    assert len(set(ids)) == len(ids) == 2 * 10 * BATCH
    assert sound(place)


def test_many_processes_may_make_the_same_store(place: str) -> None:
    children = [start_writer(place, prefix, batches=0) for prefix in "abcd"]
    assert [child.wait(timeout=60) for child in children] == [0, 0, 0, 0]
    assert sound(place)
