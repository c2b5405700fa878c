"""What the lists say of the words of a text, before any of it is read."""

from __future__ import annotations

from rasd.redact import load_words
from rasd.redact.seen import Seen


def test_every_phrase_of_the_lists_is_seen_to_its_end() -> None:
    words = load_words()
    for phrase in words.phrases:
        seen = Seen(phrase, words, coarse=False)
        assert max(found.end for found in seen.cues[0]) == len(seen.tokens), phrase


def test_every_place_of_several_words_is_seen_to_its_end() -> None:
    words = load_words()
    names = [
        name
        for name in words.knowledge.gazetteer.keys
        if " " in name and name.replace(" ", "").isalpha()
    ]
    for name in names[::20]:
        seen = Seen(name, words, coarse=False)
        assert seen.places[0][0] == len(seen.tokens), name
