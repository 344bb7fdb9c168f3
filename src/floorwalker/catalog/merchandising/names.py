"""Categories and tags in the form in which rules compare them."""

import unicodedata
from collections.abc import Iterator

Path = tuple[str, ...]


def folded_tag(tag: str) -> str:
    """A tag without regard to case, width and white space."""
    return " ".join(unicodedata.normalize("NFKC", tag).casefold().split())


def category_path(category: str) -> Path:
    """The levels of a category, the widest first: ``Clothing > Dresses`` has two."""
    return tuple(level for part in folded_tag(category).split(">") if (level := part.strip()))


def lies_in(category: str, wider: Path) -> bool:
    """Whether a category is another or lies below it: ``Clothing > Dresses`` lies in ``clothing``."""
    return category_path(category)[: len(wider)] == wider


def levels(category: str) -> Iterator[str]:
    """A category and those it lies in, as they are written, the widest first."""
    parts = [part.strip() for part in category.split(">") if part.strip()]
    return (" > ".join(parts[:depth]) for depth in range(1, len(parts) + 1))
