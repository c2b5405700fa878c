"""Decides how many people a sentence speaks of, and which people.

``5 قتلى و12 جريحا`` gives two counts, each with the outcome that its noun states;
``12 شخصا بينهم 3 أطفال`` two, the second part of the first. A dual is two, a bare plural one or
more, a singular one (low trust: the consumer decides). A number that stands alone
(``وإصابة 12``) is a count in the form `bare_number`, to be used right after a toll word only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from rasd.annotate.number_context import bounds, modifier_after
from rasd.annotate.numbers import NumberSpan, find_numbers
from rasd.annotate.parts import link_parts
from rasd.annotate.people_nouns import (
    KILLED_OR_WOUNDED,
    PeopleNoun,
    Refined,
    between,
    corps_at,
    noun_at,
    people_stems,
    refine,
    word_set,
)
from rasd.knowledge.people import Noun, People, people_words
from rasd.knowledge.tables import read_toml
from rasd.model.frozen import Frozen
from rasd.text import Sentence, Token, TokenKind, fold_plain, proclitic_readings

_YEARS = range(1800, 2101)
_LONGEST_PARTICLE = 4


class CountSpan(Frozen, frozen=True, kw_only=True):
    """People counted at tokens `start` up to `end`, modifiers included.

    `group` and `category` come from `people.tsv` or `corps.tsv`; `outcome` is set where the noun
    itself states it (`killed_or_wounded` for "N killed and wounded"). `form` is one of number,
    dual, singular, plural, vague, bare_number. `noun_start` is the head noun, `None` for a bare
    number. `part_of` is the index of the count that includes this one.
    """

    start: int
    end: int
    noun_start: int | None
    min: int
    max: int | None
    approx: bool
    group: str
    category: str
    outcome: str | None
    actor_id: str | None
    definite: bool
    form: str
    part_of: int | None
    rule: str
    row: str | None


def find_counts(
    sentence: Sentence,
    numbers: Sequence[NumberSpan] | None = None,
    begins: Sequence[int] | None = None,
) -> tuple[CountSpan, ...]:
    """All counts of a sentence in order.

    `numbers` saves finding them again, and `begins` asking of each token whether an unnumbered
    count may begin there.
    """
    tokens = sentence.tokens
    spans = find_numbers(sentence) if numbers is None else numbers
    if begins is None:
        begins = [i for i, token in enumerate(tokens) if may_begin(token.text)]
    by_start = {span.start: span for span in spans}
    found: list[CountSpan] = []
    done = 0
    for i in sorted({*begins, *by_start}) if by_start else begins:
        if i < done:
            continue
        number = by_start.get(i)
        if number is None:
            counts = _unnumbered(tokens, i, by_start)
        else:
            counts = _numbered(tokens, number) if number.unit is None else ()
            done = number.end
        found.extend(counts)
        for count in counts:
            done = max(done, count.end)
    return link_parts(tokens, found)


@cache
def beginnings() -> frozenset[str]:
    """The readings that a word may have with which an unnumbered count begins."""
    return people_words().heads | word_set("one_of")


@lru_cache(maxsize=50_000)
def may_begin(word: str) -> bool:
    """Whether an unnumbered count can begin with a word: most words are skipped by this."""
    heads = people_words().heads
    return _is_one_of(word) or any(stem in heads for _, stem, _ in people_stems(word))


@lru_cache(maxsize=50_000)
def _is_one_of(word: str) -> bool:
    one_of = word_set("one_of")
    return any(stem in one_of for _, stem in proclitic_readings(word))


def _numbered(tokens: Sequence[Token], number: NumberSpan) -> tuple[CountSpan, ...]:
    at = number.end
    of = at < len(tokens) and tokens[at].text in word_set("of")
    ends_in_of = tokens[at - 1].text in word_set("of")
    if of:
        at += 1
    if at < len(tokens) and tokens[at].text in word_set("skip"):
        at += 1
    noun = noun_at(tokens, at) or _glued_noun(tokens, at)
    form = "vague" if number.kind == "vague" else "number"
    named = noun is not None and noun.form.definite and noun.form.noun is Noun.SINGULAR
    if noun is not None and not noun.prefix and not named:
        return _counted(tokens, number, noun, form)
    if of or ends_in_of:
        body = corps_at(tokens, at)
        if body is not None:
            end, corps = body
            count = _bare(tokens, number, form)
            return (
                replace(
                    count,
                    end=max(end, count.end),
                    noun_start=at,
                    group=corps.group,
                    category=corps.category,
                ),
            )
    if ends_in_of or not _stands_alone(tokens, number):
        return ()
    return (_bare(tokens, number, "bare_number"),)


def _glued_noun(tokens: Sequence[Token], at: int) -> PeopleNoun | None:
    """``منالمدنيين``: pages that lost a space between the preposition and its noun."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    for of in word_set("of"):
        stem = token.text.removeprefix(of)
        if stem != token.text and stem.startswith(tuple(word_set("article"))):
            return noun_at([*tokens[:at], replace(token, text=stem), *tokens[at + 1 :]], at)
    return None


