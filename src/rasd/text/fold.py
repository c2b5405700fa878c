"""Decides how Arabic is written for matching, and keeps the way back to the original.

`fold("الـمُقاتلون في الرّقّة ٣")` reads ``المقاتلون في الرقه 3``; `Text.original(span)` gives the
offsets of the words as the article has them. Folding unifies alef, ya, ta marbuta, hamza
seats, Farsi letters, digits, quotation marks, dashes and spaces, and drops marks, tatweel and
invisible controls. It also undoes the dots that posts put inside words against moderation
(``قـ.ـتـ.ل``, ``قـ ـتل``), and parts words that lost the space between them where a letter that
only ends words shows it (``السفارةوسط``). The words that posts cut by a mark without tatweel
(``داع،ش``) stand in `data/ar/hidden_words.tsv`. The table is `data/ar/folding.tsv`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rasd.text.span import Span

TATWEEL = "\u0640"
_LETTER = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3"
_VOWELS = "\u064b-\u0652"
_FINAL = "\u0629\u0649"
_INNER = "\u0622-\u0625\u0627-\u0648\u064a"
_MARK_NOTE = "mark"
_CUTS = ".,*_'~|+/\u060c\u061b\u2019-"
_RUN = re.compile(f"[{_LETTER}]+")
_LONGEST_HIDDEN = 12
_SHORTEST_GLUED = 3


@dataclass(frozen=True, slots=True)
class _Table:
    one_to_one: Mapping[int, str]
    letters: frozenset[str]
    """Those that fold to one other letter, which itself folds to no other."""
    others: Mapping[str, str]
    pattern: re.Pattern[str]
    marks: frozenset[str]
    halves: Mapping[str, frozenset[str]]


@cache
def folding_table() -> _Table:
    lines = files("rasd.data").joinpath("ar/folding.tsv").read_text("utf-8").splitlines()[1:]
    one: dict[int, str] = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    others: dict[str, str] = {"": " "}
    marks: set[str] = set()
    for line in lines:
        code, folded, note = line.split("\t")
        char = chr(int(code, 16))
        if len(folded) == 1:
            one[ord(char)] = folded
        else:
            others[char] = folded
        if note == _MARK_NOTE:
            marks.add(char)
    single = "".join(re.escape(char) for char in others if char)
    joined = f"(?<=[{_FINAL}])(?=[{_INNER}])"
    before = f"(?<=[{_LETTER}{_VOWELS}])"
    cut = "[.*_/\u060c-]+"
    between = f"{TATWEEL}+[ .!*_/\u060c-]+{TATWEEL}+|{TATWEEL}+{cut}|{cut}{TATWEEL}+"
    dotted = f"{before}(?:{between})(?=[{_LETTER}])"
    hidden = f"(?<=[{_LETTER}])(?P<hidden>[{_CUTS}])(?=[{_LETTER}])"
    # asked first at each letter: a third of the time that the alternatives take one by one
    begins = f"[{TATWEEL}#{single}{_CUTS}]"
    return _Table(
        one,
        frozenset(map(chr, one)),
        others,
        re.compile(f"(?={begins})(?:{dotted}|{hidden}|{_glued_tags()}|[{single}])|{joined}"),
        frozenset(marks),
        _halves(one),
    )


def _glued_tags() -> str:
    """The pattern of an opening hashtag to which the first word of the post is glued.

    Shorter rests are endings of the tag's own word (``#عاجلة``).
    """
    lines = files("rasd.data").joinpath("ar/opening_tags.tsv").read_text("utf-8").splitlines()[1:]
    words = "|".join(
        f"{TATWEEL}*".join(map(re.escape, word))
        for line in lines
        for word in line.split("\t")[1].split("|")
    )
    return f"(?P<tag>#(?:{words}))(?=[{_LETTER}{TATWEEL}]{{{_SHORTEST_GLUED}}})"


def _halves(one: Mapping[int, str]) -> Mapping[str, frozenset[str]]:
    """The second halves of words that posts hide by a mark inside, with their first halves."""
    lines = files("rasd.data").joinpath("ar/hidden_words.tsv").read_text("utf-8").splitlines()[1:]
    halves: dict[str, set[str]] = {}
    for line in lines:
        for word in line.split("\t")[1].split("|"):
            plain = word.translate(one)
            for i in range(1, len(plain)):
                halves.setdefault(plain[i:], set()).add(plain[:i])
    return {second: frozenset(firsts) for second, firsts in halves.items()}


def _hides(text: str, at: int) -> bool:
    """Whether the mark at a position stands inside a hidden word: ``داع،ش``, ``دا*عش``."""
    table = folding_table()
    after = _RUN.match(text, at + 1)
    firsts = table.halves.get(after.group().translate(table.one_to_one)) if after else None
    if firsts is None:
        return False
    before = text[max(0, at - _LONGEST_HIDDEN) : at].translate(table.one_to_one)
    return any(before.endswith(first) for first in firsts)


@dataclass(frozen=True, slots=True)
class Text:
    """A text beside its folded form. Annotators read `folded`; evidence comes from `original`."""

    original: str
    folded: str
    _folded_at: tuple[int, ...]
    _original_at: tuple[int, ...]

    @property
    def moved(self) -> bool:
        """Whether a letter stands elsewhere in the original; else offsets are the same in both."""
        return len(self._folded_at) > 1

    def original_span(self, span: Span) -> Span:
        """The original offsets of a folded span, with the marks that trail its last letter."""
        folded_at, original_at = self._folded_at, self._original_at
        first, last = span.start, span.end
        at = bisect_right(folded_at, first) - 1
        start = end = original_at[at] + first - folded_at[at]
        if last > first:
            at = bisect_right(folded_at, last - 1, at) - 1
            end = original_at[at] + last - folded_at[at]
        marks, original = folding_table().marks, self.original
        while end < len(original) and original[end] in marks:
            end += 1
        return Span(start, end)

    def cut(self, span: Span) -> str:
        """The folded words of a folded span."""
        return self.folded[span.start : span.end]


def fold(original: str) -> Text:
    """Folds a text and remembers where each folded letter stood.

    The last few are kept: what codes a document and what makes it searchable fold the same texts.
    """
    return _folded(original)  # mypyc takes a decorated function for the module of the same name


@lru_cache(maxsize=4)
def _folded(original: str) -> Text:
    table = folding_table()
    unified = _unified(original, table)
    pieces: list[str] = []
    folded_at = [0]
    original_at = [0]
    length = done = 0
    for match in table.pattern.finditer(original):
        found = match.group()
        if match.lastgroup == "tag":
            pieces.append(unified[done : match.start()])
            length += len(pieces[-1])
            for at, letter in enumerate(found, start=match.start()):
                plain = _letter(letter)
                pieces.append(plain)
                folded_at.append(length)
                original_at.append(at)
                length += len(plain)
            pieces.append(" ")
            folded_at.append(length)
            original_at.append(match.end())
            length += 1
            done = match.end()
            folded_at.append(length)
            original_at.append(done)
            continue
        if match.lastgroup and found not in table.others and not _hides(original, match.start()):
            continue  # a mark like any other
        plain = unified[done : match.start()]
        pieces.append(plain)
        length += len(plain)
        replacement = table.others.get(found, "") if len(found) <= 1 else ""
        for offset in range(len(replacement)):
            folded_at.append(length + offset)
            original_at.append(match.start())
        pieces.append(replacement)
        length += len(replacement)
        done = match.end()
        folded_at.append(length)
        original_at.append(done)
    pieces.append(unified[done:])
    return Text(original, "".join(pieces), tuple(folded_at), tuple(original_at))


def _unified(original: str, table: _Table) -> str:
    """The text with each letter that folds to one letter in its folded form.

    Letter by letter, since a text uses few of them: faster than `str.translate`.
    """
    for letter in table.letters.intersection(original):
        original = original.replace(letter, table.one_to_one[ord(letter)])
    return original


def _letter(letter: str) -> str:
    """The folded form of one letter by itself."""
    table = folding_table()
    other = table.others.get(letter)
    return letter.translate(table.one_to_one) if other is None else other


@lru_cache(maxsize=50_000)
def fold_plain(original: str) -> str:
    """The folded form alone; kept, for words and names that come again and again."""
    return fold_whole(original)


def fold_whole(original: str) -> str:
    """The folded form alone of what seldom comes twice, as texts and long pieces; not kept."""
    table = folding_table()

    def plain(match: re.Match[str]) -> str:
        found = match.group()
        if match.lastgroup == "tag":
            return "".join(map(_letter, found)) + " "
        if match.lastgroup and found not in table.others and not _hides(original, match.start()):
            return found
        return table.others.get(found, "")

    return table.pattern.sub(plain, original).translate(table.one_to_one)
