"""What a product is, read from its title and its category."""

import pytest

from floorwalker.catalog import Product
from floorwalker.search.profile import profile_of


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("淡水珍珠耳钉", "银饰", "stud_earrings"),
        ("勃艮第红酒杯对杯", "酒杯", "red_wine_glass"),
        ("手机桌面支架", "手机支架", "phone_stand"),
        ("羊驼毛绒公仔", "玩具", "plush_toy"),
    ],
)
def test_the_kind_of_a_title(title: str, category: str, kind: str) -> None:
    """A quality that crosses a kind's name leaves the rest of the name; a category may say it in full."""
    assert (
        kind
        in profile_of(
            Product(id="shop:1", source="shop", source_id="1", title=title, category=category)
        ).kinds.named
    )


def test_a_phone_stand_is_no_phone() -> None:
    product = Product(
        id="shop:1", source="shop", source_id="1", title="绿联 手机桌面支架", category="手机支架"
    )
    assert "phone" not in profile_of(product).kinds.named


@pytest.mark.parametrize(
    ("text", "facet"), [("不保温的水杯", "benefit:insulated"), ("not waterproof", "benefit:waterproof")]
)
def test_what_is_denied_is_no_quality(text: str, facet: str) -> None:
    assert (
        facet
        not in profile_of(
            Product(id="shop:1", source="shop", source_id="1", title="A", description=text)
        ).facets
    )
