"""Who may work on the dataset, for those who decide it.

Nobody chooses a password for another: a new account comes with a code for one use, by which its
owner chooses one, and so does one whose password was forgotten.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from rasd.model import Role, SettingsError, TeamAccount, account_name, role_of
from rasd.review.request import Administering, Ask, RefusedError
from rasd.review.security.secrets import digest_of, new_code

router = APIRouter()
_Text = Annotated[str, Form()]
_LONGEST_NAME = 60
INVITED_FOR = 7 * 24 * 3600
"""Seconds for which an invitation holds."""
_UNUSABLE = 422
_SEE_OTHER = 303


@router.get("/people", response_class=HTMLResponse)
def people(ask: Administering, done: str = "") -> HTMLResponse:
    """All accounts."""
    known = ("role", "shown", "disabled", "enabled")
    return _page(ask, done=ask.t(f"people.done_{done}") if done in known else None)


@router.post("/people", response_class=HTMLResponse)
def add(ask: Administering, name: _Text = "", shown: _Text = "", role: _Text = "") -> Response:
    """Makes an account and shows the code by which its owner chooses a password."""
    _only_team(ask)
    try:
        name = account_name(name)
    except SettingsError:
        return _page(ask, what=ask.t("people.bad_name"))
    if ask.store.people.account(name):
        return _page(ask, what=ask.t("people.taken"))
    shown = (shown.strip() or name)[:_LONGEST_NAME]
    with ask.store.transaction():
        made = ask.store.people.add_account(
            name, shown=shown, role=role_of(role), by=ask.person.name
        )
        code = _invite(ask, made)
    return _page(ask, invited=made, code=code)


@router.post("/people/{name}/invite", response_class=HTMLResponse)
def invite(ask: Administering, name: str) -> Response:
    """Shows a new code; the password that there is holds until another is chosen."""
    account = _known(ask, name)
    return _page(ask, invited=account, code=_invite(ask, account))


@router.post("/people/{name}/role")
def change_role(ask: Administering, name: str, role: _Text) -> Response:
    """Gives somebody another role, at once."""
    account, wanted = _known(ask, name), role_of(role)
    if wanted is not Role.ADMIN:
        _refuse_for_last(ask, account)
    ask.store.people.change_account(account.name, by=ask.person.name, role=wanted)
    return RedirectResponse("/people?done=role", _SEE_OTHER)


@router.post("/people/{name}/shown")
def change_shown(ask: Administering, name: str, shown: _Text) -> Response:
    """Calls somebody otherwise; judgements keep the name that they were signed with."""
    account = _known(ask, name)
    shown = (shown.strip() or account.name)[:_LONGEST_NAME]
    ask.store.people.change_account(account.name, by=ask.person.name, shown=shown)
    return RedirectResponse("/people?done=shown", _SEE_OTHER)


@router.post("/people/{name}/disable")
def disable(ask: Administering, name: str) -> Response:
    """Lets somebody in no longer; what they said stays."""
    account = _known(ask, name)
    _refuse_for_last(ask, account)
    ask.store.people.change_account(account.name, by=ask.person.name, disabled=True)
    return RedirectResponse("/people?done=disabled", _SEE_OTHER)


@router.post("/people/{name}/enable")
def enable(ask: Administering, name: str) -> Response:
    """Lets somebody in again."""
    account = _known(ask, name)
    ask.store.people.change_account(account.name, by=ask.person.name, disabled=False)
    return RedirectResponse("/people?done=enabled", _SEE_OTHER)


def _invite(ask: Ask, account: TeamAccount) -> str:
    code = new_code()
    ask.store.people.invite(account.name, digest_of(code), by=ask.person.name, seconds=INVITED_FOR)
    return code


def _known(ask: Ask, name: str) -> TeamAccount:
    _only_team(ask)
    account = ask.store.people.account(name)
    if account is None:
        raise RefusedError("base.not_found", 404)
    return account


def _only_team(ask: Ask) -> None:
    if not ask.context.settings.is_team:
        raise RefusedError("people.only_team")


def _refuse_for_last(ask: Ask, account: TeamAccount) -> None:
    """The store refuses it as well; here it is said in the reader's language."""
    others = (
        each
        for each in ask.store.people.accounts()
        if each.role is Role.ADMIN and not each.disabled and each.name != account.name
    )
    if account.role is Role.ADMIN and not account.disabled and not any(others):
        raise RefusedError("people.last_admin", _UNUSABLE)


def _base(ask: Ask) -> str:
    """The address of the application as browsers write it; a proxy may speak https before us."""
    url = ask.request.base_url
    url = url.replace(scheme="https") if ask.context.settings.secure else url
    return str(url).rstrip("/")


def _page(
    ask: Ask,
    *,
    done: str | None = None,
    what: str | None = None,
    invited: TeamAccount | None = None,
    code: str | None = None,
) -> HTMLResponse:
    return ask.page(
        "people.html.jinja",
        status=_UNUSABLE if what else 200,
        done=done,
        what=what,
        invited=invited,
        code=code,
        link=f"{_base(ask)}/invitation#{code}",
        days=INVITED_FOR // (24 * 3600),
        accounts=ask.store.people.accounts(),
        roles=tuple(Role),
        is_team=ask.context.settings.is_team,
    )
