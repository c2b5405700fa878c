"""Decides what a page knows of the request that it answers: store, person, language, session.

A page takes one argument, `ask`, whose type says who may open it: `Reading`, `Coding`, `Editing`
or `Administering`; `Visiting` are those who are not logged in. A request that changes something is
refused unless it came from our own page.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from rasd.review.imports import Desk
from rasd.review.people import Person, Role
from rasd.review.render import Templates
from rasd.review.security.limits import Limits
from rasd.review.security.passwords import Passwords
from rasd.review.security.secrets import digest_of
from rasd.review.security.sessions import IDLE, Sessions
from rasd.review.settings import Settings
from rasd.review.stores import Stores
from rasd.review.words import Words, language_of
from rasd.store import Store

LANGUAGE_COOKIE = "rasd_language"
TOKEN_FIELD = "csrf"  # noqa: S105 - the name of a field
TOKEN_HEADER = "x-csrf-token"  # noqa: S105 - the name of a header
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class NeedsLoginError(Exception):
    """Nobody is logged in; `to` is where they wanted to go."""

    def __init__(self, to: str) -> None:
        super().__init__("log in first")
        self.to = to


class RefusedError(Exception):
    """The request may not be answered; `why` is a key of the catalogue."""

    def __init__(self, why: str, status: int = 403) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What all requests of one server share."""

    settings: Settings
    stores: Stores
    sessions: Sessions
    limits: Limits
    passwords: Passwords
    templates: Templates
    desk: Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request of whoever it may be. `store` is the request's own until it is answered."""

    request: Request
    context: Context
    store: Store
    words: Words

    @property
    def session(self) -> str:
        """The session of the request; another one once somebody has logged in or out."""
        return session_of(self.request)

    def renew(self) -> str:
        """Goes on in a session with a new name, which the browser learns with the answer."""
        self.request.state.session = self.context.sessions.begin()
        return self.session

    @property
    def address(self) -> str:
        """Where the request comes from."""
        return self.request.client.host if self.request.client else ""

    @property
    def partial(self) -> bool:
        """Whether a part of a page is asked for, to be put into one that is open."""
        return self.request.headers.get("hx-request-type") == "partial"

    @property
    def token(self) -> str:
        """What forms of this session carry."""
        return self.context.sessions.token(self.session)

    def t(self, key: str, **given: object) -> str:
        """Words of the catalogue in the reader's language."""
        return self.words.t(key, **given)

    def page(self, template: str, /, *, status: int = 200, **given: Any) -> HTMLResponse:
        """A template of `data/review/templates` as an answer."""
        body = self.context.templates.render(template, ask=self, w=self.words, **given)
        return HTMLResponse(body, status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Visit):
    """A request of somebody who may use the application."""

    person: Person


def context_of(request: Request) -> Context:
    """What the server of a request was started with."""
    context: Context = request.app.state.context
    return context


def words_of(request: Request) -> Words:
    """The language that the address names, else the one chosen last."""
    return Words(
        language_of(request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE))
    )


def session_of(request: Request) -> str:
    """The session of the request, which `KeepSession` has seen to."""
    session: str = request.state.session
    return session


async def check_origin(request: Request) -> None:
    """Raises `RefusedError` where a request that changes something is not from our own page."""
    if request.method in _SAFE:
        return
    token = request.headers.get(TOKEN_HEADER)
    if token is None:
        given = (await request.form()).get(TOKEN_FIELD)
        token = given if isinstance(given, str) else None
    if not context_of(request).sessions.is_ours(session_of(request), token):
        raise RefusedError("base.refused_origin")


def person_of(request: Request, store: Store) -> Person | None:
    """Who asks; `None` where they have to log in first."""
    settings = context_of(request).settings
    if not settings.is_team:
        return Person(name=settings.author, shown=settings.author, role=Role.ADMIN)
    account = store.people.session(digest_of(session_of(request)), idle=IDLE)
    if account is None:
        return None
    return Person(name=account.name, shown=account.shown, role=account.role)


def way_back(request: Request) -> str:
    """The address that somebody wanted before they had to log in."""
    if request.method in _SAFE and not request.headers.get("hx-request"):
        query = f"?{request.url.query}" if request.url.query else ""
        return f"{request.url.path}{query}"
    # What was to be done cannot be done again; the page that it was done on can be opened.
    return own_path(request.headers.get("referer", ""))


def own_path(given: str) -> str:
    """Path and query of an address of ours; `/` for what a browser might read as another host."""
    try:
        address = urlsplit(given)
    except ValueError:
        return "/"
    path, query = address.path, f"?{address.query}" if address.query else ""
    strange = not path.startswith("/") or path.startswith("//") or "\\" in path
    if strange or any(ord(char) <= ord(" ") for char in path + query):
        return "/"
    return path + query


def _asked(role: Role) -> Callable[[Request], AsyncIterator[Ask]]:
    async def asked(request: Request) -> AsyncIterator[Ask]:
        await check_origin(request)
        context = context_of(request)
        with ExitStack() as stack:
            store = await run_in_threadpool(stack.enter_context, context.stores.lent())
            person = await run_in_threadpool(person_of, request, store)
            if person is None:
                raise NeedsLoginError(quote(way_back(request), safe="/"))
            if person.role < role:
                raise RefusedError("base.refused_role")
            yield Ask(
                request=request,
                context=context,
                store=store,
                person=person,
                words=words_of(request),
            )

    return asked


async def _visiting(request: Request) -> AsyncIterator[Visit]:
    await check_origin(request)
    context = context_of(request)
    with ExitStack() as stack:
        store = await run_in_threadpool(stack.enter_context, context.stores.lent())
        yield Visit(request=request, context=context, store=store, words=words_of(request))


Visiting = Annotated[Visit, Depends(_visiting)]
Reading = Annotated[Ask, Depends(_asked(Role.READER))]
Coding = Annotated[Ask, Depends(_asked(Role.CODER))]
Editing = Annotated[Ask, Depends(_asked(Role.EDITOR))]
Administering = Annotated[Ask, Depends(_asked(Role.ADMIN))]
