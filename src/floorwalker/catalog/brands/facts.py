"""What the shop tells of a brand, as facts a sentence may rely on."""

from collections.abc import Iterator

from floorwalker.catalog.brands.models import Brand
from floorwalker.grounding import Fact, Source


def brand_source(key: str, field: str) -> Source:
    """Where a fact of a brand stands; its stories are ``story.zh`` and ``story.en``."""
    return Source("brand", key, field)


def brand_facts(brand: Brand) -> Iterator[Fact]:
    """Every fact that the shop tells of a brand; what it does not say gives none.

    ``niche`` is there only where the shop has said so or not: what popularity tells changes with the
    catalogue, and no record of the brand says it.
    """
    fields = {"name": brand.name, "aliases": ", ".join(brand.aliases), "url": brand.url}
    fields |= {f"story.{language}": text for language, text in brand.story.items()}
    if brand.niche is not None:
        fields["niche"] = "niche" if brand.niche else "not niche"
    for name, value in fields.items():
        if value:
            yield Fact(brand_source(brand.key, name), value)
