"""Feeds: one document an item, and nothing that can explode."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rasd.model import Document, Issue, IssueKind
from rasd.readers import read_inputs

TEXT = "أعلنت بلدية الزهراء الخيالية إغلاق الجسر بعد انفجار عبوة قربه."
ITEM = "<item><guid>{id}</guid><title>خبر</title>{date}<description>{text}</description></item>"


def rss(*items: str, encoding: str = "utf-8", prolog: str = "") -> bytes:
    return (
        f"<?xml version='1.0' encoding='{encoding}'?>{prolog}<rss version='2.0'><channel>"
        f"<title>صحيفة الخيال</title>{''.join(items)}</channel></rss>"
    ).encode(encoding)


def read(path: Path, data: bytes) -> list[Document | Issue]:
    path.write_bytes(data)
    return list(read_inputs([path]))


def item(number: int, stated: str = "", text: str = TEXT) -> str:
    return ITEM.format(id=f"k{number}", date=stated, text=f"{text} {number}")


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_each_item_is_a_document_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    results = read(tmp_path / "f.xml", rss(item(1), item(2), encoding=encoding))
    assert [("k1", f"{TEXT} 1", "صحيفة الخيال"), ("k2", f"{TEXT} 2", "صحيفة الخيال")] == [
        (found.id, found.text, found.outlet) for found in results if isinstance(found, Document)
    ]


@pytest.mark.parametrize(
    "stated",
    [
        "<pubDate>Thu, 18 Jan 2024 23:30:00 +0300</pubDate>",
        "<pubDate>18 يناير 2024</pubDate>",
        "<pubDate>الخميس 18 كانون الثاني 2024</pubDate>",
    ],
)
def test_an_item_is_dated_in_the_zone_and_language_of_its_outlet(
    stated: str, tmp_path: Path
) -> None:
    (document,) = read(tmp_path / "f.xml", rss(item(1, stated)))
    assert isinstance(document, Document)
    assert date(2024, 1, 18) == document.published


def test_markup_in_an_item_becomes_lines(tmp_path: Path) -> None:
    marked = f"<![CDATA[<p>{TEXT}</p><p><b>{TEXT}</b> نعم<br>و&nbsp;أضاف</p>]]>"
    (document,) = read(tmp_path / "f.xml", rss(item(1, text=marked)))
    assert isinstance(document, Document)
    assert [TEXT, f"{TEXT} نعم", "و أضاف", "1"] == document.text.split("\n")


def test_atom_is_read_with_its_content(tmp_path: Path) -> None:
    data = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>الخيال</title><entry><id>a1</id>"
        "<title>خبر</title><link href='https://khayal.example/1'/>"
        "<published>2024-01-18T10:00:00Z</published><summary>موجز</summary>"
        f"<content type='html'>&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"
    ).encode()
    (document,) = read(tmp_path / "f.atom", data)
    assert isinstance(document, Document)
    assert ("a1", TEXT, date(2024, 1, 18), "https://khayal.example/1") == (
        document.id,
        document.text,
        document.published,
        document.url,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused_unread(encoding: str, tmp_path: Path) -> None:
    bomb = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    data = rss(item(1, text="&b;"), prolog=bomb, encoding=encoding)
    (issue,) = read(tmp_path / "f.xml", data)
    assert isinstance(issue, Issue)
    assert issue.kind is IssueKind.UNSAFE


def test_an_item_without_text_is_an_issue_and_the_others_are_read(tmp_path: Path) -> None:
    bare = "<item><title>عنوان وحده</title></item>"
    issue, document = read(tmp_path / "f.xml", rss(bare, item(2)))
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.source) == (IssueKind.NO_TEXT, "f.xml#1")
    assert isinstance(document, Document)
