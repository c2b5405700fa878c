"""Decides what is asked next, of whom and when: a function of what is known and the time.

One question to a server at a time, with a pause after each; nothing of a page before the word of
its robots.txt; nothing of a server that said "later", or of a source that rests after failures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from rasd.run.watch.records import Address, Kind, Server, State
from rasd.run.watch.robots import allows, delay_of, robots_url

FIRST_PAUSE = 60.0
LONGEST_PAUSE = 6 * 3_600.0
MANY = 5
"""Failures in a row after which a source rests."""
BEYOND = 366 * 86_400.0
"""No time that was ever set lies further ahead: one that does, is from before the clock was set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is known when it is decided. `left` says how many pages of a source are still to ask."""

    candidates: tuple[Address, ...]
    servers: Mapping[str, Server] = field(default_factory=dict)
    robots: Mapping[str, Address] = field(default_factory=dict)
    resting: Mapping[str, float] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    busy: Collection[str] = ()
    free: int = 1
    """How many more may be asked at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to ask now, what is refused, and when what is due and has to wait may be asked."""

    ask: tuple[Address, ...] = ()
    refused: tuple[Address, ...] = ()
    wait_until: float | None = None


def plan(view: View, now: float) -> Plan:
    """The next questions, at most one a server. Lists go before pages, as they come."""
    busy = set(view.busy)
    asked: list[Address] = []
    refused: list[Address] = []
    waits: list[float] = []
    left = dict(view.left)
    for each in view.candidates:
        if not is_due(each.due, now) or is_ahead(view.resting.get(each.source, 0.0), now):
            continue
        if each.kind is Kind.PAGE and left.get(each.source, 1) <= 0:
            continue
        wanted = _first(each, view, now)
        if wanted is None:
            continue
        if isinstance(wanted, _Refused):
            refused.append(each)
            continue
        server = view.servers.get(wanted.server, Server(name=wanted.server))
        if is_ahead(server.closed, now):
            continue
        if server.name in busy or len(asked) >= view.free:
            continue
        if is_ahead(server.free, now):
            waits.append(server.free)
            continue
        busy.add(server.name)
        asked.append(wanted)
        if wanted.kind is Kind.PAGE and each.source in left:
            left[each.source] -= 1
    return Plan(ask=tuple(asked), refused=tuple(refused), wait_until=min(waits) if waits else None)


def is_due(due: float | None, now: float) -> bool:
    """Whether a time has come; also one that only a clock since set back can have set."""
    return due is not None and not is_ahead(due, now)


def is_ahead(time: float, now: float) -> bool:
    """Whether a time is to come, and not too far off to have been meant."""
    return now < time <= now + BEYOND


def backoff(failures: int, of: str, *, first: float = FIRST_PAUSE) -> float:
    """How long to wait after so many failures in a row: doubled each time, never all at once.

    The spread of a quarter comes from the name, so that it is the same after a restart.
    """
    pause = min(first * 2.0 ** min(max(failures - 1, 0), 20), LONGEST_PAUSE)
    digest = hashlib.sha256(f"{of}\x1f{failures}".encode()).digest()
    return pause * (0.75 + int.from_bytes(digest[:4], "big") / 2**32 / 2)


def pause_after(address: Address, robots: Address | None, *, least: float) -> float:
    """How long a server is left alone after a question."""
    asked = delay_of(robots.text) if robots is not None and robots.state is State.KEPT else 0.0
    return max(least, asked)


def next_wake(times: Iterable[float | None], now: float, *, latest: float) -> float:
    """When there may be something to do again; `latest` seconds from now at the latest."""
    ahead = [time for time in times if time is not None and is_ahead(time, now)]
    return min([*ahead, now + latest])


class _Refused:
    """The word of a robots.txt against an address."""


def _first(address: Address, view: View, now: float) -> Address | _Refused | None:
    """What must be asked for an address to be fetched: itself, or first the robots.txt there."""
    if address.kind is Kind.ROBOTS:
        return address
    rules = view.robots.get(address.origin)
    if rules is None:
        url = robots_url(address.origin)
        return Address(kind=Kind.ROBOTS, url=url, at=url, source=address.source, due=now)
    if is_due(rules.due, now):
        return replace(rules, source=address.source)
    if rules.state is State.KEPT:
        return address if allows(rules.text, address.at) else _Refused()
    return None  # the server cannot say now, and is asked again later
