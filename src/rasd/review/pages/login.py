"""Logging in and out, and choosing a password by an invitation.

The code of an invitation stands behind the `#` of its address, which browsers send to nobody; a
script of the page puts it into the form.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from rasd.review.request import Visit, Visiting, own_path
from rasd.review.security.limits import TooOftenError
from rasd.review.security.logins import choose_password, log_in, log_out
from rasd.review.security.passwords import WeakPasswordError
from rasd.review.security.secrets import digest_of

router = APIRouter()
_Text = Annotated[str, Form()]
_UNKNOWN = 401
_TOO_OFTEN = 429
_UNUSABLE = 422
_SEE_OTHER = 303


@router.get("/login", response_class=HTMLResponse)
def login(ask: Visiting, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The form; who works alone has no need of it."""
    if not ask.context.settings.is_team:
        return RedirectResponse("/", _SEE_OTHER)
    return _form(ask, next)


@router.post("/login", response_class=HTMLResponse)
def logged_in(
    ask: Visiting,
    name: _Text = "",
    password: _Text = "",
    next: _Text = "/",  # noqa: A002
) -> Response:
    """Where they wanted to go, or the form again."""
    if not ask.context.settings.is_team:
        return RedirectResponse("/", _SEE_OTHER)
    try:
        account = log_in(ask, name, password)
    except TooOftenError as error:
        minutes = -(-error.seconds // 60)
        answer = _form(ask, next, name, ask.words.plural("login.too_often", minutes), _TOO_OFTEN)
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    if account is None:
        return _form(ask, next, name, ask.t("login.wrong"), _UNKNOWN)
    return RedirectResponse(own_path(next), _SEE_OTHER)


@router.post("/logout")
def logged_out(ask: Visiting) -> Response:
    """The form to log in with."""
    log_out(ask)
    return RedirectResponse("/login", _SEE_OTHER)


@router.get("/invitation", response_class=HTMLResponse)
def invitation(ask: Visiting) -> Response:
    """A form for the code and the password that shall be."""
    return ask.page("invitation.html.jinja", what=None)


@router.post("/invitation", response_class=HTMLResponse)
def accepted(ask: Visiting, code: _Text = "", password: _Text = "", again: _Text = "") -> Response:
    """Sets the password and logs in; the code holds no longer."""
    account = ask.store.people.invited(digest_of(code.strip()))
    if account is None:
        return _refused(ask, "login.no_invitation")
    if password != again:
        return _refused(ask, "login.not_again")
    try:
        choose_password(ask, account, password, by=account.name)
    except WeakPasswordError as error:
        return _refused(ask, error.why)
    return RedirectResponse("/", _SEE_OTHER)


def _form(
    ask: Visit, way: str, name: str = "", what: str | None = None, status: int = 200
) -> HTMLResponse:
    way = own_path(way)
    return ask.page("login.html.jinja", way=way, name=name, what=what, status=status)


def _refused(ask: Visit, why: str) -> HTMLResponse:
    return ask.page("invitation.html.jinja", what=ask.t(why), status=_UNUSABLE)
