"""A key is a file for its owner alone and a line for everybody."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from rasd.model import SettingsError
from rasd.run.share.keys import (
    in_groups,
    is_signed,
    new_key,
    public_file,
    read_key,
    read_line,
    read_public_key,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "salma.key"


def test_a_key_can_be_read_by_its_owner_alone(file: Path) -> None:
    new_key(file, "Archive of Tall Warda")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_may_read_is_refused_with_the_remedy(file: Path) -> None:
    new_key(file, "Archive")
    file.chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        read_key(file, "Archive")


def test_a_key_is_never_overwritten(file: Path) -> None:
    new_key(file, "Archive")
    before = file.read_bytes()
    with pytest.raises(SettingsError, match="never overwritten"):
        new_key(file, "Archive")
    assert before == file.read_bytes()


@pytest.mark.parametrize("passphrase", [None, "open sesame"])
def test_what_a_key_signs_is_found_by_its_line(file: Path, passphrase: str | None) -> None:
    new_key(file, "Archive", passphrase=passphrase)
    signature = read_key(file, "Archive", passphrase=passphrase).sign(b"words")
    known = read_public_key(public_file(file))
    assert is_signed(b"words", signature, known.data)
    assert not is_signed(b"other words", signature, known.data)


def test_a_signature_is_the_same_each_time(file: Path) -> None:
    key = new_key(file, "Archive")
    assert key.sign(b"words") == read_key(file, "Archive").sign(b"words")


def test_a_key_under_a_passphrase_asks_for_it(file: Path) -> None:
    new_key(file, "Archive", passphrase="open sesame")
    with pytest.raises(SettingsError, match="RASD_KEY_PASSPHRASE"):
        read_key(file, "Archive")
    with pytest.raises(SettingsError, match="the passphrase is another"):
        read_key(file, "Archive", passphrase="open barley")


def test_the_passphrase_is_not_in_the_file(file: Path) -> None:
    new_key(file, "Archive", passphrase="open sesame")
    assert b"open sesame" not in file.read_bytes() + public_file(file).read_bytes()
    assert b"ENCRYPTED" in file.read_bytes()


def test_a_key_signs_for_no_other_organisation(file: Path) -> None:
    new_key(file, "Archive")
    with pytest.raises(SettingsError, match="key of 'Archive'"):
        read_key(file, "Centre")


def test_a_key_of_another_kind_is_refused(file: Path) -> None:
    other = generate_private_key(SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(other)
    file.chmod(0o600)
    with pytest.raises(SettingsError, match="another kind"):
        read_key(file, "Archive")


def test_a_line_leads_back_to_its_key(file: Path) -> None:
    key = new_key(file, "Archive of Tall Warda").public
    assert key == read_line(key.line, "a mail") == read_public_key(file)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ssh-ed25519 AAAA Archive",
        "rasd-key ed25519 AAAA Archive",
        f"rasd-key ed25519 {base64.b64encode(bytes(32)).decode()}",
        f"rasd-key ed25519 {base64.b64encode(bytes(33)).decode()} Archive",
        f"rasd-key ed25519 {base64.b64encode(bytes(32)).decode()} A @ B",
        f"rasd-key ed25519 {base64.b64encode(bytes(32)).decode()} A\u202eB",
    ],
)
def test_what_is_no_line_of_a_key_is_refused(line: str) -> None:
    with pytest.raises(SettingsError):
        read_line(line, "a mail")


def test_a_fingerprint_is_read_in_groups_of_four() -> None:
    assert in_groups("0123456789ab") == "0123 4567 89ab"
