"""What holds for every source file: Arabic in data, true `__all__`, nothing of a machine."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import rasd

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted((ROOT / "src/rasd").rglob("*.py"))
ARABIC_WORD = re.compile("[\u0621-\u064a\u066e-\u06d3]{2,}")
PREFIXES = frozenset("وفبلكس")
MACHINE = re.compile(r"(?<![\w./])/(?:work|root|home/\w+|Users/\w+|opt/\w+)(?=[/\s'\"`]|$)", re.M)


def docstrings(tree: ast.Module) -> set[ast.AST]:
    """Docstrings of modules, classes and functions, and those of attributes."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
            for statement in body if isinstance(body, list) else ():
                if isinstance(statement, ast.Expr):
                    found.add(statement.value)
    return found


def arabic_literals(text: str) -> Iterator[tuple[int, str]]:
    """Lines and string literals with an Arabic word of two letters or more, escapes read."""
    tree = ast.parse(text)
    known = docstrings(tree)
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and node not in known and ARABIC_WORD.search(node.value):
            yield node.lineno, node.value


def written(text: str) -> Iterator[tuple[int, str]]:
    """Literals whose Arabic letters stand in the source, where a reader of Python meets them."""
    lines = text.splitlines()
    for line, value in arabic_literals(text):
        if ARABIC_WORD.search(lines[line - 1]):
            yield line, value


def test_a_literal_is_told_from_a_docstring() -> None:
    assert [*arabic_literals('"""قتل"""\nx = 1  # قتل\n"""قتل"""\n')] == []
    assert [*arabic_literals('x = "قتل"')] == [(1, "قتل")]
    assert [*arabic_literals('x = "\\u0642\\u062a\\u0644"')] == [(1, "قتل")]


def test_arabic_words_stand_in_data_files_not_in_code() -> None:
    strays = [
        f"{path.relative_to(ROOT)}:{line}: {value!r}"
        for path in SOURCES
        for line, value in written(path.read_text("utf-8"))
    ]
    assert strays == []


def test_escapes_spell_particles_never_words() -> None:
    """A prefix, an ending or a set of prefixes may be escaped; a lemma belongs in a list."""
    word = re.compile(ARABIC_WORD.pattern.replace("{2,}", "{4,}"))
    strays = [
        f"{path.relative_to(ROOT)}:{line}: {value!r}"
        for path in SOURCES
        for line, value in arabic_literals(path.read_text("utf-8"))
        if any(not set(found) <= PREFIXES for found in word.findall(value))
    ]
    assert strays == []


@pytest.mark.parametrize(
    "name", sorted(m.name for m in pkgutil.walk_packages(rasd.__path__, "rasd.") if m.ispkg)
)
def test_a_package_lists_all_that_it_offers_and_no_more(name: str) -> None:
    package = importlib.import_module(name)
    listed = getattr(package, "__all__", [])
    own = {
        key
        for key, value in vars(package).items()
        if not key.startswith("_")
        and getattr(value, "__module__", "").startswith(name)
        and not hasattr(value, "__path__")
    }
    assert sorted(set(listed)) == sorted(listed)
    assert [key for key in listed if not hasattr(package, key)] == []
    assert own - set(listed) == set()


def committed() -> list[Path]:
    """Every file that git holds or would take; all files where there is no git."""
    call = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [ROOT / name for name in done.stdout.split("\0") if name]
    return [
        path for folder in ("src", "tests", "docs", "tools") for path in (ROOT / folder).rglob("*")
    ]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    strays = []
    for path in committed():
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        strays += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(lines, 1)
            if len(line) < 2000 and MACHINE.search(line)
        ]
    assert strays == []


@pytest.mark.parametrize("folders", ["work main", "root x", "home me data", "Users me", "opt x"])
def test_a_place_on_a_machine_is_recognised(folders: str) -> None:
    path = "/".join(["", *folders.split()])
    assert MACHINE.search(f"open '{path}' here")
    assert MACHINE.search(path)


@pytest.mark.parametrize("text", ["https://x.example/homework/1", "out/rooted/", "docs/home/me"])
def test_an_address_is_no_place_on_a_machine(text: str) -> None:
    assert not MACHINE.search(text)


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE", "README.md", "CHANGELOG.md"])
def test_what_a_reader_of_the_licence_needs_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 500


def test_the_licence_is_apache() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")[:200]
