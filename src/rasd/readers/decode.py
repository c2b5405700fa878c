"""Bytes to text: UTF-8, UTF-16, windows-1256, ISO-8859-6, and the rest by statistics.

UTF-8 that decodes is UTF-8 whatever a page declares. In the old 8-bit sets the same byte is
one letter or another, so the reading that gives plain Arabic words wins: ISO-8859-6 text read
as windows-1256 puts accented Latin letters into Arabic words (جنديان becomes جêديçو-like junk).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from rasd.model import DocumentError

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1b\x7f]")
_C1 = re.compile("[\x80-\x9f]")
_HIGH_BYTES = frozenset({0x00, 0x06, 0x20, 0xFB, 0xFC, 0xFD, 0xFE})
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_GLIMPSE = 400
_ENOUGH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text without its byte order mark, and what had to be assumed to get it."""

    text: str
    encoding: str
    warning: str | None = None


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of `data`, character for character.

    `declared` is a hint that loses against UTF-8 that decodes and against garbage. A few
    broken bytes in UTF-8 become U+FFFD with a warning. Raises `DocumentError` of kind
    `binary` or `encoding` for what is no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    wide = utf16_without_mark(data)
    if wide is not None:
        return _lenient(data, wide)
    try:
        return _checked(Decoded(text=data.decode("utf-8"), encoding="utf-8"))
    except UnicodeDecodeError:
        pass
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") <= max(2, len(broken) // 100) and _ARABIC.search(broken):
        return _checked(_lenient(data, "utf-8"))
    return _checked(_eight_bit(data, declared))


def decoded_wrongly_before(text: str) -> bool:
    """Whether `text` is UTF-8 once read as an 8-bit set and saved so: `ط§ظ„` for `ال`."""
    for encoding in ("windows-1256", "windows-1252", "latin-1"):
        try:
            data = text[:_GLIMPSE].encode(encoding)
            back = codecs.getincrementaldecoder("utf-8")().decode(data)
        except UnicodeError:
            continue
        if len(_ARABIC.findall(back)) >= _ENOUGH:
            return True
    return False


def stream_encoding(head: bytes) -> str:
    """The encoding of a line-based file, judged by its first bytes."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    wide = utf16_without_mark(head[: len(head) - len(head) % 2])
    if wide is not None:
        return wide
    whole = head[: head.rfind(b"\n") + 1] or head
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(whole) - 4:
            return _named(head)
    return "utf-8"


def bom_length(head: bytes) -> int:
    """How many bytes the byte order mark takes."""
    return next((len(mark) for mark, _ in _BOMS if head.startswith(mark)), 0)


def utf16_without_mark(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where every second byte is one that Arabic UTF-16 has there."""
    sample = data[:_SAMPLE]
    if len(data) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2], sample[1::2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        fitting = sum(byte in _HIGH_BYTES for byte in high) / len(high)
        plain = sum(byte in (0x00, 0x06) for byte in high) / len(high)
        zeros = sum(byte == 0 for byte in low) / len(low)
        if fitting >= 0.95 and plain >= 0.8 and zeros < 0.02:
            return encoding
    return None


def _named(data: bytes) -> str:
    try:
        return decode(data[: data.rfind(b"\n") + 1] or data).encoding
    except DocumentError:
        return "utf-8"


def _lenient(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        broken = text.count("\ufffd")
        warning = f"{broken} broken {encoding} sequences are shown as U+FFFD"
        return Decoded(text=text, encoding=encoding, warning=warning)


def _eight_bit(data: bytes, declared: str | None) -> Decoded:
    if declared is not None:
        text = _try(data, declared)
        if text is not None and _plausible(text):
            return Decoded(text=text, encoding=declared)
    for encoding in ("windows-1256", "iso-8859-6"):
        text = _try(data, encoding)
        if text is not None and _ARABIC.search(text[:_SAMPLE]) and _plausible(text):
            return Decoded(text=text, encoding=encoding)
    return _by_statistics(data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _plausible(text: str) -> bool:
    """Whether the non-ASCII letters are nearly all Arabic, or a sprinkle of accents in Latin."""
    sample = text[:_SAMPLE]
    arabic = len(_ARABIC.findall(sample))
    accented = len(_ACCENTED.findall(sample))
    latin = sum(letter.isascii() and letter.isalpha() for letter in sample)
    if _C1.search(sample):
        return False
    if arabic:
        return accented <= 0.08 * arabic
    return accented <= 0.3 * max(latin, 1)


def _by_statistics(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 60 ms that few texts need

    best = from_bytes(data[:_SAMPLE]).best()
    text = None if best is None else _try(data, best.encoding)
    if best is None or text is None:
        raise DocumentError(
            "encoding",
            "the bytes are text in no encoding that rasd knows",
            "save the file as UTF-8 and try again",
        )
    return Decoded(text=text, encoding=best.encoding, warning=f"read as {best.encoding} by guess")


def _checked(decoded: Decoded) -> Decoded:
    """The same text, refused where control characters show that it was never text."""
    sample = decoded.text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if "\x00" in sample or controls > max(2, len(sample) // 100):
        raise DocumentError(
            "binary",
            f"{controls} control characters in the first {len(sample)}: this is no text",
            "give text, a page, or one of the formats that rasd reads",
        )
    return decoded
