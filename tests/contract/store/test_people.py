"""Accounts, what lets their people in, and what of them stands in the log and in backups."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Connection, text
from tests.clock import Clock

from rasd.model import AccountDeed, LogKind, Role, Scope, SettingsError, StoreError
from rasd.store import Attempts, Store, open_store, restore_store

HOUR = 3600
DIGEST = "d" * 64
DEEDS = (
    *("shown", "role", "invited", "password", "token"),
    *("revoked", "failed", "disabled", "enabled"),
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(place: str, clock: Clock) -> Iterator[Store]:
    """A store with an administrator, Salma, and a coder, Nour."""
    with open_store(place, clock=clock) as store:
        store.people.add_account("Salma", shown="سلمى", role=Role.ADMIN, by="root", password="h1")
        store.people.add_account("Nour", shown="نور", role=Role.CODER, by="Salma", password="h2")
        yield store


def changed_by_hand(store: Store, statement: str) -> None:
    connection: Connection = store._connection  # type: ignore[attr-defined]
    connection.execute(text(statement))


def deeds(store: Store) -> list[tuple[str, Any]]:
    return [
        (entry.payload["deed"], entry.payload.get("account"))
        for entry in store.log()
        if entry.kind is LogKind.ACCOUNT
    ]


def test_an_account_is_found_however_its_name_is_capitalised(store: Store) -> None:
    found = store.people.account("SALMA")
    assert found is not None
    assert (found.name, found.shown, found.role) == ("Salma", "سلمى", Role.ADMIN)
    assert found.has_password
    assert store.people.account("Ali") is None
    assert [each.name for each in store.people.accounts()] == ["Nour", "Salma"]


@pytest.mark.parametrize("name", ["Salma", "salma", " SALMA ", "ｓalma"])
def test_a_name_that_people_would_take_for_another_is_refused(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="already"):
        store.people.add_account(name, shown="x", role=Role.READER, by="Salma")


@pytest.mark.parametrize("name", ["", "a" * 61, "a\nb\x00", "sal\u200bma", "\u202eamlas", "rasd"])
def test_a_name_that_could_mislead_is_refused(store: Store, name: str) -> None:
    with pytest.raises(SettingsError, match="name"):
        store.people.add_account(name, shown="x", role=Role.READER, by="Salma")


def test_the_last_administrator_can_be_neither_disabled_nor_lowered(store: Store) -> None:
    people = store.people
    for change in ({"disabled": True}, {"role": Role.EDITOR}):
        with pytest.raises(StoreError, match="last administrator"):
            people.change_account("Salma", by="Salma", **change)  # type: ignore[arg-type]
    assert people.accounts()[1].role is Role.ADMIN
    people.change_account("Nour", by="Salma", role=Role.ADMIN)
    assert people.change_account("Salma", by="Nour", disabled=True).disabled


def test_every_change_of_an_account_is_in_the_log_without_a_secret(store: Store) -> None:
    people = store.people
    people.change_account("Nour", by="Salma", role=Role.EDITOR, shown="نور الدين")
    people.change_account("Nour", by="Salma", role=Role.EDITOR)
    people.invite("Nour", DIGEST, by="Salma", seconds=HOUR)
    people.set_password("Nour", "hash-of-nour", by="Nour")
    made = people.add_token("Nour", "x", "t" * 64, scopes=(Scope.READ,), by="Nour", seconds=None)
    people.revoke_token(made.id, by="Salma")
    people.note(AccountDeed.FAILED, "Nour", by="rasd", failures=5)
    people.change_account("Nour", by="Salma", disabled=True)
    people.change_account("Nour", by="Salma", disabled=False)
    assert deeds(store)[4:] == [
        (deed, "Nour")
        for deed in [
            "shown",
            "role",
            "invited",
            "password",
            "token",
            "revoked",
            "failed",
            "disabled",
            "enabled",
        ]
    ]
    whole = str([entry.payload for entry in store.log()])
    assert not any(secret in whole for secret in ("hash-of-nour", DIGEST, "t" * 64))
    assert list(store.faults()) == []


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        ("UPDATE account SET role = 'admin' WHERE name = 'Nour'", "account Nour", "role"),
        ("UPDATE account SET disabled = 1 WHERE name = 'Nour'", "account Nour", "disabled"),
        (
            "INSERT INTO account (name, folded, shown, role, disabled, created) "
            "VALUES ('Eve', 'eve', 'Eve', 'admin', 0, '')",
            "account Eve",
            "not in the log",
        ),
    ],
)
def test_an_account_that_another_hand_changed_is_found(
    store: Store, statement: str, where: str, what: str
) -> None:
    changed_by_hand(store, statement)
    [fault] = store.faults()
    assert fault.place == where
    assert what in fault.what


def test_a_session_ends_when_it_is_not_used_and_at_the_latest_after_its_time(
    store: Store, clock: Clock
) -> None:
    people = store.people
    people.begin_session("nour", DIGEST, seconds=24 * HOUR)
    for _ in range(23):
        clock.wait(HOUR)
        found = people.session(DIGEST, idle=2 * HOUR)
        assert found is not None
        assert found.name == "Nour"
    clock.wait(HOUR)
    assert people.session(DIGEST, idle=2 * HOUR) is None
    people.begin_session("Nour", "e" * 64, seconds=24 * HOUR)
    clock.wait(2 * HOUR)
    assert people.session("e" * 64, idle=2 * HOUR) is None


def test_logging_out_a_new_password_and_disabling_end_sessions(store: Store) -> None:
    people = store.people

    def begun() -> str:
        people.begin_session("Nour", DIGEST, seconds=HOUR)
        assert people.session(DIGEST, idle=HOUR) is not None
        return DIGEST

    people.end_session(begun())
    assert people.session(DIGEST, idle=HOUR) is None
    begun()
    people.set_password("Nour", "h3", by="Nour")
    assert people.session(DIGEST, idle=HOUR) is None
    begun()
    people.change_account("Nour", by="Salma", disabled=True)
    people.change_account("Nour", by="Salma", disabled=False)
    assert people.session(DIGEST, idle=HOUR) is None


def test_a_session_is_read_while_another_process_writes(
    store: Store, place: str, clock: Clock
) -> None:
    store.people.begin_session("Nour", DIGEST, seconds=24 * HOUR)
    clock.wait(HOUR)
    found: list[object] = []

    def read() -> None:
        with open_store(place, clock=clock) as other:
            found.append(other.people.session(DIGEST, idle=2 * HOUR))

    with store.transaction():
        store.people.forget_attempts(["x"], before="")
        reader = Thread(target=read)
        reader.start()
        reader.join(30)
        assert found != []
        assert found[0] is not None


def test_a_disabled_account_has_no_password_to_log_in_with(store: Store) -> None:
    assert store.people.password("nour") == "h2"
    store.people.change_account("Nour", by="Salma", disabled=True)
    assert store.people.password("nour") is None
    assert store.people.password("nobody") is None


def test_a_password_is_hashed_anew_only_where_it_is_still_the_same(store: Store) -> None:
    store.people.rehash("Nour", "h2", "h2-stronger")
    store.people.rehash("Nour", "h2", "h2-late")
    assert store.people.password("Nour") == "h2-stronger"


def test_an_invitation_holds_once_for_a_time_and_the_newest_alone(
    store: Store, clock: Clock
) -> None:
    people = store.people
    people.invite("Nour", DIGEST, by="Salma", seconds=HOUR)
    people.invite("Nour", "e" * 64, by="Salma", seconds=HOUR)
    assert people.invited(DIGEST) is None
    found = people.invited("e" * 64)
    assert found is not None
    assert found.name == "Nour"
    people.set_password("Nour", "h3", by="Nour")
    assert people.invited("e" * 64) is None
    people.invite("Nour", DIGEST, by="Salma", seconds=HOUR)
    clock.wait(HOUR)
    assert people.invited(DIGEST) is None


def test_a_token_holds_until_it_expires_or_is_revoked(store: Store, clock: Clock) -> None:
    people = store.people
    scopes = (Scope.READ, Scope.WRITE)
    made = people.add_token("Nour", "notebook", DIGEST, scopes=scopes, by="Nour", seconds=HOUR)
    used = people.token(DIGEST)
    assert used is not None
    assert (used.account, used.scopes) == ("Nour", scopes)
    assert [each.used for each in people.tokens("Nour")] == [clock.at]
    clock.wait(HOUR)
    assert people.token(DIGEST) is None
    people.add_token("Nour", "for ever", "e" * 64, scopes=scopes, by="Nour", seconds=None)
    assert people.token("e" * 64) is not None
    with pytest.raises(StoreError, match="no token"):
        people.revoke_token("t-none", by="Nour")
    people.revoke_token(people.tokens("Nour")[0].id, by="Nour")
    assert people.token("e" * 64) is None
    assert made.id in {each.id for each in people.tokens()}


def test_a_new_account_takes_over_no_token_that_bore_its_name(store: Store) -> None:
    store.people.add_token("Ali", "x", DIGEST, scopes=(Scope.READ,), by="Ali", seconds=None)
    store.people.add_account("Ali", shown="علي", role=Role.READER, by="Salma")
    assert store.people.token(DIGEST) is None


def test_attempts_are_kept_and_old_ones_forgotten(store: Store, clock: Clock) -> None:
    people = store.people
    people.write_attempts({"a": Attempts(3, clock.at), "b": Attempts(1, clock.at)})
    people.write_attempts({"a": Attempts(4, clock.at)})
    assert people.attempts(["a", "b", "c"]) == {
        "a": Attempts(4, clock.at),
        "b": Attempts(1, clock.at),
    }
    people.forget_attempts(["b"], before="2031-01-01T00:00:00Z")
    assert set(people.attempts(["a", "b"])) == {"a"}
    clock.wait(HOUR)
    people.forget_attempts([], before=clock.at)
    assert people.attempts(["a"]) == {}


def test_all_servers_of_a_store_share_one_secret(store: Store, place: str) -> None:
    with open_store(place) as other:
        assert other.people.secret() == store.people.secret()
    assert len(store.people.secret()) == 32


def test_a_backup_holds_accounts_and_nothing_that_lets_anybody_in(
    store: Store, tmp_path: Path
) -> None:
    people = store.people
    people.begin_session("Nour", DIGEST, seconds=HOUR)
    people.invite("Salma", "e" * 64, by="Salma", seconds=HOUR)
    people.add_token("Nour", "x", "f" * 64, scopes=(Scope.READ,), by="Nour", seconds=None)
    secret = people.secret()
    file = tmp_path / "backup.zip"
    with file.open("wb") as opened:
        store.write_backup(opened)
    with zipfile.ZipFile(file) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert "نور".encode() in whole
    for each in (b"h2", DIGEST.encode(), b"e" * 64, b"f" * 64, secret, secret.hex().encode()):
        assert each not in whole
    restore_store(file, tmp_path / "restored/rasd.sqlite")
    with open_store(tmp_path / "restored/rasd.sqlite") as restored:
        assert [each.name for each in restored.people.accounts()] == ["Nour", "Salma"]
        assert restored.people.password("Nour") is None
        assert list(restored.faults()) == []
