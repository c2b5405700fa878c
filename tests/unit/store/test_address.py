"""An address is a file or a server's database, and never shows its password."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasd.model import StoreError
from rasd.store import open_store, shown
from rasd.store.address import FileAddress, ServerAddress, parse


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("out/rasd.sqlite", "out/rasd.sqlite"),
        ("sqlite:///out/rasd.sqlite", "out/rasd.sqlite"),
        ("sqlite:////srv/rasd.sqlite", "/srv/rasd.sqlite"),
        (Path("x.db"), "x.db"),
    ],
)
def test_a_path_is_a_file(place: str | Path, path: str) -> None:
    assert FileAddress(Path(path)) == parse(place)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param(
            "postgresql://db.example/reports",
            (None, None, "db.example", None, "reports"),
            id="no login",
        ),
        pytest.param("postgres:///reports", (None, None, None, None, "reports"), id="a socket"),
        pytest.param(
            "postgresql://a%40b:p%2Fw@db:5433/x",
            ("a@b", "p/w", "db", 5433, "x"),
            id="escaped",
        ),
        pytest.param(
            "postgresql://u:p@s/s?w:1@db:5433/x?sslmode=require",
            ("u", "p@s/s?w:1", "db", 5433, "x"),
            id="a password as it is",
        ),
        pytest.param("postgresql://u@[::1]:5433/x", ("u", None, "::1", 5433, "x"), id="IPv6"),
    ],
)
def test_a_server_has_user_password_host_port_and_database(
    place: str, expected: tuple[object, ...]
) -> None:
    found = parse(place)
    assert isinstance(found, ServerAddress)
    assert expected == (found.user, found.password, found.host, found.port, found.database)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("out/rasd.sqlite", "out/rasd.sqlite"),
        ("postgresql://u@db/x", "postgresql://u@db/x"),
        ("postgresql://u:secret@db/x", "postgresql://u:***@db/x"),
        ("postgresql://u:se@cr/et?x@db/x", "postgresql://u:***@db/x"),
        ("postgresql://db/x?user=u&password=secret", "postgresql://db/x?user=u&password=***"),
        ("oracle://u:secret@db/x", "oracle://u:***@db/x"),
    ],
)
def test_an_address_is_shown_without_its_password(place: str, expected: str) -> None:
    assert expected == shown(place)


def test_a_server_address_is_printed_without_secrets() -> None:
    assert "secret" not in repr(parse("postgresql://u:secret@db/x?sslpassword=secret"))


@pytest.mark.parametrize("place", ["oracle://u:secret@h/db", "postgresql://u:secret@h:port/db"])
def test_an_address_that_cannot_be_used_is_refused_without_its_password(place: str) -> None:
    with pytest.raises(StoreError, match="postgresql://USER") as refused:
        open_store(place)
    assert "secret" not in str(refused.value)
