"""A stocked shop for the tests of prices."""

from tests.catalog.pricing.tills import desk, till

__all__ = ["desk", "till"]
