"""Decides by which words a text is found: ``وبالمسلحين`` by what it shares with ``مسلح``.

A word is folded (hamza, ta marbuta, marks and digits do not matter), then looked up in rasd's own
lists and a general one; where neither knows it, clitics and endings of `data/search/affixes.tsv`
are taken off, as few letters as lead to a known word. Names of places are known as they stand:
``بعقوبة`` is not by a punishment. Documents and queries go the same way, so a wrong lemma loses
nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache

from rasd.knowledge import load_knowledge
from rasd.knowledge.tables import read_rows
from rasd.model import PlacedWord, Word
from rasd.search.lemmas import lemmas_version, load_lemmas
from rasd.search.own_words import own_words, own_words_digest, with_own_words
from rasd.text import (
    ARTICLE,
    Span,
    TokenKind,
    fold,
    fold_plain,
    spoken_words,
    tokenize,
)

_FORMAT = 2
_SHORTEST_STEM = 3
_LONGEST_WORD = 64
"""Letters of a word that count; databases bound them."""
_FEMININE = "\u0647"
"""Ta marbuta as it is folded; a plural loses it."""
_TA = "\u062a"
_HE = "\u064a"
"""What a verb in the present begins with."""
_PLURALS = ("\u0648\u0646", "\u0648\u0627", "\u064a\u0646", "\u0627\u0646", "\u0627\u062a")
"""Endings of plurals and duals."""


class ArabicAnalyser:
    """What `rasd.model.Analyser` promises; `names` are folded words that are known as they are."""

    def __init__(self, names: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._lemmas = with_own_words(load_lemmas(), names)
        self._families = own_words().families
        self._inflected = {lemma for form, lemma in self._lemmas.items() if form != lemma}
        self._strips = Strips(strips())
        self._lemma = lru_cache(maxsize=50_000)(self._of_family)
        self._word = lru_cache(maxsize=50_000)(self._word_of)
        digest = hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:12]
        affixes = hashlib.sha256(repr(strips()).encode()).hexdigest()[:12]
        self.version = f"{_FORMAT}/{lemmas_version()}/{own_words_digest()}/{affixes}/{digest}"

    def words(self, text: str) -> Iterator[Word]:
        return filter(None, map(self._word, spoken_words(fold(text).folded)))

    def placed_words(self, text: str) -> Iterator[PlacedWord]:
        folded = fold(text)
        for token in tokenize(folded.folded):
            if token.kind is not TokenKind.PUNCTUATION and (form := _form(token.text)):
                span = folded.original_span(Span(token.start, token.end))
                yield PlacedWord(form, self._lemma(form), span.start, span.end)

    def _word_of(self, token: str) -> Word | None:
        form = _form(token)
        return Word(form, self._lemma(form)) if form else None

    def _of_family(self, form: str) -> str:
        found = self._look_up(form)
        return self._families.get(found, found)

    def _look_up(self, form: str) -> str:
        listed = self._lemmas.get(form)
        if listed is not None and listed in self._inflected:
            return _bare(listed)
        if form in self._names:
            return _bare(form)
        for prefix, suffix in self._strips.of(form):
            # What stands in the list, but alone, is a word of its own or a form that the list
            # leaves as it is: of these only plurals and verbs are more likely.
            if listed is not None and suffix not in _PLURALS and prefix != _HE:
                continue
            stem = form[len(prefix) : len(form) - len(suffix)]
            if len(stem) >= _SHORTEST_STEM and (found := self._stem(stem, suffix)):
                return found
        return _bare(listed or form)

    def _stem(self, stem: str, suffix: str) -> str | None:
        """The lemma of what is left without an ending, `None` where it is no known word."""
        if not suffix and stem in self._names:
            return _bare(stem)
        if suffix and _TA in (suffix[0], suffix[-1]) and stem + _FEMININE in self._lemmas:
            return self._lemma(stem + _FEMININE)
        if suffix in _PLURALS and stem[-1] == _TA and stem[:-1] + _FEMININE in self._lemmas:
            return self._lemma(stem[:-1] + _FEMININE)
        return self._lemma(stem) if stem in self._lemmas else None


@cache
def strips() -> tuple[tuple[str, str], ...]:
    """What may be taken off a word, in front and at its end; the fewest letters first."""
    rows = read_rows("search/affixes.tsv")
    fronts = ["", *(fold_plain(row["form"]) for row in rows if row["kind"] == "prefix")]
    ends = ["", *(fold_plain(row["form"]) for row in rows if row["kind"] == "suffix")]
    pairs = [(front, end) for front in fronts for end in ends if front or end]
    # The article is not counted: what follows it is hardly ever anything but a whole word.
    counted = {pair: len((pair[0] + pair[1]).replace(ARTICLE, "", 1)) for pair in pairs}
    return tuple(sorted(pairs, key=lambda pair: (counted[pair], len(pair[1]), pair)))


class Strips:
    """Finds what may be taken off one word among all that may be taken off any.

    The letters are looked up, where trying the seven hundred pairs one by one took 12 microseconds
    a word.
    """

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self._pairs = pairs
        self._fronts, self._ends = (frozenset(parts) for parts in zip(*pairs, strict=True))
        self._longest = max(map(len, self._fronts | self._ends))
        self._both = cache(self._having)

    def of(self, form: str) -> tuple[tuple[str, str], ...]:
        """The pairs with which the word begins and ends, in their order."""
        letters, fronts, ends = range(1, self._longest + 1), self._fronts, self._ends
        return self._both(
            tuple([form[:n] for n in letters if form[:n] in fronts]),
            tuple([form[-n:] for n in letters if form[-n:] in ends]),
        )

    def _having(
        self, fronts: tuple[str, ...], ends: tuple[str, ...]
    ) -> tuple[tuple[str, str], ...]:
        return tuple(
            (front, end)
            for front, end in self._pairs
            if front in ("", *fronts) and end in ("", *ends)
        )


@cache
def arabic_analyser() -> ArabicAnalyser:
    """With the names of the gazetteer."""
    names = {
        word.removeprefix(ARTICLE)
        for key in load_knowledge().gazetteer.keys
        for word in key.split()
        if len(word) > _SHORTEST_STEM
    }
    return ArabicAnalyser(frozenset(names))


def _bare(word: str) -> str:
    """Without the article, which some entries of lists have."""
    bare = word.removeprefix(ARTICLE)
    return bare if len(bare) >= _SHORTEST_STEM else word


def _form(token: str) -> str:
    """The letters and digits of a token, its inner points as a letter: databases split at them."""
    if token.isalnum():
        return token[:_LONGEST_WORD]
    plain = token.replace(",", "")
    return "".join(c if c.isalnum() else "x" for c in plain if c != "_").strip("x")[:_LONGEST_WORD]
