"""`rasd account`, and what `rasd serve` refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.judged import coded
from tests.review import PASSWORD, client_of
from typer.testing import CliRunner, Result

from rasd.cli.app import app
from rasd.model import Role, Scope
from rasd.pipeline import merge_recipe
from rasd.review import Mode
from rasd.review.security.secrets import digest_of
from rasd.review.server import Server
from rasd.search import arabic_analyser
from rasd.store import open_store

Rasd = Callable[..., Result]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "rasd.sqlite"


@pytest.fixture
def rasd(db: Path) -> Rasd:
    def run(*arguments: str, password: str = PASSWORD) -> Result:
        return CliRunner().invoke(app, [*arguments, "--db", str(db)], input=f"{password}\n")

    return run


def add(rasd: Rasd, name: str, role: str) -> Result:
    return rasd("account", "add", name, "--role", role, "--password-stdin")


def test_an_account_that_was_made_here_logs_in(rasd: Rasd, db: Path) -> None:
    assert add(rasd, "Salma", "admin").exit_code == 0
    with client_of(db, mode=Mode.TEAM) as client:
        assert client.login("Salma").url.path == "/queue"


def test_a_password_is_no_argument_and_is_printed_nowhere(rasd: Rasd, db: Path) -> None:
    shown = add(rasd, "Salma", "admin")
    assert PASSWORD not in shown.output
    with open_store(db) as store:
        assert PASSWORD not in (store.people.password("Salma") or "")
        assert PASSWORD not in str([entry.payload for entry in store.log()])
    assert rasd("account", "add", "Nour", "--password", PASSWORD).exit_code == 2


def test_without_a_terminal_the_remedy_is_named(rasd: Rasd) -> None:
    shown = rasd("account", "add", "Salma")
    assert shown.exit_code == 2
    assert "--password-stdin" in shown.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("account", "add", "Salma", "--role", "boss", "--password-stdin"), "reader, coder"),
        (("account", "add", "rasd", "--password-stdin"), "choose another"),
        (("account", "add", "Nour", "--password-stdin"), "rasd account password"),
        (("account", "role", "Nour", "reader"), "last administrator"),
        (("account", "disable", "Nour"), "last administrator"),
        (("account", "role", "Ali", "reader"), "rasd account list"),
        (("account", "password", "Ali", "--password-stdin"), "rasd account list"),
        (("account", "token", "Nour", "--for", "x", "--scope", "all"), "read, text, write"),
        (("account", "revoke", "t-none"), "rasd account tokens"),
    ],
    ids=lambda given: " ".join(given[1:3]) if isinstance(given, tuple) else None,
)
def test_what_cannot_be_done_names_the_remedy(
    rasd: Rasd, arguments: tuple[str, ...], said: str
) -> None:
    add(rasd, "Nour", "admin")
    shown = rasd(*arguments)
    assert shown.exit_code in (1, 2)
    assert said in shown.output


def test_accounts_change_and_are_listed(rasd: Rasd, db: Path) -> None:
    add(rasd, "Salma", "admin")
    add(rasd, "Nour", "coder")
    rasd("account", "role", "nour", "editor")
    rasd("account", "disable", "Nour")
    assert rasd("account", "list").stdout.splitlines() == [
        "Nour\teditor\tdisabled\tNour",
        "Salma\tadmin\tactive\tSalma",
    ]
    rasd("account", "enable", "Nour")
    rasd("account", "password", "Nour", "--password-stdin", password="four new words")
    with client_of(db, mode=Mode.TEAM) as client:
        assert client.login("Nour").status_code == 401
        assert client.login("Nour", "four new words").status_code == 200


def test_a_token_is_printed_once_and_revoked(rasd: Rasd, db: Path) -> None:
    add(rasd, "Nour", "coder")
    token = rasd("account", "token", "nour", "--for", "notebook", "--scope", "write").stdout.strip()
    with open_store(db) as store:
        found = store.people.token(digest_of(token))
        assert found is not None
        assert (found.account, found.scopes) == ("Nour", (Scope.READ, Scope.WRITE))
    listed = rasd("account", "tokens").stdout
    assert token not in listed
    assert listed.startswith(found.id)
    rasd("account", "revoke", found.id)
    assert rasd("account", "tokens").stdout == ""


@pytest.mark.parametrize(
    "options",
    [
        ("--host", "0.0.0.0"),
        ("--name", "rasd.example.org"),
        ("--plain-http",),
        ("--team", "--host", "0.0.0.0", "--name", "rasd.example.org"),
        ("--team", "--name", "rasd.example.org"),
        ("--team", "--host", "0.0.0.0", "--plain-http"),
        ("--team", "--host", "rasd.example.org", "--plain-http"),
        ("--team", "--by", "Salma"),
        ("--team", "--cert", "cert.pem"),
        ("--team", "--proxy", "192.0.2.1"),
        ("--team", "--cert", "none.pem", "--key", "none.pem"),
    ],
    ids=" ".join,
)
def test_what_would_let_strangers_read_along_is_refused_with_the_remedy(
    rasd: Rasd, options: tuple[str, ...]
) -> None:
    add(rasd, "Salma", "admin")
    shown = rasd("serve", "--port", "0", *options)
    assert shown.exit_code == 2
    assert re.search("--team|--name|--https|--by|--key|--behind-https|no such file", shown.output)


def test_a_team_without_an_administrator_is_told_how_to_make_one(rasd: Rasd, db: Path) -> None:
    add(rasd, "Nour", "coder")
    shown = rasd("serve", "--team", "--port", "0")
    assert shown.exit_code == 2
    assert "rasd account add NAME --role admin" in shown.output
    with open_store(db) as store:
        store.people.add_account("Salma", shown="x", role=Role.ADMIN, by="root")
    assert rasd("serve", "--team", "--port", "0").exit_code == 2


def test_a_store_lacks_nothing_any_more_when_its_server_begins_to_answer(
    rasd: Rasd, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[list[int], bool]] = []

    def run(_: Server) -> None:
        with open_store(db) as store:
            lacking = list(store.index(arabic_analyser()))
            found.append((lacking, store.merge_due(merge_recipe())))

    monkeypatch.setattr(Server, "run", run)
    with open_store(db) as store:
        store.write_coded([coded("a", 0, 1), coded("b", 0, day=1)], "rules/1")
    shown = rasd("serve", "--port", "0", "--by", "Salma")
    assert found == [([0], False)]
    assert "Indexing the words (2 documents)" in shown.output
    assert "Merging by today's rules" in shown.output
    again = rasd("serve", "--port", "0", "--by", "Salma")
    assert again.output == ""
