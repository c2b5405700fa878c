"""Decides what the page carries of who says what: accounts, values that differ, ranges of tolls.

Mentions become the places of their accounts, which are much shorter than ids. A field of which all
reports say the same is left out: the event itself says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasd.model import Event, Voice, to_json

Json = dict[str, Any]
"""A JSON object for the browser; `Any` because it ends in a file."""


def told(event: Event, number: Mapping[str, int]) -> Json:
    """`accounts`, `values` and `tolls` of an event as the browser reads them."""
    place = {account.mention_id: n for n, account in enumerate(event.accounts)}

    def by(said_by: Iterable[str]) -> list[int]:
        return [place[mention] for mention in said_by if mention in place]

    accounts = [
        {
            "doc": number.get(account.doc_id, -1),
            "source": account.source,
            "cites": list(account.attributed_to),
            "party": account.voice is Voice.PARTY,
            "reliability": to_json(account.reliability),
        }
        for account in event.accounts
    ]
    values = [
        {
            "field": each.field,
            "rule": each.rule,
            "told": [
                {"value": v.value, "by": by(v.said_by), "shown": v.shown} for v in each.values
            ],
        }
        for each in event.values
        if len(each.values) > 1
    ]
    tolls = [
        {
            "field": toll.field,
            "low": toll.low,
            "best": toll.best,
            "high": toll.high,
            "steps": [
                {
                    "published": to_json(step.published),
                    "value": step.value,
                    "by": by(step.said_by),
                    "standing": step.standing.value,
                }
                for step in toll.timeline
            ],
        }
        for toll in event.tolls
        if len(toll.timeline) > 1
    ]
    return {"accounts": accounts, "values": values, "tolls": tolls}
