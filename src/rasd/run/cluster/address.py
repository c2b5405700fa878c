"""Decides what `--cluster` may name: processes of this machine, or a scheduler elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasd.model import SettingsError

_LOCAL = re.compile(r"local:([0-9]{1,4})")
_SCHEDULER = re.compile(r"(?:tcp|tls)://\S+:[0-9]{1,5}")
_FILE = "file:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the workers are; one of the three is given."""

    local: int | None = None
    """So many processes of this machine, started for this run."""
    scheduler: str | None = None
    file: str | None = None
    """A file that the scheduler wrote to say where it is."""

    def __str__(self) -> str:
        if self.local is not None:
            return f"local:{self.local}"
        return self.scheduler or f"{_FILE}{self.file}"


def read_address(text: str) -> Address:
    """The address that `--cluster` gives. Raises `SettingsError`."""
    if (local := _LOCAL.fullmatch(text)) and int(local[1]):
        return Address(local=int(local[1]))
    if _SCHEDULER.fullmatch(text):
        return Address(scheduler=text)
    if text.startswith(_FILE) and len(text) > len(_FILE):
        return Address(file=text.removeprefix(_FILE))
    raise SettingsError(
        f"--cluster {text!r} names no cluster; write local:4 for four processes of this machine, "
        "tcp://HOST:PORT or tls://HOST:PORT for a Dask scheduler, or file:PATH for the file that "
        "`dask scheduler --scheduler-file PATH` writes"
    )
