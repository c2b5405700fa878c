"""Reads the pairs of invented texts that copy from each other, or only look like it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.builders import DAY, make_document

from rasd.model import Document

CASES = Path(__file__).parent / "golden" / "reuse" / "cases.toml"
_NAMED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseCase:
    """Two documents and what the later one holds of the earlier: `kind`, `None` for nothing."""

    name: str
    earlier: Document
    later: Document
    kind: str | None
    passages: int


def read_cases(path: Path = CASES) -> tuple[ReuseCase, ...]:
    """All cases, in the order of the file."""
    table = tomllib.loads(path.read_text("utf-8"))
    paragraphs: dict[str, str] = table["paragraphs"]

    def paragraph(name: str) -> str:
        return _NAMED.sub(lambda match: paragraph(match[1]), paragraphs[name])

    def body(names: Sequence[str]) -> str:
        return "\n".join(paragraph(name) for name in names).replace("- \n", "- ")

    return tuple(
        ReuseCase(
            name=case["name"],
            earlier=make_document("earlier", body(case["earlier"])),
            later=make_document("later", body(case["later"]), published=DAY + timedelta(days=1)),
            kind=None if case["kind"] == "none" else case["kind"],
            passages=case.get("passages", 0 if case["kind"] == "none" else 1),
        )
        for case in table["cases"]
    )
