"""A bundle that is not whole, not signed or not ours is refused before a part of it is read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rasd.model import InputError, Mode, canonical
from rasd.run.share.bundle import (
    DOCUMENTS,
    FORMAT,
    JUDGEMENTS,
    Bounds,
    Bundle,
    Manifest,
    write_bundle,
)
from rasd.run.share.keys import SigningKey, new_key

RECORDS = {DOCUMENTS: [{"id": "a", "text": "خبر"}], JUDGEMENTS: [{"id": "j"}, {"id": "k"}]}


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return new_key(tmp_path / "key", "Archive")


def manifest(key: SigningKey) -> Manifest:
    return Manifest(
        format=FORMAT,
        record_schema="rasd/1",
        organisation=key.public.organisation,
        key=key.public.fingerprint,
        created="2031-06-01T08:00:00Z",
        mode=Mode.FULL,
        recipe="rules/1",
        log_seq=3,
        log_hash="0" * 64,
        events={},
        parts=(),
        keys=(key.public,),
    )


def made(key: SigningKey, **changes: Any) -> bytes:
    file = io.BytesIO()
    write_bundle(file, replace(manifest(key), **changes), RECORDS, key)
    return file.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(found: dict[str, bytes], *, twice: str | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
        if twice:
            archive.writestr(twice, found[twice])
    return file.getvalue()


def opened(tmp_path: Path, data: bytes, bounds: Bounds | None = None) -> Bundle:
    path = tmp_path / "x.rasd-share"
    path.write_bytes(data)
    return Bundle.open(path, bounds or Bounds())


def records(bundle: Bundle) -> Iterator[Any]:
    with bundle:
        for part in bundle.manifest.parts:
            yield from (record for _, record in bundle.lines(part.name))


def test_what_was_written_is_read(tmp_path: Path, key: SigningKey) -> None:
    bundle = opened(tmp_path, made(key))
    assert bundle.opened.key == key.public
    assert [*RECORDS[DOCUMENTS], *RECORDS[JUDGEMENTS]] == list(records(bundle))


def test_the_same_content_gives_the_same_bytes(key: SigningKey) -> None:
    assert made(key) == made(key)


def tampered(name: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def make(data: bytes) -> bytes:
        found = members(data)
        return zipped(found | {name: change(found[name])})

    return make


def without(name: str) -> Callable[[bytes], bytes]:
    return lambda data: zipped({n: d for n, d in members(data).items() if n != name})


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut off"),
        pytest.param(lambda data: b"{}", id="no archive"),
        pytest.param(without("manifest.json"), id="without a manifest"),
        pytest.param(without("signature"), id="without a signature"),
        pytest.param(without(DOCUMENTS), id="without a part"),
        pytest.param(tampered("signature", lambda s: s[::-1]), id="another signature"),
        pytest.param(tampered("signature", lambda s: b"A" * 1000), id="a long signature"),
        pytest.param(
            tampered("manifest.json", lambda m: m.replace(b"rules/1", b"rules/2")),
            id="a changed manifest",
        ),
        pytest.param(
            tampered("manifest.json", lambda m: m.replace(b'"Archive"', b'"Centre"')),
            id="the name of another organisation",
        ),
        pytest.param(tampered("manifest.json", lambda m: b" " + m), id="another form"),
        pytest.param(tampered("manifest.json", lambda m: b"[" * 100_000), id="deep brackets"),
        pytest.param(
            lambda data: zipped(members(data) | {"../../evil": b"x"}), id="a path that leads out"
        ),
        pytest.param(lambda data: zipped(members(data), twice=DOCUMENTS), id="a part twice"),
    ],
)
def test_a_bundle_that_somebody_changed_does_not_open(
    tmp_path: Path, key: SigningKey, change: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(InputError, match=r"x\.rasd-share"):
        opened(tmp_path, change(made(key)))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda p: p.replace(b'"j"', b'"i"'), id="another letter"),
        pytest.param(lambda p: p + b'{"id":"l"}\n', id="one record more"),
        pytest.param(lambda p: p[:-1], id="no end of line"),
        pytest.param(lambda p: b"", id="nothing"),
        pytest.param(lambda p: b"x" * 50_000_000, id="a bomb"),
    ],
)
def test_a_part_that_somebody_changed_is_named(
    tmp_path: Path, key: SigningKey, change: Callable[[bytes], bytes]
) -> None:
    bundle = opened(tmp_path, tampered(JUDGEMENTS, change)(made(key)))
    with pytest.raises(InputError, match=JUDGEMENTS):
        list(records(bundle))


def resigned(key: SigningKey, **changes: Any) -> bytes:
    """A bundle that its own key signed, with a manifest that it should not have."""
    found = members(made(key))
    plain = json.loads(found["manifest.json"]) | changes
    data = canonical(plain).encode()
    signature = key.sign(f"{FORMAT} manifest\n".encode() + data).encode()
    return zipped(found | {"manifest.json": data, "signature": signature})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "rasd-share/2"}, "another version"),
        ({"record_schema": "rasd/2"}, "one version of rasd"),
        ({"organisation": "Centre"}, "lacks the key"),
        ({"mode": "secret"}, "mode"),
        ({"parts": []}, "parts"),
        ({"keys": []}, "lacks the key"),
        ({"recipe": None}, "recipe"),
    ],
)
def test_a_signed_manifest_that_says_what_it_may_not_is_refused(
    tmp_path: Path, key: SigningKey, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        opened(tmp_path, resigned(key, **changes))


@pytest.mark.parametrize("bounds", [Bounds(bytes=10), Bounds(lines=2)])
def test_a_bundle_that_holds_too_much_is_refused_before_it_is_unpacked(
    tmp_path: Path, key: SigningKey, bounds: Bounds
) -> None:
    with pytest.raises(InputError, match="is refused"):
        opened(tmp_path, made(key), bounds)


def test_a_line_that_is_too_long_is_refused(tmp_path: Path, key: SigningKey) -> None:
    with pytest.raises(InputError, match="longer than"):
        list(records(opened(tmp_path, made(key), Bounds(line=10))))


def test_a_way_of_packing_that_rasd_never_writes(key: SigningKey, tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in members(made(key)).items():
            archive.writestr(name, data)
    with pytest.raises(InputError, match="packed by method 14"):
        opened(tmp_path, file.getvalue())


def test_a_member_whose_own_name_is_no_text(key: SigningKey, tmp_path: Path) -> None:
    data = bytearray(made(key))
    data[7] |= 0x08  # the name is said to be UTF-8
    data[30] = 0xFF
    with pytest.raises(InputError, match="cannot be unpacked"):
        list(records(opened(tmp_path, bytes(data))))
