"""Decides what stands beside the data of a release for people: where to begin, licence, changes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from rasd.run.release.changes import ADDED, CHANGED, REMOVED
from rasd.run.release.described import DataFile
from rasd.run.release.facts import Facts
from rasd.run.release.method import counts
from rasd.run.release.wanted import Named
from rasd.run.release.words import LANGUAGES, filled, table, word

_CHANGES = {
    ADDED: "added",
    CHANGED: "changed",
    REMOVED: "removed_events",
    "renamed": "renamed",
    "joined": "joined",
    "split": "split",
    "gone": "gone",
}

_ATTRIBUTION = """\
Points and names of places come from gazetteers that ask to be named:

- GeoNames (https://www.geonames.org), Creative Commons Attribution 4.0
- Who's On First (https://whosonfirst.org), attribution
- Natural Earth (https://www.naturalearthdata.com), public domain
- Global Power Plant Database, World Resources Institute, Creative Commons Attribution 4.0
- Airwars (https://airwars.org): the median of published points for some neighbourhoods
"""


def readme(release: Named, facts: Facts, files: Sequence[DataFile]) -> str:
    """`README.md`, in both languages."""
    return "\n".join(_readme(release, facts, files, language) for language in LANGUAGES)


def licence(release: Named) -> str:
    """`LICENCE`: under what the data may be used, and whose work they contain."""
    by = ", ".join(release.creators)
    whose = f" by {by}" if by else ""
    return (
        f"{release.title}, version {release.version},{whose} is published under\n"
        f"{release.licence.name} ({release.licence.id}): {release.licence.url}\n\n"
        "Words of reports stand in the data as short quotations, as evidence for a value. They\n"
        "and the titles belong to the outlets that data/sources.csv names; the licence does not\n"
        f"cover them.\n\n{_ATTRIBUTION}"
    )


def citation(release: Named) -> str:
    """`CITATION.cff`, a form of citation that reference managers read."""
    authors = release.creators or ("not stated",)
    lines = [
        "cff-version: 1.2.0",
        'message: "Please cite this dataset as below, with its version."',
        "type: dataset",
        f"title: {json.dumps(release.title, ensure_ascii=False)}",
        f"version: {json.dumps(release.version)}",
        f'date-released: "{release.as_of.isoformat()}"',
        f"license: {release.licence.id}",
        "authors:",
        *(f"  - name: {json.dumps(name, ensure_ascii=False)}" for name in authors),
        *([f"url: {json.dumps(release.url)}"] if release.url else []),
    ]
    return "\n".join(lines) + "\n"


def changes_page(previous: str | None, counted: Counter[str]) -> str:
    """`CHANGES.md`, in both languages."""
    return "\n".join(_changes(previous, counted, language) for language in LANGUAGES)


def _readme(release: Named, facts: Facts, files: Sequence[DataFile], language: str) -> str:
    rows = [(f"`{file.path}`", file.said[language], f"{file.bytes:,}") for file in files]
    return filled(
        "readme",
        language,
        {
            "title": release.called(language),
            "version": release.version,
            "as_of": release.as_of.isoformat(),
            "counts": counts(facts, language),
            "mode": word("private" if release.private else "public", language),
            "files": table([word(key, language) for key in ("file", "what", "size")], rows),
        },
    )


def _changes(previous: str | None, counted: Counter[str], language: str) -> str:
    title = f"# {word('changes_title', language)}"
    if previous is None:
        return f"{title}\n\n{word('first_release', language)}\n"
    between = "، " if language == "ar" else ", "
    said = between.join(
        word(key, language, n=counted[change])
        for change, key in _CHANGES.items()
        if counted[change]
    )
    told = word("since", language, previous=previous, changes=said or word("no_change", language))
    return f"{title}\n\n{told} {word('each_in', language)}\n"
