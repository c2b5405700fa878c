"""The errors that rasd raises.

RasdError
├── SettingsError     a command-line option or setting cannot be used; stops the run at the door
├── DataError         a data file of ours or the user's is wrong; lists every fault at once
├── InputError        the gold or prediction file of a comparison cannot be read
├── StoreError        the store cannot be opened, or was made by another schema
├── RunError          a run cannot go on, through no fault of its input
└── DocumentError     one input cannot be read; becomes an `Issue` and the run goes on
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class RasdError(Exception):
    """Root of all errors that rasd raises on purpose."""


class SettingsError(RasdError):
    """A setting that cannot be used: found what, expected what."""


class DataError(RasdError):
    """Faults in data files, one `file:line: what` a line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class InputError(RasdError):
    """A file given to a comparison or import that cannot be read."""


class StoreError(RasdError):
    """The store cannot be opened, or was made by another schema."""


class RunError(RasdError):
    """A run cannot go on, through no fault of its input; what was finished is kept."""


class DocumentError(RasdError):
    """One input that cannot become a document; `kind` is a member of `IssueKind`."""

    def __init__(self, kind: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.remedy = remedy


def disk_is_full(error: OSError) -> bool:
    """Whether the system refused to write because a disk, a quota or a file is full."""
    return error.errno in _FULL


@contextmanager
def temporary_files() -> Iterator[None]:
    """A fault of the folder for temporary files inside as a `RunError` that says what to do.

    A bare `OSError` would be told as one of the output.
    """
    try:
        yield
    except OSError as error:
        raise no_room(error.strerror or str(error)) from error


def no_room(fault: str, folder: str | None = None) -> RunError:
    """What to say of a fault of a folder for temporary files: without a name that of Python."""
    # `gettempdir` would look for one anew, and fail where there is none.
    named = folder or tempfile.tempdir
    where = f"the folder for temporary files{f', {named},' if named else ''}"
    return RunError(
        f"{where} cannot be written to: {fault}. Free some "
        "space there, or name another folder in TMPDIR, and run again"
    )
