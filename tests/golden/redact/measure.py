"""Measures what `read_names` hides of the sentences: private names, and words that are none."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from rasd.redact.names import read_names

SENTENCES = Path(__file__).with_name("sentences.tsv")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, and where the names of private persons stand in it."""

    kind: str
    text: str
    names: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Words of private names and other words, each with those that were hidden."""

    names: int
    leaked: tuple[str, ...]
    others: int
    lost: tuple[str, ...]


def sentences() -> tuple[Marked, ...]:
    """The sentences, all of them invented."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(_marked(row["kind"], row["text"]) for row in rows)


def _marked(kind: str, text: str) -> Marked:
    plain: list[str] = []
    names: list[tuple[int, int]] = []
    length = start = 0
    for char in text:
        if char == "{":
            start = length
        elif char == "}":
            names.append((start, length))
        else:
            plain.append(char)
            length += 1
    return Marked(kind, "".join(plain), tuple(names))


def outcome(marked: tuple[Marked, ...]) -> Outcome:
    """What is hidden of the sentences."""
    names = others = 0
    leaked: list[str] = []
    lost: list[str] = []
    for sentence in marked:
        for word in read_names(sentence.text).words:
            if word.punctuation or word.folded == "_":
                continue
            here = sentence.text[word.start : word.end]
            if any(start < word.end and word.start < end for start, end in sentence.names):
                names += 1
                if word.rule is None:
                    leaked.append(f"{here} ({sentence.text})")
            else:
                others += 1
                if word.rule is not None:
                    lost.append(f"{here} ({sentence.text})")
    return Outcome(names, tuple(leaked), others, tuple(lost))
