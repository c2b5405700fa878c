"""Compiles the data files into the rows and the lexicon that annotators look things up in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from rasd.knowledge.forms import (
    Trait,
    capital_noun,
    noun_forms,
    sound_plural_endings,
    verb_forms,
)
from rasd.knowledge.gazetteer import load_gazetteer
from rasd.knowledge.lexicon import AMBIGUOUS, Entry, Kind, Lexicon
from rasd.knowledge.people import Noun, PeopleForm, people_words
from rasd.knowledge.provinces import load_group_provinces
from rasd.knowledge.rows import (
    ANY_POLICE,
    PATRON_KEY,
    ActorRow,
    ContextRow,
    Knowledge,
    OtherSense,
    OutletRow,
    TriggerRow,
)
from rasd.knowledge.tables import Row, read_rows, read_toml, toml_files
from rasd.model import DataError, SubEventType
from rasd.text import fold_plain


def compile_knowledge(digest: str) -> Knowledge:
    """Reads every data file anew; raises `DataError` with all faults of the first bad file."""
    lexicon = Lexicon()
    contextual = _contextual(lexicon)
    triggers = _triggers(lexicon)
    gazetteer = load_gazetteer()
    _phrases(lexicon)
    _nationalities(lexicon)
    _provinces(lexicon)
    _weapons(lexicon)
    return Knowledge(
        digest=digest,
        lexicon=lexicon,
        triggers=triggers,
        actors=_actors(lexicon),
        outlets=_outlets(lexicon),
        contextual=contextual,
        state_forces=_state_forces(),
        speakers={row["id"]: row["what"] for row in read_rows("ar/speakers.tsv")},
        object_classes=_objects(lexicon),
        gazetteer=gazetteer,
        place_stopwords=_folded_words("ar/place_stopwords.tsv"),
        place_words=_folded_words("ar/place_cues.tsv"),
        actor_heads=_actor_heads(),
        group_heads={
            row["id"]: frozenset(fold_plain(head) for head in row.many("heads"))
            for row in read_rows("ar/group_nouns.tsv")
        },
        police_names=frozenset(
            form for form, rows in contextual.items() if any(r.actor == ANY_POLICE for r in rows)
        ),
        other_senses=_other_senses(),
    )


def _triggers(lexicon: Lexicon) -> dict[str, TriggerRow]:
    triggers: dict[str, TriggerRow] = {}
    for path in toml_files("ar/events"):
        document = read_toml(path)
        sub_type = SubEventType(document["id"])
        for number, spec in enumerate(document["triggers"], start=1):
            row = _trigger_row(path, number, sub_type, spec)
            triggers[row.id] = row
            for form, trait in _trigger_forms(spec):
                lexicon.add(form, Entry(Kind.TRIGGER, row.id, row.kind, trait.value, row.row))
    return triggers


def _trigger_row(
    path: str, number: int, sub_type: SubEventType, spec: Mapping[str, Any]
) -> TriggerRow:
    unknown = set(spec) - {
        "verb",
        "noun",
        "plural",
        "forms",
        "with",
        "kind",
        "roles",
        "of",
        "outcome",
        "weight",
        "at",
    }
    if unknown:
        raise DataError([f"{path}: trigger {number} has unknown keys {sorted(unknown)}"])
    return TriggerRow(
        id=f"{sub_type}:{number}",
        sub_event_type=sub_type,
        kind=spec["kind"],
        roles=spec.get("roles", ""),
        of=spec.get("of", ""),
        outcome=spec.get("outcome", ""),
        weak=spec.get("weight") == "weak",
        row=f"{path}#{number}",
        complements=frozenset(fold_plain(word) for word in spec.get("with", ())),
        opens=spec.get("at") == "start",
    )


def _trigger_forms(spec: Mapping[str, Any]) -> list[tuple[str, Trait]]:
    if "verb" in spec:
        past, present = spec["verb"]
        return [(form, Trait.VERB) for form in sorted(verb_forms(past, present))]
    if "noun" in spec:
        return sorted(noun_forms(spec["noun"], tuple(spec.get("plural", ()))))
    return [(form, Trait.PHRASE) for form in spec["forms"]]


def _phrases(lexicon: Lexicon) -> None:
    """The lists whose rows are phrases as they stand."""
    for file, kind, what in (
        ("ar/cues.tsv", Kind.CUE, "kind"),
        ("ar/connectives.tsv", Kind.CONNECTIVE, "kind"),
        ("ar/role_cues.tsv", Kind.ROLE_CUE, "role"),
        ("ar/loyalties.tsv", Kind.LOYALTY, "id"),
        ("ar/speakers.tsv", Kind.SPEAKER, "what"),
        ("ar/offices.tsv", Kind.OFFICE, "what"),
        ("ar/channels.tsv", Kind.CHANNEL, "id"),
        ("ar/damage.tsv", Kind.DAMAGE, "effect"),
        ("ar/allegiance.tsv", Kind.ALLEGIANCE, "kind"),
        ("ar/figure_cues.tsv", Kind.FIGURE_CUE, "quantity"),
        ("ar/person_titles.tsv", Kind.SUBJECT, "number"),
        ("actors/force_nouns.tsv", Kind.FORCE_NOUN, "branch"),
    ):
        for row in read_rows(file):
            lexicon.add_all(row.many("forms"), Entry(kind, row["id"], row[what], "", row.where))
    for row in read_rows("ar/group_nouns.tsv"):
        entry = Entry(Kind.GROUP_NOUN, row["id"], row["category"], row["names"], row.where)
        lexicon.add_all(row.many("forms"), entry)
    for row in read_rows("ar/place_cues.tsv"):
        entry = Entry(Kind.PLACE_CUE, row["id"], row["kinds"], row["effect"], row.where)
        lexicon.add_all(row.many("forms"), entry)
    for file, kind in (("ar/speech.tsv", Kind.SPEECH), ("ar/light_verbs.tsv", Kind.LIGHT_VERB)):
        for row in read_rows(file):
            what = row["kind"] if kind is Kind.SPEECH else row["subject"]
            entry = Entry(kind, row["id"], what, "", row.where)
            lexicon.add_all(sorted(verb_forms(row["past"], row["present"])), entry)
            lexicon.add_all(row.many("forms"), entry)


def _nationalities(lexicon: Lexicon) -> None:
    for row in read_rows("places/countries.tsv"):
        entry = Entry(Kind.NISBA, row["iso2"], "", "", row.where)
        state = Entry(Kind.STATE, row["iso2"], "", "", row.where)
        lexicon.add_all((row["name_ar"], *row.many("variants_ar")), state)
        for column in ("nisba_m", "nisba_f"):
            for adjective in row.many(column):
                for form, _ in sorted(noun_forms(adjective)):
                    lexicon.add(form, entry)
        for adjective in row.many("nisba_m"):
            for ending in sound_plural_endings():
                lexicon.add(adjective + ending, entry)
                lexicon.add(_definite(adjective + ending), entry)
        for adjective in row.many("nisba_f"):
            phrase = f"{capital_noun()} {_definite(adjective)}"
            lexicon.add(phrase, Entry(Kind.CAPITAL, row["iso2"], "", "", row.where))


def _definite(form: str) -> str:
    article = read_toml("ar/morphology.toml")["noun"]["article"][0]
    return form if form.startswith(article) else article + form


def _provinces(lexicon: Lexicon) -> None:
    for province in load_group_provinces():
        entry = Entry(Kind.PROVINCE, province.id, province.group, "", province.where)
        lexicon.add_all(province.names, entry)


def _actors(lexicon: Lexicon) -> dict[str, ActorRow]:
    actors: dict[str, ActorRow] = {}
    for row in read_rows("actors/actors.tsv"):
        actors[row["id"]] = ActorRow(
            id=row["id"],
            name_en=row["name_en"],
            name_ar=row["name_ar"],
            category=row["category"],
            countries=row.many("countries"),
            parent=row["parent"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            row=row.where,
        )
        entry = Entry(Kind.ACTOR, row["id"], row["category"], "", row.where)
        shared = replace(entry, trait=AMBIGUOUS)
        unsure = {fold_plain(form) for form in row.many("ambiguous")}
        names = row.many("aliases")
        if row["category"] not in ("generic", "not_actor"):
            names = (*names, row["name_ar"])
        for name in names:
            lexicon.add(name, shared if fold_plain(name) in unsure else entry)
    _generic_people(lexicon, actors)
    return actors


def _generic_people(lexicon: Lexicon, actors: Mapping[str, ActorRow]) -> None:
    """Nouns of persons as the generic party that they are, with all their forms.

    A form with a pronoun (``سكانه``) names nobody in general.
    """
    article = _definite("")
    forms: dict[str, list[tuple[str, PeopleForm]]] = {}
    for form, people in people_words().forms.items():
        if not people.definite or form.startswith(article):
            forms.setdefault(people.people.id, []).append((form, people))
    for row in read_rows("actors/generic_people.tsv"):
        actor = actors[row["actor"]]
        for column, nouns in _FORMS_OF.items():
            for noun in row.many(column):
                for form, people in forms[noun]:
                    if people.noun in nouns:
                        entry = Entry(Kind.ACTOR, actor.id, actor.category, "", row.where)
                        lexicon.add(form, entry)


_FORMS_OF = {
    "counted": frozenset(Noun) - {Noun.SINGULAR},
    "plural": frozenset({Noun.PLURAL}),
    "any": frozenset(Noun),
}


def _folded_words(path: str) -> frozenset[str]:
    """All phrases of a list, folded."""
    return frozenset(fold_plain(form) for row in read_rows(path) for form in row.many("forms"))


def _other_senses() -> dict[str, OtherSense]:
    senses: dict[str, OtherSense] = {}
    for row in read_rows("actors/other_senses.tsv"):
        after, before = (
            frozenset(fold_plain(word) for word in row.many(column))
            for column in ("after", "before")
        )
        for form in row.many("forms"):
            senses[fold_plain(form)] = OtherSense(after, before)
    return senses


def _actor_heads() -> dict[str, frozenset[str]]:
    """The words that an actor's names begin with: what a bare group noun may point back at."""
    article = _definite("")
    heads: dict[str, frozenset[str]] = {}
    for row in read_rows("actors/actors.tsv"):
        words = {fold_plain(alias).split(" ")[0] for alias in row.many("aliases")}
        heads[row["id"]] = frozenset(words | {word.removeprefix(article) for word in words})
    return heads


