"""What a file of sources may say, and how it is told what it may not."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from rasd.model import SettingsError
from rasd.run.watch import Settings, Source, SourceKind, read_settings
from rasd.run.watch.config import TextFrom

EXAMPLE = Path(__file__).resolve().parents[4] / "docs/how-to/sources.toml"
FEED = '[[source]]\nname = "a"\nkind = "feed"\nurl = "https://a.example/rss"\n'


def told(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "sources.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as refused:
        read_settings(path)
    lines = str(refused.value).splitlines()
    assert all(line.startswith(str(path)) for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def test_the_example_of_the_docs_can_be_used() -> None:
    settings = read_settings(EXAMPLE)
    sahel, sidra, inbox = settings.sources
    assert (sahel.kind, sahel.every, sahel.outlet) == (SourceKind.FEED, 900.0, "Sahel24")
    assert (sidra.recheck, sidra.exclude) == ((21_600.0, 259_200.0), ("*/sport/*",))
    assert inbox.path == EXAMPLE.parent / "inbox"
    assert (settings.contact, settings.delay) == ("watch@example.org", 5.0)


def test_the_sources_on_the_page_can_be_used(tmp_path: Path) -> None:
    page = (EXAMPLE.parent / "watch-sources.md").read_text("utf-8")
    [block] = re.findall(r"^```toml\n(.*?)^```", page, re.M | re.S)
    path = tmp_path / "sources.toml"
    path.write_text(block, "utf-8")
    assert [each.name for each in read_settings(path).sources] == ["sahel24", "inbox"]


def test_the_page_of_reference_names_every_key() -> None:
    page = (EXAMPLE.parents[1] / "reference/watch.md").read_text("utf-8")
    keys = {f.name for f in [*fields(Settings), *fields(Source)]} - {"sources"}
    assert {key for key in keys if f"`{key}`" not in page and f" {key}`" not in page} == set()


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(f'contact = "https://a.example/about"\n{FEED}', "utf-8")
    [source] = read_settings(path).sources
    assert (source.every, source.most, source.text) == (900.0, 100, TextFrom.AUTO)


def test_without_a_contact_nothing_is_asked_of_anybody(tmp_path: Path) -> None:
    [line] = told(tmp_path, FEED)
    assert line.startswith("contact: missing: say whom the people of a site can write to")


@pytest.mark.parametrize("contact", ["", "me", "http://", "a b@c.example", "x@y\\nHost: z"])
def test_a_contact_that_nobody_can_write_to_is_none(tmp_path: Path, contact: str) -> None:
    lines = told(tmp_path, f'contact = "{contact}"\n{FEED}')
    assert "write a mail address" in lines[0]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("evry = 3", "source 'a': there is no `evry`; known are name, kind"),
        ('every = "soon"', "source 'a': `every` is 'soon'; write a length of time such as"),
        ('every = "1s"', "source 'a': `every` is '1s'; it must be from 60 to"),
        ("most = 0", "source 'a': `most` is 0; write a whole number from 1 to"),
        ("most = true", "source 'a': `most` is True; write a whole number"),
        ('recheck = "1d"', "source 'a': `recheck` is '1d'; write a list such as"),
        ('text = "all"', "source 'a': `text` is 'all'; write auto, page or feed"),
        ("include = [1]", "source 'a': `include` is [1]; write a text in quotation marks"),
        ("[limits]\npage = 5", "limits: `page` is 5; write a size such as"),
        ("[limits]\npages = 5", "limits: there is no `pages`"),
        ('[network]\nalso = ["localhost"]', "network: `also` is ['localhost']; write addresses"),
        ("[other]\n", "top level: there is no `other`"),
        (FEED.replace("/rss", "/2"), "source 'a': its `name` is that of another"),
        (FEED.replace('"a"', '"b"'), "source 'b': another one has the same place"),
    ],
)
def test_a_fault_names_the_key_and_the_remedy(tmp_path: Path, more: str, line: str) -> None:
    [found] = told(tmp_path, f'contact = "a@example.org"\n{FEED}{more}\n')
    assert found.startswith(line)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("https://me:pw@a.example/", "a name or a password"),
        ("a.example/rss", "only http and https"),
    ],
)
def test_an_address_that_is_not_fetched_is_refused_at_the_door(
    tmp_path: Path, url: str, why: str
) -> None:
    [line] = told(
        tmp_path,
        f'contact = "a@example.org"\n[[source]]\nname = "a"\nkind = "feed"\nurl = "{url}"',
    )
    assert why in line


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    lines = told(tmp_path, '[[source]]\nkind = "gopher"\nmost = -1\n[limits]\ndelay = "0s"')
    assert len(lines) >= 5


@pytest.mark.parametrize("text", ["", 'contact = "a@example.org"\nsource = 3'])
def test_a_file_without_sources_is_none(tmp_path: Path, text: str) -> None:
    assert any("source" in line for line in told(tmp_path, text))


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    [line] = told(tmp_path, "contact =\n")
    assert "not TOML" in line
    assert "line 1" in line


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no"):
        read_settings(tmp_path / "none.toml")
