"""Profiles wait until they are compared, and come back as they were."""

from __future__ import annotations

from hypothesis import given, settings
from tests.property.merge.test_merge_order import DOCUMENTS, REUSE, mention_lists

from rasd.merge.events import corpus_of, profile_of
from rasd.merge.shelf import Shelf, pack_profile, unpack_profile
from rasd.model import Mention

CORPUS = corpus_of(DOCUMENTS, REUSE)


@settings(max_examples=40, deadline=None)
@given(mention_lists())
def test_profiles_come_back_as_they_were_put_in(mentions: list[Mention]) -> None:
    profiles = [profile_of(mention, CORPUS) for mention in mentions]
    shelf = Shelf(len(profiles) + 1)
    for number, profile in reversed([*enumerate(profiles)]):
        shelf.put(number, pack_profile(profile))
    for number, profile in enumerate(profiles):
        assert profile == unpack_profile(shelf.packed(number))
    assert shelf.packed(len(profiles)) == b""
    assert len(profiles) not in shelf