def _outlets(lexicon: Lexicon) -> dict[str, OutletRow]:
    outlets: dict[str, OutletRow] = {}
    for row in read_rows("actors/outlets.tsv"):
        outlets[row["id"]] = OutletRow(
            id=row["id"],
            name_ar=row["name_ar"],
            name_en=row["name_en"],
            type=row["type"],
            domain=row["domain"],
            party=row["party"],
            row=row.where,
        )
        entry = Entry(Kind.OUTLET, row["id"], row["type"], row["party"], row.where)
        lexicon.add_all((row["name_ar"], *row.many("aliases")), entry)
    return outlets


def _contextual(lexicon: Lexicon) -> dict[str, tuple[ContextRow, ...]]:
    by_form: dict[str, tuple[ContextRow, ...]] = {}
    for row in read_rows("actors/contextual.tsv"):
        context = _context(row, row.many("country"), row["actor"])
        for form in row.many("forms"):
            key = fold_plain(form)
            by_form[key] = (*by_form.get(key, ()), context)
            lexicon.add(form, Entry(Kind.ACTOR, key, "contextual", "", row.where))
    for row in read_rows("actors/patrons.tsv"):
        context = _context(row, row.many("country"), row["actor"])
        for form in row.many("forms"):
            key = fold_plain(form)
            by_form[PATRON_KEY + key] = (*by_form.get(PATRON_KEY + key, ()), context)
            lexicon.add(form, Entry(Kind.PATRON, key, row["kind"], "", row.where))
    return by_form


