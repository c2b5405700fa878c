"""A Word document: paragraphs and tables in their order, a line for each paragraph or row."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table

from rasd.model import DocumentError, Issue
from rasd.readers.draft import Draft
from rasd.readers.limits import MEGABYTE, Limits
from rasd.readers.markup import FAULTS
from rasd.readers.raw import Raw
from rasd.readers.source import Source

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE = "open it in an office program and save it as .docx again"


def read(source: Source) -> Iterator[Draft | Issue]:
    """One draft; cells of a table row are set apart by tabs."""
    data = source.read_all()
    if data.startswith(_OLE):
        raise _old_or_locked(data)
    _check_archive(data, source.limits)
    title, lines = _parse(data)
    text = "\n".join(lines)
    if not text.strip():
        raise DocumentError("no_text", "the document holds no text", "leave it out")
    yield Draft(text=text, raw=Raw(data=data, media_type=_WORD), whole=True, title=title)


def _old_or_locked(data: bytes) -> DocumentError:
    if _ENCRYPTED in data:
        return DocumentError(
            "password",
            "the document is protected by a password",
            "open it, remove the password and save it again",
        )
    return DocumentError("unsupported", "a Word document of the old .doc kind", _SAVE)


def _check_archive(data: bytes, limits: Limits) -> None:
    """Refuses what is cut off, no Word document, or would unpack to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except zipfile.BadZipFile as error:
        raise DocumentError(
            "truncated", f"the file is cut off or broken: {error}", "copy or fetch it again"
        ) from error
    except (ValueError, OSError, LookupError, NotImplementedError) as error:
        raise DocumentError("malformed", f"a broken zip archive: {error}", _SAVE) from error
    names = {info.filename for info in infos}
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise DocumentError(
            "unsupported", "a zip archive, but no Word document", "unpack it and give the folder"
        )
    if any(info.flag_bits & 1 for info in infos):
        raise DocumentError(
            "password", "parts of the file are encrypted", "remove the password and save it again"
        )
    size = sum(info.file_size for info in infos)
    if size > limits.unpacked:
        raise DocumentError(
            "unsafe",
            f"it would unpack to {size / MEGABYTE:.0f} MB",
            "save its text as .txt if you trust it",
        )
    markup = sum(info.file_size for info in infos if info.filename.endswith((".xml", ".rels")))
    if markup > limits.markup:
        raise DocumentError(
            "unsafe",
            f"it holds {markup / MEGABYTE:.0f} MB of markup",
            "save its text as .txt if you trust it",
        )


def _parse(data: bytes) -> tuple[str | None, list[str]]:
    try:
        document = docx.Document(io.BytesIO(data))
        title = " ".join((document.core_properties.title or "").split()) or None
        return title, list(_lines(document))
    except (OpcError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise DocumentError("malformed", f"a broken Word document: {error}", _SAVE) from error
    except FAULTS as error:
        raise DocumentError("malformed", f"a broken Word document: {error}", _SAVE) from error


def _lines(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                # A merged cell comes once for each column it spans.
                cells = list({id(cell._tc): cell for cell in row.cells}.values())
                yield "\t".join("\n".join(_lines(cell)) for cell in cells)
        else:
            yield block.text
