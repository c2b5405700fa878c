"""Decides how what was fetched is archived: WARC, each record packed by itself, only ever added to.

A record is on disk before anything is concluded from it. So the end of the archive that the
watch's memory does not know yet is dealt with on the next start as if it had just come; only a
record that a kill tore in the middle is cut off.
"""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rasd import __version__
from rasd.model import DocumentError, RunError
from rasd.readers.limits import LIMITS
from rasd.readers.source import open_source
from rasd.readers.warc_records import responses
from rasd.run.net.asking import Answer
from rasd.run.watch.measures import shown_time
from rasd.run.watch.records import Address, Kind, Place

logger = logging.getLogger(__name__)

_SUFFIX = ".warc.gz"
_CHUNK = 1 << 20
_LONGEST = 4 * LIMITS.text
_HTTP = "application/http; msgtype="


def _none(file: str) -> int:
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """An answer in the archive: to what it was one, and where the records about it end."""

    kind: Kind
    url: str
    source: str
    fetched: float
    place: Place
    end: int
    answer: Answer


class Archive:
    """The WARC files of a watch. `contact` is written into each, for whoever finds it.

    `whole` says how much of a file has been dealt with, 0 of one that was never heard of.
    """

    def __init__(
        self, folder: Path, *, most: int, contact: str = "", whole: Callable[[str], int] = _none
    ) -> None:
        self._folder = folder
        self._most = most
        self._contact = contact
        self._whole = whole

    def add(self, address: Address, answer: Answer, now: float) -> tuple[Place, int]:
        """Writes an answer with its question; where it stands, and where the file ends now."""
        path = self._current(now)
        start = path.stat().st_size if path.exists() else 0
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        if not start:
            self._write_info(writer, path.name, now)
        offset = start + out.tell()
        _write_pair(writer, address, answer, now)
        self._append(path, out.getvalue(), is_new=not start)
        return Place(file=path.name, offset=offset), start + out.tell()

    def body(self, place: Place) -> bytes:
        """The body of an answer, unpacked; `DocumentError` where the archive has lost it."""
        path = self._folder / place.file
        why = f"{path} holds no answer at {place.offset}"
        try:
            record = next((record for _, _, record in _members(path, place.offset)), b"")
        except OSError as error:
            record, why = b"", f"{path} cannot be read: {error.strerror}"
        found = _answer(record, _head(record))
        if found is None:
            raise DocumentError("damaged", why, "restore it from a backup")
        return found.body

    def unsettled(self) -> Iterator[Archived]:
        """What lies in the archive beyond the known, oldest first; a torn end is cut off."""
        for path in self._files():
            known, size = self._whole(path.name), path.stat().st_size
            if size < known:
                logger.warning(
                    "%s: %d bytes at its end are gone; restore it from a backup", path, known - size
                )
            if size > known:
                yield from self._rest(path, known)

    def _rest(self, path: Path, known: int) -> Iterator[Archived]:
        end, waiting = known, None
        for start, stop, record in _members(path, known):
            end = stop
            head = _head(record)
            try:
                answer = _answer(record, head)
            except DocumentError as error:
                logger.warning("%s: the answer at %d cannot be read: %s", path, start, error)
                answer = None
            if waiting is not None and answer is not None:
                yield waiting
                waiting = None
            if answer is not None and "Rasd-Kind" in head:
                waiting = _archived(head, answer, Place(file=path.name, offset=start), stop)
            elif waiting is not None:
                waiting = replace(waiting, end=stop)
        if end < path.stat().st_size:
            logger.warning("%s: a torn record at %d is cut off", path, end)
            with path.open("r+b") as file:
                file.truncate(end)
                os.fsync(file.fileno())
        if waiting is not None:
            yield waiting

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"rasd-[0-9]*{_SUFFIX}"))

    def _current(self, now: float) -> Path:
        """The file to add to: the last one, unless it is full or of another day."""
        files = self._files()
        day = datetime.fromtimestamp(now, UTC).strftime("%Y%m%d")
        if files:
            last = files[-1]
            of_today = last.name.endswith(f"-{day}{_SUFFIX}")
            # Never to one that has lost its end: places beyond that are noted already.
            if of_today and self._whole(last.name) <= last.stat().st_size < self._most:
                return last
        number = int(files[-1].name.split("-")[1]) + 1 if files else 1
        while self._whole(name := f"rasd-{number:06d}-{day}{_SUFFIX}"):
            number += 1
        return self._folder / name

    def _append(self, path: Path, data: bytes, *, is_new: bool) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                _settle_name(path.parent)
        except OSError as error:
            raise RunError(
                f"{path}: cannot be written ({error.strerror}). Nothing that was archived is lost: "
                "free some space and start again"
            ) from error

    def _write_info(self, writer: WARCWriter, name: str, now: float) -> None:
        info = {
            "software": f"rasd/{__version__}",
            "format": "WARC File Format 1.1",
            "operator": self._contact,
            "robots": "obeyed, RFC 9309",
        }
        record = writer.create_warcinfo_record(name, info)
        record.rec_headers.replace_header("WARC-Date", shown_time(now))
        writer.write_record(record)


