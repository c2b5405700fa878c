"""What every proof of one answer stands on: the document as it was read, and where to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rasd.annotate import Annotated
from rasd.assemble.frames import Frame, build_frames
from rasd.engines.llm.locate import Found, Index
from rasd.engines.rules import Reading
from rasd.join.draft import Words
from rasd.knowledge import Kind, Knowledge, Match
from rasd.resolve.actors import ActorContext


@dataclass(frozen=True, slots=True)
class Grounds:
    """A document that the rules have read, its words by their form, and the part asked about."""

    reading: Reading
    index: Index
    knowledge: Knowledge
    within: tuple[int, int]

    def find(self, quote: str, near: Found | None = None) -> Found | None:
        """Where a quote stands in the part of the document that the model was shown."""
        return self.index.find(quote, near, self.within)

    def actor_context(self, country: str | None, when: date | None) -> ActorContext:
        """What decides among bearers of a name, in the country and at the time of the event."""
        setting = self.reading.setting
        return ActorContext(
            country or setting.surroundings.leader,
            when or setting.document.published,
            (setting.main_group,) if setting.main_group else (),
            setting.main_group,
        )


def frames_of(annotated: Annotated, words: Words, knowledge: Knowledge) -> Iterator[Frame]:
    """The passages that the rules see at some words."""
    for frame in build_frames(annotated, knowledge):
        if frame.start < words.end and words.start < frame.end:
            yield frame


def matches_at(words: Words, kind: Kind) -> Iterator[Match]:
    """The entries of the word lists that share a token with some words."""
    for match in words.annotated.of(kind):
        if match.start < words.end and words.start < match.end:
            yield match
