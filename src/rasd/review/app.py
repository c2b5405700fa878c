"""Decides what the application is made of: its pages, what stands before them, what they share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from threading import Thread

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from rasd import __version__
from rasd.review.api import ADDRESS, api_of
from rasd.review.errors import add_error_pages
from rasd.review.imports import Desk, place_of_imports
from rasd.review.pages import ROUTERS
from rasd.review.render import Templates
from rasd.review.request import Context
from rasd.review.security.bodies import BoundBodies
from rasd.review.security.headers import GuardHeaders
from rasd.review.security.keeping import KeepSession
from rasd.review.security.limits import Limits
from rasd.review.security.passwords import Passwords
from rasd.review.security.sessions import Sessions
from rasd.review.settings import Settings
from rasd.review.stores import Stores
from rasd.run.lookup import warm
from rasd.store import open_store
from rasd.store.listing.told import Tellings


def create_app(settings: Settings) -> FastAPI:
    """The application over one store, made where there is none.

    Raises `StoreError` for a store that cannot be opened.
    """
    with open_store(settings.store, clock=settings.clock) as store:
        secret = settings.secret or store.people.secret()
    tellings = Tellings()
    stores = Stores(
        lambda: open_store(settings.store, create=False, clock=settings.clock, tellings=tellings)
    )

    desk = Desk(
        settings.imports or place_of_imports(settings.store),
        settings.store,
        clock=settings.clock,
        workers=settings.workers,
        also=settings.also_fetched,
        limits=settings.import_limits,
    )

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        # Names are looked up while people type: the first of them should not wait.
        Thread(target=warm, daemon=True).start()
        yield
        desk.close()
        stores.close()

    app = FastAPI(
        title="rasd",
        version=__version__,
        lifespan=running,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.context = Context(
        settings=settings,
        stores=stores,
        sessions=Sessions(secret),
        limits=Limits(secret),
        passwords=Passwords(ready=settings.is_team),
        templates=Templates(),
        desk=desk,
    )
    for router in ROUTERS:
        app.include_router(router)
    app.state.api = api_of(app.state.context)
    app.mount(ADDRESS, app.state.api)
    data = files("rasd.data")
    for address, folder in (("report", "report"), ("map", "map"), ("", "review/static")):
        there = StaticFiles(directory=str(data.joinpath(folder)))
        app.mount(f"/static/{address}".rstrip("/"), there)
    add_error_pages(app)
    # The last added stands first.
    app.add_middleware(KeepSession)
    app.add_middleware(BoundBodies)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    app.add_middleware(GuardHeaders, secure=settings.secure)
    return app
