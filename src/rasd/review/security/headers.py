"""Decides what a browser may do with any answer of ours: nothing but our own files, never framed.

No page holds a script or a style of its own, so that an article's text that slipped through
escaping would still not run.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
_BY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
_STATIC = "/static/"


class GuardHeaders:
    """Adds the headers to every answer; pages of the dataset are kept by no cache."""

    def __init__(self, app: ASGIApp, *, secure: bool = False) -> None:
        self._app = app
        self._headers = HEADERS | (_BY_HTTPS if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", _kept(scope))
            await send(message)

        await self._app(scope, receive, guarded)


def _kept(scope: Scope) -> str:
    """How long an answer is kept.

    Files that are asked for with a digest of all of them in the query never change. One that a
    script or a style sheet of ours asks for by its bare name is asked for again whether it has.
    """
    if not str(scope["path"]).startswith(_STATIC):
        return "no-store"
    return "max-age=31536000, immutable" if scope["query_string"] else "no-cache"
