"""An outlet is found by its names and its site."""

from __future__ import annotations

import pytest

from rasd.export.outlets import name_of, outlet_of
from rasd.model import Citation


def report(outlet: str | None = None, url: str | None = None) -> Citation:
    return Citation(id="a", sha256="", outlet=outlet, url=url)


@pytest.mark.parametrize(
    "citation",
    [
        report("Reuters"),
        report("REUTERS"),
        report("رويترز"),
        report("unknown", "https://www.reuters.com/world/1"),
        report(None, "https://ara.reuters.com/1"),
    ],
)
def test_names_in_either_language_and_the_site_find_an_outlet(citation: Citation) -> None:
    outlet = outlet_of(citation)
    assert outlet is not None
    assert outlet.id == "reuters"
    assert name_of(citation) == "Reuters"


def test_an_outlet_that_the_table_lacks_keeps_its_name() -> None:
    assert outlet_of(report("Sidra\nPress")) is None
    assert name_of(report("Sidra\nPress")) == "Sidra Press"


def test_a_report_without_an_outlet_is_named_by_its_site() -> None:
    assert name_of(report(None, "https://www.sidra.example/1")) == "sidra.example"


@pytest.mark.parametrize("url", ["", "sidra", "https://[half", "http://", None])
def test_an_address_that_is_none_names_nobody(url: str | None) -> None:
    assert name_of(report(None, url)) == ""
