"""`rasd share` from the command line: keys, trust, and files that go from one to another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.judged import coded, corpus
from typer.testing import CliRunner

from rasd.cli.app import app
from rasd.run import merge_store
from rasd.store import open_store

CORPUS = corpus(coded("a", 0, 1), coded("b", 0, day=1))
runner = CliRunner()
_EXPORT = ("share", "export", "--db", "archive.sqlite", "--out", "x.rasd-share")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the store of an archive and a key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RASD_KEY_PASSPHRASE", raising=False)
    with open_store("archive.sqlite") as store:
        store.write_coded(CORPUS.coded, "rules/1")
        merge_store(store)
    said("share", "key", "new", "archive.key", "--as", "Archive")
    return tmp_path


def said(*arguments: str, code: int = 0, stdin: str | None = None) -> str:
    outcome = runner.invoke(app, list(arguments), input=stdin)
    assert outcome.exit_code == code, outcome.output
    return outcome.output


def exported(*more: str, code: int = 0) -> str:
    given = ["--db", "archive.sqlite", "--out", "x.rasd-share", "--as", "Archive"]
    return said("share", "export", *given, "--key", "archive.key", *more, code=code)


def fingerprint() -> str:
    return said("share", "key", "show", "archive.key.pub").splitlines()[0].removeprefix("Archive")


def test_a_bundle_is_taken_once_its_key_is_trusted(folder: Path) -> None:
    exported("--rights", "for coding alone")
    assert "rights: for coding alone" in said("share", "check", "x.rasd-share")
    refused = said("share", "import", "x.rasd-share", "--db", "new.sqlite", code=1)
    assert "nobody here trusts yet" in refused
    assert "rasd share trust add x.rasd-share --fingerprint" in refused
    trusted = said(
        "share",
        "trust",
        "add",
        "x.rasd-share",
        "--fingerprint",
        fingerprint(),
        "--db",
        "new.sqlite",
    )
    assert trusted.endswith("trusted\n")
    found = said("share", "import", "x.rasd-share", "--db", "new.sqlite")
    assert "2 documents new" in found
    assert "the events are now those of Archive" in found
    assert "came before" in said("share", "import", "x.rasd-share", "--db", "new.sqlite")
    assert "no fault" in said("verify", "--db", "new.sqlite")


def test_a_fingerprint_may_be_trusted_with_the_import(folder: Path) -> None:
    exported()
    given = ["share", "import", "x.rasd-share", "--db", "new.sqlite"]
    assert "no key has the fingerprint" in said(*given, "--trust", "0" * 16, code=2)
    said(*given, "--trust", fingerprint())
    listed = said("share", "trust", "list", "--db", "new.sqlite")
    assert listed.startswith("Archive")


def test_a_key_that_is_removed_opens_nothing_more(folder: Path) -> None:
    exported()
    said("share", "trust", "add", "archive.key.pub", "--db", "new.sqlite")
    said("share", "trust", "remove", fingerprint(), "--db", "new.sqlite")
    assert "is not trusted since" in said(
        "share", "import", "x.rasd-share", "--db", "new.sqlite", code=1
    )


def test_the_passphrase_of_a_key_comes_by_standard_input(folder: Path) -> None:
    given = ["share", "key", "new", "other.key", "--as", "Archive", "--passphrase-stdin"]
    said(*given, stdin="open sesame\n")
    export = ["share", "export", "--db", "archive.sqlite", "--out", "y.rasd-share"]
    export += ["--as", "Archive", "--key", "other.key"]
    assert "RASD_KEY_PASSPHRASE" in said(*export, code=2)
    said(*export, "--passphrase-stdin", stdin="open sesame\n")


def test_a_judgement_is_listed_and_explained_with_its_organisation(folder: Path) -> None:
    with open_store("archive.sqlite") as store:
        event = next(iter(store.events()))
    said("judge", "accept", event.id, "--by", "Salma", "--db", "archive.sqlite")
    exported()
    said("share", "import", "x.rasd-share", "--db", "new.sqlite", "--trust", fingerprint())
    for db in ("archive.sqlite", "new.sqlite"):
        assert "Salma @ Archive" in said("judge", "list", "--db", db)
        assert "accept by Salma @ Archive" in said("explain", event.id, "--db", db)


def test_what_came_without_texts_is_printed_with_its_organisation(folder: Path) -> None:
    exported("--public")
    found = said("share", "import", "x.rasd-share", "--db", "new.sqlite", "--trust", fingerprint())
    assert "kept as they came, redacted" in found
    lines = said("share", "records", "--kind", "event", "--db", "new.sqlite").splitlines()
    assert len(lines) == 2
    assert all('"organisation": "Archive"' in line for line in lines)
    assert all('"redacted": true' in line for line in lines)
    assert "no kind" in said("share", "records", "--kind", "sport", "--db", "new.sqlite", code=2)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--since", "x.txt"], "no bundle"),
        (["--since", "1", "--public"], "always whole"),
        (["--as", "Centre"], "is the key of 'Archive'"),
        (["--key", "none.key"], "cannot be read"),
    ],
)
def test_what_cannot_be_exported_is_told(folder: Path, more: list[str], expected: str) -> None:
    (folder / "x.txt").write_text("words")
    outcome = runner.invoke(
        app,
        [*_EXPORT, "--as", "Archive", "--key", "archive.key", *more],
    )
    assert outcome.exit_code in (1, 2)
    assert expected in outcome.output
    assert not (folder / "x.rasd-share").exists()
