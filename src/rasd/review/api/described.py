"""Decides what people read of the interface: what programs read, from its own description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What may stand in an address or in a body."""

    name: str
    where: str
    what: str
    required: bool
    many: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One thing that a program can ask."""

    method: str
    path: str
    summary: str
    what: str
    parameters: tuple[Parameter, ...]
    bodies: tuple[tuple[str, tuple[Parameter, ...]], ...]


def described(openapi: Mapping[str, Any]) -> Iterator[Address]:
    """Every address, in the order in which it is described."""
    for path, methods in openapi["paths"].items():
        for method, said in methods.items():
            yield Address(
                method=method.upper(),
                path=path,
                summary=said["summary"],
                what=said.get("description", ""),
                parameters=tuple(map(_parameter, said.get("parameters", ()))),
                bodies=tuple(_bodies(openapi, said.get("requestBody"))),
            )


def _parameter(said: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=said["name"],
        where=said["in"],
        what=said.get("description", ""),
        required=said.get("required", False),
        many=said.get("schema", {}).get("type") == "array",
    )


def _bodies(
    openapi: Mapping[str, Any], body: Mapping[str, Any] | None
) -> Iterator[tuple[str, tuple[Parameter, ...]]]:
    """Each kind of body, by what it does."""
    if body is None:
        return
    schemas = openapi["components"]["schemas"]
    for each in body["content"]["application/json"]["schema"]["oneOf"]:
        kind = schemas[each["$ref"].rpartition("/")[2]]
        named = kind["properties"]
        fields = tuple(
            Parameter(
                name=name,
                where="body",
                what=said.get("description", ""),
                required=name in kind["required"],
                many=said.get("type") == "array",
            )
            for name, said in named.items()
            if name != "action"
        )
        yield f"{named['action']['const']}: {kind['description']}", fields
