"""An annotator without a tool: takes tasks as they were given out, and changes what a test says."""

from __future__ import annotations

import io
import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.judged import coded, corpus

from rasd.export import EXPORTERS
from rasd.export.files import as_bytes
from rasd.run import merge_store
from rasd.run.returned import Outcome, import_answers, read_answers
from rasd.store import Store, open_store

NOW = "2031-07-01T10:00:00Z"
ANNOTATED = "2031-06-20T09:30:00.123456Z"
REPORTS = corpus(coded("a", 0, 1, outlet="Sahel24"), coded("b", 1, day=20))
"""Two incidents in `a`, of which `b` reports the second too."""


def store_at(path: str | Path) -> Store:
    """A store with `REPORTS` and their events."""
    store = open_store(path)
    store.write_coded(REPORTS.coded, "rules/1")
    merge_store(store)
    return store


def made(store: Store, name: str, number: int = 0) -> bytes:
    """A file of a format."""
    return b"".join(map(as_bytes, EXPORTERS[name].outputs[number].parts(store)))


@dataclass
class Task:
    """A task of Label Studio that somebody works on, from its prediction."""

    task: dict[str, Any]

    def __post_init__(self) -> None:
        self.result: list[dict[str, Any]] = deepcopy(self.task["predictions"][0]["result"])

    @property
    def text(self) -> str:
        return str(self.task["data"]["text"])

    def regions(self, label: str) -> list[dict[str, Any]]:
        """The regions with a label."""
        return [r for r in self.result if r.get("value", {}).get("labels") == [label]
                and r["from_name"] == "field"]  # fmt: skip

    def say(self, key: str, field: str, value: str | None) -> None:
        """Writes a value into the form of an incident, or empties it."""
        kind = "choices" if field in ("sub_event_type", "status", "verdict") else "textarea"
        self.result = [r for r in self.result if (r.get("id"), r.get("from_name")) != (key, field)]
        if value is not None:
            held = {"choices" if kind == "choices" else "text": [value]}
            self.result.append(
                {"id": key, "from_name": field, "to_name": "text", "type": kind, "value": held}
            )

    def mark(self, label: str, words: str, *, name: str, of: str | None = None) -> None:
        """Marks words, and ties them to an incident."""
        start = self.text.index(words)
        self.result.append(
            {
                "id": name,
                "from_name": "field",
                "to_name": "text",
                "type": "labels",
                "value": {"start": start, "end": start + len(words), "text": words,
                          "labels": [label]},
            }
        )  # fmt: skip
        if of is not None:
            tie = {"type": "relation", "from_id": name, "to_id": of, "direction": "right"}
            self.result.append(tie)

    def take_out(self, name: str) -> None:
        """Deletes a region with its form and its relations."""
        self.result = [r for r in self.result
                       if name not in (r.get("id"), r.get("from_id"), r.get("to_id"))]  # fmt: skip

    def done(self, by: Any = "Nour", at: str = ANNOTATED, **other: Any) -> dict[str, Any]:
        """The task as Label Studio exports it."""
        annotation = {"id": 7, "completed_by": by, "created_at": at, "updated_at": at,
                      "result": self.result, "was_cancelled": False}  # fmt: skip
        return self.task | {"id": 3, "predictions": [], "annotations": [annotation | other]}


def tasks_of(store: Store) -> dict[str, Task]:
    """The tasks of a store by document."""
    found = json.loads(made(store, "labelstudio"))
    return {task["data"]["rasd"]["document"]: Task(task) for task in found}


def cases_of(store: Store) -> dict[str, bytes]:
    """The CAS of each document, by the name of its file."""
    with ZipFile(io.BytesIO(made(store, "inception"))) as archive:
        return {name.split("/")[-1]: archive.read(name)
                for name in archive.namelist() if name.startswith("documents/")}  # fmt: skip


def came_back(store: Store, path: Path, content: object, **given: Any) -> Outcome:
    """What comes of a file, written to `path` as JSON unless it is bytes."""
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    path.write_bytes(written)
    given = {"now": NOW} | given
    return import_answers(store, read_answers(path), **given)
