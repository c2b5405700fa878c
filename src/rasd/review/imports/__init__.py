"""Reports that people bring in by the browser: kept, read in a process of its own, told of."""

from rasd.review.imports.desk import Desk
from rasd.review.imports.folder import place_of_imports

__all__ = ["Desk", "place_of_imports"]
