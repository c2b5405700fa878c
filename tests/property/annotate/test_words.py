"""Looking each word up once finds what walking over all words would."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.annotate.counts import find_counts
from rasd.annotate.numbers import find_numbers
from rasd.annotate.times import find_times
from rasd.annotate.words import look_at
from rasd.knowledge import Kind, Lexicon, Match, find_matches, load_knowledge
from rasd.text import Sentence, TokenKind, fold, proclitic_readings, split_sentences

_VOCABULARY = """
    قتل خمسة من عناصر الشرطة العراقية في قرية تل أبيض شمال بغداد أمس الاثنين 12 و7 آخرين
    القوات المسلحة الموالية للحكومة وبالرصاص بتفجير عبوة ناسفة جبهة النصرة تنظيم الدولة الإسلامية
    ، . " ( ) - عدد على الأقل منذ أسبوعين وكالة الأناضول مدينة الباب كفر نوران حي الشيخ سعيد
    قوات سوريا الديمقراطية الجيش الوطني السوري مصدر أمني قالت إن هجوم انتحاري بسيارة مفخخة
"""
_WORDS = st.sampled_from(_VOCABULARY.split())
_TEXTS = st.lists(_WORDS, min_size=1, max_size=16).map(" ".join)


@settings(deadline=None)  # the first of all loads the lists
@given(_TEXTS)
def test_phrases_are_those_of_a_plain_walk(text: str) -> None:
    knowledge = load_knowledge()
    for sentence in split_sentences(fold(text), "body"):
        expected = _walked(knowledge.lexicon, sentence)
        assert expected == find_matches(knowledge.lexicon, sentence)
        assert expected == tuple(look_at(sentence, knowledge).matches)


@settings(deadline=None)  # the first of all loads the lists
@given(_TEXTS)
def test_what_begins_nowhere_else_is_found_where_it_may_begin(text: str) -> None:
    knowledge = load_knowledge()
    for sentence in split_sentences(fold(text), "body"):
        sight = look_at(sentence, knowledge)
        everywhere = range(len(sentence.tokens))
        numbers = find_numbers(sentence, everywhere)
        assert numbers == find_numbers(sentence, sight.numbers)
        assert find_times(sentence, everywhere) == find_times(sentence, sight.times)
        assert find_counts(sentence, numbers, everywhere) == find_counts(
            sentence, numbers, sight.people
        )


@settings(deadline=None)  # the first of all loads the lists
@given(_TEXTS)
def test_matches_by_kind_are_all_matches(text: str) -> None:
    for sentence in split_sentences(fold(text), "body"):
        sight = look_at(sentence, load_knowledge())
        for kind in Kind:
            assert [m for m in sight.matches if m.entry.kind is kind] == list(sight.of(kind))
        pair = frozenset({Kind.TRIGGER, Kind.OBJECT})
        assert [m for m in sight.matches if m.entry.kind in pair] == list(sight.of_any(pair))


def _walked(lexicon: Lexicon, sentence: Sentence) -> tuple[Match, ...]:
    """The phrases by the rule alone: each word in each reading, each length, the longest kept."""
    words = [token.text for token in sentence.tokens]
    found: list[Match] = []
    for i, token in enumerate(sentence.tokens):
        if token.kind is TokenKind.PUNCTUATION:
            continue
        best: dict[tuple[str, str], Match] = {}
        for prefix, stem in proclitic_readings(token.text):
            for n in range(1, len(words) - i + 1):
                key = " ".join([stem, *words[i + 1 : i + n]])
                for entry in lexicon.phrases.get(key, ()):
                    match = Match(i, i + n, prefix, entry)
                    slot = (entry.kind, "")
                    known = best.get(slot)
                    if known is None or known.end < i + n:
                        best[slot] = match
                    elif known.end == i + n and len(prefix) <= len(known.prefix):
                        best[entry.kind, f"{entry.id}/{entry.what}"] = match
        found.extend(best.values())
    return tuple(found)
