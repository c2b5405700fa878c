"""Decides how an address is asked in the name of a watch: who asks, and what is known already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rasd import __version__
from rasd.model import DocumentError
from rasd.run.net.asking import Answer, Reach, ask
from rasd.run.watch.config import Settings
from rasd.run.watch.records import Address, Kind
from rasd.run.watch.robots import AGENT

_PAGES = "text/html, application/xhtml+xml, text/plain;q=.8, application/pdf;q=.8, */*;q=.1"
_LISTS = "application/rss+xml, application/atom+xml, application/xml, text/xml, */*;q=.5"
_ACCEPT = {Kind.PAGE: _PAGES, Kind.FEED: _LISTS, Kind.SITEMAP: _LISTS, Kind.ROBOTS: "text/plain"}
_LARGEST_LIST = 50_000_000
"""What the protocol of sitemaps allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of a question: an answer, or why there was none."""

    address: Address
    answer: Answer | None = None
    fault: DocumentError | None = None


Ask = Callable[[Address], Asked]


def asker(settings: Settings, reach: Reach | None = None) -> Ask:
    """A function that asks one address, once; it follows no redirect and remembers nothing."""
    pages = reach or Reach(also=settings.also, most=settings.page, seconds=settings.wait)
    lists = Reach(
        resolve=pages.resolve,
        also=pages.also,
        most=max(pages.most, _LARGEST_LIST),
        seconds=pages.seconds,
        step=pages.step,
    )

    def asked(address: Address) -> Asked:
        is_list = address.kind in (Kind.FEED, Kind.SITEMAP)
        try:
            answer = ask(address.at, lists if is_list else pages, _headers(address, settings))
        except DocumentError as fault:
            return Asked(address=address, fault=fault)
        # Whatever a server makes of us, it must not end the watch over all others.
        except Exception as error:  # noqa: BLE001
            why = f"asking failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
            return Asked(address=address, fault=DocumentError("missing", why))
        return Asked(address=address, answer=answer)

    return asked


def user_agent(settings: Settings) -> str:
    """Who asks, with whom to write to about it."""
    return f"{AGENT}/{__version__} (+{settings.contact})"


def _headers(address: Address, settings: Settings) -> dict[str, str]:
    headers = {"User-Agent": user_agent(settings), "Accept": _ACCEPT[address.kind]}
    # Of another address that a redirect led to, the server would not know what we hold.
    if address.kind is not Kind.ROBOTS and not address.hops:
        if address.etag:
            headers["If-None-Match"] = address.etag
        if address.modified:
            headers["If-Modified-Since"] = address.modified
    return headers
