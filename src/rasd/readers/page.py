"""An HTML page: its main text, title, outlet and publication date, without menus and footers.

A date comes from the page's metadata or the line beside its headline, never from a footer's
year. Pages laid out in tables, where navigation survives, get a second, stricter reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import justext
import trafilatura
from trafilatura.settings import use_config

from rasd.model import DocumentError, Issue
from rasd.readers.byline import byline_date
from rasd.readers.decode import decode
from rasd.readers.draft import Draft
from rasd.readers.markup import FAULTS, Block, blocks_of
from rasd.readers.raw import Raw
from rasd.readers.source import Source

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_LINKS = 0.25
_LATEST = "2100-01-01"
_SHORTEST = 10
_SENTENCE = 25
_HALF = 0.5


def read(source: Source) -> Iterator[Draft | Issue]:
    """One draft."""
    data = source.read_all()
    raw = Raw(data=data, media_type="text/html")
    yield page_draft(data, raw=raw, url=source.url, charset=None)


def page_draft(
    data: bytes,
    *,
    raw: Raw,
    url: str | None,
    charset: str | None,
    part: int | None = None,
) -> Draft:
    """The draft of a page, which is the whole file or, with `part`, a record of one.

    `charset` is what the server said, weaker than the page's own word.
    """
    declared = _CHARSET.search(data[:4096]) or _ENCODING.search(data[:200])
    hint = declared[1].decode("ascii") if declared else charset
    decoded = decode(data, declared=hint)
    found = _extract(_DECLARATION.sub("", decoded.text), url)
    return Draft(
        text=found["text"],
        raw=raw,
        whole=part is None,
        part=part,
        title=found["title"],
        published=found["published"],
        outlet=found["outlet"],
        url=url or found["url"],
        warnings=() if decoded.warning is None else (decoded.warning,),
    )


def _extract(page: str, url: str | None) -> dict[str, Any]:
    try:
        tree = trafilatura.load_html(page)
        if tree is None:
            raise DocumentError("malformed", "no HTML could be made of it", "save the page again")
        blocks = blocks_of(tree)
        links = [" ".join(link.text_content().split()) for link in tree.iter("a")]
        meta = trafilatura.bare_extraction(
            tree,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "max_date": _LATEST,
            },
            config=_settings(),
        )
        text = (getattr(meta, "text", None) or "") if meta is not None else ""
        text = _without_links(_plain_rows(text), set(links))
        if _link_share(text, links) > _MOST_LINKS:
            text = _strict(page) or _unlinked(blocks) or text
    except FAULTS as error:
        raise DocumentError(
            "malformed", f"the page cannot be parsed: {error}", "save the page again"
        ) from error
    title = _line(getattr(meta, "title", None))
    text = _without_title(text, title)
    if len(text.strip()) < _SHORTEST:
        raise DocumentError(
            "no_text", "no article text was found on the page", "save the article's text as .txt"
        )
    return {
        "text": text,
        "title": title,
        "published": _day(getattr(meta, "date", None)) or byline_date(blocks, title),
        "outlet": _line(getattr(meta, "sitename", None))
        or _host(url or getattr(meta, "url", None)),
        "url": _line(getattr(meta, "url", None)),
    }


@cache
def _settings() -> ConfigParser:
    """Library defaults, but one-sentence articles count: defaults took the menu instead."""
    config: ConfigParser = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "20")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "10")
    return config


def _without_links(text: str, links: set[str]) -> str:
    """The lines that are not just the wording of one link, as menus and related stories are."""
    return "\n".join(line for line in text.split("\n") if line.strip() not in links)


def _link_share(text: str, links: list[str]) -> float:
    """Which part of `text` is the wording of links."""
    linked = sum(len(link) for link in set(links) if len(link) > 1 and link in text)
    return linked / max(len(text), 1)


def _strict(page: str) -> str:
    paragraphs = justext.justext(
        page,
        justext.get_stoplist("Arabic"),
        length_low=50,
        length_high=100,
        stopwords_low=0.08,
        stopwords_high=0.15,
    )
    return "\n".join(part.text for part in paragraphs if not part.is_boilerplate)


def _unlinked(blocks: list[Block]) -> str:
    """The lines that are no links, for pages too short for the stricter reading."""
    kept = [block.text for block in blocks if not block.aside and block.linked < _HALF]
    return "\n".join(text for text in kept if len(text) >= _SENTENCE)


def _plain_rows(text: str) -> str:
    """Table rows as cells apart by tabs, without the bars that the library draws."""
    return "\n".join(_row(line) if line.startswith("|") else line for line in text.split("\n"))


def _row(line: str) -> str:
    cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
    return "\t".join(cell for cell in cells if cell.strip("- "))


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if title and " ".join(first.split()) == title else text


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _host(url: object) -> str | None:
    try:
        host = urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
