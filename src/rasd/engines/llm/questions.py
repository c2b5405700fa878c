"""Decides what a language model is asked about a document: its passages, one question each.

A long report is cut where a line or a sentence ends; each later part comes with the headline and
the beginning of the report, so that the model knows what it belongs to. A question is a value:
its key names all that its answer depends on, and finds that answer in a cache.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property

from rasd.engines.choice import Model
from rasd.engines.llm.prompts import Message, messages, prompt
from rasd.model import Document
from rasd.text import fold, split_sentences

LONGEST = 6000
"""Letters of one passage: about 2,500 tokens, and as many events as an answer holds."""
_LEAD = 300


@dataclass(frozen=True)
class Question:
    """One thing to ask: who is asked, the conversation, and where its text stands in the body."""

    model: Model
    messages: tuple[Message, ...]
    prompt_digest: str
    start: int
    end: int

    @cached_property
    def key(self) -> str:
        """SHA-256 over the model, the prompt with its schema, the text and the parameters."""
        asked = {
            "model": self.model.name,
            "prompt": self.prompt_digest,
            "text": self.text_digest,
            "parameters": PARAMETERS | {"max_tokens": self.model.max_tokens},
        }
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    @cached_property
    def text_digest(self) -> str:
        """SHA-256 over the last turn: the passage with its title, date and outlet."""
        return hashlib.sha256(self.messages[-1].content.encode()).hexdigest()

    @cached_property
    def conversation(self) -> list[dict[str, str]]:
        """The messages as an endpoint takes them."""
        return [asdict(message) for message in self.messages]


PARAMETERS: dict[str, float | int] = {"temperature": 0, "seed": 0}
"""Of several likely answers the likeliest, each time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said; `cut` where it was stopped before its end."""

    content: str
    cut: bool = False


def model_digest(model: Model) -> str:
    """SHA-256 over all that the answers of a model depend on beside the document."""
    known = prompt(model.prompt)
    asked = [model.name, known.digest, model.max_tokens, PARAMETERS, LONGEST]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def questions_of(document: Document, model: Model) -> tuple[Question, ...]:
    """The questions that a whole document takes; none for one without words."""
    known = prompt(model.prompt)
    parts = passages(document.text)
    lead = document.text[parts[0][0] : parts[0][1]].strip()[:_LEAD] if parts else ""
    return tuple(
        Question(
            model=model,
            messages=messages(
                known,
                document.text[start:end],
                title=document.title,
                published=document.published.isoformat() if document.published else None,
                outlet=document.outlet,
                lead=lead if n else "",
            ),
            prompt_digest=known.digest,
            start=start,
            end=end,
        )
        for n, (start, end) in enumerate(parts)
    )


def passages(text: str, longest: int = LONGEST) -> tuple[tuple[int, int], ...]:
    """The parts of a text, each at most `longest` letters, cut between sentences where that can be.

    A text without any word has none.
    """
    folded = fold(text)
    ends: list[int] = []
    for sentence in split_sentences(folded, "body"):
        ends.append(folded.original_span(sentence.span).end)
    if not ends:
        return ()
    parts: list[tuple[int, int]] = []
    start = 0
    last = 0
    for end in [*ends[:-1], len(text)]:
        if end - start > longest and last > start:
            parts.append((start, last))
            start = last
        while end - start > longest:  # one endless sentence
            parts.append((start, start + longest))
            start += longest
        last = end
    parts.append((start, len(text)))
    return tuple(part for part in parts if part[0] < part[1])
