"""Decides what a release is made of, and in which order.

First the data, all files in one reading of one state of the store; then what differs from the
previous release; then what is said of both, to people and to machines; last the checksums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rasd.export import EXPORTERS, Exporter, Output
from rasd.export.csv_rows import csv_rows
from rasd.export.files import Part, alone_in
from rasd.export.formats import formats
from rasd.export.source import Source
from rasd.model import Citation, RunError
from rasd.run.codebook import LANGUAGES, page_alone
from rasd.run.release import changes, described, pages
from rasd.run.release.described import DataFile
from rasd.run.release.facts import Facts
from rasd.run.release.folder import (
    CHECKSUMS,
    Written,
    made_beside,
    put_in_place,
    refuse_foreign,
    write,
)
from rasd.run.release.method import counts, method
from rasd.run.release.source import Published, source_of
from rasd.run.release.tables import table_of
from rasd.run.release.together import write_together
from rasd.run.release.wanted import Named, Wanted, checked, named
from rasd.run.release.words import word
from rasd.store import open_store

SOURCES = "sources.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made; `is_new` is false where the same release stood there already."""

    folder: Path
    release: Named
    is_new: bool
    events: int
    bytes: int


def write_release(place: str, out: Path, wanted: Wanted) -> Made:
    """Writes a release of the store at a place into a new folder.

    Raises `SettingsError` for what cannot be used, and where another release stands in the folder.
    """
    wanted = checked(wanted)
    refuse_foreign(out)
    before = changes.version_of(wanted.previous) if wanted.previous else None
    with alone_in(out.parent), made_beside(out) as part:
        with open_store(place, create=False) as store, store.snapshot():
            if not store.events_current():
                raise RunError(
                    "reports or judgements came after the last merge, and events are not theirs "
                    "yet: let `rasd run` end, then release"
                )
            source = Published.of(source_of(store, private=wanted.private))
            release = named(wanted, source.cited)
            facts = Facts(recipes=store.recipes())
            facts.cite(source.cited)
            files = _data(source, facts, release, part)
            if damaged := store.damaged():
                raise RunError(f"the store is damaged, nothing was written: {damaged[0].message()}")
        written = {file.path: Written(file.bytes, file.sha256) for file in files}
        counted: Counter[str] = Counter()
        if wanted.previous is not None:
            found = changes.changes_between(
                wanted.previous / changes.EVENTS, part / changes.EVENTS, source.redirects()
            )
            listed = changes.changes_text(found, counted)
            written[changes.FILE] = write(listed, part / changes.FILE)
        for name, text in _pages(release, facts, files, before, counted):
            written[name] = write([text], part / name)
        lines = (f"{each.sha256}  {name}\n" for name, each in sorted(written.items()))
        write(lines, part / CHECKSUMS)
        is_new = put_in_place(part, out)
    return Made(
        folder=out,
        release=release,
        is_new=is_new,
        events=facts.events,
        bytes=sum(each.bytes for each in written.values()),
    )


def _data(source: Published, facts: Facts, release: Named, part: Path) -> list[DataFile]:
    """The files of data, each written beside the others."""
    done: dict[str, Written] = {}

    def writer(path: str, parts: Callable[[Source], Iterable[Part]]) -> Callable[[Source], None]:
        def run(view: Source) -> None:
            done[path] = write(parts(view), part / path)

        return run

    outputs = [
        (name, EXPORTERS[name], output)
        for name in release.formats
        for output in EXPORTERS[name].outputs
        if not output.has_texts
    ]
    write_together(
        source,
        [
            *(writer(f"data/{output.file}", output.parts) for _, _, output in outputs),
            writer(f"data/{SOURCES}", lambda view: _sources(view.citations())),
            facts.count_events,
            facts.count_mentions,
            facts.count_figures,
        ],
    )
    described_files = [
        _described(f"data/{output.file}", name, exporter, output, done)
        for name, exporter, output in outputs
    ]
    cited = DataFile(
        path=f"data/{SOURCES}",
        said={language: word("sources_title", language) for language in LANGUAGES},
        media_type="text/csv; charset=utf-8",
        bytes=done[f"data/{SOURCES}"].bytes,
        sha256=done[f"data/{SOURCES}"].sha256,
        table=table_of(SOURCES, None),
    )
    return [*described_files, cited]


def _described(
    path: str, name: str, exporter: Exporter, output: Output, done: Mapping[str, Written]
) -> DataFile:
    known = formats()[name]
    table = table_of(output.file, name)
    if output.file.endswith("-left-out.csv"):
        said = {la: word("left_out_title", la, name=known.name[la]) for la in LANGUAGES}
    else:
        said = {la: f"{known.name[la]}: {known.use[la]}" for la in LANGUAGES}
    return DataFile(
        path=path,
        said=said,
        media_type=exporter.media_type,
        bytes=done[path].bytes,
        sha256=done[path].sha256,
        table=table,
    )


def _sources(citations: Iterable[Citation]) -> Iterator[str]:
    table = table_of(SOURCES, None)
    assert table is not None
    names = [field.name for field in table.fields]
    return csv_rows(
        names,
        (
            [None if (it := getattr(each, name)) is None else str(it) for name in names]
            for each in citations
        ),
    )


def _pages(
    release: Named,
    facts: Facts,
    files: list[DataFile],
    before: str | None,
    counted: Counter[str],
) -> Iterator[tuple[str, str]]:
    said = f"{counts(facts, 'en')} {word('private' if release.private else 'public', 'en')}"
    yield "README.md", pages.readme(release, facts, files)
    yield "METHOD.md", method(release, facts, None, "en")
    yield "METHOD.ar.md", method(release, facts, None, "ar")
    yield "CHANGES.md", pages.changes_page(before, counted)
    yield "LICENCE", pages.licence(release)
    yield "CITATION.cff", pages.citation(release)
    yield "datapackage.json", described.datapackage(release, files, said)
    yield "croissant.json", described.croissant(release, files, said)
    for language in LANGUAGES:
        yield f"codebook/{language}.md", page_alone(language)
