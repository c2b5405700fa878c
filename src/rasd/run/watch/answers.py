"""Decides what an answer, or the want of one, means for the address that was asked.

A function of what was known and what came; who calls it writes the outcome down.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from rasd.model import DocumentError
from rasd.run.net.asking import Answer
from rasd.run.net.urls import clean_url
from rasd.run.watch.config import Source
from rasd.run.watch.links import head_of
from rasd.run.watch.records import Address, Kind, Place, State
from rasd.run.watch.robots import kept_for, text_of
from rasd.run.watch.schedule import backoff

REDIRECTS = 5
TRIES = 6
"""How often a page is asked for that cannot be had for the moment."""
LONGEST_CLOSE = 86_400.0
_ROBOTS_AGAIN = 600.0
_LATER = frozenset({429, 503})
_FORBIDDEN = frozenset({401, 402, 403, 407, 451})
_GONE = frozenset({404, 410})
_FOR_NOW = frozenset({"missing", "truncated"})
_ARTICLES = frozenset(
    {
        "",
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is known of an address now. `arrived` where it delivered what it was asked for.

    `error` is told of its source; `closed` is until when `server` asks to be left alone.
    """

    address: Address
    arrived: bool = False
    unchanged: bool = False
    error: str = ""
    closed: float | None = None
    server: str = ""


def after_answer(
    address: Address, answer: Answer, place: Place | None, source: Source | None, now: float
) -> Outcome:
    """What an answer means; `place` is where it stands in the archive."""
    if answer.target is not None:
        return _moved(address, answer.target, source, now)
    if address.kind is Kind.ROBOTS:
        return _robots(address, answer, now)
    closed = now + _asked_pause(answer, address, now) if answer.status in _LATER else None
    if answer.status == 304 and address.fetched is not None:
        return Outcome(address=_settled(address, source, now), arrived=True, unchanged=True)
    if answer.status == 200:
        return _delivered(address, answer, place, source, now)
    said = f"the server answered {answer.status} {answer.reason[:80]}".rstrip()
    if _is_root(address) or answer.status in _LATER or answer.status >= 500:
        return _later(address, said, now, closed=closed)
    if answer.status in _GONE:
        return _ended(address, State.GONE, said)
    if answer.status in _FORBIDDEN:
        # A login is never given, and a refusal is final.
        return _ended(address, State.REFUSED, said)
    return _ended(address, State.FAILED, said)


def after_fault(
    address: Address, fault: DocumentError, source: Source | None, now: float
) -> Outcome:
    """What it means that no answer came."""
    if address.kind is Kind.ROBOTS:
        if fault.kind == "unsafe":
            # The address itself is refused with the reason, as soon as it is asked.
            kept = replace(address, state=State.KEPT, text="", due=now + LONGEST_CLOSE)
            return Outcome(address=_back(kept))
        return _robots_unknown(address, str(fault), now)
    if _is_root(address) or fault.kind in _FOR_NOW:
        return _later(address, str(fault), now)
    return _ended(address, State.FAILED, str(fault))


def refused(address: Address, source: Source | None, now: float) -> Outcome:
    """What it means that a robots.txt does not want an address to be fetched."""
    reason = "its robots.txt does not allow it"
    if not _is_root(address):
        return _ended(address, State.REFUSED, reason)
    every = source.every if source is not None else LONGEST_CLOSE
    known = replace(_back(address), state=State.REFUSED, reason=reason, due=now + max(every, 3_600))
    return Outcome(address=known, error=reason)


def after_bad_list(address: Address, fault: DocumentError, now: float) -> Outcome:
    """What it means that a feed or sitemap came and cannot be read: it is asked for whole again."""
    return _later(replace(address, etag="", modified="", sha256=""), str(fault), now)


def _is_root(address: Address) -> bool:
    """Whether an address is a source's own, which is asked for as long as it is followed."""
    return address.kind in (Kind.FEED, Kind.SITEMAP) and address.depth == 0


def _moved(address: Address, target: str, source: Source | None, now: float) -> Outcome:
    try:
        if address.hops >= REDIRECTS:
            raise DocumentError("malformed", f"it leads on more than {REDIRECTS} times")
        at = clean_url(urljoin(address.at, target))
    except (DocumentError, ValueError) as error:
        if address.kind is Kind.ROBOTS:  # as if there were none
            return Outcome(
                address=replace(_back(address), state=State.KEPT, text="", due=now + LONGEST_CLOSE)
            )
        if not _is_root(address):
            return _ended(address, State.FAILED, str(error))
        return _later(address, str(error), now)
    return Outcome(address=replace(address, at=at, hops=address.hops + 1, due=now))


