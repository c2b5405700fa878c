"""Decides which report of today a person spoke of, after documents were changed or read anew.

A mention's id comes from the bytes of its document and the place of its words, so another rule or
a mended typing error gives it another id. An anchor keeps the words themselves: it holds on to
``اغتال مسلحون مجهولون ... الضابط`` wherever that passage now stands in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rasd.model.codes import SubEventType
from rasd.model.ids import sha256_text
from rasd.model.records import Document, Mention
from rasd.model.values import Evidence

_EVENT = "event"
_LIKE = 0.6
"""Share of common words above which a changed passage is the same one."""
_WORD = re.compile(r"\S+")


class Anchor(Struct, frozen=True, kw_only=True, gc=False):
    """One report of an incident by its words: the passages of its document that tell of it.

    The offsets of `passages` hold in the text with `text_sha256`; in another text the quotes are
    looked for anew.
    """

    mention_id: str
    doc_id: str
    text_sha256: str
    sub_event_type: SubEventType
    passages: tuple[Evidence, ...]


def anchor_of(mention: Mention, document: Document) -> Anchor:
    """The anchor that holds on to a mention of a document."""
    return Anchor(
        mention_id=mention.id,
        doc_id=mention.doc_id,
        text_sha256=sha256_text(document.text),
        sub_event_type=mention.sub_event_type,
        passages=tuple(
            replace(each, rule=None, row=None, doc_id=None) for each in _telling(mention)
        ),
    )


def find_mention(
    anchor: Anchor, document: Document | None, mentions: Iterable[Mention]
) -> Mention | None:
    """The mention of `document` that an anchor holds on to; `None` where none tells of it now.

    The one with the same id; else the one whose passages stand where the anchor's do: most of the
    shorter of the two. Where the words themselves were changed (a toll that was mended), the one
    that is told in most of the same words. One of the same kind goes before others.
    """
    found = list(mentions)
    same = next((mention for mention in found if mention.id == anchor.mention_id), None)
    if same is not None or document is None:
        return same
    changed = anchor.text_sha256 != sha256_text(document.text)
    places = [find_quote(passage, document, changed=changed) for passage in anchor.passages]
    standing = [place for place in places if place is not None]
    likeness = [(_at_one_place(standing, _telling(mention)), mention) for mention in found]
    # Words that still stand, and tell of nothing any more, are no other report's.
    if len(standing) < len(places) and not any(size for size, _ in likeness):
        likeness = [(_in_like_words(anchor.passages, _telling(m)), m) for m in found]
    kind = anchor.sub_event_type
    like = [(size, mention) for size, mention in likeness if size]
    return min(
        (mention for _, mention in sorted(like, key=lambda each: (-each[0], each[1].id))),
        key=lambda mention: mention.sub_event_type != kind,
        default=None,
    )


def find_quote(evidence: Evidence, document: Document, *, changed: bool = True) -> Evidence | None:
    """Where the words of `evidence` stand in the document now; `None` where they don't.

    In a text that was `changed` the occurrence nearest to the old place is meant.
    """
    text = (document.title or "") if evidence.part == "title" else document.text
    if not changed and text[evidence.start : evidence.end] == evidence.quote:
        return evidence
    starts = list(_occurrences(evidence.quote, text))
    if not starts:
        return None
    start = min(starts, key=lambda at: (abs(at - evidence.start), at))
    return replace(evidence, start=start, end=start + len(evidence.quote))


def find_passage(
    evidence: Evidence, document: Document, *, changed: bool = True
) -> Evidence | None:
    """Where a passage stands in the document now, with the words that it has there.

    In a text that was `changed` it may also be a run of as many words that has most of its words
    (a toll that was mended); the nearest to the old place where several do.
    """
    found = find_quote(evidence, document, changed=changed)
    if found is not None or not changed:
        return found
    text = (document.title or "") if evidence.part == "title" else document.text
    wanted = Counter(evidence.quote.split())
    words = list(_WORD.finditer(text))
    size = min(wanted.total(), len(words))
    best: tuple[int, int, int] | None = None
    for at in range(len(words) - size + 1 if size else 0):
        common = (Counter(word.group() for word in words[at : at + size]) & wanted).total()
        rank = (-common, abs(words[at].start() - evidence.start), at)
        if common >= _LIKE * wanted.total() and (best is None or rank < best):
            best = rank
    if best is None:
        return None
    run = words[best[2] : best[2] + size]
    shared = [word for word in run if word.group() in wanted]
    start, end = shared[0].start(), shared[-1].end()
    return replace(evidence, start=start, end=end, quote=text[start:end])


def _telling(mention: Mention) -> tuple[Evidence, ...]:
    """The passages that tell of the event; all evidence where none is named so."""
    telling = tuple(each for each in mention.evidence if each.field == _EVENT)
    return telling or mention.evidence


def _occurrences(quote: str, text: str) -> Iterable[int]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _at_one_place(one: Sequence[Evidence], other: Sequence[Evidence]) -> float:
    """How many characters two lists of passages share, where that is most of the shorter list."""
    size = _shared(one, other)
    return size if 2 * size >= min(_length(one), _length(other)) else 0


def _in_like_words(one: Sequence[Evidence], other: Sequence[Evidence]) -> float:
    """The share of words that two lists of passages have in common, where that is enough."""
    words, others = (Counter(w for p in told for w in p.quote.split()) for told in (one, other))
    share = 2 * (words & others).total() / max(1, words.total() + others.total())
    return share if share >= _LIKE else 0


def _shared(one: Sequence[Evidence], other: Sequence[Evidence]) -> int:
    """How many characters two lists of passages have in common."""
    return sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one
        for b in other
        if a.part == b.part
    )


def _length(passages: Sequence[Evidence]) -> int:
    return sum(passage.end - passage.start for passage in passages)
