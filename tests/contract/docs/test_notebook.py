"""The notebook runs from the first cell to the last, and shows what it is kept with."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from tests.tools import tool


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    return tool("run_notebook").ran(tmp_path_factory.mktemp("notebook"))


@pytest.fixture(scope="module")
def kept() -> nbformat.NotebookNode:
    return nbformat.read(tool("run_notebook").NOTEBOOK, as_version=4)


def test_it_shows_what_it_is_kept_with(
    ran: nbformat.NotebookNode, kept: nbformat.NotebookNode
) -> None:
    texts = tool("run_notebook").texts
    assert texts(kept), "the notebook was kept without what it shows"
    assert texts(ran) == texts(kept), "run `make docs` and commit docs/notebooks"


def test_it_draws_its_pictures(ran: nbformat.NotebookNode, kept: nbformat.NotebookNode) -> None:
    pictures = tool("run_notebook").pictures
    assert len(pictures(ran)) == len(pictures(kept)) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures(ran))


def test_it_speaks_of_no_machine(ran: nbformat.NotebookNode, tmp_path: Path) -> None:
    text = nbformat.writes(ran)
    assert str(tmp_path.anchor) + "tmp" not in text
    assert str(Path.home()) not in text
