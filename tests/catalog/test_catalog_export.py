"""What is exported is imported the same: JSON Lines for every product, Shopify's CSV for all it can hold."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalker.catalog import (
    EXPORTERS,
    CatalogStore,
    ImportOptions,
    Product,
    Sale,
    Variant,
    clean_line,
    clean_text,
    import_file,
)
from floorwalker.catalog.importers.cells import parse_gtin
from floorwalker.catalog.importers.fields import with_variants
from floorwalker.core import FixedClock, Money, UnusableInput
from floorwalker.storage import Database

_SAID = frozenset(("none", "无", "無", "暂无", "暫無", "-", "--", "—", "/", "n/a", "na", "null", "#n/a"))
lines = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="\x00"),
    min_size=1,
    max_size=12,
).filter(lambda text: text == clean_line(text) == clean_text(text) and text.casefold() not in _SAID)
words = st.text("abcdefgh红蓝éß 12", min_size=1, max_size=8).map(clean_line).filter(bool)
maybe = st.just("") | words
gtins = st.sampled_from(("", "4006381333931", "96385074", "036000291452"))
addresses = st.just("") | st.integers(0, 99).map(lambda n: f"https://shop.example/{n}.jpg")
moments = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
currencies = st.sampled_from(("CNY", "JPY", "KWD"))
amounts = st.integers(0, 10**12)


@st.composite
def priced(draw: st.DrawFn, currency: str) -> dict[str, object]:
    """A price, perhaps a higher former one, perhaps a sale below it."""
    if draw(st.booleans()):
        return {}
    price = draw(st.integers(2, 10**11))
    fields: dict[str, object] = {"price": Money(price, currency)}
    if draw(st.booleans()):
        fields["compare_at_price"] = Money(price + draw(st.integers(1, 10**9)), currency)
    starts, ends = draw(moments), draw(moments)
    if starts or ends:
        fields["sale"] = Sale(Money(draw(st.integers(0, price - 1)), currency), starts, ends)
    return fields


stocked = st.one_of(
    st.builds(
        lambda count: {"stock": count, "availability": "in_stock" if count else "out_of_stock"},
        st.integers(0, 10**6),
    ),
    st.fixed_dictionaries(
        {"availability": st.sampled_from(("in_stock", "preorder", "backorder", "unknown", "out_of_stock"))}
    ),
)


@st.composite
def products(draw: st.DrawFn) -> Product:
    """A product as an import makes them, with anything it may hold."""
    currency = draw(currencies)
    number = draw(st.integers(1, 10**6))
    product = Product(
        *(f"s:{number}", "s", str(number), draw(lines)),
        description=draw(maybe),
        brand=draw(maybe),
        category=draw(maybe),
        tags=tuple(dict.fromkeys(draw(st.lists(words, max_size=3)))),
        url=draw(addresses),
        gtin=draw(gtins),
        popularity=draw(st.none() | st.integers(0, 10**9).map(float)),
        rating=draw(st.none() | st.integers(0, 50).map(lambda tenths: tenths / 10)),
        rating_count=draw(st.none() | st.integers(0, 10**6)),
        attributes=draw(
            st.dictionaries(
                st.sampled_from(("material", "颜色", "note")),
                st.lists(words, min_size=1, max_size=3).map(tuple),
            )
        ),
        updated_at=draw(moments),
        sell_from=draw(moments),
        sell_until=draw(moments),
        **draw(priced(currency)),
        **draw(stocked),
    )
    pictures = tuple(dict.fromkeys(p for p in draw(st.lists(addresses, max_size=3)) if p))
    product = replace(product, image=pictures[0] if pictures else "", images=pictures[1:])
    variants = [
        Variant(
            id=f"v{place}",
            title=draw(maybe),
            sku=draw(maybe),
            options=draw(st.dictionaries(st.sampled_from(("Size", "颜色")), words, max_size=2)),
            image=draw(addresses),
            gtin=draw(gtins),
            **draw(priced(currency)),
            **draw(stocked),
        )
        for place in range(draw(st.integers(0, 3)))
    ]
    return with_variants(product, variants)


@st.composite
def shopify_products(draw: st.DrawFn) -> Product:
    """A product as Shopify's file can hold it: every variant with the same options, or one without."""
    names = draw(st.sampled_from(((), ("Size",), ("Size", "颜色"), ("Size", "Colour", "Cut"))))
    handle = draw(st.integers(1, 10**6))
    variants = []
    chosen = draw(st.lists(st.tuples(*(words for _ in names)), unique=True, min_size=1, max_size=3))
    for place, values in enumerate(chosen):
        price = draw(amounts)
        former = draw(st.none() | st.integers(price + 1, 2 * 10**12))
        stock = draw(st.none() | st.integers(0, 10**6))
        availability = ("in_stock" if stock else "out_of_stock") if stock is not None else "in_stock"
        sku = f"SKU-{handle}-{place}"
        variants.append(
            Variant(
                id=sku,
                title=" / ".join(values),
                sku=sku,
                price=Money(price, "CNY"),
                compare_at_price=Money(former, "CNY") if former else None,
                availability=availability,
                stock=stock,
                options=dict(zip(names, values, strict=True)),
                image=draw(addresses),
                gtin=draw(gtins),
            )
        )
    pictures = tuple(dict.fromkeys(p for p in draw(st.lists(addresses, max_size=3)) if p))
    product = Product(
        *(f"s:{handle}", "s", str(handle), draw(lines)),
        description=draw(maybe),
        brand=draw(maybe),
        category=draw(maybe),
        tags=tuple(dict.fromkeys(draw(st.lists(words, max_size=3)))),
        image=pictures[0] if pictures else "",
        images=pictures[1:],
    )
    return with_variants(product, variants)


