"""Decides what a release is made of, and in which order.

First the data, all files in one reading of one state of the store; then what differs from the
previous release; then what is said of both, to people and to machines; last the checksums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rasd.export import EXPORTERS, Exporter, Output
from rasd.export.files import alone_in
from rasd.export.formats import formats
from rasd.model import SettingsError
from rasd.run.codebook import LANGUAGES, page_alone
from rasd.run.release import changes, described, pages
from rasd.run.release.data import Data, write_data
from rasd.run.release.described import DataFile
from rasd.run.release.files import SOURCES, outputs_of
from rasd.run.release.folder import CHECKSUMS, made_beside, put_in_place, refuse_foreign, write
from rasd.run.release.method import counts, method
from rasd.run.release.tables import table_of
from rasd.run.release.wanted import Named, Wanted, checked
from rasd.run.release.words import word

_TABLES = {".csv": "text/csv; charset=utf-8", ".tsv": "text/tab-separated-values; charset=utf-8"}
"""What tables are, also where they stand beside the other files of a format."""


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
        data = write_data(place, part, wanted)
        if before == data.release.version:
            raise SettingsError(
                f"{wanted.previous}: is version {before} too, and nobody could tell the two apart. "
                "Call this one otherwise with --version"
            )
        files = _described(data)
        written = dict(data.files)
        counted: Counter[str] = Counter()
        if wanted.previous is not None:
            found = changes.changes_between(
                wanted.previous / changes.EVENTS, part / changes.EVENTS, data.redirects
            )
            listed = changes.changes_text(found, counted)
            written[changes.FILE] = write(listed, part / changes.FILE)
        for name, text in _pages(data, files, before, counted):
            written[name] = write([text], part / name)
        lines = (f"{each.sha256}  {name}\n" for name, each in sorted(written.items()))
        write(lines, part / CHECKSUMS)
        is_new = put_in_place(part, out)
    return Made(
        folder=out,
        release=data.release,
        is_new=is_new,
        events=data.facts.events,
        bytes=sum(each.bytes for each in written.values()),
    )


def _described(data: Data) -> list[DataFile]:
    """What is known of each file of data, in the order of the formats."""
    outputs = [(name, EXPORTERS[name], output) for name, output in outputs_of(data.release)]
    cited = DataFile(
        path=SOURCES,
        said={language: word("sources_title", language) for language in LANGUAGES},
        media_type="text/csv; charset=utf-8",
        bytes=data.files[SOURCES].bytes,
        sha256=data.files[SOURCES].sha256,
        table=table_of(Path(SOURCES).name, None),
    )
    return [*(_output(*each, data) for each in outputs), cited]


def _output(name: str, exporter: Exporter, output: Output, data: Data) -> DataFile:
    known, written = formats()[name], data.files[f"data/{output.file}"]
    if output.file.endswith("-left-out.csv"):
        said = {la: word("left_out_title", la, name=known.name[la]) for la in LANGUAGES}
    else:
        said = {la: f"{known.name[la]}: {known.use[la]}" for la in LANGUAGES}
        if len({each.of for each in exporter.outputs}) > 1:
            said = {la: f"{said[la]} ({word(f'of_{output.of}', la)})" for la in LANGUAGES}
    return DataFile(
        path=f"data/{output.file}",
        said=said,
        media_type=_TABLES.get(Path(output.file).suffix, exporter.media_type),
        bytes=written.bytes,
        sha256=written.sha256,
        table=table_of(output.file, name),
    )


def _pages(
    data: Data, files: list[DataFile], before: str | None, counted: Counter[str]
) -> Iterator[tuple[str, str]]:
    release, facts = data.release, data.facts
    said = f"{counts(facts, 'en')} {word('private' if release.private else 'public', 'en')}"
    yield "README.md", pages.readme(release, facts, files)
    yield "METHOD.md", method(release, facts, data.removed, "en")
    yield "METHOD.ar.md", method(release, facts, data.removed, "ar")
    yield "CHANGES.md", pages.changes_page(before, counted)
    yield "LICENCE", pages.licence(release)
    yield "CITATION.cff", pages.citation(release)
    yield "datapackage.json", described.datapackage(release, files, said)
    yield "croissant.json", described.croissant(release, files, said)
    for language in LANGUAGES:
        yield f"codebook/{language}.md", page_alone(language)
