"""Decides how a record travels from one process of a run to another: whole, as MessagePack.

There and back, a struct that is pickled part by part takes about five times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

_pack = msgspec.msgpack.Encoder().encode


class Travels(Struct, frozen=True, kw_only=True, gc=False):
    """A record that is pickled as one piece."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        try:
            return _unpacked, (type(self), _pack(self))
        except (UnicodeEncodeError, OverflowError):  # half a surrogate pair, or a huge number
            return _put_together, (type(self), msgspec.structs.asdict(self))


def _unpacked(kind: type[Struct], packed: bytes) -> Struct:
    return _decoder(kind).decode(packed)


@cache
def _decoder(kind: type[Struct]) -> msgspec.msgpack.Decoder[Struct]:
    return msgspec.msgpack.Decoder(kind)


def _put_together(kind: type[Struct], held: dict[str, Any]) -> Struct:
    return kind(**held)
