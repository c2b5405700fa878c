"""The report that a person opens first: one HTML file that works from disk, offline.

`write_report("out/report.html", documents=..., events=..., ...)` writes map, timeline, table
and, for each event, the article with the words behind every value. The page loads nothing
from anywhere; what it does in the browser is written in `data/report/*.js`.
"""

from rasd.export.report.page import render_report, report_parts, write_report

__all__ = ["render_report", "report_parts", "write_report"]
