"""`rasd judge`: what people say of the events, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import isolated, plain, utf8_stdout

if TYPE_CHECKING:
    from rasd.judge import Who
    from rasd.model import Event, Judgement
    from rasd.run.lots import Listed
    from rasd.store import Store

judge = typer.Typer(
    name="judge",
    help="Accept, edit, reject, join and split events, and add those that were missed. Nothing is "
    "lost: each judgement is kept, can be withdrawn, and holds when the reports are read anew.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Id = Annotated[
    str,
    typer.Argument(metavar="ID", help="An event or one of its mentions, or the start of its id."),
]
By = Annotated[
    str,
    typer.Option(metavar="NAME", envvar="RASD_BY", help="Who says so; or set RASD_BY."),
]
Reason = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Why, in free words.", show_default="none")
]
Later = Annotated[
    bool,
    typer.Option(
        "--later", help="Only write it down: the next judgement or run derives the events."
    ),
]


def accept(
    event: Id,
    *,
    by: By,
    field: Annotated[
        str | None,
        typer.Option(metavar="FIELD", help="Accept this field alone.", show_default="all"),
    ] = None,
    reason: Reason = None,
    later: Later = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Say that an event, or one field of it, is right."""
    from rasd.run import judge as say
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        _record(store, say.accept(store, event, _who(by, reason), field=field), later=later)


def edit(
    event: Id,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="Such as killed, date, place.")],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help="A toll (4, 2-6, 2+), a day (2031-05-06 or 2031-05-06/2031-05-08), ids with "
            "commas, none, or JSON in the form of the records.",
        ),
    ],
    *,
    by: By,
    quote: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", help="Words of a report that show it, exactly.", show_default="none"
        ),
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="The document that the quote stands in.", show_default="the only one"
        ),
    ] = None,
    reason: Reason = None,
    later: Later = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Set a field of an event.

    The machine's value is kept beside yours, and what documents say stays.
    """
    from rasd.run import judge as say
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        said = say.edit(
            store,
            event,
            _who(by, reason),
            field=field,
            value=value,
            quote=quote,
            doc_id=document,
        )
        _record(store, said, later=later)


def outlet(
    name: Annotated[str, typer.Argument(metavar="OUTLET", help="The outlet as documents name it.")],
    grade: Annotated[
        str, typer.Argument(metavar="GRADE", help="A (reliable) to E, F (cannot be judged).")
    ],
    *,
    by: By,
    reason: Reason = None,
    later: Later = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Grade the reliability of an outlet.

    The grade stands in every event that the outlet tells of.
    """
    from rasd.run import judge as say
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        _record(store, say.grade_outlet(name, grade, _who(by, reason)), later=later)


def reject(
    event: Id, *, by: By, reason: Reason = None, later: Later = False, db: Db = DEFAULT_DB
) -> None:
    """Say that reports tell of no event.

    ID is a mention, or an event for all of its reports. Needs a reason.
    """
    from rasd.run import judge as say
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        _record(store, say.reject(store, event, _who(by, reason)), later=later)


def join(
    events: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Two events or more, or their mentions.")
    ],
    *,
    by: By,
    reason: Reason = None,
    later: Later = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Say that events are one incident."""
    from rasd.run import judge as say
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        _record(store, say.join(store, events, _who(by, reason)), later=later)


def split(
    event: Id,
    mentions: Annotated[
        list[str], typer.Argument(metavar="MENTION...", help="Its reports of another incident.")
    ],
    *,
    by: By,
    reason: Reason = None,
    later: Later = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Part reports of an event from its others.

    What is named tells of another incident than the rest.
    """
    from rasd.run import judge as say
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        _record(store, say.split(store, event, mentions, _who(by, reason)), later=later)


