"""Which addresses are one."""

from __future__ import annotations

import pytest

from rasd.run.watch.links import canonical_of, head_of, plain_url, wanted


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("https://A.example/x?utm_source=a&id=7&UTM_Medium=b#c", "https://a.example/x?id=7"),
        ("/x?fbclid=1", "https://a.example/x"),
        ("x?gclid=1&gclidx=2", "https://a.example/d/x?gclidx=2"),
        ("//b.example/x", "https://b.example/x"),
        ("https://a.example/?ref_src=twsrc&p=3", "https://a.example/?p=3"),
    ],
)
def test_an_address_loses_what_tracks_readers_and_nothing_else(given: str, plain: str) -> None:
    assert plain_url(given, "https://a.example/d/feed") == plain


def link(href: str, rel: str = "canonical") -> bytes:
    return f"<html><head><link rel='{rel}' href='{href}'></head>".encode()


@pytest.mark.parametrize(
    ("body", "own"),
    [
        (link("https://a.example/n/7"), "https://a.example/n/7"),
        (link("/n/7?utm_source=x&amp;id=1"), "https://a.example/n/7?id=1"),
        (b"<LINK HREF=/n/7 REL=canonical>", "https://a.example/n/7"),
        (link("https://www.a.example/n/7"), "https://www.a.example/n/7"),
        (link("https://b.example/n/7"), None),
        (link("https://a.example/"), None),
        (link("http://["), None),
        (link("/n/7", "alternate"), None),
        (b"<html>", None),
    ],
)
def test_the_word_of_a_page_about_its_address_counts_on_its_own_site(
    body: bytes, own: str | None
) -> None:
    assert canonical_of(body, "https://a.example/amp/7") == own


def test_the_title_of_a_page_is_compared_as_bytes() -> None:
    assert head_of("<title a=b> خبر\n 1 </title>".encode("windows-1256")) == head_of(
        "<TITLE>خبر 1</TITLE>".encode("windows-1256")
    )


def test_patterns_are_of_the_path() -> None:
    assert not wanted("https://news.example/sport/1", ("/news/*",), ())
    assert not wanted("https://a.example/news/sport/1", ("/news/*",), ("*/sport/*",))
    assert wanted("https://a.example/news/1?sport", ("/news/*",), ("*sport*",))
