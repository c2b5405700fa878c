"""The review application for tests: a store with the demo's reports, a client, a real server."""

from __future__ import annotations

import atexit
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from starlette.testclient import TestClient
from tests.runs import REPORTS

from rasd.model import Role
from rasd.review import Mode, Settings, create_app
from rasd.review.security import passwords
from rasd.review.security.passwords import Passwords
from rasd.review.server import Server, bound
from rasd.run import Job, run_job
from rasd.store import open_store, restore_store

AUTHOR = "Salma"
TEAM = {"Salma": Role.ADMIN, "Idris": Role.EDITOR, "Nour": Role.CODER, "Rim": Role.READER}
"""The accounts of `team_of`."""
PASSWORD = "four words of salt"
_TOKEN = re.compile(r'<meta name="csrf" content="([0-9a-f]+)">')


@dataclass(frozen=True)
class Client:
    """A browser without a screen: keeps cookies, sends the token of its session."""

    http: TestClient

    def get(self, address: str, **given: Any) -> Any:
        """The answer to an address, redirects followed."""
        return self.http.get(address, **given)

    def post(self, address: str, data: dict[str, Any] | None = None, **given: Any) -> Any:
        """The answer to a form, sent as a page of the application sends it."""
        return self.http.post(address, data=data, headers={"X-CSRF-Token": self.token}, **given)

    @property
    def token(self) -> str:
        """The token that a page of this session carries."""
        found = _TOKEN.search(self.http.get("/").text)
        assert found is not None
        return found[1]

    def login(self, name: str, password: str = PASSWORD) -> Any:
        """The answer to a login, redirects followed."""
        return self.post("/login", {"name": name, "password": password})


@contextmanager
def client_of(place: str | Path, **given: Any) -> Iterator[Client]:
    """A client of the application over the store at `place`."""
    with TemporaryDirectory(prefix="rasd-tests-") as imports:
        given.setdefault("imports", Path(imports))
        settings = Settings(store=str(place), hosts=("testserver",), author=AUTHOR, **given)
        with TestClient(create_app(settings)) as http:
            yield Client(http)


def password_hash() -> str:
    """The hash of `PASSWORD` at today's costs, worked out once for each of them."""
    return _password_hash(repr(passwords.COSTS))


@cache
def _password_hash(costs: str) -> str:
    return Passwords().hash(PASSWORD)


def add_team(place: str | Path) -> None:
    """Gives a store the accounts of `TEAM`, all with one password."""
    with open_store(place) as store:
        for name, role in TEAM.items():
            store.people.add_account(
                name, shown=name, role=role, by="root", password=password_hash()
            )


@contextmanager
def team_of(place: str | Path, name: str | None = None, **given: Any) -> Iterator[Client]:
    """A client of a team's application over the store at `place`, logged in as `name`."""
    with open_store(place) as store:
        is_new = not store.people.accounts()
    if is_new:
        add_team(place)
    with client_of(place, mode=Mode.TEAM, **given) as client:
        if name is not None:
            assert client.login(name).status_code == 200
        yield client


@contextmanager
def server_of(place: str | Path, *, mode: Mode = Mode.LOCAL, **given: Any) -> Iterator[str]:
    """The address of a real server over the store at `place`; it stops with the block."""
    with ExitStack() as stack:
        if "imports" not in given:
            folder = stack.enter_context(TemporaryDirectory(prefix="rasd-tests-"))
            given["imports"] = Path(folder)
        app = create_app(Settings(store=str(place), author=AUTHOR, mode=mode, **given))
        listening = stack.enter_context(bound("127.0.0.1", 0))
        ready = threading.Event()
        server = Server(app, listening, ready=ready.set)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            assert ready.wait(30), "the server did not start"
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.stop()
            thread.join(30)


@cache
def _backup(*reports: Path) -> Path:
    """A backup of a store with these reports, coded and merged once for all tests."""
    folder = Path(mkdtemp(prefix="rasd-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    run_job(Job(inputs=reports, out=folder, workers=1))
    backup = folder / "backup.zip"
    with open_store(folder / "rasd.sqlite", create=False) as store, backup.open("wb") as file:
        store.write_backup(file)
    return backup


def demo_store(place: str | Path) -> None:
    """Fills an empty place with the bundled reports and their events."""
    restore_store(_backup(REPORTS), str(place))


def store_of(place: str | Path, *reports: Path) -> None:
    """Fills an empty place with the reports of files or folders, and their events."""
    restore_store(_backup(*reports), str(place))
