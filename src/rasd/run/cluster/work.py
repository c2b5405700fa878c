"""What a worker of a cluster does: pure functions from bytes to bytes.

Knowledge is opened with the first piece of work and kept as long as the process lives. A worker
with other rules or data does no work at all: it says which it has.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from threading import Lock

from rasd.pipeline import merge_recipe, recipe
from rasd.run.cluster.shares import Task, do
from rasd.run.cluster.wire import pack, pack_found, unpack, unpack_documents
from rasd.run.rows import rows_safely
from rasd.run.workers import code_safely

_LONGEST = 200

_one_at_a_time = Lock()
"""Threads of one process take turns: they share its interpreter, so side by side they only wait
for one another, and hold the memory of all."""


def code_partition(packed: bytes) -> bytes:
    """The rows of the documents of a partition; nothing where the recipe is another."""
    return _answer(_coded, packed, recipe)


def merge_share(packed: bytes) -> bytes:
    """What comes of a share of a merge; nothing where the rules of merging are others."""
    return _answer(_merged, packed, merge_recipe)


def _coded(packed: bytes, ours: str) -> bytes:
    wanted, documents = unpack_documents(packed)
    found = (rows_safely(code_safely(each)) for each in documents) if ours == wanted else ()
    return pack_found(tuple(found), ours, whoami())


def _merged(packed: bytes, ours: str) -> bytes:
    head, records = unpack(packed)
    found = tuple(do(Task(head["task"]), head, records)) if ours == head["recipe"] else ()
    return pack({"recipe": ours, "worker": whoami()}, found)


def _answer(
    work: Callable[[bytes, str], bytes], packed: bytes, recipe_of: Callable[[], str]
) -> bytes:
    try:
        with _one_at_a_time:
            return work(packed, recipe_of())
    # What a task raises is pickled on its way back, and some of it never arrives: the run would
    # wait for it forever.
    except Exception as error:  # noqa: BLE001
        told = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
        return pack({"recipe": "", "worker": whoami(), "fault": told}, ())


def whoami() -> str:
    """The worker as a person finds it."""
    return f"{socket.gethostname()}, process {os.getpid()}"
