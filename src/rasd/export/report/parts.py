"""Decides how data lies in the page: readable JSON, or deflated where it is long.

Records reach the browser as JSON inside a script element that is never executed. Its `<`, `>`,
`&` and line separators are written as escapes, so no article can close the element. A part is
built piece by piece and waits outside of memory where it is long.
"""

from __future__ import annotations

import base64
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

from rasd.model import compact, temporary_files, without_halves

_COMPRESS_FROM = 200_000
"""Characters of JSON from which a part is deflated; below, it stays readable in the source."""
_A_PIECE = 1 << 17
"""Bytes of JSON that are deflated together."""
_BYTES_AT_ONCE = 3 << 16
"""Deflated bytes that are written together; three of them make four letters."""
_IN_MEMORY = 1 << 22
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


class Part:
    """A script element that holds data."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: list[bytes] = []
        self._size = 0
        self._deflate: zlib._Compress | None = None
        # Not in a `with`: it is read when the page is written, and goes with the part.
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115

    def add(self, json_bytes: bytes) -> None:
        """Adds a piece of JSON."""
        self._waiting.append(json_bytes)
        if self._deflate is None:
            self._size += len(json_bytes.decode())
            most = _COMPRESS_FROM
        else:
            self._size += len(json_bytes)
            most = _A_PIECE
        if self._size >= most:
            self._pass_on()

    def add_list(self, values: Iterable[Any]) -> None:
        """Adds the values as a list."""
        opening = b"["
        for value in values:
            self.add(opening + compact(value))
            opening = b","
        self.add(b"[]" if opening == b"[" else b"]")

    def texts(self) -> Iterator[str]:
        """The element, piece by piece; nothing is added behind."""
        if self._deflate is None:
            yield f'<script type="application/json" id="rasd-{self._name}">'
            yield b"".join(self._waiting).decode().translate(_ESCAPES)
        else:
            self._pass_on()
            with temporary_files():
                self._file.write(self._deflate.flush())
                self._file.seek(0)
            yield f'<script type="application/vnd.rasd.deflate" id="rasd-{self._name}">'
            while some := self._read():
                yield base64.b64encode(some).decode("ascii")
        yield "</script>"

    def _pass_on(self) -> None:
        if self._deflate is None:
            self._deflate = zlib.compressobj(6)
        with temporary_files():
            self._file.write(self._deflate.compress(b"".join(self._waiting)))
        self._waiting.clear()
        self._size = 0

    def _read(self) -> bytes:
        with temporary_files():
            return self._file.read(_BYTES_AT_ONCE)


def clean(text: str) -> str:
    """The text with lone surrogates replaced, one for one: UTF-8 cannot hold them."""
    try:
        text.encode("utf-8")  # a tenth of the time of looking for what is hardly ever there
    except UnicodeEncodeError:
        return without_halves(text)
    return text
