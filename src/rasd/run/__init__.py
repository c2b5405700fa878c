"""Brings the parts together: inputs in, coded side by side, stored, merged and written out."""

from rasd.run.expected import expected_documents
from rasd.run.extract import extract_inputs
from rasd.run.job import STORE, Job, Summary, Watch, run_job
from rasd.run.merging import merge_store
from rasd.run.results import REPORT, write_report_of, write_results

__all__ = [
    "REPORT",
    "STORE",
    "Job",
    "Summary",
    "Watch",
    "expected_documents",
    "extract_inputs",
    "merge_store",
    "run_job",
    "write_report_of",
    "write_results",
]
