"""What a merge asks of every pair is what the comparison that people read says of it."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from tests.property.merge.test_merge_order import DOCUMENTS, REUSE, mention_lists

from rasd.merge.compare import compare, contradict, contradicted, may_merge, verdict
from rasd.merge.events import corpus_of, profile_of
from rasd.merge.features import measured, most_measured, relation
from rasd.model import Mention

CORPUS = corpus_of(DOCUMENTS, REUSE)
BY: dict[str, Any] = {"weights": CORPUS.weights, "passages": CORPUS.passages}


@settings(max_examples=150, deadline=None)
@given(mention_lists())
def test_verdicts_are_those_of_the_comparison_with_reasons(mentions: list[Mention]) -> None:
    profiles = [profile_of(mention, CORPUS) for mention in mentions]
    for a, b in combinations(profiles, 2):
        found = compare(a, b, **BY)
        told = verdict(b, a, **BY)
        assert (found.score, found.merges, found.told_again) == (
            told.score,
            told.merges,
            told.told_again,
        )
        assert bool(found.contradictions) == told.contradicts
        assert told.contradicts == contradicted(a, b, weights=CORPUS.weights)
        if not contradict(a, b, weights=CORPUS.weights):
            assert may_merge(b, a, **BY) == found.merges


@settings(max_examples=150, deadline=None)
@given(mention_lists())
def test_no_pair_scores_higher_than_is_foreseen(mentions: list[Mention]) -> None:
    weights = CORPUS.weights
    profiles = [profile_of(mention, CORPUS) for mention in mentions]
    for a, b in combinations(profiles, 2):
        how = relation(a, b, limits=weights.limits, passages=CORPUS.passages)
        scored = sum(weights.of[name] * value for name, value in measured(a, b, how))
        assert scored <= most_measured(a, b, how.day, how.wording, weights) + 1e-9
