"""`rasd serve`: the review application."""

from __future__ import annotations

import getpass
import ipaddress
from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db, processors

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
            help="Who judges; signs every judgement. Not with --team.",
            show_default="the name of the account on this machine",
        ),
    ] = None,
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the application in the browser.")
    ] = False,
    team: Annotated[
        bool, typer.Option("--team", help="For people with accounts, who have to log in.")
    ] = False,
    host: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="With --team: the address to listen on, such as 0.0.0.0 for all.",
            show_default="this machine alone",
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST",
            help="With --team: a name under which browsers reach the server; repeat for more. "
            "Requests under any other are refused.",
            show_default="the names of this machine for itself",
        ),
    ] = None,
    cert: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --team: the certificate chain, for https."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --cert: its private key.")
    ] = None,
    behind_https: Annotated[
        bool,
        typer.Option(
            "--behind-https",
            help="With --team: a proxy before this server speaks https with browsers.",
        ),
    ] = False,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            help="With --behind-https: the proxy, whose word on where requests come from is "
            "believed; repeat for more.",
            show_default=_HERE,
        ),
    ] = None,
    plain_http: Annotated[
        bool,
        typer.Option(
            "--plain-http",
            help="With --team: reached from other machines without https. Whoever is on the way "
            "can read passwords.",
        ),
    ] = False,
) -> None:
    """Open the review application on a store.

    For one person it is reached from this machine alone, and needs no password and no network. For
    a team make an account first: rasd account add NAME --role admin. It runs until Ctrl-C. A store
    is made where there is none. What people judge stays in the store. One that an earlier version
    of rasd wrote is brought up to this one first.
    """
    from rasd.model import SettingsError
    from rasd.review import LOOPBACK, Mode, Settings, create_app
    from rasd.review.server import Server, Way, bound

    names = tuple(name or ())
    away = not _is_here(host or _HERE) or bool(names)
    https = behind_https or cert is not None
    if not team and (host or names or cert or key or behind_https or proxy or plain_http):
        raise SettingsError(
            "without --team the application needs no password, so it is reached from this machine "
            "alone: add --team, or leave out --host, --name, --cert, --key, --behind-https, "
            "--proxy and --plain-http"
        )
    if team and by:
        raise SettingsError("with --team accounts sign judgements: leave out --by")
    if (cert is None) != (key is None):
        raise SettingsError("--cert and --key belong together: give both")
    if proxy and not behind_https:
        raise SettingsError("--proxy belongs to --behind-https: add it, or leave out --proxy")
    if team and away and not https and not plain_http:
        raise SettingsError(
            "passwords would travel to other machines as plain text: add --behind-https where a "
            "proxy speaks https with browsers, --cert and --key to speak it here, or --plain-http "
            "if the network is safe"
        )
    if team and away and not names and host and ipaddress.ip_address(host).is_unspecified:
        raise SettingsError(
            f"--host {host} listens on all addresses: say with --name under which names browsers "
            "reach the server"
        )
    for file in (cert, key):
        if file is not None and not file.is_file():
            raise SettingsError(f"{file}: there is no such file")
    hosts = (*LOOPBACK, *names, *(() if host is None or names else (_as_name(host),)))
    settings = Settings(
        store=db,
        author="" if team else (by or getpass.getuser()).strip(),
        mode=Mode.TEAM if team else Mode.LOCAL,
        hosts=hosts,
        secure=https,
        workers=max(1, processors() - 1),  # one stays for the pages
    )
    if team:
        _check_accounts(db)
    listening = bound(host or _HERE, port)
    app = create_app(settings)
    _make_ready(db)
    scheme = "https" if cert else "http"
    taken = listening.getsockname()[1]
    address = f"{scheme}://{_as_name(host or _HERE)}:{taken}/"

    def ready() -> None:
        print(f"The review application is open at {address} (Ctrl-C ends it)", flush=True)
        if open_page:
            typer.launch(address)

    proxies = tuple(proxy or (_HERE,)) if behind_https else ()
    way = Way(cert=cert, key=key, proxies=proxies)
    Server(app, listening, ready=ready, way=way).run()


def _is_here(host: str) -> bool:
    return host == "localhost" or _address(host).is_loopback


def _as_name(host: str) -> str:
    """An address as browsers write it."""
    return f"[{host}]" if ":" in host else host


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    from rasd.model import SettingsError

    try:
        return ipaddress.ip_address(host)
    except ValueError as error:
        raise SettingsError(
            f"--host {host!r}: expected an address of this machine, such as 0.0.0.0 or "
            "192.0.2.7; the name that browsers use goes into --name"
        ) from error


def _make_ready(db: str) -> None:
    """Does before the first page whatever would make one wait."""
    from rasd.cli.progress import shown_readying
    from rasd.run import make_ready
    from rasd.store import open_store

    with open_store(db, create=False) as store, shown_readying() as watch:
        make_ready(store, watch)


def _check_accounts(db: str) -> None:
    """Raises where nobody could log in who may let others in."""
    from rasd.model import Role, SettingsError
    from rasd.store import open_store

    with open_store(db) as store:
        for each in store.people.accounts():
            if each.role is Role.ADMIN and each.has_password and not each.disabled:
                return
    raise SettingsError(
        "no account could let others in. Make one that can: rasd account add NAME --role admin "
        f"--db {db}, or give one that there is a password: rasd account password NAME --db {db}"
    )
