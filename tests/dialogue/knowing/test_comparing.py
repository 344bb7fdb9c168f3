"""Comparisons as rows: what several records say of the same things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from knowing_goods import DIVER, DRESS_WATCH, GOODS, SCARF, SHAWL, TOTE

from floorwalker.catalog import product_facts
from floorwalker.conversation import Comparison
from floorwalker.dialogue.gather.knowing import compare_rows, comparison_json, facts_for_rows
from floorwalker.dialogue.gather.tellings import computed_facts
from floorwalker.grounding import Evidence


def as_data(products, aspect="price", winner=None):
    rows = compare_rows(products, aspect, "en")
    comparison = Comparison(tuple(products), aspect, "lower", winner, rows)
    facts = [fact for product in products for fact in product_facts(product)]
    return comparison_json(comparison, Evidence().plus([*facts, *computed_facts(comparison, "USD")]))


def test_the_aspect_comes_first_then_the_figures_then_what_both_records_state():
    assert as_data([SCARF, SHAWL], "rating", SCARF) == {
        "products": ["k:3", "k:4"],
        "rows": [
            {"field": "rating", "values": ["4.8", "4.5"]},
            {"field": "price", "values": ["89.00 USD", "129.00 USD"]},
            {"field": "attributes.material", "values": ["merino wool", "cashmere"]},
        ],
        "winner": "k:3",
    }


def test_columns_of_any_trade_that_two_records_have_are_rows():
    rows = {row["field"]: row["values"] for row in as_data([DIVER, DRESS_WATCH])["rows"]}
    assert ["Automatic", "Quartz"] in rows.values()


def test_what_a_record_does_not_say_is_an_empty_cell():
    rows = {row["field"]: row["values"] for row in as_data([SCARF, TOTE])["rows"]}
    assert rows["rating"] == ["4.8", None]


@given(st.lists(st.sampled_from(GOODS), min_size=2, max_size=4, unique_by=lambda p: p.id))
def test_rows_are_few_whole_and_backed_by_facts(products):
    rows = compare_rows(products, "price", "en")
    assert 1 <= len(rows) <= 6 and rows[0].field == "price"
    assert len({row.field for row in rows}) == len(rows)
    known = {fact.source for fact in facts_for_rows(products, rows)}
    for row in rows:
        assert len(row.cells) == len(products)
        assert {cell for cell in row.cells if cell} <= known
        for product, cell in zip(products, row.cells, strict=True):
            assert cell is None or cell.id == product.id


@pytest.mark.parametrize("aspect", ["price", "rating", "popularity"])
def test_a_figure_that_no_record_has_is_no_row(aspect):
    rows = compare_rows([TOTE, TOTE], aspect, "en")
    assert [row.field for row in rows if row.field in {"rating", "popularity"}] == []
