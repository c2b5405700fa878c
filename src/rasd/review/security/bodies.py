"""Decides how much a request may send: little, but for uploads."""

from __future__ import annotations

from contextlib import suppress

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORM_BYTES = 1_000_000
UPLOAD_BYTES = 64_000_000
UPLOADS = "/import"
"""Addresses that begin so take files."""


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
        most = UPLOAD_BYTES if str(scope["path"]).startswith(UPLOADS) else FORM_BYTES
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        refused = PlainTextResponse(
            f"The request is larger than {most:,} bytes. Send less at a time.", 413
        )
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
