"""A model that reads as well as the rules do: it answers with what they find, as quotes alone."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from tests.llm import content, event
from tests.llm_server import Reply, completion

from rasd.model import Count, Document, Evidence, Mention, sha256_text
from rasd.pipeline import code_document

_TOLLS = ("killed", "wounded", "killed_or_wounded", "abducted", "detained")
_ASKED = re.compile(
    r"Published: (?P<published>.*)\nOutlet: .*\nTitle: (?P<title>.*)\n.*"
    r"<report>\n(?P<text>.*)\n</report>",
    re.DOTALL,
)


def oracle(sent: dict[str, Any], _: int) -> Reply:
    """The script of a server that holds this model."""
    document = _document(sent["messages"][-1]["content"])
    return completion(content(*map(told_of, code_document(document).mentions)))


def _document(asked: str) -> Document:
    read = _ASKED.fullmatch(asked)
    assert read is not None
    title, published = read["title"].partition("\n")[0], read["published"]
    return Document(
        id="asked",
        text=read["text"],
        title=None if title == "not stated" else title,
        published=None if published == "not stated" else date.fromisoformat(published),
        sha256=sha256_text(read["text"]),
    )


def told_of(mention: Mention) -> dict[str, Any]:
    """A mention as a model would tell it."""
    quotes: dict[str, list[str]] = {}
    for evidence in mention.evidence:
        quotes.setdefault(evidence.field, []).append(_short(evidence))
    tolls = {
        name: _toll(getattr(mention, name), quotes[name][0]) for name in _TOLLS if name in quotes
    }
    return event(
        sub_event_type=mention.sub_event_type.value,
        status=mention.status.value,
        quote=quotes["event"][0],
        date=quotes.get("date", [None])[0],
        place=quotes.get("place", [None])[0],
        perpetrators=[actor.text for actor in mention.perpetrators],
        targets=[actor.text for actor in mention.targets],
        weapons=[
            {"weapon": weapon, "quote": quote}
            for weapon, quote in zip(mention.weapons, quotes.get("weapons", []), strict=False)
        ],
        attribution=[{"quote": a.text, "role": a.role.value} for a in mention.attribution],
        claimed_by=[{"quote": claim.text, "channel": None} for claim in mention.claimed_by],
        **tolls,
    )


def _toll(count: Count | None, quote: str) -> dict[str, Any] | None:
    return None if count is None else {"min": count.min, "max": count.max, "quote": quote}


def _short(evidence: Evidence) -> str:
    return evidence.quote[:500].rsplit(" ", 1)[0] if len(evidence.quote) > 500 else evidence.quote
