"""Events as an Excel workbook."""

from rasd.export.xlsx.book import workbook_bytes

__all__ = ["workbook_bytes"]
