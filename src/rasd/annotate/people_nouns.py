"""Decides which people a noun names, read together with the words that make it more exact.

``عناصر الشرطة`` are police, ``قتلى مدنيون`` dead civilians; people ``بين قتيل وجريح`` are killed or
wounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from rasd.knowledge.people import Corps, Noun, PeopleForm, people_words
from rasd.knowledge.tables import read_toml
from rasd.model.frozen import Frozen
from rasd.text import Token, fold_plain, proclitic_readings

KILLED_OR_WOUNDED = "killed_or_wounded"


class PeopleNoun(Frozen, frozen=True):
    """A people noun at tokens `start` up to `end`."""

    start: int
    end: int
    prefix: str
    form: PeopleForm


class Refined(Frozen, frozen=True):
    """What follows the noun: the end, and the group, category and outcome it settles."""

    end: int
    group: str
    category: str
    outcome: str | None
    second: PeopleNoun | None


@cache
def word_set(key: str) -> frozenset[str]:
    """A word list of `counts.toml`, folded."""
    value = read_toml("ar/counts.toml")["words"][key]
    return frozenset(fold_plain(w) for w in ([value] if isinstance(value, str) else value))


@lru_cache(maxsize=50_000)
def people_stems(word: str) -> tuple[tuple[str, str, int], ...]:
    """Readings of a word that begin a people noun or a body, with the longest phrase."""
    longest = people_words().longest
    never = word_set("never")
    return tuple(
        (prefix, stem, longest[stem])
        for prefix, stem in proclitic_readings(word)
        if stem in longest and stem not in never and not prefix.endswith(tuple(word_set("like")))
    )


def noun_at(tokens: Sequence[Token], i: int) -> PeopleNoun | None:
    """The people noun that begins at token `i`, the longest phrase first."""
    if i >= len(tokens):
        return None
    stems = people_stems(tokens[i].text)
    if not stems:
        return None
    forms = people_words().forms
    for prefix, stem, longest in stems:
        for width, key in _phrases(tokens, i, stem, longest):
            form = forms.get(key)
            if form is not None:
                return PeopleNoun(i, i + width, prefix, form)
    return None


def _phrases(tokens: Sequence[Token], i: int, stem: str, longest: int) -> Sequence[tuple[int, str]]:
    """The phrases that a list may hold from token `i` on, read as `stem`, the longest first."""
    if longest == 1 or i + 1 == len(tokens):
        return ((1, stem),)
    key = f"{stem} {tokens[i + 1].text}"
    if key not in people_words().begun:
        return ((1, stem),)
    phrases = [(1, stem), (2, key)]
    for width in range(3, min(longest, len(tokens) - i) + 1):
        key = f"{key} {tokens[i + width - 1].text}"
        phrases.append((width, key))
    phrases.reverse()
    return phrases


def corps_at(tokens: Sequence[Token], i: int) -> tuple[int, Corps] | None:
    """The body at token `i`, with or without a preposition before it."""
    if i < len(tokens) and tokens[i].text in word_set("in_body"):
        i += 1
    if i >= len(tokens):
        return None
    corps = people_words().corps
    for prefix, stem, longest in people_stems(tokens[i].text):
        if prefix and prefix not in word_set("in_body_joined"):
            continue
        for width, key in _phrases(tokens, i, stem, longest):
            known = corps.get(key)
            if known is not None:
                return i + width, known
    return None


def refine(tokens: Sequence[Token], noun: PeopleNoun) -> Refined:
    """Reads on after the noun: a second noun (``قتلى مدنيين``), a body, an outcome pair."""
    people = noun.form.people
    group, category, outcome, end = people.group, people.category, people.outcome, noun.end
    following = noun_at(tokens, end)
    if following is not None and following.prefix == "":
        other = following.form.people
        agrees = noun.form.noun is not Noun.PLURAL or following.form.noun is not Noun.SINGULAR
        if agrees and other.id != people.id and (other.adjective or group in word_set("refinable")):
            end = following.end
            if group in word_set("refinable") and other.group not in ("persons", "victims"):
                group, category = other.group, other.category
                if group == "families":
                    group = "civilians"
            outcome = outcome or other.outcome
            following = noun_at(tokens, end)
    if group in word_set("refinable"):
        body = corps_at(tokens, end)
        if body is not None:
            end = body[0]
            group, category = body[1].group, body[1].category
            following = noun_at(tokens, end)
    if following is not None and not following.prefix and following.form.people.adjective:
        end = following.end
        following = noun_at(tokens, end)
    second = None
    (wa,) = word_set("wa")
    if outcome and following is not None and following.prefix == wa:
        their = following.form.people.outcome
        same_number = (
            following.form.noun is not Noun.DUAL and following.form.definite is noun.form.definite
        )
        if their and their != outcome and same_number:
            second = following
    if outcome is None:
        outcome, end = between(tokens, end)
    return Refined(end, group, category, outcome, second)


def between(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """``بين قتيل وجريح`` after a number or noun: killed or wounded."""
    if at + 2 >= len(tokens) or tokens[at].text not in word_set("between"):
        return None, at
    first, second = noun_at(tokens, at + 1), noun_at(tokens, at + 2)
    if first is None or second is None or not second.prefix:
        return None, at
    outcomes = {first.form.people.outcome, second.form.people.outcome}
    if outcomes != {"killed", "wounded"}:
        return None, at
    return KILLED_OR_WOUNDED, second.end
