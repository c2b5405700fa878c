"""`rasd explain`: the way from a value to the rule, the data row and the words behind it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import isolated, plain

if TYPE_CHECKING:
    from rasd.model import Document, Figure, Record
    from rasd.run.explain import Explanation, Trail
    from rasd.run.explain_merge import Compared
    from rasd.run.left_out import LeftOut

_STYLES = {"field": "bold", "where": "dim", "quote": "bold yellow", "": ""}
_LISTED = 4
_SIGNS = 12
Part = tuple[str, str]
"""A style name and text."""


def explain(
    mention: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A mention, event or figure, by its id or the start of it."
        ),
    ],
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="OTHER", help="A second mention: why the two are, or are not, one incident."
        ),
    ] = None,
    *,
    left_out: Annotated[
        bool,
        typer.Option(
            "--left-out",
            help="ID is a document: show the passages that read like an incident and were left "
            "out, with the signs for and against them.",
        ),
    ] = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Show rule, data row and quote behind each value.

    For every field of the record: its value, the rule that drew it, the row of our data that the
    rule used (file:line), and the words of the article, between their neighbours. For an event
    also the pairs of mentions that hold it together, with score and reasons; of two mentions,
    what speaks for and against one incident.
    """
    from rasd.run.explain import explain as explained
    from rasd.run.explain_merge import explain_pair
    from rasd.run.left_out import left_out_of
    from rasd.store import open_store

    if other is not None and left_out:
        raise typer.BadParameter("--left-out takes one document, no second id")
    with open_store(db, create=False) as store:
        if other is not None:
            lines = _compared(explain_pair(store, mention, other))
        elif left_out:
            lines = _left_out(left_out_of(store, mention))
        else:
            lines = _lines(explained(store, mention))
    if sys.stdout.isatty():
        _print_styled(lines)
    else:
        for line in lines:
            print("".join(text for _, text in line))


def _print_styled(lines: Iterator[list[Part]]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        console.print(Text.assemble(*((text, _STYLES[style]) for style, text in line)))


def _lines(found: Explanation) -> Iterator[list[Part]]:
    from rasd.cli.values import field_value

    yield [("field", found.record.id), ("", _heading(found.record))]
    for document in found.documents:
        yield [("", f"  {_document(document)}")]
    for said in found.added:
        yield [("", f"  added by {plain(said.signed)}, {said.at}")]
    yield from _judgements(found.record)
    yield from _links(found.record)
    for name, trails in found.fields:
        yield []
        yield [("field", name), ("", f"  {field_value(found.record, name)}")]
        for trail in trails:
            yield from _trail(trail, several=len(found.documents) > 1)


def _judgements(record: Record | Figure) -> Iterator[list[Part]]:
    review = getattr(record, "review", None)
    for said in review.judgements if review else ():
        what = " ".join(part for part in (said.action.value, said.field, said.about) if part)
        reason = f"  {isolated(said.reason)}" if said.reason else ""
        yield [("", f"  {what} by {plain(said.signed)}, {said.at}{reason}")]
        if said.overruled_by:
            yield [("", f"    overruled by {said.overruled_by}")]
        elif said.stale:
            yield [("", f"    stale: {plain(said.stale)}")]
    for dispute in review.disputes if review else ():
        of = " ".join(each for each in (dispute.field, dispute.about) if each) or "which are one"
        names = " and ".join(plain(each) for each in dispute.organisations)
        yield [("", f"  disputed between {names}: {plain(of)}")]


def _links(record: Record | Figure) -> Iterator[list[Part]]:
    links = getattr(record, "links", ())
    if links:
        yield []
        yield [("field", "links"), ("", "  the comparisons that joined its mentions")]
    for link in links:
        score = "a person said so" if link.score is None else f"score {link.score:.2f}"
        yield [("", f"  {link.mention_a} {link.mention_b}  {score}")]
        if link.reasons:
            yield [("", f"    {', '.join(link.reasons)}")]


def _compared(found: Compared) -> Iterator[list[Part]]:
    for mention, event in zip(found.mentions, found.events, strict=True):
        place = mention.place.text if mention.place is not None else "no place"
        when = mention.date.start if mention.date is not None else None
        told = f"{mention.sub_event_type.value}, {isolated(place)}, {when or 'no day'}"
        yield [("field", mention.id), ("", f"  {plain(mention.doc_id)}: {told}; in {event}")]
    yield []
    verdict, *reasons = found.comparison.lines()
    yield [("field", verdict)]
    if found.together is not found.comparison.merges:
        joined = "in one event all the same, joined by other reports or by a person"
        kept = "not in one event all the same: other reports or a person keep them apart"
        yield [("", f"  {joined if found.together else kept}")]
    for reason in reasons:
        yield [("", f"  {reason}")]


def _left_out(passages: tuple[LeftOut, ...]) -> Iterator[list[Part]]:
    if not passages:
        yield [("", "nothing that reads like an incident was left out")]
    for passage in passages:
        detail = "" if passage.detailed else ", little detail"
        belief = f"{passage.probability:.2f}, kept from {passage.threshold:.2f}{detail}"
        yield [("field", passage.sub_type.value), ("", f"  believed {belief}")]
        yield [("", "  quote  "), ("quote", f"\u2068«{plain(passage.quote)}»\u2069")]
        signs = "  ".join(f"{name} {value:+.2f}" for name, value in passage.parts[:_SIGNS])
        yield [("", f"  signs  {signs}")]


def _heading(record: Record | Figure) -> str:
    from rasd.model import Figure

    if isinstance(record, Figure):
        return f"  figure: {record.quantity} ({record.kind.value})"
    return f"  {record.status.value}, confidence {record.confidence:.2f}"


def _document(document: Document) -> str:
    facts = [str(document.published or "no date"), plain(document.outlet or "no outlet")]
    title = f"  {isolated(document.title)}" if document.title else ""
    return f"{plain(document.id)}  {', '.join(facts)}{title}"


def _trail(trail: Trail, *, several: bool) -> Iterator[list[Part]]:
    evidence = trail.evidence
    yield [("", f"  rule   {evidence.rule or 'none recorded'}")]
    if trail.row is not None:
        cells = "  ".join(
            f"{name}={isolated(_shortened(value, evidence.quote))}"
            for name, value in trail.row.cells
        )
        yield [("", "  row    "), ("where", trail.row.where), ("", f"  {cells}")]
    elif evidence.row:
        yield [("", f"  row    {evidence.row} (not in the data of this version)")]
    owner = f"{plain(evidence.doc_id or '')} " if several else ""
    where = f"{owner}{evidence.part or 'text'} {evidence.start}-{evidence.end}"
    yield [
        ("", "  quote  "),
        ("where", f"{where}  "),
        # One isolate around all three keeps an Arabic line in its order.
        ("", "\u2068" + plain(trail.before)),
        ("quote", f"«{plain(evidence.quote)}»"),
        ("", plain(trail.after) + "\u2069"),
    ]


def _shortened(cell: str, quote: str) -> str:
    """A cell that lists many forms, cut to those in the quote, or else to the first."""
    forms = cell.split("|")
    if len(forms) <= _LISTED:
        return cell
    kept = [form for form in forms if form in quote][:_LISTED] or forms[:_LISTED]
    return f"{'|'.join(kept)} (and {len(forms) - len(kept)} more)"
