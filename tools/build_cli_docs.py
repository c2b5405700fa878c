"""Write docs/reference/cli.md from the commands themselves.

python tools/build_cli_docs.py           # write
python tools/build_cli_docs.py --check   # exit 1 where the page is out of date
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from rasd.cli import guard
from rasd.cli.app import app

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "cli.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    text = page()
    if options.check:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
            sys.exit(f"{PAGE.name} is out of date; run python tools/build_cli_docs.py")
        return
    PAGE.write_text(text, encoding="utf-8")


def page() -> str:
    """The whole page as Markdown."""
    parts = [
        "# Command line",
        "<!-- Written by tools/build_cli_docs.py from src/rasd/cli; edit there. -->",
        "Results go to standard output, progress and complaints to standard error. The progress "
        "bar shows on a terminal alone.",
    ]
    for path, command in commands("rasd", typer.main.get_command(app)):
        parts += list(_section(path, command))
    codes = "\n".join(line for line in (guard.__doc__ or "").splitlines() if line.startswith("|"))
    parts += ["## Exit codes", codes]
    return "\n\n".join(parts) + "\n"


def commands(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its full name; `Any`: the library's own classes."""
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name, child in children.items():
        yield from commands(f"{path} {name}", child)


def _section(path: str, command: Any) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    usage = [path, *(_argument(p) for p in arguments), *(["[OPTIONS]"] if options else [])]
    yield f"## `{' '.join(usage)}`"
    yield "\n\n".join(" ".join(part.split()) for part in command.help.split("\n\n"))
    rows = [(f"`{_argument(p)}`", p) for p in arguments]
    rows += [(_option(p), p) for p in options]
    table = ["| | | default |", "|---|---|---|"]
    table += [f"| {name} | {_cell(p.help)} | {_default(p)} |" for name, p in rows]
    yield "\n".join(table)
    lines = [line.strip() for line in (command.epilog or "").splitlines()[2:]]
    yield "\n".join(("```sh", *lines, "```"))


def _argument(param: Any) -> str:
    name = param.metavar or param.name
    dots = "..." if param.nargs == -1 else ""
    return f"{name}{dots}" if param.required else f"[{name}{dots}]"


def _option(param: Any) -> str:
    names = ", ".join(
        f"`{name}`" for name in sorted([*param.opts, *param.secondary_opts], key=len, reverse=True)
    )
    return names if param.is_flag else f"{names} `{param.metavar}`"


def _default(param: Any) -> str:
    if param.required:
        return "required"
    if isinstance(param.show_default, str):
        return param.show_default
    if getattr(param, "is_flag", False):
        return ""
    value = param.default
    return "" if value is None else f"`{getattr(value, 'value', value)}`"


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    main()
