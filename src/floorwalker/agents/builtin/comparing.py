"""Products side by side, in words that read well without a table."""

from floorwalker.agents.builtin.figures import Parts, computed, field
from floorwalker.agents.builtin.shelf import labelled, price, price_or_none, value
from floorwalker.agents.builtin.wording import Wording
from floorwalker.catalog import Product
from floorwalker.catalog.attributes.columns import attribute_of_column
from floorwalker.conversation import ComparedRow, Comparison
from floorwalker.grounding import Figure, Sentence, Source

Line = list[Sentence]


def comparison(wording: Wording, finding: Comparison) -> list[Line]:
    """The products by number, a line for each field, then which comes first."""
    opening = wording.maybe("compare.opening")
    if finding.rows:
        titles = [
            [wording.line(f"{number}. ", field(product, "title"))]
            for number, product in enumerate(finding.products, 1)
        ]
        rows = [row for row in finding.rows if not _is_raw(row)]
        body = [*titles, *([_row(wording, finding, row)] for row in rows)]
    else:
        body = [
            [wording.line(f"{number}. ", field(product, "title"), *_figure(wording, product, finding.aspect))]
            for number, product in enumerate(finding.products, 1)
        ]
    return [opening, *body, [_verdict(wording, finding)]]


def _is_raw(row: ComparedRow) -> bool:
    """Whether a row is a column of which nobody knows the meaning: ``brand_id``."""
    kind, _, name = row.field.partition(".")
    return kind == "attributes" and "_" in name and attribute_of_column(name) is None


def _row(wording: Wording, finding: Comparison, row: ComparedRow) -> Sentence:
    cells = []
    label: Parts = ()
    for number, (product, source) in enumerate(zip(finding.products, row.cells, strict=True), 1):
        text = wording.words("compare.unsaid")
        if source is not None:
            label = label or labelled(wording, product, source)
            text = price(wording, product) if source.field == "price" else value(wording, product, source)
        cells.append(
            wording.words("compare.cell", place=computed("comparison", f"place.{number}"), value=text)
        )
    label = label or (wording.words(f"label.{row.field}") if wording.has(f"label.{row.field}") else ())
    between = "list.cell_lines" if any(_has_quote(wording, source) for source in row.cells) else "list.cells"
    listed = wording.listed(cells, between, between)
    return wording.line(
        *wording.words("compare.row" if label else "compare.bare_row", label=label, cells=listed)
    )


def _has_quote(wording: Wording, source: Source | None) -> bool:
    """Whether a value holds a straight quotation mark, as inches do: two in a line would make a quotation."""
    fact = wording.evidence.get(source) if source else None
    return bool(fact and '"' in str(fact.value))


def _figure(wording: Wording, product: Product, aspect: str) -> Parts:
    """What stands behind a title where there are no rows: the figure compared, and the price."""
    parts: list[str | Figure] = []
    if aspect != "price":
        known = getattr(product, aspect) is not None
        figure: Parts = (field(product, aspect),) if known else wording.words("compare.unsaid")
        parts += wording.words("compare.figure", label=wording.words(f"label.{aspect}"), value=figure)
    return (*wording.words("line.price", price=price_or_none(wording, product)), *parts)


def _verdict(wording: Wording, finding: Comparison) -> Sentence:
    if finding.winner is None:
        return wording.say("compare.equal" if finding.comparable else "compare.unknown")
    winner = field(finding.winner, "title")
    rule = f"compare.{finding.aspect}_{finding.wanted}"
    differs = finding.aspect == "price" and len(finding.products) == 2
    return wording.say(
        "compare.verdict",
        winner=winner,
        quality=wording.words(rule if len(finding.products) == 2 else f"{rule}_of_all"),
        by=wording.words("compare.by", difference=computed("comparison", "difference")) if differs else (),
    )
