"""Decides how records are described: by the types that they are made of, never beside them."""

from __future__ import annotations

from functools import cache
from inspect import cleandoc
from typing import Any

import msgspec

from rasd.model import Document, Event, Figure, Judgement, Mention

_REF = "#/components/schemas/{name}"
RECORDS = (Event, Mention, Document, Figure, Judgement)
_ERROR = {
    "type": "object",
    "title": "Error",
    "required": ["error", "remedy"],
    "properties": {
        "error": {"type": "string", "description": "What is wrong."},
        "remedy": {"type": "string", "description": "What to do."},
    },
}


@cache
def components() -> dict[str, Any]:
    """The schema of each record and of what it holds, of pages of them, and of errors."""
    _, made = msgspec.json.schema_components(RECORDS, ref_template=_REF)
    for described in made.values():
        if "description" in described:
            described["description"] = cleandoc(described["description"])
    found: dict[str, Any] = {"Error": _ERROR, **made}
    found |= {f"{kind.__name__}Page": _page(kind.__name__) for kind in RECORDS}
    # Without the scope for it a document comes without its text.
    found["Document"]["required"] = [n for n in found["Document"]["required"] if n != "text"]
    return found


def of(name: str, *, also: dict[int, str] | None = None) -> dict[int | str, dict[str, Any]]:
    """The answers of an address that gives one of `components`."""
    answers: dict[int | str, dict[str, Any]] = {
        200: _answer(name, f"{name} as JSON"),
        401: _answer("Error", "No token that holds"),
        403: _answer("Error", "The token or its owner may not do this"),
        422: _answer("Error", "Something asked for cannot be used"),
        429: _answer("Error", "Too many requests; see Retry-After"),
    }
    for status, what in (also or {}).items():
        answers[status] = _answer("Error", what)
    return answers


def _answer(name: str, what: str) -> dict[str, Any]:
    schema = {"$ref": _REF.format(name=name)}
    return {"description": what, "content": {"application/json": {"schema": schema}}}


def _page(name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": f"{name}Page",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": _REF.format(name=name)}},
            "next": {
                "anyOf": [{"type": "string"}, {"type": "null"}],
                "description": "The cursor of the next page; null at the end.",
            },
            "total": {"type": "integer", "description": "Of all pages, where it is known."},
        },
    }
