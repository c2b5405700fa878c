"""rasd: Arabic conflict reporting turned into a dataset with evidence."""

__version__ = "0.1.0"
