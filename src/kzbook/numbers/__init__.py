"""Numbers as the editions write and read them, without Sphinx and without the book."""

from kzbook.numbers.reading import Quantity, quantities, read
from kzbook.numbers.writing import NBSP, Kind, write, write_date

__all__ = ["NBSP", "Kind", "Quantity", "quantities", "read", "write", "write_date"]
