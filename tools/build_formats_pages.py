"""Writes docs/reference/formats.md and formats.ar.md from data/export and tools/formats.

python tools/build_formats_pages.py

`make docs` runs this; a test compares the pages with what it would write.
"""

from __future__ import annotations

from pathlib import Path

from rasd.export import EXPORTERS
from rasd.export.columns import columns
from rasd.export.formats import Format, formats
from rasd.export.mapping import Fit, Mapping, mapped_formats, mapping_of

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    "en": ROOT / "docs" / "reference" / "formats.md",
    "ar": ROOT / "docs" / "reference" / "formats.ar.md",
}
WORDS = {
    "en": {
        **{fit.value: fit.value for fit in Fit},
        "summary": "format | files | for | exact | approximate | constant | empty | lost",
        "columns": "column | type | from | fit | note",
        "lost": "lost field | why",
        "files": "Files",
        "kept": "What becomes of a record",
        "none": "No field of an event is lost.",
        "csv": "column | from | meaning",
        "joint": ", ",
    },
    "ar": {
        "exact": "مطابق",
        "approximate": "تقريبي",
        "constant": "ثابت",
        "empty": "فارغ",
        "summary": "الصيغة | الملفات | لأجل | مطابق | تقريبي | ثابت | فارغ | ضائع",
        "columns": "العمود | النوع | المصدر | المطابقة | ملاحظة",
        "lost": "الحقل الضائع | السبب",
        "files": "الملفات",
        "kept": "ما يصير إليه السجل",
        "none": "لا يضيع حقل من حقول الحدث.",
        "csv": "العمود | المصدر | المعنى",
        "joint": "، ",
    },
}


def main() -> None:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


def pages() -> dict[Path, str]:
    """Both pages as Markdown."""
    return {path: _page(language) for language, path in PAGES.items()}


def _page(language: str) -> str:
    offered = [told for told in formats().values() if told.key in EXPORTERS]
    text = (ROOT / "tools" / "formats" / f"{language}.md").read_text("utf-8")
    text = text.replace("{{summary}}", _summary(offered, language))
    return text.replace("{{formats}}", "\n\n".join(_section(told, language) for told in offered))


def _summary(offered: list[Format], language: str) -> str:
    rows = []
    for told in offered:
        cells = ["", "", "", "", ""]
        if told.key in mapped_formats():
            mapping = mapping_of(told.key)
            fits = [column.fit for column in mapping.columns]
            cells = [*(str(fits.count(fit)) for fit in Fit), str(len(mapping.lost))]
        link = f"[{told.name[language]}](#{told.key})"
        rows.append([link, _files(told, language), told.use[language], *cells])
    return _table(WORDS[language]["summary"], rows)


def _section(told: Format, language: str) -> str:
    words = WORDS[language]
    parts = [
        f'<a id="{told.key}"></a>\n## {told.name[language]} (`{told.key}`)',
        f"{told.use[language]}.\n\n{words['files']}: {_files(told, language)}",
    ]
    if told.key in mapped_formats():
        parts += _mapping(mapping_of(told.key), language)
    else:
        parts.append(f"{words['kept']}: {told.keeps[language]}.")
    if told.key == "csv":
        rows = [
            [f"`{column.name}`", f"`{column.source}`", getattr(column, f"meaning_{language}")]
            for column in columns()
        ]
        parts.append(_table(words["csv"], rows))
    return "\n\n".join(parts)


def _mapping(mapping: Mapping, language: str) -> list[str]:
    words = WORDS[language]
    rows = [
        [
            f"`{column.name}`",
            column.type,
            ", ".join(f"`{field}`" for field in column.of),
            words[column.fit.value],
            getattr(column, f"note_{language}"),
        ]
        for column in mapping.columns
    ]
    lost = [[f"`{each.field}`", getattr(each, f"note_{language}")] for each in mapping.lost]
    return [
        _table(words["columns"], rows),
        _table(words["lost"], lost) if lost else words["none"],
    ]


def _files(told: Format, language: str) -> str:
    outputs = EXPORTERS[told.key].outputs
    return WORDS[language]["joint"].join(f"`{output.file}`" for output in outputs)


def _table(header: str, rows: list[list[str]]) -> str:
    width = header.count("|") + 1
    lines = [f"| {header} |", "|" + "---|" * width]
    return "\n".join([*lines, *(f"| {' | '.join(map(_cell, row))} |" for row in rows)])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    main()
