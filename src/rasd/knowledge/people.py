"""The nouns that a text counts people by, with all their forms, from `ar/people.tsv`.

``جندي`` gives جندي, جنديا, الجندي, جنديان, جنديين, جنود, الجنود, جنوده … each with the number it
stands for. A sound masculine plural and the dual look alike in the oblique case
(``مدنيين``): such forms are `EITHER`. `ar/corps.tsv` names the bodies that a generic member
(``عناصر الشرطة``) belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rasd.knowledge.tables import Row, read_rows, read_toml
from rasd.model.frozen import Frozen
from rasd.text import fold_plain


class Noun(StrEnum):
    """What a form says about how many there are."""

    SINGULAR = "singular"
    DUAL = "dual"
    PLURAL = "plural"
    EITHER = "either"
    CONSTRUCT = "construct"
    """A dual whose n is dropped before a genitive, or an accusative singular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """One row of `people.tsv`."""

    id: str
    group: str
    category: str
    outcome: str | None
    actor_id: str | None
    adjective: bool
    where: str


class PeopleForm(Frozen, frozen=True):
    """A surface form: its row, its number, and whether it is definite."""

    people: People
    noun: Noun
    definite: bool


class Corps(Frozen, frozen=True):
    """The group and category of the members of a body."""

    group: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWords:
    """Folded forms; phrases of several words hold their words joined by spaces."""

    forms: Mapping[str, PeopleForm]
    corps: Mapping[str, Corps]
    longest: Mapping[str, int]
    """Most words of a phrase in `forms` or `corps` that begins with this word."""
    heads: frozenset[str]
    """The first words of `forms`."""
    begun: frozenset[str]
    """The first two words of the phrases that have two or more."""


@cache
def people_words() -> PeopleWords:
    """The compiled files; cached. The first row that has a form keeps it."""
    forms: dict[str, PeopleForm] = {}
    ranked: dict[str, int] = {}
    longest: dict[str, int] = {}
    for row in read_rows("ar/people.tsv"):
        people = People(
            id=row["id"],
            group=row["group"],
            category=row["category"],
            outcome=row["outcome"] or None,
            actor_id=row["actor_id"] or None,
            adjective=row["adjective"] == "y",
            where=row.where,
        )
        for rank, form, noun, definite in _forms(row):
            if form not in forms or rank < ranked[form]:
                forms[form] = PeopleForm(people, noun, definite)
                ranked[form] = rank
                _note(longest, form)
    corps: dict[str, Corps] = {}
    for row in read_rows("ar/corps.tsv"):
        for name in row.many("forms"):
            folded = fold_plain(name)
            corps.setdefault(folded, Corps(row["group"], row["category"]))
            _note(longest, folded)
    return PeopleWords(
        forms=forms,
        corps=corps,
        longest=longest,
        heads=frozenset(form.split(" ")[0] for form in forms),
        begun=frozenset(
            " ".join(words[:2])
            for phrase in (*forms, *corps)
            if len(words := phrase.split(" ")) > 1
        ),
    )


def _note(longest: dict[str, int], phrase: str) -> None:
    words = phrase.split(" ")
    longest[words[0]] = max(longest.get(words[0], 0), len(words))


@cache
def _endings() -> dict[str, list[str]]:
    table: dict[str, list[str]] = read_toml("ar/counts.toml")["endings"]
    return {key: [fold_plain(e) for e in values] for key, values in table.items()}


def _forms(row: Row) -> Iterator[tuple[int, str, Noun, bool]]:
    """Rank, form, number and definiteness; a written form beats a generated one."""
    endings = _endings()
    (article,) = endings["article"]
    singular = fold_plain(row["singular"])
    plurals = [fold_plain(p) for p in row.many("plurals")]
    for plural in plurals:
        yield 0, plural, Noun.PLURAL, plural.startswith(article)
        yield from _plural_forms(plural)
    if not singular:
        return
    yield 0, singular, Noun.SINGULAR, False
    if " " in singular:
        return
    yield 1, article + singular, Noun.SINGULAR, True
    (ta_marbuta,), (ta,) = endings["ta_marbuta"], endings["ta"]
    feminine = singular.endswith(ta_marbuta)
    stem = singular[:-1] + ta if feminine else singular
    sound = row["sound"] == "m"
    for ending in endings["dual_nominative"]:
        yield 1, stem + ending, Noun.DUAL, False
        yield 1, article + stem + ending, Noun.DUAL, True
    for ending in endings["dual_oblique"]:
        noun = Noun.EITHER if sound else Noun.DUAL
        yield 1, stem + ending, noun, False
        yield 1, article + stem + ending, noun, True
    for ending in endings["dual_construct"]:
        yield 2, stem + ending, Noun.CONSTRUCT, False
    if sound:
        for ending in endings["plural_nominative"]:
            yield 1, stem + ending, Noun.PLURAL, False
            yield 1, article + stem + ending, Noun.PLURAL, True
        for ending in endings["plural_construct"]:
            yield 1, stem + ending, Noun.PLURAL, False
            for pronoun in endings["pronouns"]:
                yield 2, stem + ending + pronoun, Noun.PLURAL, True


def _plural_forms(plural: str) -> Iterator[tuple[int, str, Noun, bool]]:
    endings = _endings()
    (article,) = endings["article"]
    if " " in plural or plural.startswith(article):
        return
    yield 1, article + plural, Noun.PLURAL, True
    if plural[-1] not in endings["no_accusative"]:
        yield 2, plural + endings["accusative"][0], Noun.PLURAL, False
    stem = plural
    for last, before in (pair.split(">") for pair in endings["before_pronoun"]):
        if plural.endswith(last):
            stem = plural[: -len(last)] + before
    for pronoun in endings["pronouns"]:
        yield 2, stem + pronoun, Noun.PLURAL, True
