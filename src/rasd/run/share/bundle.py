"""Decides how a bundle lies in a file, and reads none that is not whole and signed.

A zip archive of `manifest.json`, `signature` and the parts that the manifest names, JSON lines
each. The signature is over the bytes of the manifest, which holds the SHA-256 of every part: so no
part is even unpacked before it is known who signed it. The same content gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self

from rasd.model import (
    SCHEMA,
    InputError,
    Json,
    Mode,
    SettingsError,
    canonical,
    from_json,
    organisation_name,
)
from rasd.run.share.keys import PublicKey, SigningKey, fingerprint_of, is_signed

FORMAT = "rasd-share/1"
DOCUMENTS, JUDGEMENTS = "documents.jsonl", "judgements.jsonl"
MENTIONS, FIGURES, EVENTS = "mentions.jsonl", "figures.jsonl", "events.jsonl"
PARTS = {
    Mode.FULL: (DOCUMENTS, JUDGEMENTS),
    Mode.CITED: (DOCUMENTS, MENTIONS, FIGURES, EVENTS, JUDGEMENTS),
    Mode.PUBLIC: (DOCUMENTS, MENTIONS, FIGURES, EVENTS),
}
_MANIFEST, _SIGNATURE = "manifest.json", "signature"
_SIGNED = f"{FORMAT} manifest\n".encode()
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
_LARGEST_MANIFEST, _LARGEST_SIGNATURE = 1 << 20, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a bundle may hold before it is refused."""

    bytes: int = 64 << 30
    lines: int = 20_000_000
    line: int = 64 << 20
    keys: int = 1000


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part as the manifest has it; `size` in bytes, unpacked."""

    name: str
    sha256: str
    size: int
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a bundle says of itself.

    `recipe` is that of the events; `log_seq` and `log_hash` are the head of the sender's log, and
    `previous` is the bundle that it goes on from. `events` is what the sender's log notes of all
    events: whoever derives the same has the same. `keys` are those of all whose judgements it
    holds, by organisation and base64.
    """

    format: str
    record_schema: str
    organisation: str
    key: str
    created: str
    mode: Mode
    recipe: str
    log_seq: int
    log_hash: str
    events: Any
    parts: tuple[Part, ...]
    keys: tuple[PublicKey, ...]
    previous: str | None = None
    rights: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The manifest of a bundle that is signed by the key that it names; `id` is its SHA-256."""

    id: str
    manifest: Manifest
    key: PublicKey


def write_bundle(
    file: BinaryIO, manifest: Manifest, parts: Mapping[str, Iterable[Json]], key: SigningKey
) -> Opened:
    """Writes a bundle; `parts` of `manifest` are filled in from what is written."""
    written = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in PARTS[manifest.mode]:
            digest, size, lines = hashlib.sha256(), 0, 0
            with archive.open(_member(name), "w", force_zip64=True) as out:
                for record in parts[name]:
                    line = f"{canonical(record)}\n".encode()
                    out.write(line)
                    digest.update(line)
                    size, lines = size + len(line), lines + 1
            written.append(Part(name=name, sha256=digest.hexdigest(), size=size, lines=lines))
        whole = _with_parts(manifest, tuple(written))
        data = canonical(whole).encode()
        archive.writestr(_member(_MANIFEST), data)
        archive.writestr(_member(_SIGNATURE), key.sign(_SIGNED + data))
    return Opened(id=hashlib.sha256(data).hexdigest(), manifest=whole, key=key.public)


@dataclass(slots=True, kw_only=True)
class Bundle:
    """A bundle in a file. Its manifest is signed; whose key that is, the reader decides."""

    path: Path
    opened: Opened
    _zip: zipfile.ZipFile = field(repr=False)
    _bounds: Bounds = BOUNDS

    @classmethod
    def open(cls, path: Path, bounds: Bounds = BOUNDS) -> Self:
        """Raises `InputError` for a file that is no bundle, is damaged or not signed."""
        try:
            archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise InputError(f"{path}: no bundle of rasd share ({why})") from error
        try:
            opened = _opened(path, archive, bounds)
        except BaseException:
            archive.close()
            raise
        return cls(path=path, opened=opened, _zip=archive, _bounds=bounds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def manifest(self) -> Manifest:
        return self.opened.manifest

    def lines(self, name: str) -> Iterator[tuple[int, Json]]:
        """The records of a part, each with the number of its line.

        Raises `InputError`, at the end at the latest, where the part is not the one signed.
        """
        part = next(part for part in self.manifest.parts if part.name == name)
        digest, size, number = hashlib.sha256(), 0, 0
        try:
            with self._zip.open(name) as file:
                while line := file.readline(min(self._bounds.line, part.size - size) + 1):
                    number += 1
                    size += len(line)
                    if size > part.size or number > part.lines or not line.endswith(b"\n"):
                        raise self._damaged(name, f"line {number} is longer than was signed")
                    digest.update(line)
                    yield number, self._read(name, number, line)
        except _UNREADABLE as error:
            raise self._damaged(name, f"cannot be unpacked ({error})") from error
        if (digest.hexdigest(), size, number) != (part.sha256, part.size, part.lines):
            raise self._damaged(name, "is not the part that was signed")

    def _read(self, name: str, number: int, line: bytes) -> Json:
        try:
            record = json.loads(line)
            same = _plain_canonical(record) == line[:-1]
        except (ValueError, RecursionError) as error:
            raise self._damaged(name, f"line {number} is no JSON ({error})") from error
        if not same:
            raise self._damaged(name, f"line {number} is not in canonical form")
        return record

    def _damaged(self, name: str, what: str) -> InputError:
        return InputError(f"{self.path}: {name}: {what}. Ask for the bundle again")


def _plain_canonical(value: Json) -> bytes:
    """What `canonical` makes of plain JSON, without looking for records in it."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _with_parts(manifest: Manifest, parts: tuple[Part, ...]) -> Manifest:
    given = {name: getattr(manifest, name) for name in Manifest.__dataclass_fields__}
    return Manifest(**(given | {"parts": parts}))


