"""Writes docs/reference/fusion.md from data/merge/rules.tsv and data/merge/fusion.toml.

python tools/build_fusion_page.py

`make docs` runs this; a test compares the page with what it would write, and the English of each
rule with the docstring of the function that applies it.
"""

from __future__ import annotations

from pathlib import Path

from rasd.knowledge.tables import Row, read_rows, read_toml
from rasd.merge.order import published_order

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "fusion.md"
PROSE = ROOT / "tools" / "fusion.md"
GROUPS = ("value", "toll", "agree", "credibility", "reliability")


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The whole page as Markdown."""
    rows = read_rows("merge/rules.tsv")
    text = PROSE.read_text("utf-8")
    tables = {group: _rules(rows, group, "en") for group in GROUPS}
    tables |= {f"{group}_ar": _rules(rows, group, "ar") for group in GROUPS}
    tables |= {"fields": _fields(), "says_more": _says_more(), "exclusive": _exclusive()}
    tables |= {"outlet_types": _outlet_types()}
    for name, table in tables.items():
        text = text.replace("{{" + name + "}}", table)
    return text


def _rules(rows: tuple[Row, ...], group: str, language: str) -> str:
    lines = [f"| `{row['rule']}` | {row[language]} |" for row in rows if row["group"] == group]
    return "\n".join(["| | |", "|---|---|", *lines])


def _fields() -> str:
    alike: dict[tuple[str, ...], list[str]] = {}
    for field, rules in published_order().items():
        alike.setdefault(rules, []).append(f"`{field}`")
    lines = [
        f"| {', '.join(fields)} | {', '.join(f'`{r}`' for r in rules)} |"
        for rules, fields in alike.items()
    ]
    return "\n".join(["| field | rules, in this order |", "|---|---|", *lines])


def _says_more() -> str:
    table = read_toml("merge/fusion.toml")["says_more"]
    lines = [
        f"| `{kind}` | {', '.join(f'`{f}`' for f in finer)} |" for kind, finer in table.items()
    ]
    return "\n".join(["| coded where no more is said | agrees with |", "|---|---|", *lines])


def _exclusive() -> str:
    families = read_toml("merge/fusion.toml")["exclusive"].values()
    return "\n".join(f"- {', '.join(f'`{weapon}`' for weapon in family)}" for family in families)


def _outlet_types() -> str:
    table = read_toml("merge/fusion.toml")["reliability"]
    lines = [
        f"| `{name}` | {grade} | `{reason}` |"
        for name, (grade, reason) in ((n, given.split(" ")) for n, given in table.items())
    ]
    return "\n".join(["| type of outlet | grade | rule |", "|---|---|---|", *lines])


if __name__ == "__main__":
    main()