def _state_forces() -> dict[tuple[str, str], tuple[ContextRow, ...]]:
    forces: dict[tuple[str, str], tuple[ContextRow, ...]] = {}
    for row in read_rows("actors/state_forces.tsv"):
        for branch in ("army", "police", "security"):
            if not row[branch]:
                continue
            key = (row["country"], branch)
            context = _context(row, (row["country"],), row[branch])
            forces[key] = (*forces.get(key, ()), context)
    return forces


def _context(row: Row, countries: tuple[str, ...], actor: str) -> ContextRow:
    return ContextRow(
        countries=countries,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        actor=actor,
        row=row.where,
    )


def _objects(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    classes: dict[str, tuple[str, str]] = {}
    for row in read_rows("ar/objects.tsv"):
        classes[row["id"]] = (row["class"], row["side"])
        for singular in row.many("singular"):
            for form, trait in sorted(noun_forms(singular)):
                lexicon.add(form, Entry(Kind.OBJECT, row["id"], row["class"], trait, row.where))
        for plural in row.many("plurals"):
            for form, trait in sorted(noun_forms(plural)):
                number = Trait.PLURAL_DEFINITE if trait.definite else Trait.PLURAL
                lexicon.add(form, Entry(Kind.OBJECT, row["id"], row["class"], number, row.where))
    return classes


def _weapons(lexicon: Lexicon) -> None:
    for row in read_rows("ar/weapons.tsv"):
        entry = Entry(Kind.WEAPON, row["id"], row["class"], "", row.where)
        lexicon.add_all(row.many("names"), entry)


def _day(text: str) -> date | None:
    """A date cell; a year or month alone means its first day."""
    if not text:
        return None
    year, month, day = [*text.split("-"), "1", "1"][:3]
    return date(int(year), int(month), int(day))
