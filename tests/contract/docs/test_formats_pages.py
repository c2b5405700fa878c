"""The pages on formats say what the lists and the registry say."""

from __future__ import annotations

from tests.tools import tool

from rasd.export import EXPORTERS


def test_the_pages_are_fresh() -> None:
    written = tool("build_formats_pages").pages()
    stale = [path.name for path, text in written.items() if path.read_text("utf-8") != text]
    assert stale == [], "run `make docs` and commit docs/reference"


def test_every_format_and_file_has_its_place() -> None:
    for text in tool("build_formats_pages").pages().values():
        assert "{{" not in text
        for name, exporter in EXPORTERS.items():
            assert f'<a id="{name}"></a>' in text
            assert all(f"`{output.file}`" in text for output in exporter.outputs)