def digest(data: bytes) -> str:
    """A SHA-256 as WARC headers write it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode("ascii")


def _write_pair(writer: WARCWriter, address: Address, answer: Answer, now: float) -> None:
    head = [
        ("WARC-Date", shown_time(now)),
        ("WARC-IP-Address", answer.ip),
        ("Rasd-Kind", address.kind.value),
        ("Rasd-Asked", address.url),
        ("Rasd-Source", address.source),
        ("Rasd-Fetched", repr(now)),
    ]
    if answer.cut:
        head.append(("WARC-Truncated", "length"))
    payload = answer.said.partition(b"\r\n\r\n")[2]
    head.append(("WARC-Payload-Digest", digest(payload)))
    response = _record("response", answer.url, answer.said, head)
    writer.write_record(response)
    about = [
        ("WARC-Date", shown_time(now)),
        ("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID")),
    ]
    # What comes after the headers of a question is nothing.
    asked = [*about, ("WARC-Payload-Digest", digest(b""))]
    writer.write_record(_record("request", answer.url, answer.asked, asked))
    told = f"sha256-of-body: {hashlib.sha256(answer.body).hexdigest()}\r\nvia: {address.source}\r\n"
    fields = _record("metadata", answer.url, told.encode("utf-8"), about)
    fields.content_type = "application/warc-fields"
    writer.write_record(fields)


def _record(kind: str, url: str, block: bytes, head: list[tuple[str, str]]) -> Any:
    """A record whose block is written as it is: a builder would spell its headers anew."""
    named = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", WARCWriter._make_warc_id()),
        ("WARC-Target-URI", url),
        *head,
    ]
    headers = StatusAndHeaders("", named, protocol="WARC/1.1")
    record = ArcWarcRecord(
        "warc", kind, headers, io.BytesIO(block), None, f"{_HTTP}{kind}", len(block)
    )
    record.payload_length = len(block)
    return record


def _members(path: Path, start: int) -> Iterator[tuple[int, int, bytes]]:
    """The records from an offset on, each with where it starts and ends; a torn one is no more."""
    with path.open("rb") as file:
        file.seek(start)
        rest = b""
        while True:
            unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
            record = bytearray()
            while not unpack.eof:
                rest = rest or file.read(_CHUNK)
                if not rest:
                    return
                try:
                    record += unpack.decompress(rest, _LONGEST)
                except zlib.error:
                    return
                if len(record) >= _LONGEST:
                    return
                rest = unpack.unused_data
            stop = file.tell() - len(rest)
            yield start, stop, bytes(record)
            start = stop


def _head(record: bytes) -> Message:
    head = record.partition(b"\r\n\r\n")[0]
    return BytesHeaderParser().parsebytes(head.partition(b"\r\n")[2])


def _answer(record: bytes, head: Message) -> Answer | None:
    """The answer in a record, `None` where it is a record of something else."""
    if head.get("WARC-Type") != "response":
        return None
    source = open_source("archive", "archive.warc", io.BytesIO(record), LIMITS)
    for found in responses(source):
        if isinstance(found.body, DocumentError):
            raise found.body
        first, _, rest = found.block.partition(b"\r\n\r\n")[0].partition(b"\r\n")
        named = (line.partition(b":") for line in rest.split(b"\r\n"))
        reason = first.split(None, 2)[2:]
        return Answer(
            url=found.url or "",
            status=found.status,
            reason=reason[0].decode("latin-1") if reason else "",
            headers=tuple(
                (key.strip().decode("latin-1"), value.strip().decode("latin-1"))
                for key, _, value in named
            ),
            body=found.body,
            asked=b"",
            said=found.block,
            ip=str(head.get("WARC-IP-Address", "")),
        )
    return None


def _archived(head: Message, answer: Answer, place: Place, end: int) -> Archived:
    return Archived(
        kind=Kind(str(head["Rasd-Kind"])),
        url=str(head["Rasd-Asked"]),
        source=str(head.get("Rasd-Source", "")),
        fetched=float(str(head["Rasd-Fetched"])),
        place=place,
        end=end,
        answer=answer,
    )


def _settle_name(folder: Path) -> None:
    """Has the name of a new file on disk too, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
