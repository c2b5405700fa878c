"""Decides which program may ask what: by its token, the token's scopes and its owner's role."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from rasd.model import Role, Scope, Token
from rasd.review.api.pace import Pace
from rasd.review.people import Person
from rasd.review.request import Visit, context_of
from rasd.review.security.secrets import TOKEN_BEGINS, digest_of
from rasd.review.words import Words
from rasd.store import Store

BEARER = HTTPBearer(auto_error=False, description="A token from the page of your account.")


class Paces:
    """How many requests one server answers."""

    def __init__(self) -> None:
        self.of_token = Pace(600, 10)
        self.of_stranger = Pace(30, 0.5)
        """From one address, without a token that we know."""


class ApiError(Exception):
    """A request that is not answered: what is wrong, what to do."""

    def __init__(
        self, status: int, error: str, remedy: str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.remedy = remedy
        self.headers = headers or {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Visit):
    """A request of a program, in the name of the token's owner."""

    person: Person
    shown: Token
    """The token that the request shows."""


def paces_of(request: Request) -> Paces:
    """The paces of the server."""
    paces: Paces = request.app.state.paces
    return paces


def _called(scope: Scope) -> Callable[..., AsyncIterator[Call]]:
    async def called(
        request: Request, _: Annotated[object, Depends(BEARER)] = None
    ) -> AsyncIterator[Call]:
        context = context_of(request)
        with ExitStack() as stack:
            store = await run_in_threadpool(stack.enter_context, context.stores.lent())
            token, person = await run_in_threadpool(_known, request, store)
            if wait := paces_of(request).of_token.wait(token.id):
                raise _too_often(wait)
            if scope not in token.scopes:
                raise ApiError(
                    403,
                    f"the token is not for this: it lacks the scope {scope.value!r}",
                    "make one with that scope on the page of your account",
                )
            if scope is Scope.WRITE and person.role < Role.CODER:
                raise ApiError(
                    403,
                    f"a {person.role.code} may not judge",
                    "ask whoever manages the accounts for the role of a coder",
                )
            yield Call(
                request=request,
                context=context,
                store=store,
                words=Words("en"),
                person=person,
                shown=token,
            )

    return called


def _known(request: Request, store: Store) -> tuple[Token, Person]:
    """The token that a request shows, and its owner; raises where it lets nobody in."""
    address = request.client.host if request.client else ""
    strangers = paces_of(request).of_stranger
    if wait := strangers.wait(address, take=0):
        raise _too_often(wait)
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    token = None
    if kind.casefold() == "bearer" and secret.strip().startswith(TOKEN_BEGINS):
        token = store.people.token(digest_of(secret.strip()))
    person = None if token is None else _owner(request, store, token)
    if token is None or person is None:
        strangers.wait(address)
        raise ApiError(
            401,
            "the request shows no token that holds",
            "send the header 'Authorization: Bearer rasd_...' with a token that you made on the "
            "page of your account, or by: rasd account token NAME --for PURPOSE",
            {"WWW-Authenticate": "Bearer"},
        )
    return token, person


def _owner(request: Request, store: Store, token: Token) -> Person | None:
    """Who made the token, with the role of today; `None` for somebody who may do nothing here."""
    settings = context_of(request).settings
    if not settings.is_team:
        if token.account != settings.author:
            return None
        return Person(name=settings.author, shown=settings.author, role=Role.ADMIN)
    account = store.people.account(token.account)
    if account is None or account.disabled:
        return None
    return Person(name=account.name, shown=account.shown, role=account.role)


def _too_often(wait: int) -> ApiError:
    return ApiError(
        429, "too many requests", f"ask again in {wait} seconds", {"Retry-After": str(wait)}
    )


Reading = Annotated[Call, Depends(_called(Scope.READ))]
Writing = Annotated[Call, Depends(_called(Scope.WRITE))]
