"""What asking a language model came to: `llm-report.json` in the folder of a run."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rasd.engines.choice import EngineChoice
from rasd.run.costs import Costs
from rasd.run.llm.asker import Asker, open_asker

REPORT = "llm-report.json"


@contextmanager
def reporting_asker(engine: EngineChoice, out: Path) -> Iterator[Asker]:
    """Whoever asks the model of an engine; what it cost is written, also where a run fails.

    A run that asked nothing leaves the report of the last one that did.
    """
    with open_asker(engine) as asker:
        try:
            yield asker
        finally:
            if asker.costs.questions:
                _write(out / REPORT, asker.engine, asker.costs)


def _write(path: Path, engine: EngineChoice, costs: Costs) -> None:
    assert engine.model is not None
    known = {
        "engine": engine.name.value,
        "model": engine.model.name,
        "prompt": engine.model.prompt.value,
    }
    fresh = path.with_suffix(f".{os.getpid()}")
    text = json.dumps(known | costs.as_json(), ensure_ascii=False, indent=2)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(path)
