"""Bytes become the text that was written, whatever the encoding said or did not say."""

from __future__ import annotations

import codecs

import pytest

from rasd.model import DocumentError
from rasd.readers.decode import decode, stream_encoding

SHORT = "قتل جنديان"
LONG = "أعلنت البلدية الخيالية إغلاق الجسر بعد انفجار عبوة، وأصيب ثلاثة من المارة بجروح طفيفة."


@pytest.mark.parametrize("text", [SHORT, LONG], ids=["ten letters", "a sentence"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"]
)
def test_arabic_is_read_without_a_declaration(text: str, encoding: str) -> None:
    assert text == decode(text.encode(encoding)).text


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "no-such-charset"])
def test_a_wrong_declaration_is_overridden(declared: str) -> None:
    assert decode(LONG.encode("cp1256"), declared=declared).text == LONG
    assert decode(LONG.encode("utf-8"), declared=declared).text == LONG


def test_a_right_declaration_of_a_western_set_is_believed() -> None:
    text = "Le café de la place est fermé depuis le début de l'été."
    assert text == decode(text.encode("latin-1"), declared="iso-8859-1").text


def test_only_the_byte_order_mark_goes() -> None:
    text = " \ufeffسطر\r\n\tآخر \n\n"
    assert text == decode(codecs.BOM_UTF8 + text.encode()).text


def test_a_few_broken_bytes_are_shown_and_told() -> None:
    data = LONG.encode()[:-1]
    decoded = decode(data)
    assert LONG[:-1] == decoded.text.rstrip("\ufffd")[: len(LONG) - 1]
    cut = decode(LONG.encode()[:-2] + b"\xd9")
    assert cut.text.endswith("\ufffd")
    assert cut.warning is not None


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 4, b"\x00\x01\x02" * 50, b"plain ascii \x00 with a NUL in it"],
    ids=["all bytes", "low bytes", "a NUL"],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(data)
    assert caught.value.kind in ("binary", "encoding")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "windows-1256"])
def test_the_encoding_of_a_stream_shows_in_its_start(encoding: str) -> None:
    head = f"id,text\n1,{LONG}\n2,{LONG}".encode(encoding)
    assert encoding == stream_encoding(head[: len(head) - 3 if encoding == "utf-8" else None])