def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The id of the document.")],
    *,
    quote: Annotated[
        list[str],
        typer.Option(
            metavar="WORDS", help="Words that tell of the incident, exactly; may be repeated."
        ),
    ],
    type: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="Its sub_event_type, such as air_strike.")
    ],
    set: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="A value, written as for edit; may be repeated.",
            show_default="none",
        ),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option(
            "--words",
            metavar="FIELD=WORDS",
            help="Words that show the value of a field; may be repeated.",
            show_default="those of --quote",
        ),
    ] = None,
    by: By,
    reason: Reason = None,
    later: Later = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Add an incident that a document tells of and rasd missed.

    It is yours, stays when the document is read anew, and merges with what others report.
    """
    from rasd.run.adding import add as add_event
    from rasd.store import open_store

    values = {"sub_event_type": type} | _pairs("--set", set or [])
    with open_store(db, create=False) as store:
        said = add_event(
            store,
            document,
            _who(by, reason),
            quotes=quote,
            values=values,
            words=_pairs("--words", words or []),
        )
        _record(store, said, later=later)


def _pairs(option: str, given: list[str]) -> dict[str, str]:
    """What stands behind FIELD= for each field."""
    from rasd.model import SettingsError

    found: dict[str, str] = {}
    for each in given:
        field, equals, value = each.partition("=")
        if not equals or not value:
            raise SettingsError(f"{option} {each!r}: write it as FIELD=..., such as killed=4")
        if field in found:
            raise SettingsError(f"{option} names {field} twice")
        found[field] = value
    return found


def withdraw(
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help="A judgement, or the start of its id.")
    ],
    *,
    by: By,
    reason: Reason = None,
    later: Later = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Undo a judgement.

    To withdraw the withdrawal brings it back.
    """
    from rasd.run import judge as say
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        _record(store, say.withdraw(store, judgement, _who(by, reason)), later=later)


def list_judgements(
    *,
    stale: Annotated[
        bool, typer.Option("--stale", help="Only those to look at again: stale or lost.")
    ] = False,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="F", help="text, or jsonl for pipes.")
    ] = "text",
    db: Db = DEFAULT_DB,
) -> None:
    """Show all judgements and what became of them."""
    from rasd.model import SettingsError, dumps
    from rasd.run.lots import Lot, list_judgements
    from rasd.store import open_store

    if format not in ("text", "jsonl"):
        raise SettingsError(f"no format {format!r}; there are: text, jsonl")
    with open_store(db, create=False) as store:
        found = list_judgements(store)
    if stale:
        found = tuple(each for each in found if each.lot in (Lot.STALE, Lot.LOST))
    if format == "jsonl":
        utf8_stdout()
        for each in found:
            print(dumps(each))
        return
    if not found:
        print("no judgement has to be looked at again" if stale else "nobody has judged yet")
    for each in found:
        print(_line(each))


def _who(by: str, reason: str | None) -> Who:
    from rasd.judge import Who
    from rasd.store import utc_now

    return Who(by=by, at=utc_now(), reason=reason)


def _record(store: Store, judgement: Judgement, *, later: bool) -> None:
    """Writes the judgement down, and shows what came of it."""
    from rasd.run.judge import record, shown_on

    record(store, judgement, derive=not later)
    print(f"{judgement.id}  {judgement.action.value} by {plain(judgement.by)}")
    if later:
        print("  written down; the events follow with the next judgement or run")
        return
    events = shown_on(store, judgement)
    for event in events:
        print(f"  {_event(event)}")
    if not events and judgement.groups:
        print("  its reports are part of no event now")


def _event(event: Event) -> str:
    date, place = event.date, event.place
    parts = [
        event.id,
        event.sub_event_type.value,
        str(date.start) if date and date.start else "no date",
        (place.name_en or isolated(place.text)) if place else "no place",
        f"{len(event.mention_ids)} {'report' if len(event.mention_ids) == 1 else 'reports'}",
    ]
    state = f"  ({event.review.state.value})" if event.review else ""
    return "  ".join(parts) + state


def _line(listed: Listed) -> str:
    said = listed.judgement
    what = f"{said.action.value} {said.field}" if said.field else said.action.value
    on = ", ".join(listed.events) or said.withdraws or plain(said.about or "no event")
    why = f" ({plain(listed.why)})" if listed.why else ""
    reason = f"  {isolated(said.reason)}" if said.reason else ""
    against = f"  disputed by {plain(', '.join(listed.disputed))}" if listed.disputed else ""
    return (
        f"{said.id}  {said.at}  {plain(said.signed)}  {what}  {on}  "
        f"{listed.lot.value}{why}{against}{reason}"
    )
