"""What releases say of how right rasd is stands on the evaluation page, too."""

from __future__ import annotations

from pathlib import Path

from rasd.run.release.accuracy import Share, accuracy

PAGE = Path(__file__).resolve().parents[3] / "docs/evaluation.md"
SETS = {
    "articles": "incident detection, annotated articles, F1",
    "annotations": "incident detection, articles annotated by us, F1",
    "empty": "articles without an incident that stay empty",
}
REST = {"record": "whole record right", "hard_stay_empty": "… of those with war words"}


def shown(share: Share | None) -> str:
    assert share is not None
    return f"{share.value:.3f} ({share.low:.2f}-{share.high:.2f})"


def rows() -> dict[tuple[str, str], list[str]]:
    """The rows of the page's first table, by the set under which they stand."""
    found, of = {}, ""
    table = PAGE.read_text("utf-8").split("\n\n")[2]
    for line in table.splitlines()[2:]:
        name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        of = next((key for key, title in SETS.items() if title == name), of)
        found[of, name] = cells
    return found


def test_each_figure_of_a_method_statement_is_one_of_the_page() -> None:
    table = rows()
    assert f"Recipe `{accuracy().recipe}`" in PAGE.read_text("utf-8")
    for each in accuracy().measures:
        name = REST.get(each.measure, f"… {each.measure} on found incidents")
        cells = table.get((each.set, name)) or table[each.set, SETS[each.set]]
        assert [cells[2], cells[4]] == [shown(each.all), shown(each.unread)], each


def test_every_set_that_is_told_of_has_texts_and_figures() -> None:
    assert [each.id for each in accuracy().sets] == list(SETS)
    assert all(each.documents and accuracy().of(each.id) for each in accuracy().sets)