def through(format_name: str, shelf: Sequence[Product], folder: Path) -> dict[str, Product]:
    """The products after an export and an import into an empty catalogue."""
    database = Database(f"sqlite:///{folder / uuid4().hex}.db")
    database.migrate()
    from floorwalker.storage import ShopStore

    ShopStore(database).ensure_default()
    store = CatalogStore(database, "default", FixedClock())
    out = io.StringIO(newline="")
    EXPORTERS[format_name](out, shelf)
    path = folder / f"export.{'csv' if format_name == 'shopify' else format_name}"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    report = import_file(store, path, ImportOptions(source="s", currency="CNY"))
    assert (report.run.format, report.run.counts.rejected, report.run.counts.noted) == (format_name, 0, 0)
    found = {product.id: product for product in store.iterate()}
    database.dispose()
    return found


thorough = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@thorough
@given(st.lists(products(), min_size=1, max_size=4, unique_by=lambda product: product.id))
def test_json_lines_are_the_identity(tmp_path: Path, shelf: list[Product]) -> None:
    assert through("jsonl", shelf, tmp_path) == {product.id: product for product in shelf}


@thorough
@given(st.lists(shopify_products(), min_size=1, max_size=4, unique_by=lambda product: product.id))
def test_shopify_csv_is_the_identity(tmp_path: Path, shelf: list[Product]) -> None:
    assert through("shopify", shelf, tmp_path) == {product.id: product for product in shelf}


@given(st.integers(0, 10**12), st.sampled_from(("CNY", "JPY", "KWD", "USD", "CLF", "BHD")))
def test_money_never_loses_a_unit(minor: int, currency: str) -> None:
    from floorwalker.catalog.importers.prices import PriceContext, read_price

    money = Money(minor, currency)
    assert read_price(f"{money.amount} {currency}", PriceContext(1)) == money
    assert read_price(f"{money.amount:,}", PriceContext(1, currency)) == money


@pytest.mark.parametrize("name", ["shopify_apparel", "shopify_home_and_garden", "shopify_jewelery"])
def test_the_real_shopify_files_come_back_the_same(
    shelf: CatalogStore, tmp_path: Path, shared_data: Path, name: str
) -> None:
    source = shared_data / "catalogs" / f"{name}.csv"
    import_file(shelf, source, ImportOptions(source="s", currency="CNY"))
    stored = {product.id: product for product in shelf.iterate()}
    assert through("shopify", list(stored.values()), tmp_path) == stored
    assert through("jsonl", list(stored.values()), tmp_path) == stored


def test_shopify_has_no_room_for_two_currencies_or_a_fourth_option() -> None:
    pan = Product("s:1", "s", "1", "Pan", price=Money(1, "CNY"))
    with pytest.raises(UnusableInput, match="names no currency"):
        EXPORTERS["shopify"](io.StringIO(), [pan, replace(pan, price=Money(1, "USD"))])
    options = dict.fromkeys("abcd", "x")
    with pytest.raises(UnusableInput, match="4 options"):
        EXPORTERS["shopify"](io.StringIO(), [replace(pan, variants=(Variant("v", options=options),))])


def test_gtins_of_the_strategies_are_right() -> None:
    assert all(parse_gtin(gtin) == gtin for gtin in ("4006381333931", "96385074", "036000291452"))
