"""A wheel of machine code gives the same records as the sources, byte for byte."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from pathspec import GitIgnoreSpec
from tests.runs import REPORTS, contents
from tests.tools import tool

from rasd.pipeline import recipe

CI = os.environ.get("CI") == "true"
ROOT = Path(__file__).resolve().parents[3]


def missing() -> str | None:
    """What this machine lacks to compile, if anything."""
    if not (shutil.which("gcc") or shutil.which("clang") or shutil.which("cc")):
        return "no C compiler"
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        return "no Python headers"
    if importlib.util.find_spec("mypyc") is None or importlib.util.find_spec("hatch_mypyc") is None:
        return "mypyc or hatch-mypyc is not installed"
    return None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the compiled package."""
    lack = missing()
    if lack is not None:
        pytest.fail(lack) if CI else pytest.skip(lack)
    wheel = tool("build_compiled").build(tmp_path_factory.mktemp("wheel"))
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def python(site: Path | None, cache: Path, program: str, *arguments: str) -> bytes:
    """What a program prints that takes rasd from a folder, or from the sources."""
    where = str(site) if site is not None else str(ROOT / "src")
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": where, "RASD_CACHE": str(cache), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


EXTRACT = "import sys; sys.argv[0] = 'rasd'; from rasd.cli import main; main()"


def test_the_wheel_of_machine_code_codes_as_the_sources_do(site: Path, tmp_path: Path) -> None:
    call = ("extract", str(REPORTS), "--published", "2031-05-20", "--workers", "1")
    compiled = python(site, tmp_path / "one", EXTRACT, *call)
    assert compiled == python(None, tmp_path / "two", EXTRACT, *call)
    assert compiled.count(b"\n") > 20


def test_the_wheel_of_machine_code_merges_as_the_sources_do(site: Path, tmp_path: Path) -> None:
    for name, where in (("one", site), ("two", None)):
        call = ("run", str(REPORTS), "--published", "2031-05-20", "--workers", "2")
        python(where, tmp_path / name, EXTRACT, *call, "--out", str(tmp_path / "out" / name))
    compiled = contents(tmp_path / "out" / "one")
    assert compiled == contents(tmp_path / "out" / "two")
    assert compiled["events.jsonl"].count(b"\n") > 20


def test_the_wheel_of_machine_code_has_the_recipe_of_the_sources(
    site: Path, tmp_path: Path
) -> None:
    told = python(site, tmp_path, "from rasd.pipeline import recipe; print(recipe())")
    assert told.decode().strip() == recipe()


def test_both_kinds_keep_word_lists_of_their_own_in_one_cache(site: Path, tmp_path: Path) -> None:
    count = "from rasd.knowledge import load_knowledge as k; print(len(k().lexicon.phrases))"
    told = [python(where, tmp_path, count) for where in (None, site, None, site)]
    assert int(told[0]) > 10_000
    assert len(set(told)) == 1
    assert len(list(tmp_path.rglob("knowledge-*.pickle"))) == 2


def test_the_version_tells_of_machine_code(site: Path, tmp_path: Path) -> None:
    assert b"(machine code)" in python(site, tmp_path, EXTRACT, "--version")
    assert b"machine code" not in python(None, tmp_path, EXTRACT, "--version")


def compiled() -> list[Path]:
    """The sources that are compiled."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    hook = told["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]
    include, exclude = (GitIgnoreSpec.from_lines(hook[key]) for key in ("include", "exclude"))
    files = [str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("*.py")]
    return sorted(
        ROOT / each for each in set(include.match_files(files)) - {*exclude.match_files(files)}
    )


def settings(struct: type[Struct]) -> dict[str, object]:
    config = struct.__struct_config__
    return {name: getattr(config, name) for name in dir(config) if not name.startswith("_")}


def own_keywords(module: str) -> Iterator[str]:
    """The structs of a module that are what their bases are not."""
    for each in vars(importlib.import_module(module)).values():
        if isinstance(each, type) and issubclass(each, Struct) and each.__module__ == module:
            base = next(base for base in each.__mro__[1:] if issubclass(base, Struct))
            if settings(each) != settings(base):
                yield f"{module}.{each.__name__}"


def test_a_struct_of_a_compiled_module_takes_what_it_is_from_its_base() -> None:
    """Compiled, it takes nothing from the keywords of its class."""
    modules = [
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts) for path in compiled()
    ]
    assert len(modules) > 100
    assert [each for name in modules for each in own_keywords(name.removesuffix(".__init__"))] == []


def test_no_compiled_module_has_a_cached_property() -> None:
    """Compiled, it would be worked out each time that it is asked for."""
    having = [
        path.name
        for path in compiled()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if "cached_property" in {getattr(node, "id", ""), getattr(node, "attr", "")}
    ]
    assert having == []
