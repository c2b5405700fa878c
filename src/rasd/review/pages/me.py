"""What a person sees and decides of themselves: the password, the sessions, the tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from rasd.model import Role, Scope
from rasd.review.request import Ask, Reading, RefusedError
from rasd.review.security.limits import TooOftenError
from rasd.review.security.logins import begin, choose_password, confirm
from rasd.review.security.passwords import WeakPasswordError
from rasd.review.security.secrets import digest_of, new_token

router = APIRouter()
_Text = Annotated[str, Form()]
_DAY = 24 * 3600
DAYS = (30, 90, 365, 0)
"""For how long a token may hold; 0 until it is revoked."""
_LONGEST_NAME = 60
_MOST_TOKENS = 50
_UNUSABLE = 422
_SEE_OTHER = 303


@router.get("/me", response_class=HTMLResponse)
def me(ask: Reading, done: str = "") -> HTMLResponse:
    """The person's own page."""
    known = ("password", "sessions", "revoked")
    return _page(ask, done=ask.t(f"me.done_{done}") if done in known else None)


@router.post("/me/password", response_class=HTMLResponse)
def password(ask: Reading, old: _Text = "", password: _Text = "", again: _Text = "") -> Response:
    """Sets another password; every other session of the person ends."""
    account = ask.store.people.account(ask.person.name) if ask.context.settings.is_team else None
    if account is None:
        raise RefusedError("people.only_team")
    try:
        if confirm(ask, account.name, old) is None:
            return _page(ask, what=ask.t("me.wrong_password"))
        if password != again:
            return _page(ask, what=ask.t("login.not_again"))
        choose_password(ask, account, password, by=account.name)
    except TooOftenError as error:
        minutes = -(-error.seconds // 60)
        return _page(ask, what=ask.words.plural("login.too_often", minutes))
    except WeakPasswordError as error:
        return _page(ask, what=ask.t(error.why))
    return RedirectResponse("/me?done=password", _SEE_OTHER)


@router.post("/me/sessions")
def sessions(ask: Reading) -> Response:
    """Logs the person out everywhere but here."""
    account = ask.store.people.account(ask.person.name) if ask.context.settings.is_team else None
    if account is None:
        raise RefusedError("people.only_team")
    ask.store.people.end_sessions(account.name)
    begin(ask, account)
    return RedirectResponse("/me?done=sessions", _SEE_OTHER)


@router.post("/me/tokens", response_class=HTMLResponse)
def add_token(
    ask: Reading,
    name: _Text = "",
    days: Annotated[int, Form()] = DAYS[0],
    scopes: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Makes a token and shows it, this once."""
    given = {Scope.READ} | {scope for scope in Scope if scope.value in (scopes or ())}
    if Scope.WRITE in given and ask.person.role < Role.CODER:
        raise RefusedError("base.refused_role")
    if not name.strip() or len(name) > _LONGEST_NAME or days not in DAYS:
        return _page(ask, what=ask.t("me.token_unnamed"))
    people, at = ask.store.people, ask.context.settings.clock()
    if sum(not each.has_ended(at) for each in people.tokens(ask.person.name)) >= _MOST_TOKENS:
        return _page(ask, what=ask.t("me.too_many_tokens"))
    token = new_token()
    people.add_token(
        ask.person.name,
        name,
        digest_of(token),
        scopes=tuple(sorted(given)),
        by=ask.person.name,
        seconds=days * _DAY or None,
    )
    return _page(ask, token=token)


@router.post("/me/tokens/{token_id}/revoke")
def revoke_token(ask: Reading, token_id: str) -> Response:
    """Ends one of the person's own tokens."""
    if token_id not in {each.id for each in ask.store.people.tokens(ask.person.name)}:
        raise RefusedError("base.not_found", 404)
    ask.store.people.revoke_token(token_id, by=ask.person.name)
    return RedirectResponse("/me?done=revoked#tokens", _SEE_OTHER)


def _page(
    ask: Ask, *, done: str | None = None, what: str | None = None, token: str | None = None
) -> HTMLResponse:
    at = ask.context.settings.clock()
    tokens = ask.store.people.tokens(ask.person.name)
    return ask.page(
        "me.html.jinja",
        status=_UNUSABLE if what else 200,
        done=done,
        what=what,
        token=token,
        tokens=[each for each in tokens if not each.has_ended(at)],
        scopes=[scope for scope in Scope if scope is not Scope.READ],
        days=DAYS,
        may_write=ask.person.role >= Role.CODER,
        is_team=ask.context.settings.is_team,
    )
