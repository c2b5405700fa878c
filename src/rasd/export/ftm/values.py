"""Decides how a value stands in an entity: always a text, clean and no longer than allowed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from rasd.model import Json

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = {"name": 384, "alias": 384, "weakAlias": 384, "description": 65000, "summary": 65000}
_ELSE = 1024
_CUT = "..."
_LINE_ENDS = tuple((char, f"\\u{ord(char):04x}") for char in "\x85\u2028\u2029")
_JSON = json.JSONEncoder(ensure_ascii=False)
Values = Mapping[str, Iterable[str | None]]


def entity(schema: str, entity_id: str, values: Values) -> Json:
    """An entity without its empty properties."""
    properties: dict[str, list[str]] = {}
    for name, given in values.items():
        longest = _LONGEST.get(name, _ELSE)
        kept = [text for value in given if value and (text := _clean(value, longest))]
        if kept:
            properties[name] = kept if len(kept) == 1 else list(dict.fromkeys(kept))
    return {"id": entity_id, "schema": schema, "properties": properties}


def line(made: Json) -> str:
    """An entity as one line, whatever a reader takes for the end of one."""
    text = _JSON.encode(made)
    for char, escape in _LINE_ENDS:
        text = text.replace(char, escape)
    return text + "\n"


def entity_id(kind: str, *parts: str | None) -> str:
    """An id of the characters that entities may refer to: `article-0f3c...`, always the same."""
    joined = "\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass")
    return f"{kind}-{sha256(joined).hexdigest()[:16]}"


def _clean(value: str, longest: int) -> str:
    # What can be printed holds nothing unsafe; most values can, and this is told quickly.
    text = (value if value.isprintable() else _UNSAFE.sub(" ", value)).strip()
    return text if len(text) <= longest else text[: longest - len(_CUT)] + _CUT
