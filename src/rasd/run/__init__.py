"""Brings the parts together: inputs in, coded side by side, stored, merged and written out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasd.run.cluster import Address, CrewWatch, read_address
    from rasd.run.expected import expected_documents
    from rasd.run.extract import extract_inputs
    from rasd.run.intake import Intake, Tally, Unwatched, Watch, merge_after, take_in
    from rasd.run.job import STORE, Job, Summary, run_job
    from rasd.run.merging import merge_store
    from rasd.run.public import PublicSource
    from rasd.run.ready import Readying, make_ready
    from rasd.run.results import REPORT, write_report_of, write_results

_HOME = {
    "REPORT": "results",
    "STORE": "job",
    "Address": "cluster",
    "CrewWatch": "cluster",
    "Intake": "intake",
    "Job": "job",
    "PublicSource": "public",
    "Readying": "ready",
    "Summary": "job",
    "Tally": "intake",
    "Unwatched": "intake",
    "Watch": "intake",
    "expected_documents": "expected",
    "extract_inputs": "extract",
    "make_ready": "ready",
    "merge_after": "intake",
    "merge_store": "merging",
    "read_address": "cluster",
    "run_job": "job",
    "take_in": "intake",
    "write_report_of": "results",
    "write_results": "results",
}
"""The module that each name comes from: a command waits only for what it does itself."""

__all__ = [
    "REPORT",
    "STORE",
    "Address",
    "CrewWatch",
    "Intake",
    "Job",
    "PublicSource",
    "Readying",
    "Summary",
    "Tally",
    "Unwatched",
    "Watch",
    "expected_documents",
    "extract_inputs",
    "make_ready",
    "merge_after",
    "merge_store",
    "read_address",
    "run_job",
    "take_in",
    "write_report_of",
    "write_results",
]


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"rasd.run.{_HOME[name]}"), name)
    raise AttributeError(f"module 'rasd.run' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
