"""Evidence: a value's words, cut from the part of the document that they stand in."""

from __future__ import annotations

from rasd.join.draft import Words
from rasd.model import Evidence
from rasd.text import Text


def evidence_of(field: str, words: Words, texts: dict[str, Text]) -> Evidence:
    """The evidence for a value, cut from the part of the document that its words stand in."""
    sentence = words.annotated.sentence
    text = texts[sentence.part]
    span = text.original_span(sentence.span_of(words.start, words.end))
    return Evidence(
        field=field,
        start=span.start,
        end=span.end,
        quote=text.original[span.start : span.end],
        part="title" if sentence.part == "title" else None,
        rule=words.rule or None,
        row=words.row or None,
    )