def _robots(address: Address, answer: Answer, now: float) -> Outcome:
    if answer.status == 200:
        until = now + kept_for(answer)
        found = replace(address, state=State.KEPT, text=text_of(answer.body), due=until)
    elif 400 <= answer.status < 500 and answer.status != 429:
        found = replace(address, state=State.KEPT, text="", due=now + LONGEST_CLOSE)
    else:
        return _robots_unknown(address, f"it answered {answer.status}", now)
    return Outcome(address=replace(_back(found), failures=0, fetched=now, reason=""))


def _robots_unknown(address: Address, why: str, now: float) -> Outcome:
    failures = address.failures + 1
    again = now + backoff(failures, address.url, first=_ROBOTS_AGAIN)
    reason = f"robots.txt cannot be had, so nothing is fetched there: {why}"
    found = replace(
        _back(address), state=State.WAITING, failures=failures, due=again, reason=reason
    )
    return Outcome(address=found, error=reason)


def _delivered(
    address: Address, answer: Answer, place: Place | None, source: Source | None, now: float
) -> Outcome:
    media = (answer.header("Content-Type") or "").partition(";")[0].strip().lower()
    if address.kind is Kind.PAGE and media not in _ARTICLES:
        return _ended(address, State.FAILED, f"{media[:60]} is no article")
    sha256 = hashlib.sha256(answer.body).hexdigest()
    unchanged = sha256 == address.sha256 and address.state is not State.WAITING
    direct = not address.hops
    known = replace(
        address,
        etag=(answer.header("ETag") or "")[:500] if direct else "",
        modified=(answer.header("Last-Modified") or "")[:100] if direct else "",
        media=media,
        fetched=now,
        sha256=sha256,
        place=place,
    )
    if address.kind is not Kind.PAGE or unchanged:
        return Outcome(address=_settled(known, source, now), arrived=True, unchanged=unchanged)
    checks = address.checks + (address.fetched is not None)
    waiting = replace(known, state=State.FETCHED, head=head_of(answer.body), checks=checks,
                      failures=0, reason="")  # fmt: skip
    return Outcome(address=replace(waiting, due=next_check(waiting, source, now)), arrived=True)


def _settled(address: Address, source: Source | None, now: float) -> Address:
    """An address after it was found as it was, or a list after it was read."""
    if address.kind is Kind.PAGE:
        looked = replace(_back(address), checks=address.checks + 1, failures=0, reason="")
        return replace(looked, due=next_check(looked, source, now))
    due = now + source.every if source is not None and address.depth == 0 else None
    return replace(_back(address), state=State.KEPT, failures=0, reason="", due=due)


def next_check(address: Address, source: Source | None, now: float) -> float | None:
    """When a page is looked at again, for corrections."""
    times = source.recheck if source is not None else ()
    if address.checks >= len(times):
        return None
    return now + times[address.checks] - (times[address.checks - 1] if address.checks else 0)


def _later(address: Address, why: str, now: float, *, closed: float | None = None) -> Outcome:
    """An address that is asked again later; but for a source's own, not for ever."""
    failures = address.failures + 1
    due: float | None = max(now + backoff(failures, address.url), closed or 0)
    state = address.state
    if not _is_root(address) and failures >= TRIES:
        due = None
        state = State.FAILED if address.fetched is None else state
    known = replace(_back(address), state=state, failures=failures, reason=why, due=due)
    return Outcome(address=known, error=why, closed=closed, server=address.server)


def _ended(address: Address, state: State, why: str) -> Outcome:
    # A page that is in the store stays there; that it went is told of its address.
    return Outcome(address=replace(_back(address), state=state, reason=why, due=None))


def _back(address: Address) -> Address:
    """The same, to be asked from its own address again."""
    return replace(address, at=address.url, hops=0)


def _asked_pause(answer: Answer, address: Address, now: float) -> float:
    """How long a server asks to be left alone; where it does not say, longer each time."""
    stated = (answer.header("Retry-After") or "").strip()
    seconds = None
    if re.fullmatch(r"\d{1,9}", stated):
        seconds = float(stated)
    elif stated:
        try:
            moment = parsedate_to_datetime(stated)
            seconds = moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - now
        except (ValueError, TypeError, IndexError, OverflowError):
            seconds = None
    if seconds is None:
        seconds = backoff(address.failures + 1, address.server)
    return min(max(seconds, 1.0), LONGEST_CLOSE)
