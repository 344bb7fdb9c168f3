"""Lists of ids in pieces that a query can hold."""

from collections.abc import Iterator, Sequence

_IDS_PER_QUERY = 500


def chunks(items: Sequence[str], size: int = _IDS_PER_QUERY) -> Iterator[Sequence[str]]:
    """``items`` in order, at most ``size`` at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))
