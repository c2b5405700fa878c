"""Decides what somebody sees when a request cannot be answered: what is wrong and what to do.

A part of a page answers with a message that goes into the open page; the JSON interface with JSON.
"""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from rasd.model import RasdError
from rasd.review.imports.desk import NotTakenError
from rasd.review.request import NeedsLoginError, RefusedError, context_of, words_of

_UNUSABLE = 422
_NOT_FOUND = 404


def add_error_pages(app: FastAPI) -> None:
    """Answers errors as pages, messages or JSON."""

    @app.exception_handler(RasdError)
    async def _told(request: Request, error: RasdError) -> Response:
        return _answer(request, _UNUSABLE, str(error))

    @app.exception_handler(NotTakenError)
    async def _not_taken(request: Request, error: NotTakenError) -> Response:
        return _answer(request, _UNUSABLE, words_of(request).t(error.why, **error.given))

    @app.exception_handler(RefusedError)
    async def _refused(request: Request, error: RefusedError) -> Response:
        return _answer(request, error.status, words_of(request).t(error.why))

    @app.exception_handler(NeedsLoginError)
    async def _login(request: Request, error: NeedsLoginError) -> Response:
        address = f"/login?next={error.to}"
        if request.headers.get("hx-request"):
            return Response(status_code=401, headers={"HX-Redirect": address})
        return RedirectResponse(address, 303)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        faults = "; ".join(
            f"{'.'.join(str(each) for each in fault['loc'][1:])}: {fault['msg']}"
            for fault in error.errors()
        )
        return _answer(request, _UNUSABLE, faults)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        words = words_of(request)
        plain = error.status_code == _NOT_FOUND and error.detail == "Not Found"
        what = words.t("base.not_found") if plain else str(error.detail)
        return _answer(request, error.status_code, what)


def _answer(request: Request, status: int, what: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": what}, status)
    words, context = words_of(request), context_of(request)
    if request.headers.get("hx-request"):
        body = context.templates.render("_message.html.jinja", what=what, kind="error")
        headers = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"}
        return HTMLResponse(body, status, headers)
    body = context.templates.render("error.html.jinja", w=words, ask=None, what=what, path="/")
    return HTMLResponse(body, status)
