"""Decides how much a request may send: little, but for uploads by those who may bring reports in.

A form is read before anybody looks at who sent it; without this a stranger could fill the disk.
"""

from __future__ import annotations

from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rasd.review.people import Role
from rasd.review.request import context_of, person_of
from rasd.review.security.sessions import cookie_name

FORM_BYTES = 1_000_000
UPLOAD_BYTES = 64_000_000
UPLOADS = "/import"
"""Addresses that begin so take files."""
_STRANGER = 401
_TOO_LARGE = 413


class _TooLargeError(Exception):
    pass


class BoundBodies:
    """Refuses a body that is larger than its address takes, whatever length it declared."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sends = scope["method"] == "POST" and str(scope["path"]).startswith(UPLOADS)
        known = sends and await run_in_threadpool(_may_upload, Request(scope))
        most = UPLOAD_BYTES if known else FORM_BYTES
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        refused = PlainTextResponse(
            f"The request is larger than {most:,} bytes. Send less at a time.", _TOO_LARGE
        )
        if sends and not known:
            refused = PlainTextResponse("Log in as a coder, and send it again.", _STRANGER)
        if not declared.isdigit() or int(declared) > most:
            await refused(scope, receive, send)
            return
        read, begun = 0, False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise _TooLargeError
            return message

        async def kept_back(message: Message) -> None:
            # What reads the body may have made an answer of its own of our error.
            nonlocal begun
            if begun or read <= most:
                begun = True
                await send(message)

        with suppress(_TooLargeError):
            await self._app(scope, counted, kept_back)
        if read > most and not begun:
            await refused(scope, receive, send)


def _may_upload(request: Request) -> bool:
    """Whether the request comes in the session of somebody who may bring reports in."""
    context = context_of(request)
    name = cookie_name(secure=context.settings.secure)
    session = context.sessions.read(request.cookies.get(name))
    if session is None:
        return False
    request.state.session = session
    with context.stores.lent() as store:
        person = person_of(request, store)
    return person is not None and person.role >= Role.CODER
