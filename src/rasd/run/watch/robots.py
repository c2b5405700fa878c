"""Decides what a robots.txt allows, and for how long its word is taken (RFC 9309).

Where there is none (4xx) everything is allowed; where the server cannot say (5xx, no answer)
nothing is, until it can. A refusal is final.
"""

from __future__ import annotations

import re
from functools import lru_cache

from protego import Protego

from rasd.run.net.asking import Answer

AGENT = "rasd"
"""The name that a robots.txt may speak to."""
LONGEST = 500_000
"""Bytes of a robots.txt that are read; the standard asks for no fewer."""
DAY = 86_400.0
HOUR = 3_600.0
_MAX_AGE = re.compile(r"max-age\s*=\s*(\d{1,9})", re.IGNORECASE)
_SLOWEST = DAY


def robots_url(origin: str) -> str:
    """Where the robots.txt of an origin stands."""
    return f"{origin}/robots.txt"


def allows(text: str, url: str) -> bool:
    """Whether a robots.txt lets us fetch an address.

    >>> allows("User-agent: *\\nDisallow: /private", "https://example.org/private/1")
    False
    """
    return _parsed(text).can_fetch(url, AGENT)


def delay_of(text: str) -> float:
    """The seconds between two questions that a robots.txt asks for; 0 where it does not."""
    rules = _parsed(text)
    asked = float(rules.crawl_delay(AGENT) or 0)
    rate = rules.request_rate(AGENT)
    if rate is not None and rate.requests:
        asked = max(asked, rate.seconds / rate.requests)
    return min(max(asked, 0.0), _SLOWEST)


def text_of(body: bytes) -> str:
    """A robots.txt as far as it is read."""
    return body[:LONGEST].decode("utf-8-sig", "replace")


def kept_for(answer: Answer) -> float:
    """How long a robots.txt holds: what the server says, from an hour to a day."""
    found = _MAX_AGE.search(answer.header("Cache-Control") or "")
    return min(max(float(found[1]), HOUR), DAY) if found else DAY


@lru_cache(maxsize=256)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)
