"""What earlier searches worked out changes nothing but the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_document
from tests.reuse_cases import read_cases

from rasd.merge import ReuseMemory, find_reuse, pack_memory, unpack_memory
from rasd.merge import reuse as search
from rasd.merge.common import Common, common_passages
from rasd.merge.memory import unpack_partners
from rasd.merge.shares import TextShare, common_of
from rasd.model import DataError, Document
from rasd.run.hands import OwnHands

BODIES = sorted({d.text for case in read_cases() for d in (case.earlier, case.later)})


@st.composite
def corpora(draw: st.DrawFn) -> list[Document]:
    texts = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=12))
    days = draw(st.lists(st.integers(0, 9), min_size=12, max_size=12))
    return [
        make_document(
            f"d{number:02}",
            text,
            published=None if day == 9 else date(2031, 1, 1) + timedelta(days=day),
        )
        for number, (text, day) in enumerate(zip(texts, days, strict=False))
    ]


@settings(max_examples=40, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_batches_with_a_memory_find_what_one_search_finds(
    documents: list[Document], random: Random
) -> None:
    expected = find_reuse(documents)
    arriving = list(documents)
    random.shuffle(arriving)
    memory = ReuseMemory()
    known: list[Document] = []
    while arriving:
        batch = random.randint(1, len(arriving))
        known += arriving[:batch]
        del arriving[:batch]
        assert find_reuse(known, memory=memory) == find_reuse(known)
    assert find_reuse(documents, memory=memory) == expected


def test_a_known_text_is_not_looked_at_again() -> None:
    documents = [make_document(f"d{n}", body) for n, body in enumerate(BODIES)]
    memory = ReuseMemory()
    expected = find_reuse(documents, memory=memory)
    with patch.object(search.RecentWords, "of", side_effect=AssertionError("read again")):
        assert find_reuse(documents, memory=memory) == expected


class Counting(OwnHands):
    """Hands of this process that count the pairs which they are given."""

    def __init__(self) -> None:
        super().__init__(1)
        self.pairs = 0

    def common(self, shares: Iterable[TextShare]) -> Iterator[tuple[Common, ...]]:
        for share in shares:
            self.pairs += len(share.pairs)
            yield common_of(share)


def made_of_the_same_sentences(documents: int) -> list[Document]:
    chance = Random(3)
    words = ["".join(chance.choices("بتثجحخدذرزسشصضطظعغفقكلمنهي", k=5)) for _ in range(900)]
    sentences = [" ".join(chance.sample(words, 14)) + "." for _ in range(30)]
    return [
        make_document(
            f"d{number:02}",
            " ".join([*chance.sample(sentences, 6), *chance.sample(words, 80)]),
            published=date(2031, 1, 1),
        )
        for number in range(documents)
    ]


def test_hands_are_given_no_more_pairs_than_one_search_compares() -> None:
    documents = made_of_the_same_sentences(60)
    memory = ReuseMemory()
    find_reuse(documents[:55], memory=memory)
    prints, common = memory.prints, memory.common
    with patch.object(search, "common_passages", wraps=common_passages) as alone:
        expected = find_reuse(documents, memory=ReuseMemory(prints, common))
    hands = Counting()
    with (
        patch.object(search, "FEW", 5 * 5 + 1),
        patch.object(search, "common_passages", wraps=common_passages) as beside,
    ):
        found = find_reuse(documents, memory=ReuseMemory(prints, common), hands=hands)
    assert found == expected
    assert alone.call_count > 0
    assert hands.pairs + beside.call_count == alone.call_count


@settings(max_examples=20, deadline=None)
@given(corpora())
def test_a_memory_comes_back_from_bytes_as_it_was(documents: list[Document]) -> None:
    memory = ReuseMemory()
    find_reuse(documents, memory=memory)
    assert {digest.hex() for digest in memory.prints} == {each.sha256 for each in documents}
    rows = dict(pack_memory(memory))
    assert len(rows) == len(memory.prints) + len(memory.common)
    assert unpack_memory(rows.items()) == memory


def test_a_memory_forgets_texts_that_are_gone() -> None:
    documents = [make_document(f"d{n}", body) for n, body in enumerate(BODIES)]
    memory = ReuseMemory()
    find_reuse(documents, memory=memory)
    find_reuse(documents[:1], memory=memory)
    assert len(memory.prints) == 1
    assert memory.common == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("abcd", b""),
        ("abcd", b"12"),
        ("abcd", b"1234" + b"x" * 13),
        ("no number", b"1234"),
        ("abcd 12", b"x" * 35),
        ("abcd 12", b"x" * 32 + (64).to_bytes(4, "little") + b"x" * 32),
        ("abcd 12", b"x" * 32 + (31).to_bytes(4, "little") + b"x" * 31),
    ],
)
def test_damaged_bytes_are_refused_by_name(key: str, value: bytes) -> None:
    with pytest.raises(DataError, match=f"search for copies, {key}"):
        unpack_memory([(key, value)])


def test_a_text_that_meets_other_origins_gets_another_key() -> None:
    """A store takes what it holds under a key for what it is told under it."""
    later = make_document("z", BODIES[0], published=date(2031, 1, 9))
    origins = [
        make_document(f"d{n}", BODIES[0] + f" {n}", published=date(2031, 1, n)) for n in (1, 2)
    ]
    rows = []
    for known in ([origins[0]], origins):
        memory = ReuseMemory()
        find_reuse([*known, later], memory=memory)
        rows.append({key: value for key, value in pack_memory(memory) if key[:64] == later.sha256})
    one, two = ({key for key in each if " " in key} for each in rows)
    assert len(one) == len(two) == 1
    assert one != two


def test_two_documents_of_one_text_leave_what_either_was_compared_with() -> None:
    body = BODIES[0]
    documents = [
        make_document(f"d{n}", text, published=date(2031, 1, n + 1))
        for n, text in enumerate((body + " 1", body, body + " 2", body))
    ]
    memory = ReuseMemory()
    find_reuse(documents, memory=memory)
    compared = unpack_partners(memory.common[bytes.fromhex(documents[1].sha256)])
    assert {digest.hex() for digest in compared} == {each.sha256 for each in documents[:3]}
