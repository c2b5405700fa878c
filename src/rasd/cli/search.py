"""`rasd search`: documents of the store by their words."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import isolated, plain, utf8_stdout

if TYPE_CHECKING:
    from rasd.model import Found

_FORMATS = ("text", "jsonl")


def search(
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help='Words that a document must have, each in whatever form; words in "quotes" must '
            "follow each other.",
        ),
    ],
    *,
    db: Db = DEFAULT_DB,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="Show no more than N.")
    ] = 20,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="F", help="One of text, jsonl.")
    ] = "text",
) -> None:
    """Search the documents of the store.

    Spelling of hamza, ta marbuta, vowels and digits does not matter, nor do clitics and most
    inflections: a singular finds its plurals. The best match comes first, with the passage that
    shows it; in jsonl with the offsets of the words found, counted in the text.
    """
    from rasd.model import SettingsError
    from rasd.search import arabic_analyser
    from rasd.store import open_store

    if format not in _FORMATS:
        raise SettingsError(f"no format {format!r}; there are: {', '.join(_FORMATS)}")
    with open_store(db, create=False) as store:
        found = list(store.search(query, arabic_analyser(), limit=limit))
    utf8_stdout()
    if format == "jsonl":
        for each in found:
            print(json.dumps(_record(each), ensure_ascii=False))
    elif found and sys.stdout.isatty():
        _print_table(found)
    else:
        for each in found:
            print("\t".join((each.doc_id, str(each.published or ""), _marked(each))))
    if not found:
        print("rasd: nothing found", file=sys.stderr)


def _record(found: Found) -> dict[str, object]:
    return {
        "doc_id": found.doc_id,
        "score": round(found.score, 4),
        "title": found.title,
        "published": found.published.isoformat() if found.published else None,
        "outlet": found.outlet,
        "part": found.part,
        "snippet": found.snippet,
        "start": found.start,
        "hits": [{"start": start, "end": end} for start, end in found.hits],
    }


def _marked(found: Found) -> str:
    """The snippet on one line, its hits in brackets."""
    return "".join(f"[{text}]" if hit else text for hit, text in _pieces(found))


def _pieces(found: Found) -> Iterator[tuple[bool, str]]:
    done = 0
    for start, end in found.hits:
        first, last = start - found.start, end - found.start
        if first < done:
            continue  # a word of a phrase that was marked already
        yield False, plain(found.snippet[done:first])
        yield True, plain(found.snippet[first:last])
        done = last
    yield False, plain(found.snippet[done:])


def _print_table(found: list[Found]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Document", "Published", "Outlet", "Passage"):
        table.add_column(name, overflow="fold")
    for each in found:
        shown = Text()
        for hit, text in _pieces(each):
            shown.append(text, style="bold yellow" if hit else "")
        table.add_row(
            plain(each.doc_id), str(each.published or ""), isolated(each.outlet or ""), shown
        )
    Console().print(table)
