"""Coding beyond one machine: the same functions, on partitions, by the workers of a Dask cluster.

Nothing here is imported without `--cluster`, and Dask itself only by `opening`.
"""

from rasd.run.cluster.address import Address, read_address
from rasd.run.cluster.coding import rows_on
from rasd.run.cluster.crew import Crew, CrewWatch
from rasd.run.cluster.merging import ClusterHands
from rasd.run.cluster.opening import Cluster, opened_cluster

__all__ = [
    "Address",
    "Cluster",
    "ClusterHands",
    "Crew",
    "CrewWatch",
    "opened_cluster",
    "read_address",
    "rows_on",
]
