"""What a worker of a cluster does: pure functions from bytes to bytes.

Knowledge is opened with the first piece of work and kept as long as the process lives. A worker
with other rules or data does no work at all: it says which it has.
"""

from __future__ import annotations

import os
import socket
from threading import Lock

from rasd.pipeline import merge_recipe, recipe
from rasd.run.cluster.shares import Task, do
from rasd.run.cluster.wire import pack, pack_found, unpack, unpack_documents
from rasd.run.workers import code_safely

_one_at_a_time = Lock()
"""Threads of one process take turns: they share its interpreter, so side by side they only wait
for one another, and hold the memory of all."""


def code_partition(packed: bytes) -> bytes:
    """What is found in the documents of a partition; nothing where the recipe is another."""
    wanted, documents = unpack_documents(packed)
    ours = recipe()
    with _one_at_a_time:
        found = tuple(map(code_safely, documents)) if ours == wanted else ()
    return pack_found(found, ours, whoami())


def merge_share(packed: bytes) -> bytes:
    """What comes of a share of a merge; nothing where the rules of merging are others."""
    head, records = unpack(packed)
    ours = merge_recipe()
    with _one_at_a_time:
        found = tuple(do(Task(head["task"]), head, records)) if ours == head["recipe"] else ()
    return pack({"recipe": ours, "worker": whoami()}, found)


def whoami() -> str:
    """The worker as a person finds it."""
    return f"{socket.gethostname()}, process {os.getpid()}"
