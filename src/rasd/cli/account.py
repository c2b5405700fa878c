"""`rasd account`: who may log in where `rasd serve --team` runs."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import counted, plain

account = typer.Typer(
    name="account",
    help="The people who may log in where rasd serve --team runs, and what each may do: reader, "
    "coder, editor or admin.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="The name of the account; it signs judgements.")
]
FromStdin = Annotated[
    bool,
    typer.Option(
        "--password-stdin",
        help="Read the password from the first line of standard input, not from the terminal.",
    ),
]
_DAY = 24 * 3600


def add_account(
    name: Name,
    *,
    role: Annotated[
        str, typer.Option(metavar="ROLE", help="reader, coder, editor or admin.")
    ] = "coder",
    shown: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="How pages call the person.", show_default="NAME"),
    ] = None,
    password_stdin: FromStdin = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Make an account.

    Its password is asked for twice, and is never an argument. A store is made where there is none.
    """
    from rasd.model import StoreError, account_name, role_of
    from rasd.review.security.passwords import Passwords
    from rasd.store import open_store

    given, rights = account_name(name), role_of(role)
    with open_store(db) as store:
        if held := store.people.account(given):
            raise StoreError(
                f"there is an account {held.name!r} already; "
                f"for another password: rasd account password {held.name!r}"
            )
        password = _password(given, from_stdin=password_stdin)
        made = store.people.add_account(
            given,
            shown=(shown or given).strip(),
            role=rights,
            by=getpass.getuser(),
            password=Passwords().hash(password),
        )
    print(f"{plain(made.name)}: {made.role.code}")


def list_accounts(*, db: Db = DEFAULT_DB) -> None:
    """List all accounts.

    Name, role, state, and how pages call the person.
    """
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        for each in store.people.accounts():
            state = "disabled" if each.disabled else "active" if each.has_password else "waiting"
            print(f"{plain(each.name)}\t{each.role.code}\t{state}\t{plain(each.shown)}")


def change_role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, coder, editor or admin.")],
    *,
    db: Db = DEFAULT_DB,
) -> None:
    """Give an account another role.

    It holds from the next request on.
    """
    from rasd.model import role_of
    from rasd.store import open_store

    wanted = role_of(role)
    with open_store(db, create=False) as store:
        made = store.people.change_account(name, by=getpass.getuser(), role=wanted)
    print(f"{plain(made.name)}: {made.role.code}")


def change_password(name: Name, *, password_stdin: FromStdin = False, db: Db = DEFAULT_DB) -> None:
    """Set the password of an account.

    Its sessions end.
    """
    from rasd.review.security.passwords import Passwords
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        held = _known(store.people.account(name), name)
        password = _password(held, from_stdin=password_stdin)
        store.people.set_password(held, Passwords().hash(password), by=getpass.getuser())
    print(f"{plain(held)}: the password is changed, and all sessions have ended")


def disable(name: Name, *, db: Db = DEFAULT_DB) -> None:
    """Let somebody in no longer.

    Sessions and tokens end; what the person said stays.
    """
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        made = store.people.change_account(name, by=getpass.getuser(), disabled=True)
    print(f"{plain(made.name)}: disabled")


def enable(name: Name, *, db: Db = DEFAULT_DB) -> None:
    """Let somebody in again.

    The password is that of before.
    """
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        made = store.people.change_account(name, by=getpass.getuser(), disabled=False)
    print(f"{plain(made.name)}: active")


def make_token(
    name: Name,
    *,
    purpose: Annotated[
        str, typer.Option("--for", metavar="TEXT", help="What it is for, to know it again.")
    ],
    scope: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SCOPE",
            help="What it may do beside reading records: text (read the texts of documents), "
            "write (judge). Repeat for both.",
            show_default="read alone",
        ),
    ] = None,
    days: Annotated[
        int, typer.Option(min=0, metavar="N", help="For how long it holds; 0 until revoked.")
    ] = 90,
    db: Db = DEFAULT_DB,
) -> None:
    """Make a token of the JSON interface.

    It is printed, this once. Where people work alone, NAME is the one that signs their judgements.
    """
    from rasd.model import Scope, SettingsError, account_name
    from rasd.review.security.secrets import digest_of, new_token
    from rasd.store import open_store

    wanted = {Scope.READ}
    for each in scope or ():
        try:
            wanted.add(Scope(each))
        except ValueError as error:
            known = ", ".join(Scope)
            raise SettingsError(f"{each!r} is no scope; expected one of {known}") from error
    with open_store(db, create=False) as store:
        held = store.people.account(name)
        owner = held.name if held else account_name(name)
        token = new_token()
        store.people.add_token(
            owner,
            purpose,
            digest_of(token),
            scopes=tuple(sorted(wanted)),
            by=getpass.getuser(),
            seconds=days * _DAY or None,
        )
    print(token)


def list_tokens(*, db: Db = DEFAULT_DB) -> None:
    """List the tokens that may be used.

    Id, account, purpose, scopes, end, and last use.
    """
    from rasd.store import open_store, utc_now

    with open_store(db, create=False) as store:
        for each in store.people.tokens():
            if each.has_ended(utc_now()):
                continue
            cells = (each.id, each.account, each.name, " ".join(each.scopes))
            print(
                *(plain(cell) for cell in cells),
                each.expires or "until revoked",
                each.used or "never used",
                sep="\t",
            )


def revoke_token(
    token: Annotated[str, typer.Argument(metavar="ID", help="The id that `tokens` lists.")],
    *,
    db: Db = DEFAULT_DB,
) -> None:
    """End a token at once."""
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        store.people.revoke_token(token, by=getpass.getuser())
    print(f"{plain(token)}: revoked")


def _known(account: object, name: str) -> str:
    from rasd.model import StoreError, TeamAccount

    if not isinstance(account, TeamAccount):
        raise StoreError(f"there is no account {name!r}; see them with: rasd account list")
    return account.name


def _password(name: str, *, from_stdin: bool) -> str:
    """A password that may be chosen, asked for until it may be."""
    from rasd.model import SettingsError
    from rasd.review.security.passwords import SHORTEST, check_password

    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
        check_password(password, name=name)
        return password
    if not sys.stdin.isatty():
        raise SettingsError(
            "there is no terminal to ask for the password; give it on standard input with "
            "--password-stdin"
        )
    print(f"A password has at least {counted(SHORTEST, 'character')}; several words do.")
    while True:
        password = getpass.getpass("Password: ")
        try:
            check_password(password, name=name)
        except SettingsError as error:
            print(error)
            continue
        if getpass.getpass("Password again: ") == password:
            return password
        print("The two passwords differ.")
