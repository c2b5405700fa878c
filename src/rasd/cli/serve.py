"""`rasd serve`: the review application."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db

_PORT = 8460
_HERE = "127.0.0.1"


def serve(
    *,
    db: Db = DEFAULT_DB,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")
    ] = _PORT,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Who judges; signs every judgement.",
            show_default="the name of the account on this machine",
        ),
    ] = None,
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the application in the browser.")
    ] = False,
) -> None:
    """Open the review application on a store, for one person on this machine.

    It is reached from this machine alone, needs no password and no network, and runs until
    Ctrl-C. A store is made where there is none. What people judge stays in the store.
    """
    from rasd.review import Settings, create_app
    from rasd.review.server import Server, bound

    app = create_app(Settings(store=db, author=(by or getpass.getuser()).strip()))
    listening = bound(_HERE, port)
    address = f"http://{_HERE}:{listening.getsockname()[1]}/"

    def ready() -> None:
        print(f"The review application is open at {address} (Ctrl-C ends it)", flush=True)
        if open_page:
            typer.launch(address)

    Server(app, listening, ready=ready).run()