def _bare(tokens: Sequence[Token], number: NumberSpan, form: str) -> CountSpan:
    outcome, end = between(tokens, number.end)
    return CountSpan(
        start=number.start,
        end=max(end, number.tail if number.tail <= number.end + 3 else number.end),
        noun_start=None,
        min=number.value_min,
        max=number.value_max,
        approx=number.approx,
        group="persons",
        category="unknown",
        outcome=outcome,
        actor_id=None,
        definite=number.definite,
        form=form,
        part_of=None,
        rule=f"counts/{form}",
        row=None,
    )


def _stands_alone(tokens: Sequence[Token], number: NumberSpan) -> bool:
    """Whether nothing that could be a counted noun follows the number."""
    if number.kind == "exact" and number.value_min in _YEARS:
        return False
    if tokens[number.end - 1].text in word_set("several"):
        return False
    if number.end >= len(tokens):
        return True
    following = tokens[number.end]
    if following.kind is TokenKind.PUNCTUATION:
        return following.text not in ("%", "/", ":", "-")
    if following.text in word_set("bare_follow") or following.text in word_set("wa"):
        return True
    (wa,) = word_set("wa")
    if following.text.startswith(wa):
        rest = following.text[1:]
        return rest in word_set("bare_follow") or rest in word_set("singular_after")
    return following.text in word_set("singular_after") or number.tail > number.end


def _counted(
    tokens: Sequence[Token], number: NumberSpan, noun: PeopleNoun, form: str
) -> tuple[CountSpan, ...]:
    refined = refine(tokens, noun)
    count = CountSpan(
        start=number.start,
        end=max(refined.end, number.tail),
        noun_start=noun.start,
        min=number.value_min,
        max=number.value_max,
        approx=number.approx,
        group=refined.group,
        category=refined.category,
        outcome=refined.outcome,
        actor_id=noun.form.people.actor_id,
        definite=number.definite
        or (
            noun.form.definite
            and tokens[number.end - 1].text not in word_set("of")
            and number.kind != "vague"
        ),
        form=form,
        part_of=None,
        rule=f"counts/{form}",
        row=noun.form.people.where,
    )
    second = refined.second
    if second is None:
        return (_mixed(tokens, count),)
    if number.value_min == 1 and number.value_max is None:
        # "a number of killed and wounded": at least one of each
        other = replace(
            count,
            start=second.start,
            end=second.end,
            noun_start=second.start,
            outcome=second.form.people.outcome,
            row=second.form.people.where,
        )
        return (replace(count, end=noun.end), other)
    return (replace(count, end=max(count.end, second.end), outcome=KILLED_OR_WOUNDED),)


def _mixed(tokens: Sequence[Token], count: CountSpan) -> CountSpan:
    """One number over two kinds of people: ``22 من المدنيين والمقاتلين``."""
    head = count.noun_start
    if head is None or tokens[head - 1].text not in word_set("of"):
        return count
    other = noun_at(tokens, count.end)
    (wa,) = word_set("wa")
    if other is None or other.prefix != wa or not other.form.definite:
        return count
    if other.form.noun not in (Noun.PLURAL, Noun.EITHER) or other.form.people.outcome:
        return count
    return replace(count, end=other.end, group="persons", category="unknown", actor_id=None)


def _unnumbered(
    tokens: Sequence[Token], i: int, by_start: dict[int, NumberSpan]
) -> tuple[CountSpan, ...]:
    one = _one_of(tokens, i)
    if one is not None:
        return (one,)
    noun = noun_at(tokens, i)
    if noun is None:
        return ()
    form = noun.form
    people, kind, definite = form.people, form.noun, form.definite
    if i and (tokens[i - 1].text in word_set("not_after") or _agrees(tokens, noun)):
        return ()
    number = by_start.get(noun.end)
    if (
        number is not None
        and number.unit is None
        and (number.definite and definite)
        and kind is not Noun.SINGULAR
    ):
        # "the five martyrs": points back at people already counted
        count = _plain(noun, people, (number.value_min, number.value_max), "number", definite=True)
        return (replace(count, end=number.end),)
    match kind:
        case Noun.DUAL:
            return (_two(tokens, noun),)
        case Noun.EITHER if not definite and _shown_dual(tokens, noun.end):
            return (_two(tokens, noun),)
        case Noun.CONSTRUCT:
            return _construct(tokens, noun)
        case Noun.SINGULAR:
            return _singular(tokens, noun)
        case _:
            refined = refine(tokens, noun)
            count = _plain(noun, people, (1, None), "plural", definite=definite)
            return (_with(count, refined),)


