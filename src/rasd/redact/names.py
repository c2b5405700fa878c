"""Decides which words of a text may name a private person; those are hidden.

``مقتل المواطن ضرغام القصاب في الموصل`` is published as ``مقتل المواطن […] في الموصل``. The rule
is to fail closed: what is surely no name stays, everything else goes. A public figure named in
full stays, and so does who is named right after a public office, unless a private cue stands
before (``الراعي صدام حسين``) or the text speaks of a home or a family.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rasd.redact.contacts import contact_spans
from rasd.redact.log import Rule
from rasd.redact.verdicts import ReadText, Word, read_text
from rasd.redact.words import NO_WORD, NOTHING_KNOWN, Cue, Info, Sort, Words, load_words
from rasd.text import WAW, Span, Token, TokenKind, fold, tokenize

MASK = "[\u2026]"
"""What stands for hidden words."""


class _After(IntEnum):
    NOTHING = 0
    NAMED = 1
    LISTING = 2
    TITLE = 3
    KIN = 4
    NAME = 5
    OFFICE = 6
    OFFICE_NAME = 7
    REPORT = 8
    WORD = 9
    """After a word in no list: a name perhaps."""


_PRIVATE = frozenset({_After.NAMED, _After.TITLE, _After.KIN, _After.NAME, _After.LISTING})
_PERHAPS = frozenset({Sort.FAMILY, Sort.EITHER, Sort.GIVEN, Sort.UNKNOWN})
_HONOURS = frozenset({"honour", "rank"})
"""Titles that public figures bear too."""
_ALEF_MAQSURA = "\u0649"
_COMMAS = frozenset(",\u060c")
_NO_OFFICE = "ended"
_LONGEST_AGE = 3
_COUNTED_BEFORE = 3
_MORE_WORDS = 2
_OFFICE_WORDS = 5
_OFFICE_NAMES = 4
_COARSE_ENOUGH = frozenset({"country", "admin1", "region", "sea", "strait"})
_MARK = NOTHING_KNOWN
_NUMBER = NOTHING_KNOWN._replace(sort=Sort.LISTED)
_INITIAL = NOTHING_KNOWN._replace(sort=Sort.UNKNOWN)
_QUIET = frozenset("\"'()[]\u00ab\u00bb\u201c\u201d-_#@/")


def read_names(text: str, coarse: bool = False, title: bool = False) -> ReadText:
    """The words of a text with those hidden that may name a private person.

    `coarse` also hides places that are finer than a governorate. A `title` stands alone: what the
    report says of the victim further down does not help to tell a private person who bears the
    name of a public figure, nor a village that no list has, so more of it is hidden.
    """
    return _read_names(text, coarse, title)


@lru_cache(maxsize=20_000)
def _read_names(text: str, coarse: bool, title: bool) -> ReadText:
    # Called in one way alone: the memory tells calls apart by how they are written.
    return _Reading(text, load_words(), coarse, title).result()


@dataclass(frozen=True, slots=True)
class _Found:
    cue: Cue
    ident: str
    end: int
    prefix: str


class _Reading:
    """One reading of a text from its first word to its last."""

    def __init__(self, text: str, words: Words, coarse: bool, title: bool = False) -> None:
        self.text = text
        self.words = words
        self.coarse = coarse
        self.alone = title
        folded = fold(text)
        self.tokens: tuple[Token, ...] = tokenize(folded.folded)
        self.spans = [folded.original_span(Span(t.start, t.end)) for t in self.tokens]
        self.rules: list[Rule | None] = [None] * len(self.tokens)
        self.infos = [self._info(i) for i in range(len(self.tokens))]
        self.sorts = [info.sort for info in self.infos]
        self.cues: list[tuple[_Found, ...]] = [
            self._cues(i, info) if info.cues else () for i, info in enumerate(self.infos)
        ]
        self.listed: dict[int, int] = {}
        """Where phrases of several words of the lexicon begin, and where they end."""
        self.places: dict[int, tuple[int, bool]] = {}
        """Where places begin: where they end, and whether they are finer than a governorate."""
        self._look_up()
        self.at_home = any(f.cue is Cue.HOME for found in self.cues for f in found)

    # What stands where

    def _info(self, i: int) -> Info:
        token = self.tokens[i]
        match token.kind:
            case TokenKind.PUNCTUATION:
                return _MARK
            case TokenKind.NUMBER:
                return _NUMBER
            case TokenKind.LATIN if set(token.text) == {"_"}:
                return _MARK
        if len(token.text) == 1 and token.text != WAW and not self._after_number(i):
            return _INITIAL
        info = self.words.info(token.text)
        return info._replace(sort=self._ali(i)) if info.like_on else info

    def _after_number(self, i: int) -> bool:
        """Whether a letter may be a measure: 500 m."""
        return i > 0 and self.tokens[i - 1].kind is TokenKind.NUMBER

    def _ali(self, i: int) -> Sort:
        """The preposition, or the name that some write alike: its last letter tells."""
        last = self.text[self.spans[i].end - 1 : self.spans[i].end]
        return Sort.FUNCTION if last == _ALEF_MAQSURA else Sort.GIVEN

    def _cues(self, i: int, info: Info) -> tuple[_Found, ...]:
        found: list[_Found] = []
        for prefix, stem, longest in info.cues:
            for key, end in self._keys(i, stem, longest):
                found.extend(
                    _Found(cue, ident, end, prefix)
                    for cue, ident in self.words.phrases.get(key, ())
                )
        return tuple(found)

    def _keys(self, i: int, stem: str, longest: int) -> Iterator[tuple[str, int]]:
        """The words from a reading on as phrases of one word and more, with where they end."""
        key = stem
        yield key, i + 1
        for end in range(i + 2, min(i + longest, len(self.tokens)) + 1):
            key = f"{key} {self.tokens[end - 1].text}"
            yield key, end

    def _look_up(self) -> None:
        phrases, gazetteer = self.words.knowledge.lexicon.phrases, self.words.knowledge.gazetteer
        for i, info in enumerate(self.infos):
            for stem, longest in info.listed:
                for key, end in self._keys(i, stem, longest):
                    entries = phrases.get(key)
                    if entries and end > i + 1 and any(e.kind not in NO_WORD for e in entries):
                        self.listed[i] = max(self.listed.get(i, 0), end)
            for stem, longest in info.places:
                for key, end in self._keys(i, stem, longest):
                    if key in gazetteer.keys and self.places.get(i, (0, False))[0] <= end:
                        self.places[i] = (end, self.coarse and _is_fine(key))

    # The reading

    def result(self) -> ReadText:
        self._read()
        self._complete()
        self._coarsen()
        self._contacts()
        return read_text(
            self.text,
            tuple(
                Word(
                    token.text,
                    span.start,
                    span.end,
                    rule,
                    token.kind is TokenKind.PUNCTUATION,
                    info.trigger,
                    sort >= Sort.PLAIN or info.weapon,
                )
                for token, span, rule, sort, info in zip(
                    self.tokens, self.spans, self.rules, self.sorts, self.infos, strict=True
                )
            ),
        )

    def _read(self) -> None:
        self.after = _After.NOTHING
        self.title = ""
        self.left = 0
        i = 0
        while i < len(self.tokens):
            i = self._step(i)

    def _to(self, after: _After, left: int = 0, title: str = "") -> None:
        self.after, self.left, self.title = after, left, title

    def _hide(self, i: int, rule: Rule) -> None:
        if self.rules[i] is None:
            self.rules[i] = rule

    def _step(self, i: int) -> int:
        token, sort = self.tokens[i], self.sorts[i]
        if token.kind is TokenKind.PUNCTUATION:
            return self._punctuation(i)
        if token.kind is TokenKind.NUMBER:
            return self._number(i)
        if not (self.cues[i] or i in self.listed or i in self.places or self._joins(i)):
            self._word(i, sort)  # most words: nothing but what they are by themselves
            return i + 1
        figure = self._figure(i)
        if figure:
            self._to(_After.NOTHING)
            return figure
        if self.after not in (_After.NAMED, _After.OFFICE_NAME) and i in self.listed:
            end = self.listed[i]
            person = any(self.sorts[j] in _PERHAPS for j in range(i, end))
            if not (person and self._named(i)):
                self._pass_listed()
                self._open(i, end)
                if self.after in (_After.NOTHING, _After.REPORT):
                    return max(end, self._cue(i))
                return end
        compound = self._compound(i)
        if compound:
            return compound
        place = self._place(i)
        if place:
            self._pass_listed()
            return place
        office = self._office(i)
        if office:
            return office
        cue = self._cue(i)
        if cue:
            return cue
        self._word(i, sort)
        return i + 1

    def _named(self, i: int) -> bool:
        """Whether what stands before speaks of a person by name."""
        return self.after in _PRIVATE and not (self.after is _After.NAME and self.left <= 0)

    def _pass_listed(self) -> None:
        if self.after is _After.OFFICE:
            self.left -= 1
            if self.left > 0:
                return
        elif self.after in (_After.TITLE, _After.LISTING):
            return
        self._to(_After.NOTHING)

    def _open(self, i: int, end: int) -> None:
        """What a listed phrase says of the words after it."""
        if self.infos[i].trigger and self.after is _After.NOTHING:
            self._to(_After.REPORT)

    def _punctuation(self, i: int) -> int:
        mark = self.tokens[i].text
        if self.after is _After.LISTING and mark != ".":
            return i + 1
        if mark == ":" and self._opens_list(i):
            self._to(_After.LISTING)
            return i + 1
        if mark in _QUIET or (mark == ":" and self.after in (_After.NAMED, _After.TITLE)):
            return i + 1
        if self.after is _After.NAME and mark in _COMMAS:
            self.left = 0
            return i + 1
        if self.after is _After.OFFICE and mark in _COMMAS:
            return i + 1
        self._to(_After.NOTHING)
        return i + 1

    def _opens_list(self, i: int) -> bool:
        """Whether people were counted right before a colon: ``ثلاثة مقاتلين: ...``."""
        before = range(max(0, i - _COUNTED_BEFORE), i)
        said = any(self.sorts[j] is Sort.REPORT and not self.infos[j].trigger for j in before)
        return not said and any(self.infos[j].people for j in before)

    def _number(self, i: int) -> int:
        # (12 عاما) right after a hidden name tells who it was.
        named = any(self.rules[j] is not None for j in range(max(0, i - 3), i))
        if named and self._is_age(i):
            self._hide(i, Rule.AGE)
        return i + 1

    def _is_age(self, i: int) -> bool:
        if len(self.tokens[i].text) > _LONGEST_AGE:
            return False
        if i and self.tokens[i - 1].text == "(":
            return True
        return i + 1 < len(self.tokens) and self.tokens[i + 1].text in self.words.ages

    def _figure(self, i: int) -> int:
        """The end of a public figure's name that starts here, where it means that person."""
        best = 0
        for found in self.cues[i]:
            if found.cue is Cue.LOOSE_FIGURE and self.after in _PRIVATE:
                continue
            if found.cue in (Cue.FIGURE, Cue.LOOSE_FIGURE):
                best = max(best, found.end)
        if not best or (self.alone and self.after is _After.REPORT):
            return 0
        if self.after in (_After.NAMED, _After.LISTING, _After.NAME) and self._named(i):
            return 0
        if self.after is _After.KIN or (self.after is _After.TITLE and self.title not in _HONOURS):
            return 0
        if best < len(self.tokens) and self.tokens[best].kind is TokenKind.WORD:
            following = self.sorts[best]
            alone = not self.infos[best].joined
            if alone and following in (Sort.GIVEN, Sort.FAMILY, Sort.UNKNOWN):
                return 0
        return best

    def _compound(self, i: int) -> int:
        """Kunyas, chains of fathers and names of several words."""
        cues = {f.cue: f for f in self.cues[i] if f.cue in (Cue.KUNYA, Cue.NASAB)}
        if not cues and not self._joins(i):
            return 0
        if (place := self.places.get(i)) and place[0] - i > 1 and not self._named(i):
            return 0
        end = min(i + 2, len(self.tokens))
        if Cue.KUNYA in cues:
            following = self.sorts[i + 1] if i + 1 < len(self.tokens) else Sort.FUNCTION
            if following <= Sort.LISTED and not (following is Sort.LISTED and self._is_word(i + 1)):
                return 0
            mother = self.infos[i].mother
            if mother and following in (Sort.PLAIN, Sort.LISTED) and not self._named(i):
                return 0
            return self._hide_name(i, end)
        if Cue.NASAB in cues:
            following = self.sorts[i + 1] if i + 1 < len(self.tokens) else Sort.FUNCTION
            between = i > 0 and self.rules[i - 1] is not None
            certain = self.infos[i].chain
            if following <= Sort.LISTED or not (between or certain or following >= Sort.FAMILY):
                return 0
            if self.after is _After.OFFICE_NAME:
                return end
            if certain and not between and i > 0 and self.sorts[i - 1] is Sort.PLAIN:
                self._hide(i - 1, Rule.NAME)
            return self._hide_name(i, end)
        if self.after in (_After.OFFICE, _After.OFFICE_NAME):
            return self._office_name(i, end)
        return self._hide_name(i, end)

    def _is_word(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].kind is TokenKind.WORD

    def _joins(self, i: int) -> bool:
        """Whether a word is the first half of a compound name: ``عبد الله``, ``نور الدين``."""
        if not self._is_word(i) or not self._is_word(i + 1) or i in self.listed:
            return False
        info, second = self.infos[i], self.infos[i + 1]
        if info.servant:
            return second.definite or second.second_half
        return second.second_half and info.sort in (Sort.GIVEN, Sort.EITHER)

    def _hide_name(self, i: int, end: int) -> int:
        for j in range(i, end):
            self._hide(j, Rule.NAME)
        self._to(_After.LISTING if self.after is _After.LISTING else _After.NAME, _MORE_WORDS)
        return end

    def _place(self, i: int) -> int:
        found = self.places.get(i)
        if found is None:
            return 0
        end, _ = found
        sort = self.sorts[i]
        if self._named(i):
            return 0
        if end - i == 1 and not self._cued_place(i) and self._cues_person(i):
            return 0
        if end - i == 1 and sort in (Sort.GIVEN, Sort.EITHER, Sort.FAMILY):
            return end if self._cued_place(i) else 0
        if end - i == 1 and sort <= Sort.REPORT:
            return 0
        if sort in _PERHAPS and not self._cued_place(i):
            person = all(self.sorts[j] in _PERHAPS for j in range(i, end))
            if sort is Sort.GIVEN or (person and self._goes_on(end)):
                return 0
        return end

    def _goes_on(self, i: int) -> bool:
        """Whether a name goes on here: ``الشيخ عبد`` is no place before ``العزيز``."""
        if not self._is_word(i):
            return False
        if any(f.cue in (Cue.KUNYA, Cue.NASAB) for f in self.cues[i]):
            return True
        return (
            self.infos[i].origin
            or self.infos[i].second_half
            or (self.sorts[i] in (Sort.GIVEN, Sort.UNKNOWN) and not self.infos[i].joined)
            or (self.infos[i - 1].servant and self.infos[i].definite)
        )

    def _cues_person(self, i: int) -> bool:
        return any(f.cue in (Cue.TITLE, Cue.KIN, Cue.NAMED) for f in self.cues[i])

    def _cued_place(self, i: int) -> bool:
        """Whether a word for a kind of place stands before."""
        return i > 0 and self.infos[i - 1].place_cue

    def _office(self, i: int) -> int:
        found = [f for f in self.cues[i] if f.cue is Cue.OFFICE]
        if not found or self.after in (_After.NAMED, _After.LISTING):
            return 0
        end = max(f.end for f in found)
        if self.after is _After.NAME and self.left > 0 and end == i + 1 and self.infos[i].definite:
            return 0  # a surname
        near = range(max(0, i - 2), min(len(self.tokens), end + _OFFICE_WORDS))
        private = self.at_home or self.after is _After.KIN
        if private or any(f.cue is Cue.ENDED for j in near for f in self.cues[j]):
            self._to(_After.TITLE, _MORE_WORDS, _NO_OFFICE)
            return end
        self._to(_After.OFFICE, _OFFICE_WORDS)
        return end

    def _office_name(self, i: int, end: int) -> int:
        left = _OFFICE_NAMES if self.after is _After.OFFICE else self.left
        left -= end - i
        self._to(_After.OFFICE_NAME if left > 0 else _After.NOTHING, left)
        return end

    def _cue(self, i: int) -> int:
        found = {f.cue: f for f in sorted(self.cues[i], key=lambda f: f.end)}
        if named := found.get(Cue.NAMED):
            self._to(_After.NAMED, _MORE_WORDS)
            return named.end
        if (each := found.get(Cue.EACH)) and self._begins_name(each.end):
            self._to(_After.LISTING)
            return each.end
        if listing := found.get(Cue.LISTING):
            self._to(_After.LISTING)
            return listing.end
        if Cue.ENDED in found and self.after is _After.TITLE:
            return found[Cue.ENDED].end
        for cue, after in ((Cue.KIN, _After.KIN), (Cue.TITLE, _After.TITLE)):
            if (one := found.get(cue)) is None:
                continue
            beside = self.after is _After.NAME and self.left > 0 and one.end == i + 1
            if beside and self.infos[i].definite:
                return 0  # surnames are trades and titles too
            if self.after is _After.OFFICE and cue is Cue.TITLE and one.ident in _HONOURS:
                return one.end
            if self.after is not _After.LISTING:
                self._to(after, _MORE_WORDS, one.ident)
            return one.end
        return 0

    def _word(self, i: int, sort: Sort) -> None:
        after = self.after
        if after in (_After.OFFICE, _After.OFFICE_NAME):
            self._after_office(i, sort)
        elif after is _After.LISTING:
            if sort >= Sort.PLAIN or self.infos[i].weapon:
                self._hide(i, Rule.NAMED)
        elif sort is Sort.GIVEN:
            self._hide(i, Rule.NAME)
            self._to(_After.NAME, _MORE_WORDS)
        elif sort is Sort.UNKNOWN:
            self._hide(i, Rule.UNKNOWN)
            if after in _PRIVATE:
                self._to(_After.NAME, max(1, self.left))
            else:
                self._to(_After.WORD)
        elif after is _After.NAMED:
            if sort is Sort.FUNCTION:
                self._to(_After.NOTHING)
            else:
                self._hide(i, Rule.NAMED)
                self._to(_After.NAME, _MORE_WORDS)
        elif after in (_After.TITLE, _After.KIN):
            if sort >= Sort.PLAIN and not self.infos[i].apart:
                self._hide(i, Rule.NAMED)
                self._to(_After.NAME, _MORE_WORDS)
            elif sort is not Sort.LISTED:
                self._to(_After.NOTHING)
        elif sort in (Sort.EITHER, Sort.FAMILY):
            if self._is_named_here(i):
                self._hide(i, Rule.NAME)
                self._to(_After.NAME, _MORE_WORDS)
            else:
                self._to(_After.NOTHING)
        elif sort is Sort.PLAIN and not self.infos[i].definite and self._before_origin(i):
            self._hide(i, Rule.NAME)
            self._to(_After.NAME, _MORE_WORDS)
        elif after is _After.NAME and self._goes_with_name(i, sort):
            self._hide(i, Rule.NAME)
            self.left -= 1
        elif self.infos[i].trigger or sort is Sort.REPORT:
            self._to(_After.REPORT)
        else:
            self._to(_After.NOTHING)

    def _begins_name(self, i: int) -> bool:
        """Whether what follows "each of" are persons rather than places or things."""
        return (
            self._is_word(i)
            and not self.infos[i].definite
            and (
                self.sorts[i] in (Sort.GIVEN, Sort.EITHER)
                or (self.sorts[i] in _PERHAPS and i not in self.places)
            )
        )

    def _goes_with_name(self, i: int, sort: Sort) -> bool:
        if self.left <= 0:
            return False
        if sort is Sort.PLAIN:
            return not self.infos[i].apart or self.infos[i].surname
        return self.infos[i].weapon and not self.infos[i].definite

    def _before_origin(self, i: int) -> bool:
        """Whether an unlisted surname follows."""
        return (
            not self.infos[i].apart
            and self._is_word(i + 1)
            and self.sorts[i + 1] is Sort.UNKNOWN
            and self.infos[i + 1].origin
        )

    def _after_office(self, i: int, sort: Sort) -> None:
        if sort >= Sort.FAMILY and not (self.infos[i].joined):
            self._office_name(i, i + 1)
        elif self.after is _After.OFFICE and sort in (Sort.LISTED, Sort.PLAIN):
            self.left -= 1
            if self.left <= 0:
                self._to(_After.NOTHING)
        else:
            self._to(_After.NOTHING)
            if sort >= Sort.FAMILY:
                self._word(i, sort)

    def _is_named_here(self, i: int) -> bool:
        """Whether a word that may be a name has one beside it, or what was done or said before."""
        if self.after in (_After.NAME, _After.WORD):
            return True
        definite = self.infos[i].definite
        reported = self.after is _After.REPORT and self.tokens[i].text not in self.words.function
        if reported and (not definite or self.sorts[i] is Sort.FAMILY):
            return True
        if not self._is_word(i + 1):
            return False
        following = self.sorts[i + 1]
        if any(f.cue is Cue.NASAB for f in self.cues[i + 1]):
            return True
        if any(f.cue is Cue.KUNYA for f in self.cues[i + 1]):
            return True
        if self.sorts[i] is Sort.EITHER and following is Sort.FAMILY:
            return not definite
        if definite:
            return False
        if following is Sort.EITHER:
            return not self.infos[i + 1].joined and not self.infos[i + 1].definite
        if following is Sort.PLAIN and self.sorts[i] is Sort.EITHER:
            return self.infos[i + 1].origin
        return following in (Sort.GIVEN, Sort.UNKNOWN)

    def _complete(self) -> None:
        """Hides an ordinary word between hidden ones, and one that opens a name of three."""
        for i, sort in enumerate(self.sorts):
            if self.rules[i] is not None or not Sort.PLAIN <= sort <= Sort.EITHER:
                continue
            info = self.infos[i]
            if info.definite or info.apart or self._cues_person(i) or not self._names(i + 1):
                continue
            if (i and self._names(i - 1)) or (sort is Sort.PLAIN and self._names(i + 2)):
                self._hide(i, Rule.NAME)

    def _names(self, i: int) -> bool:
        """Whether a word is hidden as one of a name, with nothing written onto it."""
        return (
            i < len(self.tokens)
            and self.rules[i] in (Rule.NAME, Rule.NAMED, Rule.UNKNOWN)
            and self.tokens[i].kind is TokenKind.WORD
            and not self.infos[i].joined
        )

    # What goes besides names

    def _coarsen(self) -> None:
        if not self.coarse:
            return
        for start, (end, fine) in self.places.items():
            if fine and start not in self.listed:
                for i in range(start, end):
                    if self.sorts[i] is not Sort.FUNCTION:
                        self._hide(i, Rule.PLACE)
        if self.alone:
            self._keep_listed()

    def _keep_listed(self) -> None:
        """Hides what is in no list of the project: a village may be called by any word."""
        kept = [range(i, end) for i, end in self.listed.items()]
        kept += [range(i, end) for i, (end, fine) in self.places.items() if not fine]
        stays = {j for span in kept for j in span}
        for i, sort in enumerate(self.sorts):
            if sort >= Sort.PLAIN and i not in stays:
                self._hide(i, Rule.PLACE)

    def _contacts(self) -> None:
        for start, end in contact_spans(self.text):
            for i, span in enumerate(self.spans):
                if span.start < end and start < span.end:
                    self.rules[i] = Rule.CONTACT


@lru_cache(maxsize=50_000)
def _is_fine(key: str) -> bool:
    """Whether all places of a name are finer than a governorate."""
    rows = load_words().knowledge.gazetteer.find(key)
    return all(row.kind not in _COARSE_ENOUGH for row in rows)
