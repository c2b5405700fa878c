"""`rasd watch`: live sources, followed."""

from __future__ import annotations

import json
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.guard import Code
from rasd.cli.options import Workers, processors

if TYPE_CHECKING:
    from rasd.run.watch import Health, Settings, SourceHealth


def watch(
    sources: Annotated[
        Path | None,
        typer.Argument(metavar="SOURCES", help="A TOML file that names them.", show_default=False),
    ] = None,
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for the store, the files of the dataset, the archive and the memory of "
            "the watch.",
            show_default=False,
        ),
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due now, and end: for a timer.")
    ] = False,
    for_: Annotated[
        str | None,
        typer.Option("--for", metavar="DURATION", help="End after 90s, 15m, 6h or 2d."),
    ] = None,
    db: Annotated[
        str | None,
        typer.Option(
            metavar="DB",
            help="Keep the store here instead: a file, or postgresql://USER@HOST/DATABASE.",
            show_default="DIR/rasd.sqlite",
        ),
    ] = None,
    workers: Workers = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether SOURCES can be used.")
    ] = False,
    health: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Tell how the sources of the watch into DIR fare; exit code 1 where one is not "
            "well.",
            show_default=False,
        ),
    ] = None,
    trace: Annotated[
        str | None,
        typer.Option(
            metavar="DOC_ID",
            help="With --out: tell when and from where the page of a document was fetched, and "
            "whether the archive still holds it.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Answers, and lines of the log, as JSON.")
    ] = False,
) -> None:
    """Follow feeds, sitemaps and folders into a dataset.

    Obeys robots.txt, asks a server one thing at a time, archives each answer as WARC in
    DIR/archive, and goes on where it was after any stop. SIGTERM and Ctrl-C end it after the
    document under way, with exit code 0.
    """
    from rasd.model import SettingsError

    if health is not None:
        _tell_health(health, as_json=as_json)
        return
    if trace is not None:
        if out is None:
            raise SettingsError("--trace needs --out DIR, the folder that was watched into")
        _tell_trace(out, trace, as_json=as_json)
        return
    if sources is None:
        raise SettingsError("name a file of sources: rasd watch SOURCES.toml --out DIR")
    settings, seconds = _settings(sources), _seconds(for_)
    if check:
        print(_checked(sources, settings, as_json=as_json))
        return
    if out is None:
        raise SettingsError("name a folder for what is fetched: --out DIR")
    _follow(settings, out, db, workers or processors(), once=once, seconds=seconds, as_json=as_json)


def _settings(sources: Path) -> Settings:
    from rasd.run.watch import read_settings

    return read_settings(sources)


def _seconds(written: str | None) -> float | None:
    from rasd.model import SettingsError
    from rasd.run.watch.measures import seconds_of

    try:
        return None if written is None else seconds_of(written)
    except ValueError:
        raise SettingsError(
            f"--for {written}: no length of time; write 90s, 15m, 6h or 2d"
        ) from None


def _checked(sources: Path, settings: Settings, *, as_json: bool) -> str:
    names = [each.name for each in settings.sources]
    if as_json:
        return json.dumps({"file": str(sources), "contact": settings.contact, "sources": names})
    return f"{sources} can be used: {len(names)} sources ({', '.join(names)})"


def _follow(
    settings: Settings,
    out: Path,
    db: str | None,
    workers: int,
    *,
    once: bool,
    seconds: float | None,
    as_json: bool,
) -> None:
    from rasd.run.watch import Watching, watch_sources
    from rasd.run.watch.clock import Stop

    stop = Stop()
    job = Watching(settings=settings, out=out, db=db, workers=workers, once=once, seconds=seconds)
    with _logged(as_json=as_json), _ended_by(stop.ask):
        watch_sources(job, stop=stop)


@contextmanager
def _ended_by(ask: Callable[[], None]) -> Iterator[None]:
    """Has SIGTERM and Ctrl-C ask for an end inside the block, where they would break off."""
    wanted = (signal.SIGTERM, signal.SIGINT)
    before = {each: signal.getsignal(each) for each in wanted}
    for each in wanted:
        signal.signal(each, lambda *_: ask())
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def _logged(*, as_json: bool) -> Iterator[None]:
    """Shows the log of rasd on standard error, a line for each thing."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines(as_json=as_json))
    log = logging.getLogger("rasd")
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


class _Lines(logging.Formatter):
    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        level, part = record.levelname.lower(), record.name.rpartition(".")[2]
        said = " ".join(record.getMessage().split())
        if self._as_json:
            line = {"at": at, "level": level, "part": part, "message": said}
            return json.dumps(line, ensure_ascii=False)
        return f"{at} {level} {part}: {said}"


def _tell_health(folder: Path, *, as_json: bool) -> None:
    from rasd.model import to_json
    from rasd.run.watch import read_health

    found = read_health(folder, time.time())
    if as_json:
        print(json.dumps(to_json(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_health_lines(found)))
    if not found.well:
        raise typer.Exit(Code.FAILED)


def _health_lines(health: Health) -> Iterator[str]:
    yield f"last round: {health.last_round or 'none'}"
    if health.trouble:
        yield f"NOT WELL: {health.trouble}"
    for each in health.sources:
        yield ""
        yield f"{each.name} ({each.kind}, {each.place})"
        yield f"  {'NOT WELL: ' + each.trouble if each.trouble else 'well'}"
        yield f"  last success {each.last_success or 'never'}, next due {each.next_due or 'never'}"
        if each.last_error:
            yield f"  last error {each.last_error_at}: {each.last_error}"
        yield f"  {_newest(each)}"
        yield (
            f"  seen {each.seen}: kept {each.kept}, waiting {each.waiting}, refused "
            f"{each.refused}, unreadable {each.unreadable}, gone {each.gone}, failed {each.failed}"
        )


def _newest(source: SourceHealth) -> str:
    from rasd.run.watch.measures import shown_seconds

    if source.newest is None or source.lag_seconds is None:
        return "newest item: no date known"
    return f"newest item {source.newest}, {shown_seconds(source.lag_seconds)} ago"


def _tell_trace(folder: Path, wanted: str, *, as_json: bool) -> None:
    from rasd.model import to_json
    from rasd.run.watch import trace

    for each in trace(folder, wanted):
        if as_json:
            print(json.dumps(to_json(each), ensure_ascii=False))
            continue
        state = "intact" if each.intact else "NOT as it was archived"
        print(f"{each.fetched} {each.status} {each.at} from {each.ip}")
        print(f"  sha256 {each.sha256}")
        print(f"  archive/{each.archive} at {each.offset}: {state}")
