"""Copies, reprints of one agency and a shared statement count as one source."""

from __future__ import annotations

from tests.builders import make_document, make_evidence, make_mention, make_reuse

from rasd.merge.sources import independent_sources
from rasd.model import Attribution, AttributionRole, Document, Mention, ReuseKind, replace

VIA = Attribution(id="reuters", name="رويترز", role=AttributionRole.VIA, text="رويترز")
TEXT = "قتل أربعة أشخاص في انفجار سيارة مفخخة قرب سوق الخضار في مدينة تل وردة صباح الثلاثاء. "


def told(doc_id: str, *at: int, **overrides: object) -> Mention:
    """An incident told at some places of a document."""
    spans = tuple(replace(make_evidence("انفجار"), start=n, end=n + 6) for n in at or (0,))
    return make_mention(doc_id, evidence=spans, **overrides)


def sizes(groups: tuple[frozenset[str], ...]) -> list[int]:
    return sorted(len(group) for group in groups)


def test_documents_that_share_nothing_stay_apart() -> None:
    assert independent_sources([told("a"), told("b")], {}) == (frozenset("a"), frozenset("b"))


def test_reprints_that_credit_one_agency_are_one_source_in_other_words() -> None:
    mentions = [told("a", attribution=(VIA,)), told("b", attribution=(VIA,)), told("c")]
    assert independent_sources(mentions, {}) == (frozenset("ab"), frozenset("c"))


def test_a_byline_and_the_agency_itself_are_one_source() -> None:
    documents: dict[str, Document] = {
        "a": replace(make_document("a", TEXT * 2), outlet="Reuters"),
        "b": make_document("b", "تل وردة - رويترز: " + TEXT * 2),
        "c": make_document("c", TEXT * 2),
    }
    mentions = [told("a"), told("b"), told("c")]
    assert independent_sources(mentions, {}, documents) == (frozenset("ab"), frozenset("c"))


def test_two_agencies_are_two_sources() -> None:
    other = replace(VIA, id="afp")
    mentions = [told("a", attribution=(VIA,)), told("b", attribution=(other,))]
    assert sizes(independent_sources(mentions, {})) == [1, 1]


def test_reprints_of_a_third_that_tells_nothing_are_one_source() -> None:
    reuse = {"b": (make_reuse("x", share=0.9),), "c": (make_reuse("x", share=0.8),)}
    assert sizes(independent_sources([told("a"), told("b"), told("c")], reuse)) == [1, 2]


def test_a_lifted_passage_makes_one_source_only_where_it_tells_the_incident() -> None:
    reuse = {"b": (make_reuse("a", share=0.2, start=100, end=200),)}
    assert sizes(independent_sources([told("a", 120), told("b", 120)], reuse)) == [2]
    assert sizes(independent_sources([told("a", 20), told("b", 20)], reuse)) == [1, 1]


def test_a_statement_that_both_quote_leaves_two_sources() -> None:
    quoted = replace(make_reuse("a", share=0.6, start=100, end=200), kind=ReuseKind.QUOTED)
    reuse = {"b": (quoted,)}
    assert sizes(independent_sources([told("a", 10, 120), told("b", 10, 120)], reuse)) == [1, 1]
    assert sizes(independent_sources([told("a", 120), told("b", 120)], reuse)) == [2]


def test_the_order_of_mentions_does_not_matter() -> None:
    reuse = {"c": (make_reuse("b", share=0.9),), "d": (make_reuse("a", share=0.9),)}
    mentions = [told(name) for name in "abcd"]
    expected = independent_sources(mentions, reuse)
    assert sizes(expected) == [2, 2]
    assert independent_sources(mentions[::-1], reuse) == expected
