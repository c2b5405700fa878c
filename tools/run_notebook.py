"""Runs docs/notebooks/first-look.ipynb over the bundled reports and keeps what it shows.

python tools/run_notebook.py

`make docs` runs this; a test runs the notebook anew and compares its texts and tables.
"""

from __future__ import annotations

import base64
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient

from rasd.run import Job, run_job

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "notebooks" / "first-look.ipynb"
PICTURE = ROOT / "docs" / "images" / "notebook.png"
REPORTS = ROOT / "src" / "rasd" / "data" / "demo" / "reports"


def main() -> None:
    with TemporaryDirectory() as folder:
        book = ran(Path(folder))
    nbformat.write(book, NOTEBOOK)
    PICTURE.write_bytes(pictures(book)[0])


def ran(folder: Path) -> nbformat.NotebookNode:
    """The notebook as it is after it ran in a folder, where it finds the bundled reports."""
    run_job(Job(inputs=(REPORTS,), out=folder / "demo-out", workers=1))
    book = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    for number, cell in enumerate(book.cells):
        cell["id"] = f"cell-{number}"
        cell["metadata"] = {}  # when it ran is nobody's business
    nbformat.validate(book)
    return book


def texts(book: nbformat.NotebookNode) -> list[str]:
    """What the cells print and which tables they show."""
    shown = []
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                shown.append(output.text)
            elif "image/png" not in output.data:
                shown.append(output.data["text/plain"])
    return shown


def pictures(book: nbformat.NotebookNode) -> list[bytes]:
    """The pictures that the cells show, as PNG."""
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    held = [output.data.get("image/png") for output in outputs if "data" in output]
    return [base64.b64decode(picture) for picture in held if picture]


if __name__ == "__main__":
    main()
