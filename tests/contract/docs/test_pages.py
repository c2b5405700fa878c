"""The pages say what is so: commands exist, links lead somewhere, the example is true."""

from __future__ import annotations

import ast
import hashlib
import importlib
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from rasd import __version__
from rasd.cli.app import app
from rasd.knowledge.check_events import event_faults
from rasd.model import Document, to_json
from rasd.pipeline import code_document

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(?:sh|bash|console)\n(.*?)^```", re.M | re.S)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\(([^)\s]+)\)")
ANCHOR = re.compile(r'<a id="([^"]+)">')
ENDS = {"|", ">", ">>", "<", "2>", "&&", ";"}


def shell_lines() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for block in BLOCK.findall(page.read_text("utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                yield page, line


def calls(line: str) -> Iterator[list[str]]:
    """The arguments of each `rasd` in a shell line."""
    words = shlex.split(line, comments=True)
    for at, word in enumerate(words):
        first = at == 0 or words[at - 1] in ENDS
        if first and word.rsplit("/", 1)[-1] == "rasd":
            rest = words[at + 1 :]
            end = next((n for n, each in enumerate(rest) if each in ENDS), len(rest))
            yield rest[:end]


def unknown(arguments: list[str]) -> str:
    """What of a call no command or option of ours answers to."""
    command: Any = get_command(app)
    while arguments and hasattr(command, "commands"):
        if arguments[0].startswith("-"):
            break
        if arguments[0] not in command.commands:
            return f"no command {arguments[0]!r}"
        command, arguments = command.commands[arguments[0]], arguments[1:]
    options = {n for each in command.params for n in (*each.opts, *each.secondary_opts)}
    stated = [word.split("=")[0] for word in arguments if word.startswith("-") and word != "-"]
    strange = [name for name in stated if name not in options | {"--help", "-h"}]
    return f"no option {strange[0]!r} of {command.name!r}" if strange else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_on_a_page_exists(page: Path) -> None:
    lines = [line for where, line in shell_lines() if where == page]
    wrong = {line: unknown(call) for line in lines for call in calls(line) if unknown(call)}
    assert wrong == {}


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert unknown(["fetch", "x"]) == "no command 'fetch'"
    assert unknown(["run", "x", "--into", "y"]) == "no option '--into' of 'run'"
    assert [*calls("rasd run x | rasd eval a b > c # rasd nothing")] == [
        ["run", "x"],
        ["eval", "a", "b"],
    ]


def test_pages_show_most_commands() -> None:
    """The check above would pass on pages without any command."""
    shown = {call[0] for _, line in shell_lines() for call in calls(line) if call}
    assert {"run", "extract", "eval", "export", "explain", "data", "demo"} <= shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(page.read_text("utf-8")):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """Where links into a page may point: its headings as GitHub names them, and set anchors."""
    text = page.read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    slugs = {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }
    return slugs | set(ANCHOR.findall(text))


def test_every_page_is_reached_from_the_index() -> None:
    index = ROOT / "docs/index.md"
    seen, todo = set(), [index, ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        links = LINK.findall(page.read_text("utf-8"))
        todo += [
            (page.parent / link.split("#")[0]).resolve() for link in links if "://" not in link
        ]
    assert [str(page.relative_to(ROOT)) for page in PAGES if page not in seen] == []


def test_make_has_the_targets_that_pages_name() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    named = {
        words[1]
        for _, line in shell_lines()
        if (words := shlex.split(line, comments=True))[:1] == ["make"] and len(words) > 1
    }
    assert {"demo", "test"} <= named <= targets


def test_the_example_of_the_readme_is_what_the_program_says() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    part = readme.split("<!-- example:start -->")[1].split("<!-- example:end -->")[0]
    (sentence,) = re.findall(r"^> (.+)$", part, re.M)
    (stated,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", part, re.S))
    (day,) = re.findall(r"--published (\S+)", part)
    document = Document(
        id="one.txt",
        text=sentence,
        sha256=hashlib.sha256(sentence.encode()).hexdigest(),
        published=date.fromisoformat(day),
    )
    (mention,) = code_document(document).mentions
    found: Any = to_json(mention)
    for field, value in stated.items():
        if isinstance(value, dict):
            assert value == {key: found[field][key] for key in value}, field
        else:
            assert value == found[field], field


def test_the_changelog_tells_of_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## {re.escape(__version__)}\b", text, re.M)


def blocks(language: str) -> list[str]:
    pages = (page.read_text("utf-8") for page in PAGES)
    return [text for page in pages for name, text in FENCE.findall(page) if name == language]


def test_blocks_of_json_and_toml_can_be_read() -> None:
    for block in blocks("json"):
        for record in [block] if block.startswith("{\n") else block.splitlines():
            json.loads(record)
    for block in blocks("toml"):
        tomllib.loads(block)
    assert blocks("json")
    assert blocks("toml")


def test_blocks_of_python_import_names_that_exist() -> None:
    imported = [
        (node.module, name.name)
        for block in blocks("python")
        for node in ast.walk(ast.parse(block))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("rasd")
        for name in node.names
    ]
    assert imported
    assert [
        f"{module}.{name}"
        for module, name in imported
        if not hasattr(importlib.import_module(module), name)
    ] == []


def test_the_trigger_shown_in_add_a_word_has_no_fault() -> None:
    page = (ROOT / "docs/how-to/add-a-word.md").read_text("utf-8")
    (block,) = [text for name, text in FENCE.findall(page) if name == "toml"]
    document = tomllib.loads(block)
    whole = {"id": "abduction", "definition": {"en": "x", "ar": "س"}, **document}
    assert [*event_faults("page", "abduction", block, whole)] == []
