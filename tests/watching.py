"""A web of scripted sites on this machine, and a clock that stands still, for tests of watches."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.imports import report

from rasd.run.net.asking import Reach
from rasd.run.watch import Settings, Source, SourceKind, Watching, watch_sources
from rasd.run.watch.clock import Stop
from rasd.run.watch.fetch import asker
from rasd.run.watch.state import WatchState

NOON = 1_927_972_800.0
"""2031-02-04, 12:00 UTC."""
HOST = "sahel.example"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a site says to one question."""

    body: bytes = b""
    status: int = 200
    media: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    etag: str = ""


Script = Reply | Sequence[Reply] | Callable[[str], Reply]
"""One reply for ever, replies in turn (the last for ever), or one made of the path."""


@dataclass
class Web:
    """Sites by path; `asked` is what was asked, as `path`, and `heads` the headers of each."""

    port: int = 0
    pages: dict[str, Script] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        script = self.pages.get(path, Reply(status=404))
        if callable(script):
            found = script(path)
        elif isinstance(script, Reply):
            found = script
        else:
            found = script[min(self.asked.count(path), len(script) - 1)]
        self.asked.append(path)
        self.heads.append(headers)
        if found.etag and headers.get("if-none-match") == found.etag:
            return replace(found, status=304, body=b"")
        return found

    def times(self, path: str) -> int:
        return self.asked.count(path)


@contextmanager
def serving() -> Iterator[Web]:
    """A web for the block, whatever the name of the site."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {key.lower(): value for key, value in self.headers.items()}
            reply = web.reply(self.path, headers)
            self.send_response(reply.status)
            if reply.etag:
                self.send_header("ETag", reply.etag)
            for key, value in reply.headers:
                self.send_header(key, value)
            if reply.status != 304:
                self.send_header("Content-Type", reply.media)
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *given: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


class StillClock:
    """Stands still until somebody waits or a test moves it on."""

    def __init__(self, at: float = NOON) -> None:
        self.at = at
        self.ran = 0.0
        self.waited: list[float] = []

    def now(self) -> float:
        return self.at

    def run_for(self) -> float:
        return self.ran

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.pass_(seconds)

    def pass_(self, seconds: float) -> None:
        self.at += seconds
        self.ran += seconds


@dataclass
class Watch:
    """A watch over a web into a folder, a round at a time."""

    web: Web
    out: Path
    sources: tuple[Source, ...] = ()
    clock: StillClock = field(default_factory=StillClock)
    settings: Settings | None = None
    stop: Stop = field(default_factory=Stop)

    def given(self) -> Settings:
        base = self.settings or Settings(contact="watch@example.org", sources=(), parallel=1)
        return replace(base, sources=self.sources)

    def round(self, **job: Any) -> None:
        """One round at the time of the clock."""
        settings = self.given()
        given = Watching(settings=settings, out=self.out, once="seconds" not in job, **job)
        reach = Reach(
            resolve=lambda host, port: ["127.0.0.1"],
            also=frozenset({f"127.0.0.1:{self.web.port}"}),
            most=settings.page,
            seconds=5,
            step=3,
        )
        watch_sources(given, stop=self.stop, clock=self.clock, ask=asker(settings, reach))

    @contextmanager
    def state(self) -> Iterator[WatchState]:
        state = WatchState(self.out / "watch.sqlite", create=False)
        try:
            yield state
        finally:
            state.close()


def feed_source(web: Web, path: str = "/feed", name: str = "sahel", **given: Any) -> Source:
    return Source(name=name, kind=SourceKind.FEED, url=web.url(path), **given)


def sitemap_source(web: Web, path: str = "/map.xml", name: str = "map", **given: Any) -> Source:
    return Source(name=name, kind=SourceKind.SITEMAP, url=web.url(path), **given)


def page(n: int, *, text: str = "", head: str = "") -> Reply:
    """A page with a fictional report; each number gives another one."""
    body = (
        f"<html><head><title>خبر {n}</title>{head}</head><body><article><h1>خبر {n}</h1>"
        f"<p>{text or report(n)}</p></article></body></html>"
    )
    return Reply(body=body.encode(), etag=f'"{n}-{len(text)}"')


def rss(*items: str, etag: str = "") -> Reply:
    """A feed of these items."""
    body = f"<rss version='2.0'><channel><title>Sahel24</title>{''.join(items)}</channel></rss>"
    return Reply(body=body.encode(), media="application/rss+xml", etag=etag)


def item(url: str, n: int = 1, *, more: str = "") -> str:
    """An item of a feed that names a page."""
    link = f"<link>{escape(url)}</link>" if url else ""
    return (
        f"<item><title>خبر {n}</title>{link}<pubDate>Tue, 04 Feb 2031 09:00:00 +0300</pubDate>"
        f"{more}</item>"
    )


def site(web: Web, pages: int = 2) -> None:
    """A site with a feed of so many pages."""
    for n in range(1, pages + 1):
        web.pages[f"/news/{n}"] = page(n)
    web.pages["/feed"] = rss(*(item(web.url(f"/news/{n}"), n) for n in range(1, pages + 1)))