def _agrees(tokens: Sequence[Token], noun: PeopleNoun) -> bool:
    """Whether the word is the adjective of a dual before it: ``تفجيران انتحاريان``."""
    if not noun.form.people.adjective or noun.form.noun not in (Noun.DUAL, Noun.EITHER):
        return False
    before = tokens[noun.start - 1].text
    return len(before) > _LONGEST_PARTICLE and before[-2:] == tokens[noun.start].text[-2:]


def _plain(
    noun: PeopleNoun, people: People, value: tuple[int, int | None], form: str, *, definite: bool
) -> CountSpan:
    return CountSpan(
        start=noun.start,
        end=noun.end,
        noun_start=noun.start,
        min=value[0],
        max=value[1],
        approx=False,
        group=people.group,
        category=people.category,
        outcome=people.outcome,
        actor_id=people.actor_id,
        definite=definite,
        form=form,
        part_of=None,
        rule=f"counts/{form}",
        row=people.where,
    )


def _with(count: CountSpan, refined: Refined) -> CountSpan:
    return replace(
        count,
        end=max(count.end, refined.end),
        group=refined.group,
        category=refined.category,
        outcome=refined.outcome,
    )


def _two(tokens: Sequence[Token], noun: PeopleNoun) -> CountSpan:
    if noun.end < len(tokens) and tokens[noun.end].text in word_set("two"):
        noun = replace(noun, end=noun.end + 1)
    refined = refine(tokens, noun)
    modifier = modifier_after(tokens, refined.end)
    low, high, approx = bounds(2, 2, modifier.kind if modifier else "exact")
    count = _plain(noun, noun.form.people, (low, high), "dual", definite=noun.form.definite)
    count = _with(replace(count, approx=approx), refined)
    return replace(count, end=max(count.end, modifier.end)) if modifier else count


def _shown_dual(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words after a form in ين speak of two."""
    if at < len(tokens) and tokens[at].text in word_set("two"):
        return True
    (cue,) = word_set("dual_cue")
    reach = int(_reach())
    return any(t.text.endswith(cue) and len(t.text) > len(cue) for t in tokens[at : at + reach])


@cache
def _reach() -> int:
    """How many words after a form in ين a pronoun of two may stand."""
    return int(read_toml("ar/counts.toml")["words"]["dual_reach"])


def _construct(tokens: Sequence[Token], noun: PeopleNoun) -> tuple[CountSpan, ...]:
    body = corps_at(tokens, noun.end)
    joined = body is not None and tokens[noun.end].text not in word_set("in_body")
    if joined and tokens[noun.end].text in people_words().longest:
        return (_two(tokens, noun),)
    if tokens[noun.end - 1].text.endswith(_accusative()):
        return _singular(tokens, noun)
    return ()


@cache
def _accusative() -> str:
    """The alef of an indefinite accusative."""
    return fold_plain(read_toml("ar/counts.toml")["endings"]["accusative"][0])


def _singular(tokens: Sequence[Token], noun: PeopleNoun) -> tuple[CountSpan, ...]:
    people, definite = noun.form.people, noun.form.definite
    before = tokens[noun.start - 1].text if noun.start else ""
    if people.adjective and not (
        before in word_set("singular_after")
        or any(s in word_set("singular_after") for _, s in proclitic_readings(before))
    ):
        return ()
    refined = refine(tokens, noun)
    count = _plain(noun, people, (1, 1), "singular", definite=definite)
    count = _with(count, refined)
    at = refined.end
    if not definite and at < len(tokens) and tokens[at].text in word_set("one"):
        return (replace(count, form="number", end=at + 1),)
    return (count,)


def _one_of(tokens: Sequence[Token], i: int) -> CountSpan | None:
    """``أحد المجندين``: one, counted."""
    if not _is_one_of(tokens[i].text):
        return None
    at = i + 1
    if at < len(tokens) and tokens[at].text in word_set("skip"):
        at += 1
    noun = noun_at(tokens, at)
    if noun is None or noun.prefix or noun.form.noun in (Noun.SINGULAR, Noun.DUAL):
        return None
    count = _plain(noun, noun.form.people, (1, 1), "singular", definite=False)
    return replace(_with(count, refine(tokens, noun)), start=i, rule="counts/one_of")
