"""Decides how the codebook reads: what a record means, said from the data that the rules read.

The prose stands in `data/codebook/{en,ar}.md`, with a {{name}} where a table from the data belongs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from rasd.knowledge.tables import Row, data_file, read_rows, read_toml
from rasd.model import PARENT, DatePrecision, EventType, FigureKind, PlacePrecision, SubEventType

LANGUAGES = ("en", "ar")
PHRASES_SHOWN = 12
CODEBOOKS = (
    ("ACLED", ("acled_event_type", "acled_sub_event_type"), " / "),
    ("UCDP", ("ucdp_type_of_violence",), ""),
    ("GTD", ("gtd_attacktype",), ""),
    ("PLOVER", ("plover_event", "plover_mode"), " / "),
)


def page(language: str) -> str:
    """The codebook in a language, as Markdown."""
    tables = {
        "types_by_class": types_by_class(language),
        "types": "\n\n".join(event_type(sub, language) for sub in SubEventType),
        "date_precision": precisions("date_precision", DatePrecision, language),
        "place_precision": precisions("place_precision", PlacePrecision, language),
        "months": months(language),
        "numbers": numbers(language),
        "actors": actors(language),
        "outlets": outlets(language),
        "weapons": weapons(language),
        "figure_kinds": figure_kinds(language),
        "crosswalk": crosswalk(language),
        "columns": columns(language),
    }
    prose = data_file(f"codebook/{language}.md").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda name: tables[name[1]], prose)


def page_alone(language: str) -> str:
    """The codebook where no other page of the documentation stands beside it."""
    link = r"\[([^\]]+)\]\(\.\./[^)]*\)"
    without_asides = re.sub(rf"\s*\({link}\)", "", page(language))
    return re.sub(link, r"\1", without_asides)


def word(key: str, language: str) -> str:
    """A word that stands between the data."""
    return words()[key][language]


@cache
def words() -> Mapping[str, Row]:
    return {row["key"]: row for row in read_rows("codebook/words.tsv")}


@cache
def labels() -> Mapping[tuple[str, str], Row]:
    return {(row["group"], row["key"]): row for row in read_rows("report/labels.tsv")}


def label(group: str, key: str, language: str) -> str:
    known = labels().get((group, key))
    return known[language] if known else key.replace("_", " ")


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    head = list(header)
    lines = [head, ["---"] * len(head), *rows]
    cells = [[cell.replace("|", r"\|") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def types_by_class(language: str) -> str:
    rows = [
        (
            f"`{kind}` {label('event_type', kind, language)}",
            ", ".join(f"[`{sub}`](#{sub})" for sub in SubEventType if PARENT[sub] is kind),
        )
        for kind in EventType
    ]
    return table((word("class", language), word("type", language)), rows)


def event_type(sub: SubEventType, language: str) -> str:
    document = read_toml(f"ar/events/{sub}.toml")
    parts = [
        f'<a id="{sub}"></a>\n\n### {label("sub_event_type", sub, language)} · `{sub}`',
        f"{document['definition'][language]} (`{PARENT[sub]}`)",
        lemmas(document["triggers"], language),
        sentences("gives", document["proof"]["examples"], language),
        sentences("tempts", document["proof"]["counter"], language),
        elsewhere(sub, language),
    ]
    return "\n\n".join(filter(None, parts))


def lemmas(triggers: Iterable[Mapping[str, Any]], language: str) -> str:
    found: dict[str, list[str]] = {"verbs": [], "nouns": [], "phrases": []}
    for trigger in triggers:
        found["verbs"] += trigger.get("verb", ())[:1]
        found["nouns"] += [trigger["noun"]] if "noun" in trigger else []
        found["phrases"] += trigger.get("forms", ())
    return "\n".join(
        f"- **{word(key, language)}:** {some(dict.fromkeys(forms), language)}"
        for key, forms in found.items()
        if forms
    )


def some(forms: Iterable[str], language: str, shown: int = PHRASES_SHOWN) -> str:
    """The first of several Arabic phrases, and how many more there are."""
    every = list(forms)
    comma = "، "
    rest = len(every) - shown
    more = f" {word('more', language).format(n=rest)}" if rest > 0 else ""
    return comma.join(every[:shown]) + more


def sentences(key: str, stated: Iterable[str], language: str) -> str:
    lines = [f"- {sentence}" for sentence in stated]
    return "\n".join([f"**{word(key, language)}:**", "", *lines]) if lines else ""


@cache
def mapped() -> Mapping[str, Row]:
    return {row["sub_event_type"]: row for row in read_rows("crosswalk.tsv")}


def equivalents(sub: SubEventType) -> list[str]:
    """What each of the other codebooks calls a type; empty where it has no word for it."""
    row = mapped()[sub]
    return [
        between.join(filter(None, (row[column] for column in names)))
        for _, names, between in CODEBOOKS
    ]


def elsewhere(sub: SubEventType, language: str) -> str:
    named = zip((name for name, _, _ in CODEBOOKS), equivalents(sub), strict=True)
    stated = " · ".join(f"{name} {value}" for name, value in named if value)
    note = mapped()[sub][f"note_{language}"]
    known = f"{stated or word('none', language)}."
    return f"**{word('elsewhere', language)}:** {known} {note}".rstrip()


def crosswalk(language: str) -> str:
    rows = [(f"`{sub}`", *equivalents(sub)) for sub in SubEventType]
    return table((word("type", language), *(name for name, _, _ in CODEBOOKS)), rows)


def precisions(group: str, members: Iterable[str], language: str) -> str:
    return "\n".join(f"| `{member}` | {label(group, member, language)} |" for member in members)


def months(language: str) -> str:
    """The chief name of each month in each tradition."""
    names: dict[tuple[str, str], str] = {}
    for row in read_rows("ar/months.tsv"):
        tradition = "hijri" if row["calendar"] == "hijri" else row["region"]
        names.setdefault((row["month"], tradition), row["name"])
    traditions = ("standard", "levant", "maghreb", "egypt", "hijri")
    rows = [
        (str(n), *(names.get((f"{n:02}", tradition), "") for tradition in traditions))
        for n in range(1, 13)
    ]
    return table([word(key, language) for key in ("month", *traditions)], rows)


def numbers(language: str) -> str:
    """Each rule for numbers with its first example, and the bounds of vague number words."""
    grammar = read_toml("ar/numbers.toml")
    rows = []
    for item in (*grammar["modifier"], *grammar["quantifier"]):
        example = item["examples"][0]
        high = example.get("max", example["min"] if item.get("kind") == "about" else None)
        bounds = f"`[{example['min']}, {'null' if high is None else high}]`"
        phrases = [*item.get("before", ()), *item.get("after", ()), *item.get("forms", ())]
        rows.append((some(dict.fromkeys(phrases), language, 5), example["text"], bounds))
    rows += [
        (some(row.many("forms"), language, 5), "", f"`[{row['value']}, {row['max'] or 'null'}]`")
        for row in read_rows("ar/numbers.tsv")
        if row["role"] == "vague"
    ]
    return table([word(key, language) for key in ("words", "example", "value")], rows)


def actors(language: str) -> str:
    rows = read_rows("actors/actors.tsv")
    by_category = Counter(row["category"] for row in rows)
    counted = [(f"`{key}`", str(number)) for key, number in by_category.most_common()]
    countries = Counter(code for row in rows for code in row.many("countries"))
    where = ", ".join(
        f"{word('everywhere', language) if code == '*' else code} {number}"
        for code, number in sorted(countries.items(), key=lambda item: (-item[1], item[0]))
    )
    head = f"{len(rows)} {word('named', language)}:"
    listed = table((word("category", language), word("count", language)), counted)
    return f"{head}\n\n{listed}\n\n{word('countries', language)}: {where}."


def outlets(language: str) -> str:
    kinds = Counter(row["type"] for row in read_rows("actors/outlets.tsv"))
    stated = ", ".join(f"`{kind}` {number}" for kind, number in kinds.most_common())
    return f"{word('outlets', language)}: {stated}."


def weapons(language: str) -> str:
    rows = [
        (f"`{row['id']}`", row[f"name_{language}"], some(row.many("names"), language, 5))
        for row in read_rows("ar/weapons.tsv")
    ]
    return table([word(key, language) for key in ("id", "name", "words")], rows)


def figure_kinds(language: str) -> str:
    between = "، " if language == "ar" else ", "
    stated = [f"`{kind}` ({label('figure_kind', kind, language)})" for kind in FigureKind]
    return between.join(stated)


def columns(language: str) -> str:
    rows = [
        (f"`{row['column']}`", row[f"meaning_{language}"])
        for row in read_rows("export/csv_columns.tsv")
    ]
    return table((word("column", language), word("meaning", language)), rows)
