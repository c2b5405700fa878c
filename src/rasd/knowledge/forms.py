"""Decides which surface forms a lemma has.

A lemma is written once. A verb is given by its third person masculine singular, past and
present (``استهدف | يستهدف``); a noun by its singular (``هجوم``). All forms come out folded and
without proclitics, which the matcher takes off. The second half of `(form, trait)` says how
a noun stands: `singular`, `dual`, `plural`, each with `_definite` under the article or
`_owned` with a pronoun.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from rasd.knowledge.tables import read_toml
from rasd.text import fold_plain


class Trait(StrEnum):
    """How a noun form stands."""

    SINGULAR = "singular"
    DUAL = "dual"
    PLURAL = "plural"
    SINGULAR_DEFINITE = "singular_definite"
    DUAL_DEFINITE = "dual_definite"
    PLURAL_DEFINITE = "plural_definite"
    SINGULAR_OWNED = "singular_owned"
    PLURAL_OWNED = "plural_owned"
    VERB = "verb"
    PHRASE = "phrase"

    @property
    def definite(self) -> bool:
        """Whether the noun points at something already known."""
        return self.endswith(("definite", "owned"))

    @property
    def plural(self) -> bool:
        """Whether the noun speaks of more than two."""
        return self.startswith("plural")


@cache
def _morphology() -> dict[str, dict[str, list[str]]]:
    return read_toml("ar/morphology.toml")


def _list(table: str, key: str) -> list[str]:
    return [fold_plain(item) for item in _morphology()[table][key]]


def verb_forms(past: str, present: str) -> frozenset[str]:
    """Third person forms of a verb, past and present, with object pronouns.

    A past in alef maqsura or a present in a long vowel inflects as a defective verb.
    """
    forms: set[str] = set()
    if past:
        forms.update(_past_forms(fold_plain(past)))
    if present:
        forms.update(_present_forms(fold_plain(present)))
    return frozenset(forms)


def _past_forms(past: str) -> Iterator[str]:
    weak = _list("verb", "weak_past_endings")
    pronouns = _list("verb", "object_pronouns")
    plural, plural_joined = _list("verb", "past_plural")
    stem = past[:-1] if past[-1] in weak and len(past) > 2 else past
    defective = stem != past
    alef = _list("verb", "weak_before_pronoun")[0]
    yield past
    for pronoun in pronouns:
        yield (stem + alef if defective else past) + pronoun
    for ending in _list("verb", "past_feminine"):
        yield stem + ending
        for pronoun in pronouns:
            yield stem + ending + pronoun
    yield stem + plural
    for pronoun in pronouns:
        yield stem + plural_joined + pronoun
    for ending in _list("verb", "past_dual_defective" if defective else "past_dual"):
        yield stem + ending


def _present_forms(present: str) -> Iterator[str]:
    weak = _list("verb", "weak_present_endings")
    pronouns = _list("verb", "object_pronouns")
    body = present[1:]
    defective = body[-1] in weak
    stem = body[:-1] if defective else body
    for person in _list("verb", "present_prefixes"):
        yield person + body
        yield person + stem
        for pronoun in pronouns:
            yield person + body + pronoun
    for person in _list("verb", "present_prefixes")[:2]:
        for ending in _list("verb", "present_endings"):
            yield person + stem + ending
    for future in _list("verb", "future"):
        for person in _list("verb", "present_prefixes")[:2]:
            yield future + person + body
            for ending in _list("verb", "present_endings")[:1]:
                yield future + person + stem + ending


def noun_forms(singular: str, plurals: tuple[str, ...] = ()) -> frozenset[tuple[str, Trait]]:
    """All forms of a noun or of a noun with its adjectives (``غارة جوية``).

    The article goes on every word of a phrase; pronouns and duals only on a single noun.
    """
    forms: set[tuple[str, Trait]] = set()
    folded = fold_plain(singular)
    forms.update(_number_forms(folded, Trait.SINGULAR, Trait.SINGULAR_DEFINITE))
    for plural in plurals:
        forms.update(_number_forms(fold_plain(plural), Trait.PLURAL, Trait.PLURAL_DEFINITE))
    if " " in folded:
        return frozenset(forms)
    article, alef = _list("noun", "article")[0], _list("noun", "accusative")[0]
    ta_marbuta, ta = _list("noun", "ta_marbuta")
    stem = folded[:-1] + ta if folded.endswith(ta_marbuta) else folded
    for pronoun in _list("noun", "pronouns"):
        forms.add((stem + pronoun, Trait.SINGULAR_OWNED))
        forms.update(
            (_before_pronoun(fold_plain(p), ta_marbuta, ta) + pronoun, Trait.PLURAL_OWNED)
            for p in plurals
        )
    for ending in _list("noun", "dual"):
        forms.add((stem + ending, Trait.DUAL))
        forms.add((article + stem + ending, Trait.DUAL_DEFINITE))
    if not folded.endswith((ta_marbuta, alef)):
        forms.add((folded + alef, Trait.SINGULAR))
    return frozenset(forms)


def _before_pronoun(word: str, ta_marbuta: str, ta: str) -> str:
    return word[:-1] + ta if word.endswith(ta_marbuta) else word


def _number_forms(phrase: str, bare: Trait, definite: Trait) -> Iterator[tuple[str, Trait]]:
    article = _list("noun", "article")[0]
    alef = _list("noun", "accusative")[0]
    ta_marbuta = _list("noun", "ta_marbuta")[0]
    words = phrase.split(" ")
    yield phrase, bare
    if not any(word.startswith(article) for word in words):
        yield " ".join(article + word for word in words), definite
        if len(words) > 1:
            tail = [w if w.endswith((ta_marbuta, alef)) else w + alef for w in words]
            yield " ".join(tail), bare
            # construct: the first noun bare, the rest under the article
            yield " ".join([words[0], *(article + word for word in words[1:])]), definite


def sound_plural_endings() -> tuple[str, ...]:
    """The endings of the sound masculine plural, nominative first."""
    return tuple(_list("noun", "sound_plural"))


def capital_noun() -> str:
    """The noun that, before a nationality, names a state's capital."""
    return _list("noun", "capital")[0]


