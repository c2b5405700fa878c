"""Settles names that a sentence alone leaves open by what the document names in full.

``القاعدة`` is a base in a report on ``قاعدة العند الجوية``; ``الشباب`` are young people unless
``حركة الشباب`` is named; ``التنظيم`` is the group that its own sentence named; ``بيان الجيش``
right after ``الجيش الأمريكي`` is the American one's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rasd.annotate.actor_span import ActorForm, ActorSpan
from rasd.knowledge import Kind, Knowledge, Trait
from rasd.text import ARTICLE, LAM

if TYPE_CHECKING:
    from rasd.annotate.annotated import Annotated

_GROUPS = frozenset({"rebel", "militia", "political"})
_ORGANISED = frozenset({"organisation", "movement", "community", "militia", "faction"})
_BASE, _BRANCH = "base", "branch"
_QUOTED = 2
"""How many marks may stand between a name and what describes it."""
_AFTER = 2
"""For how many sentences a force named in full stands behind its bare noun."""


def settle_names(sentences: Sequence[Annotated], knowledge: Knowledge) -> tuple[Annotated, ...]:
    """The sentences with each name read in the light of the whole document."""
    named = frozenset(
        a.id for s in sentences for a in s.actors if a.form is ActorForm.LISTED and not a.ambiguous
    )
    settling = _Settling(named, _speaks_of_a_base(sentences), _Armies(sentences), knowledge)
    return tuple(settling.sentence(annotated) for annotated in sentences)


@dataclass(frozen=True, slots=True)
class _Settling:
    """What a document tells about the names in it."""

    named: frozenset[str]
    base: bool
    armies: _Armies
    knowledge: Knowledge

    def sentence(self, annotated: Annotated) -> Annotated:
        kept: list[ActorSpan] = []
        opened: ActorSpan | None = None
        for n, span in enumerate(annotated.actors):
            if _defined_next(annotated, n):
                opened = span
                continue
            if kept and _describes(annotated, span, kept[-1]):
                continue
            settled = self._span(span, annotated, kept)
            if settled is not None and opened is not None:
                settled = replace(settled, start=opened.start, prefix=opened.prefix)
            if settled is not None:
                kept.append(settled)
            opened = None
        actors = tuple(kept)
        return annotated if actors == annotated.actors else replace(annotated, actors=actors)

    def _span(
        self, span: ActorSpan, annotated: Annotated, before: Sequence[ActorSpan]
    ) -> ActorSpan | None:
        if span.form is ActorForm.CONTEXTUAL:
            if self.base and _is_base(annotated, span):
                return None
            return self.armies.of(span, annotated)
        if span.form is ActorForm.GROUP and span.id in _ORGANISED:
            return replace(span, antecedent=_antecedent(span, before, self.knowledge))
        if span.ambiguous and span.id in self.named:
            return replace(span, ambiguous=False)
        if span.ambiguous and span.end - span.start == 1:
            return _plain_word(annotated, span)
        return span


def _is_base(annotated: Annotated, span: ActorSpan) -> bool:
    return span.end - span.start == 1 and any(
        m.entry.id == _BASE for m in annotated.of(Kind.OBJECT, span.start, span.end)
    )


def _speaks_of_a_base(sentences: Sequence[Annotated]) -> bool:
    """Whether a base is named (``قاعدة العند``) and no group of that name in full."""
    bare = {
        _noun(s, a)
        for s in sentences
        for a in s.actors
        if a.form is ActorForm.CONTEXTUAL and _is_base(s, a)
    }
    if not bare or any(
        a.end - a.start > 1 and s.sentence.tokens[a.end - 1].text in bare
        for s in sentences
        for a in s.actors
    ):
        return False
    return any(
        m.entry.id == _BASE and m.entry.trait == Trait.SINGULAR
        for s in sentences
        for m in s.of(Kind.OBJECT)
    )


def _defined_next(annotated: Annotated, n: int) -> bool:
    """Whether a name that depends on its context is said in full in brackets right after it.

    ``قوى الأمن الداخلي (الأسايش)`` are the latter.
    """
    span = annotated.actors[n]
    if n + 1 == len(annotated.actors) or not (
        span.form in (ActorForm.CONTEXTUAL, ActorForm.GROUP) or span.ambiguous
    ):
        return False
    after = annotated.actors[n + 1]
    between = annotated.sentence.tokens[span.end : after.start]
    return (
        after.form is ActorForm.LISTED
        and not after.ambiguous
        and 1 <= len(between) <= 2
        and between[0].text == "("
    )


def _describes(annotated: Annotated, span: ActorSpan, last: ActorSpan) -> bool:
    """Whether a name only says what the party before it is: ``جبهة النصرة، ذراع القاعدة``.

    So does one in brackets behind a name that is clear: ``جبهة النصرة (تنظيم القاعدة)``.
    """
    if last.form is not ActorForm.LISTED or last.ambiguous:
        return False
    if span.form not in (ActorForm.LISTED, ActorForm.CONTEXTUAL):
        return False
    gap = annotated.sentence.tokens[last.end : span.start]
    if span.form is ActorForm.LISTED and gap and gap[0].text == "(" and len(gap) <= _QUOTED:
        return span.category == last.category
    return any(
        match.entry.what == _BRANCH
        and match.start - last.end <= _QUOTED
        and 0 <= span.start - match.end <= 1
        for match in annotated.of(Kind.ALLEGIANCE, last.end, span.start)
    )


def _antecedent(span: ActorSpan, before: Sequence[ActorSpan], knowledge: Knowledge) -> str:
    """The group named last in the same sentence that the noun can point back at."""
    heads = knowledge.group_heads[span.id]
    for actor in reversed(before):
        if (
            actor.form is ActorForm.LISTED
            and actor.category in _GROUPS
            and knowledge.actor_heads[actor.id] & heads
        ):
            return actor.id
    return ""


def _plain_word(annotated: Annotated, span: ActorSpan) -> ActorSpan | None:
    """The persons that an ambiguous name means where it is no group."""
    for match in annotated.of(Kind.ACTOR, span.start, span.end):
        if match.entry.what == "generic" and match.end == span.end:
            return replace(
                span,
                prefix=match.prefix,
                form=ActorForm.GENERIC,
                id=match.entry.id,
                category=match.entry.what,
                row=match.entry.row,
                ambiguous=False,
            )
    return None


class _Armies:
    """The forces that a document names in full by a noun, for the bare noun soon after."""

    def __init__(self, sentences: Sequence[Annotated]) -> None:
        self._named: dict[str, list[tuple[int, ActorSpan]]] = {}
        for annotated in sentences:
            for span in annotated.actors:
                if _is_full(span):
                    noun = _noun(annotated, span)
                    self._named.setdefault(noun, []).append((annotated.sentence.index, span))

    def of(self, span: ActorSpan, annotated: Annotated) -> ActorSpan:
        """A bare noun as the one force that the sentences before it named by the same noun."""
        if span.end - span.start > 1:
            return span
        noun = _noun(annotated, span)
        named = self._named.get(noun, ())
        bearers: Mapping[tuple[str, str], ActorSpan] = {(s.id, s.country): s for _, s in named}
        if len(bearers) != 1:
            return span
        here = annotated.sentence.index
        if not any(
            0 < here - index <= _AFTER or (here == index and full.start < span.start)
            for index, full in named
        ):
            return span
        (full,) = bearers.values()
        if full.form is ActorForm.LISTED:
            return replace(span, antecedent=full.id)
        return replace(span, country=full.country)


def _noun(annotated: Annotated, span: ActorSpan) -> str:
    """The first word of a party without what is prefixed to it; the article stays."""
    word = annotated.sentence.tokens[span.start].text
    if span.prefix.endswith(LAM) and word.startswith(span.prefix + LAM):
        return ARTICLE + word[len(span.prefix) + 1 :]
    return word[len(span.prefix) :]


def _is_full(span: ActorSpan) -> bool:
    if span.end - span.start < 2:
        return False
    return span.form is ActorForm.FORCE or (
        span.form is ActorForm.LISTED and span.category in ("state_force", "external")
    )
