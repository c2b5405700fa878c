"""Decides what codes are called, in Arabic and English, for the records at hand.

A page carries only the labels that its records use. Words come from `report/labels.tsv` and
`report/countries.tsv`; weapons, objects, outlets and actors from the word lists that extraction
itself uses, so that a new row needs no second entry. A code without a label is shown as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from rasd.export.report import assets
from rasd.model import Document, Event, Figure, Mention

Labels = dict[str, dict[str, tuple[str, str]]]
"""Group, then code, to the Arabic and the English label."""

_LISTS = (
    ("weapon", "ar/weapons.tsv", "name_ar", "name_en"),
    ("object", "ar/objects.tsv", "singular", "name_en"),
    ("source", "actors/outlets.tsv", "name_ar", "name_en"),
    ("actor", "actors/actors.tsv", "name_ar", "name_en"),
)
_WHOLE = (
    "action",
    "credibility",
    "date_precision",
    "effect",
    "event_type",
    "field",
    "figure_kind",
    "issue_kind",
    "outcome",
    "place_precision",
    "reliability",
    "review",
    "role",
    "standing",
    "status",
    "status_note",
    "sub_event_type",
)
"""Groups that every page carries whole."""


@cache
def _known() -> Labels:
    known: Labels = {}
    for row in assets.table("report/labels.tsv"):
        known.setdefault(row["group"], {})[row["key"]] = (row["ar"], row["en"])
    known["country"] = {
        row["code"]: (row["ar"], row["en"]) for row in assets.table("report/countries.tsv")
    }
    for group, path, arabic, english in _LISTS:
        if not files("rasd.data").joinpath(path).is_file():
            continue
        for row in assets.table(path):
            ar = row.get(arabic, "").split("|")[0]
            en = row.get(english, "")
            if ar or en:
                known.setdefault(group, {})[row["id"]] = (ar or en, en or ar)
    rules = {row["rule"]: (row["ar"], row["en"]) for row in assets.table("merge/rules.tsv")}
    known["rule"] = known.get("rule", {}) | rules
    known["definition"] = dict(_definitions())
    return known


def _definitions() -> Iterable[tuple[str, tuple[str, str]]]:
    folder = files("rasd.data").joinpath("ar/events")
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        if path.name.endswith(".toml"):
            given = tomllib.loads(path.read_text("utf-8")).get("definition", {})
            if "ar" in given and "en" in given:
                yield path.name.removesuffix(".toml"), (given["ar"], given["en"])


def label(group: str, code: str) -> tuple[str, str]:
    """The Arabic and English label of a code; the code in plain words where there is none."""
    plain = code.replace("_", " ")
    return known_label(group, code) or (plain, plain)


def known_label(group: str, code: str) -> tuple[str, str] | None:
    """The Arabic and English label of a code; `None` where nobody named it."""
    return _known().get(group, {}).get(code)


def labels_of(group: str) -> tuple[str, ...]:
    """The codes of a group that have a label."""
    return tuple(_known().get(group, {}))


class UsedLabels:
    """The labels that records need: closed sets whole, open lists by use."""

    def __init__(self) -> None:
        groups = ("country", "weapon", "object", "source", "actor", "category")
        more = ("group", "quantity", "definition", "rule")
        self._codes: dict[str, set[str]] = {group: set() for group in (*groups, *more)}

    def add_document(self, document: Document) -> None:
        if document.outlet:
            self._codes["source"].add(document.outlet)

    def add_record(self, record: Event | Mention) -> None:
        codes = self._codes
        if record.place and record.place.country:
            codes["country"].add(record.place.country)
        actors = (*record.perpetrators, *record.targets)
        codes["category"].update(actor.category for actor in actors)
        codes["actor"].update(actor.id for actor in actors if actor.id)
        codes["actor"].update(claim.id for claim in record.claimed_by if claim.id)
        codes["source"].update(source.id for source in record.attribution if source.id)
        codes["weapon"].update(record.weapons)
        codes["object"].update(item.object for item in record.materiel)
        codes["group"].update(item.group for item in record.harm)
        codes["definition"].add(record.sub_event_type.value)
        codes["actor"].update(value for item in record.conflicts for value in item.values)
        if isinstance(record, Event):
            codes["rule"].update(each.rule for each in record.values)
            codes["rule"].update(account.reliability.reason for account in record.accounts)
            if record.credibility is not None:
                codes["rule"].add(record.credibility.reason)

    def add_figure(self, figure: Figure) -> None:
        if figure.place and figure.place.country:
            self._codes["country"].add(figure.place.country)
        self._codes["quantity"].add(figure.quantity)
        self._codes["source"].update(source.id for source in figure.attribution if source.id)

    def labels(self) -> Labels:
        """The labels of all that was added."""
        codes = dict(self._codes)
        codes["actor"] = codes["actor"] | codes["source"]
        codes["country"] = codes["country"] | assets.mapped_countries()
        known = _known()
        found: Labels = {group: dict(known.get(group, {})) for group in _WHOLE}
        for group, wanted in sorted(codes.items()):
            names = known.get(group, {})
            found[group] = {code: names[code] for code in sorted(wanted) if code in names}
        return found