@cache
def described() -> frozenset[str]:
    """Nouns whose adjective looks like a word for persons (``بيان صحفي``, ``عمل إرهابي``)."""
    return frozenset(_list("noun", "described"))


@cache
def person_particles() -> frozenset[str]:
    """Words that open or join a person's name."""
    return frozenset(_list("noun", "person_particles"))


@cache
def place_heads() -> frozenset[str]:
    """First words of place names of two words (``تل رفعت``, ``كفر نبل``)."""
    return frozenset(_list("noun", "place_heads"))


@cache
def object_pronouns() -> tuple[str, ...]:
    """The pronouns that a verb takes as its object (``استهدفها``)."""
    return tuple(_list("verb", "object_pronouns"))


@cache
def relatives() -> frozenset[str]:
    """Words that open a clause about what stands before them."""
    return frozenset(_list("verb", "relatives"))


@cache
def present_markers() -> tuple[str, ...]:
    """The letters that open a verb of the third person in the present."""
    return tuple(_list("verb", "present_prefixes")[:2])


@cache
def future_markers() -> tuple[str, ...]:
    """The letters that make a present verb future."""
    return tuple(_list("verb", "future"))


@cache
def future_lookalikes() -> tuple[str, ...]:
    """Past verbs whose root opens like a future."""
    return tuple(_list("verb", "future_lookalikes"))


@cache
def copulas() -> frozenset[str]:
    """Verbs and pronouns that say what something was."""
    return frozenset(_list("verb", "copulas"))


@cache
def complementizers() -> frozenset[str]:
    """Words that open what somebody said."""
    return frozenset(_list("verb", "complementizers"))


@cache
def asides() -> frozenset[str]:
    """Words that stand between a verb of saying and its content without naming a source."""
    return frozenset(_list("verb", "asides"))


@cache
def relayed_from() -> frozenset[str]:
    """What stands before the source that an outlet passes on (``نقلت وكالة عن ناشطين``)."""
    return frozenset(_list("verb", "relayed_from"))


@cache
def own_forces() -> frozenset[str]:
    """Forces with "our": whoever says so is a party (``استهدفت قواتنا``)."""
    return frozenset(_list("verb", "own_forces"))


@cache
def our() -> tuple[str, ...]:
    """The pronoun "our"."""
    return tuple(_list("verb", "our"))


@cache
def speaks_for() -> frozenset[str]:
    """What stands between a source and the party that it belongs to (``مصدر في الجيش``)."""
    return frozenset(_list("verb", "speaks_for"))


@cache
def article() -> str:
    """The article."""
    return _list("noun", "article")[0]


@cache
def appositives() -> frozenset[str]:
    """Pronouns after which a list says who those counted before were."""
    return frozenset(_list("noun", "appositives"))


@cache
def overflight() -> frozenset[str]:
    """Words of aircraft that fly or land and strike nobody: ``تحليق مكثف للمروحيات``."""
    return frozenset(_list("noun", "overflight"))


@cache
def singling() -> frozenset[str]:
    """Words that single one out of many: ``أكثر الهجمات دموية``, ``أحد الانفجارات``."""
    return frozenset(_list("noun", "singling"))


@cache
def subordinators() -> frozenset[str]:
    """Relative and temporal words: what follows is named, not told."""
    return frozenset(_list("verb", "subordinators"))


@cache
def prepositions() -> frozenset[str]:
    """Prepositions that stand alone: no verb in the past stands right behind one."""
    return frozenset(_list("verb", "prepositions"))


@cache
def subjunctive() -> frozenset[str]:
    """Particles behind which a verb in the present says what is meant or will be."""
    return frozenset(_list("verb", "subjunctive"))


@cache
def whoever() -> frozenset[str]:
    """Words that mean anybody before a verb in the present: ``من يتظاهر``."""
    return frozenset(_list("verb", "whoever"))


@cache
def facing() -> frozenset[str]:
    """Prepositions that lead from a verb to its object, never to its subject."""
    return frozenset(_list("verb", "facing"))


@cache
def simultaneous() -> frozenset[str]:
    """Nouns that make a relative clause a main one: ``في الوقت الذي تبنت فيه``."""
    return frozenset(_list("verb", "simultaneous"))
