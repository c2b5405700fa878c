"""Decides how bytes wait that are too many for memory: in a file without a name.

It lies in the folder for temporary files, and the system removes it when nobody holds it any
more. A full folder ends the run with a remedy.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from typing import IO

from rasd.model import no_room, temporary_files

_IN_MEMORY = 1 << 20


class Nameless:
    """Bytes in the order in which they came; a file is made when they are more than `in_memory`."""

    def __init__(self, in_memory: int = _IN_MEMORY) -> None:
        # Not in a `with`: it lives as long as this does.
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(in_memory)  # noqa: SIM115
        self._end = 0
        self._is_at_end = True

    def append(self, data: bytes) -> int:
        """Where the data begins, which comes behind all before."""
        start = self._end
        try:
            # To seek is to write what is buffered: only where something was read meanwhile.
            if not self._is_at_end:
                self._file.seek(start)
                self._is_at_end = True
            self._file.write(data)
        except OSError as error:
            raise no_room(error.strerror or str(error)) from error
        self._end += len(data)
        return start

    def read(self, start: int, size: int) -> bytes:
        self._is_at_end = False
        # `temporary_files` takes longer than most that is read: 1.5 us.
        try:
            self._file.seek(start)
            return self._file.read(size)
        except OSError as error:
            raise no_room(error.strerror or str(error)) from error

    def settle(self) -> None:
        """Writes what is buffered: what cannot be written is known now, not when it is read."""
        with temporary_files():
            self._file.flush()

    def clear(self) -> None:
        with temporary_files():
            self._file.seek(0)
            self._file.truncate()
        self._end = 0
        self._is_at_end = True

    def close(self) -> None:
        # What could not be written is written once more here, and nobody wants it.
        with suppress(OSError):
            self._file.close()

    def __del__(self) -> None:
        self.close()
