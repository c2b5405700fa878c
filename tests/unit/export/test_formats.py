"""What people are told of the formats."""

from __future__ import annotations

from rasd.export import EXPORTERS
from rasd.export.formats import Group, formats
from rasd.export.mapping import mapped_formats


def test_every_format_is_told_of() -> None:
    assert set(EXPORTERS) <= set(formats())


def test_every_codebook_says_what_becomes_of_its_columns() -> None:
    codebooks = {key for key, told in formats().items() if told.group is Group.CODEBOOK}
    assert codebooks & set(EXPORTERS) <= set(mapped_formats())


def test_both_languages_are_filled() -> None:
    for told in formats().values():
        for words in (told.name, told.use, told.keeps):
            assert set(words) == {"en", "ar"}
            assert all(words.values())