def _opened(path: Path, archive: zipfile.ZipFile, bounds: Bounds) -> Opened:
    if packed := {info.compress_type for info in archive.infolist()} - _PACKED:
        raise InputError(
            f"{path}: packed by method {min(packed)}; only stored and deflated is read"
        )
    data = _small(path, archive, _MANIFEST, _LARGEST_MANIFEST)
    signature = _small(path, archive, _SIGNATURE, _LARGEST_SIGNATURE).decode("ascii", "replace")
    manifest = _manifest(path, data, bounds)
    [key] = [key for key in manifest.keys if key.fingerprint == manifest.key]
    if not is_signed(_SIGNED + data, signature, key.data):
        raise InputError(
            f"{path}: the signature is not that of its manifest: the bundle was changed after "
            f"{manifest.organisation!r} signed it, or never signed. Ask for it again"
        )
    stated = sorted((*(part.name for part in manifest.parts), _MANIFEST, _SIGNATURE))
    found = sorted(info.filename for info in archive.infolist())
    if found != stated:
        other = sorted(set(found) ^ set(stated)) or ["twice the same"]
        raise InputError(f"{path}: holds other members than were signed: {other[:4]}")
    return Opened(id=hashlib.sha256(data).hexdigest(), manifest=manifest, key=key)


def _small(path: Path, archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    try:
        with archive.open(name) as file:
            data = file.read(most + 1)
    except KeyError as error:
        raise InputError(f"{path}: no bundle of rasd share: it has no {name}") from error
    except _UNREADABLE as error:
        raise InputError(f"{path}: {name}: cannot be unpacked ({error})") from error
    if len(data) > most:
        raise InputError(f"{path}: {name}: longer than {most:,} bytes")
    return data


def _manifest(path: Path, data: bytes, bounds: Bounds) -> Manifest:
    try:
        plain = json.loads(data)
        version = plain.get("format") if isinstance(plain, dict) else None
        if version != FORMAT:
            raise InputError(
                f"format {version!r}, expected {FORMAT!r}: made by another version of rasd"
            )
        if _plain_canonical(plain) != data:
            raise InputError("not in canonical form")
        manifest = from_json(Manifest, plain)
        _check(manifest, bounds)
    except (ValueError, RecursionError, InputError, SettingsError) as error:
        raise InputError(f"{path}: {_MANIFEST}: {error}") from error
    return manifest


def _check(manifest: Manifest, bounds: Bounds) -> None:
    if manifest.record_schema != SCHEMA:
        raise InputError(
            f"records of {manifest.record_schema!r}, expected {SCHEMA!r}: bring both sides to one "
            "version of rasd"
        )
    names = tuple(part.name for part in manifest.parts)
    if names != PARTS[manifest.mode]:
        raise InputError(f"parts {list(names)}, expected {list(PARTS[manifest.mode])}")
    size, lines = (sum(getattr(p, name) for p in manifest.parts) for name in ("size", "lines"))
    if min(min(p.size, p.lines) for p in manifest.parts) < 0:
        raise InputError("a part of less than nothing")
    if size > bounds.bytes or lines > bounds.lines or len(manifest.keys) > bounds.keys:
        raise InputError(
            f"{size:,} bytes, {lines:,} records, {len(manifest.keys):,} keys: more than "
            f"{bounds.bytes:,}, {bounds.lines:,} and {bounds.keys:,} is refused"
        )
    if len({fingerprint_of(key.data) for key in manifest.keys}) < len(manifest.keys):
        raise InputError("names a key twice")
    for key in manifest.keys:
        if organisation_name(key.organisation) != key.organisation:
            raise InputError(f"{key.organisation!r} is not how the name of an organisation is kept")
    own = [key for key in manifest.keys if key.fingerprint == manifest.key]
    if [key.organisation for key in own] != [manifest.organisation]:
        raise InputError(f"lacks the key that {manifest.organisation!r} signed it with")
