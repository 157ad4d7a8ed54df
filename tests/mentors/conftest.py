"""The same city and talk as for pathways."""

from tests.pathways.conftest import brightport, clock, edge, store, talk

__all__ = ["brightport", "clock", "edge", "store", "talk"]
