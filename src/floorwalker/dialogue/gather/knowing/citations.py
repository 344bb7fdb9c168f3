"""Citations: which passage of which document a reply quotes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from floorwalker.catalog import Product, brand_source
from floorwalker.conversation import BrandTold, Explained, Finding, Quoted
from floorwalker.dialogue.gather.knowing.texts import text_field
from floorwalker.grounding import Evidence, Source


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage quoted.

    ``document_id`` is ``product:ID`` or ``brand:KEY``, ``title`` the name of the product or brand, and
    ``url`` its page or empty. ``span`` is where ``passage`` stands in the text that it was taken from (a
    product's description or column, a brand's story in one language), in code points, end exclusive.
    """

    document_id: str
    title: str
    url: str
    passage: str
    span: tuple[int, int]

    def as_json(self) -> dict[str, Any]:
        """The citation as answers list it."""
        return {
            "document_id": self.document_id,
            "title": self.title,
            "url": self.url,
            "passage": self.passage,
            "span": list(self.span),
        }


def citations_for(findings: Iterable[Finding], evidence: Evidence) -> tuple[Citation, ...]:
    """The passages that findings quote, each once, in the order of the findings.

    What the evidence does not hold with the text it comes from is not cited.
    """
    return tuple(dict.fromkeys(one for finding in findings for one in _cited(finding, evidence)))


def _cited(finding: Finding, evidence: Evidence) -> Iterator[Citation]:
    match finding:
        case Quoted(product, fact):
            yield from _of_product(product, fact.source, evidence)
        case Explained(product=product, quote=Source() as source):
            yield from _of_product(product, source, evidence)
        case BrandTold(key, name, sources):
            url = evidence.get(brand_source(key, "url"))
            for source in sources:
                if source.field.startswith("story."):
                    yield from _passage(source, f"brand:{key}", name, str(url.value) if url else "", evidence)


def _of_product(product: Product, source: Source, evidence: Evidence) -> Iterator[Citation]:
    return _passage(source, f"product:{product.id}", product.title, product.url, evidence)


def _passage(
    source: Source, document_id: str, title: str, url: str, evidence: Evidence
) -> Iterator[Citation]:
    passage = evidence.get(source)
    whole = evidence.get(Source(source.kind, source.id, text_field(source.field)))
    if passage is None or whole is None:
        return
    words, text = str(passage.value), str(whole.value)
    start = text.find(words)
    if start >= 0:
        yield Citation(document_id, title, url, words, (start, start + len(words)))
