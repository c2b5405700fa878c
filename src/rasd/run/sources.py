"""Decides which issues a run may clear: those against inputs that it read again.

An issue's source is the name of a file (`a.pdf`), a part of one (`a.jsonl: x7`, `a.csv#3`), or a
document's id.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from rasd.model import Issue
from rasd.readers.inputs import Given, inputs_of

_PART_MARKS = (":", "#")


def input_names(inputs: Sequence[Given]) -> frozenset[str]:
    """The names that the files behind `inputs` go by."""
    return frozenset(item.name for item in inputs_of(inputs))


def sources_read(
    names: frozenset[str], doc_ids: Container[str], held: Iterable[Issue]
) -> frozenset[str]:
    """Sources that were tried: the inputs, and of what issues are held parts and documents."""
    sources = {issue.source for issue in held}
    return names.union(each for each in sources if each in doc_ids or _owner(each, names))


def _owner(source: str, names: frozenset[str]) -> bool:
    return any(source[:at] in names for at, char in enumerate(source) if char in _PART_MARKS and at)
