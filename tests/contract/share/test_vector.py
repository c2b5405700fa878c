"""The example on the page of the format: with it another program can be held against ours."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rasd.model import from_json
from rasd.run.share.bundle import JUDGEMENTS, Bundle, Manifest, write_bundle
from rasd.run.share.keys import SigningKey, read_key, read_line
from rasd.run.share.lines import line_of_said, sign
from rasd.run.share.receiving import check_bundle

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs/reference/share.md"
NOW = "2031-06-02T00:00:00Z"


@pytest.fixture
def vector() -> dict[str, str]:
    found: dict[str, str] = json.loads((HERE / "vector.json").read_text("utf-8"))
    return found


def key_of(vector: dict[str, str], folder: Path) -> SigningKey:
    path = folder / "key"
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["seed"]))
    path.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    path.chmod(0o600)
    return read_key(path, "Archive of Tall Warda")


def written(vector: dict[str, str], path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("judgements.jsonl", "manifest.json", "signature"):
            archive.writestr(name, vector[name])
        archive.writestr("documents.jsonl", "")
    return path


def test_the_signatures_hold_by_nothing_but_the_page(vector: dict[str, str]) -> None:
    data = base64.b64decode(vector["key"].split()[2])
    key = Ed25519PublicKey.from_public_bytes(data)
    assert vector["fingerprint"] == hashlib.sha256(data).hexdigest()
    manifest = vector["manifest.json"].encode()
    key.verify(base64.b64decode(vector["signature"]), b"rasd-share/1 manifest\n" + manifest)
    key.verify(base64.b64decode(vector["judgement_signature"]), vector["judgement_signed"].encode())
    assert vector["bundle"] == hashlib.sha256(manifest).hexdigest()


def test_rasd_reads_the_example(vector: dict[str, str], tmp_path: Path) -> None:
    with Bundle.open(written(vector, tmp_path / "x.rasd-share")) as bundle:
        assert vector["bundle"] == bundle.opened.id
        assert read_line(vector["key"], "the page") == bundle.opened.key
        [said] = check_bundle(bundle, now=NOW).said
        assert (said.turn, said.judgement.about) == (vector["turn"], "Sahel24")


def test_rasd_writes_the_example(vector: dict[str, str], tmp_path: Path) -> None:
    key = key_of(vector, tmp_path)
    with Bundle.open(written(vector, tmp_path / "x.rasd-share")) as bundle:
        [said] = check_bundle(bundle, now=NOW).said
    bare = replace(said, origins=())
    line = line_of_said(replace(bare, origins=(sign(bare, key),)))
    file = io.BytesIO()
    manifest = from_json(Manifest, json.loads(vector["manifest.json"]))
    opened = write_bundle(file, manifest, {"documents.jsonl": [], JUDGEMENTS: [line]}, key)
    assert vector["bundle"] == opened.id
    with zipfile.ZipFile(file) as archive:
        for name in ("judgements.jsonl", "manifest.json", "signature"):
            assert vector[name] == archive.read(name).decode()


def test_the_page_shows_the_example(vector: dict[str, str]) -> None:
    page = PAGE.read_text("utf-8")
    for name in ("seed", "key", "fingerprint", "judgement_signature", "signature", "bundle"):
        assert vector[name] in page, name
