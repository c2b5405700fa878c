"""A dataset as it is published: a folder with its data, how they came about and what they mean."""

from rasd.run.release.make import Made, write_release
from rasd.run.release.wanted import Wanted, licences

__all__ = ["Made", "Wanted", "licences", "write_release"]
