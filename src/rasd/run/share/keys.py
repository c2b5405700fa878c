"""Decides what a key of an organisation is: a file that signs, and a line that others may know.

Keys are Ed25519. The file that signs is PEM (PKCS #8), under a passphrase or not, readable by its
owner alone; it never enters a store. The line is `rasd-key ed25519 BASE64 ORGANISATION`. A
fingerprint is the SHA-256 of the 32 bytes of the public key, in hex.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rasd.model import SettingsError, organisation_name

_WORD, _KIND = "rasd-key", "ed25519"
_LINE_PARTS = 4
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64
_LARGEST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """The key of an organisation as others know it; `data` is base64 of its 32 bytes."""

    organisation: str
    data: str

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.data)

    @property
    def line(self) -> str:
        """As it stands in a file that is handed on."""
        return f"{_WORD} {_KIND} {self.data} {self.organisation}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """The key that an organisation signs with."""

    public: PublicKey
    _private: Ed25519PrivateKey = field(repr=False, compare=False)

    def sign(self, data: bytes) -> str:
        """The signature in base64."""
        return base64.b64encode(self._private.sign(data)).decode()


def fingerprint_of(data: str) -> str:
    """The fingerprint of a public key in base64; raises `SettingsError` for what is none."""
    return hashlib.sha256(_bytes_of(data, _KEY_BYTES, "a public key")).hexdigest()


def in_groups(fingerprint: str) -> str:
    """A fingerprint as people read it to each other: groups of four digits."""
    return " ".join(fingerprint[n : n + 4] for n in range(0, len(fingerprint), 4))


def is_signed(data: bytes, signature: str, public_key: str) -> bool:
    """Whether a signature (base64) is that of these bytes by this key (base64)."""
    try:
        signed = _bytes_of(signature, _SIGNATURE_BYTES, "a signature")
        key = Ed25519PublicKey.from_public_bytes(_bytes_of(public_key, _KEY_BYTES, "a public key"))
        key.verify(signed, data)
    except (InvalidSignature, SettingsError, ValueError):
        return False
    return True


def new_key(path: Path, organisation: str, *, passphrase: str | None = None) -> SigningKey:
    """Makes a key and writes its two files, `path` and `path.pub`; no file is overwritten."""
    name = organisation_name(organisation)
    private = Ed25519PrivateKey.generate()
    key = SigningKey(public=PublicKey(organisation=name, data=_data_of(private)), _private=private)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode())
        if passphrase
        else serialization.NoEncryption(),
    )
    _write_new(path, pem, 0o600)
    _write_new(public_file(path), f"{key.public.line}\n".encode(), 0o644)
    return key


def public_file(path: Path) -> Path:
    """The file beside a key that others may have."""
    return path.with_name(path.name + ".pub")


def read_key(path: Path, organisation: str, *, passphrase: str | None = None) -> SigningKey:
    """The key in a file, to sign as an organisation.

    Raises `SettingsError` where others may read the file, where it asks for another passphrase and
    where the line beside it says that it is the key of another organisation.
    """
    pem = _read(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingsError(
            f"{path}: others may read this key, so it may be theirs by now. "
            f"If it was never out of your hands: chmod 600 {path}"
        )
    try:
        private = serialization.load_pem_private_key(
            pem, passphrase.encode() if passphrase else None
        )
    except TypeError as error:
        raise SettingsError(
            f"{path}: "
            + (
                "has no passphrase; give none"
                if passphrase
                else "needs its passphrase: set RASD_KEY_PASSPHRASE, or give --passphrase-stdin"
            )
        ) from error
    except ValueError as error:
        raise SettingsError(f"{path}: no key, or the passphrase is another") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise SettingsError(f"{path}: a key of another kind; make one with: rasd share key new")
    name = organisation_name(organisation)
    key = SigningKey(public=PublicKey(organisation=name, data=_data_of(private)), _private=private)
    beside = public_file(path)
    if beside.is_file() and (known := read_public_key(beside)) != key.public:
        raise SettingsError(
            f"{path}: {beside.name} says that it is the key of {known.organisation!r} "
            f"({known.fingerprint[:16]}), not of {name!r} ({key.public.fingerprint[:16]}); "
            "sign as whom it is for, or make another with: rasd share key new"
        )
    return key


def read_public_key(path: Path) -> PublicKey:
    """The key in a file that was handed on; of a file that signs, the one beside it."""
    text = _read(path).decode("utf-8", "replace").strip()
    if text.startswith("-----BEGIN") and public_file(path).is_file():
        text = _read(public_file(path)).decode("utf-8", "replace").strip()
    return read_line(text, str(path))


def read_line(text: str, where: str) -> PublicKey:
    """The key of a line `rasd-key ed25519 BASE64 ORGANISATION`."""
    parts = text.split(maxsplit=_LINE_PARTS - 1)
    if len(parts) != _LINE_PARTS or parts[:2] != [_WORD, _KIND] or "\n" in text:
        raise SettingsError(
            f"{where}: no public key; expected one line: {_WORD} {_KIND} BASE64 ORGANISATION"
        )
    key = PublicKey(organisation=organisation_name(parts[3]), data=parts[2])
    fingerprint_of(key.data)
    return key


def _data_of(private: Ed25519PrivateKey) -> str:
    return base64.b64encode(private.public_key().public_bytes_raw()).decode()


def _bytes_of(text: str, size: int, what: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SettingsError(f"{text[:80]!r} is not {what} in base64: {error}") from error
    if len(found) != size or base64.b64encode(found).decode() != text:
        raise SettingsError(f"{text[:80]!r} is not {what}: expected {size} bytes in base64")
    return found


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error


def _write_new(path: Path, data: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError as error:
        raise SettingsError(f"{path}: is there already; a key is never overwritten") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror})") from error
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
