"""A PostgreSQL server for the tests: the system's own binaries, a folder that is thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

USER, PASSWORD = "rasd", "p@ss/w?rd:1"
STARTED_WITHIN = 60
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=16MB")


@dataclass(frozen=True)
class Server:
    """A running server; `process` is the server's own."""

    port: int
    process: subprocess.Popen[bytes]

    def address(self, schema: str, *, password: str = PASSWORD) -> str:
        """The address of a store in a schema of its own."""
        options = quote(f"-csearch_path={schema}")
        login = f"{USER}:{quote(password, safe='')}"
        return f"postgresql://{login}@127.0.0.1:{self.port}/postgres?options={options}"

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=PASSWORD,
            dbname="postgres",
            autocommit=True,
        )

    @contextmanager
    def schema(self, name: str) -> Iterator[str]:
        """The address of a new schema, dropped at the end."""
        with self.connect() as connection:
            connection.execute(f'CREATE SCHEMA "{name}"'.encode())
        try:
            yield self.address(name)
        finally:
            with self.connect() as connection:
                connection.execute(f'DROP SCHEMA "{name}" CASCADE'.encode())


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, newest version first; `None` without a server."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: float(path.parent.name) if path.parent.name.isdecimal() else 0.0,
        reverse=True,
    )
    if config := shutil.which("pg_config"):
        done = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(done.stdout.strip()))
    if initdb := shutil.which("initdb"):
        found.append(Path(initdb).resolve().parent)
    return next((path for path in found if (path / "initdb").exists()), None)


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """A server on a free port of this machine, asked for its password, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="rasd-postgresql-"))
    owner = _owner()
    try:
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if owner is not None:
            for path in (folder, secret):
                shutil.chown(path, owner)
        _make(programs, folder, owner)
        port = _free_port()
        settings = [*QUICK, f"port={port}", "listen_addresses=127.0.0.1"]
        settings += [f"unix_socket_directories={folder}"]
        options = [part for setting in settings for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", *options],
                stdout=log,
                stderr=log,
                user=owner,
                cwd=folder,
            )
        try:
            _wait_for(server := Server(port=port, process=process), folder / "log")
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(programs: Path, folder: Path, owner: str | None) -> None:
    command = [programs / "initdb", "-D", folder / "data", "-U", USER, "--no-sync"]
    command += ["--encoding=UTF8", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
    # A language's own order by default, so that a column without one of its own is noticed.
    for more in (["--locale-provider=icu", "--icu-locale=en"], []):
        done = subprocess.run(
            [*command, *more], capture_output=True, text=True, user=owner, cwd=folder, check=False
        )
        if done.returncode == 0:
            return
    raise RuntimeError(f"initdb failed:\n{done.stdout}\n{done.stderr}")


def _wait_for(server: Server, log: Path) -> None:
    deadline = time.monotonic() + STARTED_WITHIN
    while True:
        try:
            server.connect().close()
            return
        except psycopg.OperationalError as error:
            if server.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"no PostgreSQL server:\n{log.read_text()}") from error
            time.sleep(0.05)


def _owner() -> str | None:
    """Whom the server belongs to: it refuses to be root's."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
