"""Data in the page: the same bytes in however many pieces it comes."""

from __future__ import annotations

import base64
import random
import tempfile
import zlib
from pathlib import Path

import pytest

from rasd.export.report.parts import Part
from rasd.model import RunError


def element(*pieces: str) -> str:
    part = Part("x")
    for piece in pieces:
        part.add(piece.encode())
    return "".join(part.texts())


@pytest.mark.parametrize("size", [1, 70_000, 250_000])
def test_a_long_part_is_deflated_as_if_it_had_come_at_once(size: int) -> None:
    text = '"' + "".join(f"قتل {n} في البلدة " for n in range(20_000)) + '"'
    pieces = [text[at : at + size] for at in range(0, len(text), size)] if size > 1 else [text]
    body = base64.b64encode(zlib.compress(text.encode(), 6)).decode()
    expected = f'<script type="application/vnd.rasd.deflate" id="rasd-x">{body}</script>'
    assert expected == element(*pieces)


def test_a_short_part_is_read_as_it_stands_and_cannot_end_its_element() -> None:
    made = element('["', "</script>", '"]')
    assert made == '<script type="application/json" id="rasd-x">["\\u003c/script\\u003e"]</script>'


def test_a_list_without_values_is_an_empty_list() -> None:
    part = Part("x")
    part.add_list([])
    part.add_list([1, "b"])
    assert '[][1,"b"]</script>' in "".join(part.texts())


def test_a_folder_for_temporary_files_that_is_gone_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    part = Part("x")
    with pytest.raises(RunError, match="another folder in TMPDIR"):
        part.add(b'"%b"' % random.Random(1).randbytes(4_000_000).hex().encode())
        list(part.texts())
