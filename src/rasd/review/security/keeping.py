"""Decides that every request belongs to a session, and that a chosen language is kept."""

from __future__ import annotations

from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rasd.review.request import LANGUAGE_COOKIE, context_of
from rasd.review.security.sessions import cookie_name
from rasd.review.words import LANGUAGES

_WITHOUT = ("/static/", "/api/v1/")
"""Nobody has a session there: files are everybody's, and programs show a token each time."""
_YEAR = 365 * 24 * 3600


class KeepSession:
    """Gives `request.state.session` to every request and the cookie to a browser without one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or str(scope["path"]).startswith(_WITHOUT):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        context = context_of(request)
        secure = context.settings.secure
        name = cookie_name(secure=secure)
        known = context.sessions.read(request.cookies.get(name))
        request.state.session = known or context.sessions.begin()
        chosen = request.query_params.get("lang")

        async def keeping(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # Asked only now: whoever logs in or out goes on in another session.
                session = request.state.session
                if session != known:
                    value = context.sessions.cookie(session)
                    headers.append("Set-Cookie", _cookie(name, value, hidden=True, secure=secure))
                if chosen in LANGUAGES and chosen != request.cookies.get(LANGUAGE_COOKIE):
                    kept = _cookie(LANGUAGE_COOKIE, chosen, lasts=_YEAR, secure=secure)
                    headers.append("Set-Cookie", kept)
            await send(message)

        await self._app(scope, receive, keeping)


def _cookie(
    name: str, value: str, *, secure: bool, hidden: bool = False, lasts: int | None = None
) -> str:
    made = SimpleCookie({name: value})[name]
    made["path"] = "/"
    made["samesite"] = "Lax"
    if hidden:
        made["httponly"] = True
    if secure:
        made["secure"] = True
    if lasts is not None:
        made["max-age"] = lasts
    return made.OutputString()
