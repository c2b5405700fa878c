"""Brings the parts together: inputs in, coded side by side, stored, merged and written out."""

from rasd.run.cluster import Address, CrewWatch, read_address
from rasd.run.expected import expected_documents
from rasd.run.extract import extract_inputs
from rasd.run.intake import Intake, Tally, Unwatched, Watch, merge_after, take_in
from rasd.run.job import STORE, Job, Summary, run_job
from rasd.run.merging import merge_store
from rasd.run.public import PublicSource
from rasd.run.ready import Readying, make_ready
from rasd.run.results import REPORT, write_report_of, write_results

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
