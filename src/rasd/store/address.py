"""Decides what an address means: a file, or a database on a server; and how it may be shown.

>>> parse("out/rasd.sqlite")
FileAddress(path=PosixPath('out/rasd.sqlite'))
>>> shown("postgresql://reader:secret@db.example/reports")
'postgresql://reader:***@db.example/reports'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from rasd.model import StoreError

_SECRETS = frozenset({"password", "sslpassword", "passfile"})
_URL = re.compile(r"(?P<scheme>\w+)://(?P<rest>.*)", re.S)
_PLACE = re.compile(
    r"(?P<host>\[[^\]]*\]|[^:/]*)(?::(?P<port>\d{1,5}))?(?:/(?P<database>[^/]*))?", re.S
)
_QUERY = re.compile(r"\?\w+=")
_SERVERS = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class FileAddress:
    """A store in one file."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAddress:
    """A store in a database on a server; what is `None` is left to the client library."""

    user: str | None
    password: str | None = field(repr=False)
    host: str | None
    port: int | None
    database: str | None
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def secrets(self) -> tuple[str, ...]:
        """What must not be said of the address."""
        found = (self.password, *(value for name, value in self.query if name in _SECRETS))
        return tuple(sorted({secret for secret in found if secret}, key=len, reverse=True))


def parse(place: str | Path) -> FileAddress | ServerAddress:
    """What an address means; raises `StoreError` where there is no such kind of store."""
    found = _URL.fullmatch(str(place))
    if found is None:
        return FileAddress(Path(place))
    scheme = found["scheme"]
    if scheme == "sqlite":
        return FileAddress(Path(found["rest"].removeprefix("/")))
    if scheme in _SERVERS:
        return _server(str(place), found["rest"])
    raise StoreError(
        f"{shown(place)}: there is no store for {scheme!r}. Name a file such as OUT/rasd.sqlite, "
        "or postgresql://USER@HOST/DATABASE"
    )


def shown(place: str | Path) -> str:
    """The address without its password, for people and logs."""
    found = _URL.fullmatch(str(place))
    if found is None:
        return str(place)
    user, at, rest = _at_the_last_sign(found["rest"])
    head, mark, query = rest.partition("?")
    if at and ":" in user:
        head = f"{user.partition(':')[0]}:***@{head}"
    elif at:
        head = f"{user}@{head}"
    items = (item.partition("=") for item in query.split("&")) if mark else ()
    hidden = "&".join(f"{n}{eq}{'***' if n in _SECRETS else v}" for n, eq, v in items)
    return f"{found['scheme']}://{head}{mark}{hidden}"


def _server(whole: str, rest: str) -> ServerAddress:
    login, _, behind = _at_the_last_sign(rest)
    head, _, query = behind.partition("?")
    place = _PLACE.fullmatch(head)
    if place is None:
        raise StoreError(
            f"{shown(whole)}: cannot be read as an address. "
            "Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
        )
    user, _, password = login.partition(":")
    return ServerAddress(
        user=unquote(user) or None,
        password=unquote(password) or None,
        host=unquote(place["host"]).strip("[]") or None,
        port=int(place["port"]) if place["port"] else None,
        database=unquote(place["database"] or "") or None,
        query=tuple(parse_qsl(query)),
    )


def _at_the_last_sign(rest: str) -> tuple[str, str, str]:
    """Login, `@` and what follows. A password may hold an unescaped `@`, `/` or `?`."""
    query = _QUERY.search(rest)
    before = rest[: query.start()] if query else rest
    if "@" not in before and not _PLACE.fullmatch(before):
        before = rest
    at = before.rfind("@")
    return ("", "", rest) if at < 0 else (rest[:at], "@", rest[at + 1 :])
