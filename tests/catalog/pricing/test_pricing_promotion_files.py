"""Files of promotions: TOML and JSON say the same, and an entry that cannot be used says why."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pricing_values import cny

from floorwalker.catalog.importers.base import Reject
from floorwalker.catalog.pricing import Promotion, PromotionRow, Scope, Tally, read_promotions
from floorwalker.core import Money, UnusableInput

if TYPE_CHECKING:
    from tests.catalog.pricing.tills import Till

TOML = """\
# November
[[promotion]]
id = "满减"
kind = "threshold"
threshold = 300
amount = "50元"
repeats = true
stacking = "exclusive"
priority = 10
market = "CN"
group = "gold"
starts_at = 2026-11-10T16:00:00Z
ends_at = 2026-11-11
name = { zh = "双十一", en = "Singles' Day" }

[promotion.scope]
brands = ["CHANDO"]
all_but = { products = ["s:2"], categories = ["Gifts"] }

[[promotion]]
id = "ten"
kind = "percent"
percent = 12.5

[[promotion]]
id = "second"
kind = "nth_item"
nth = 2
percent = "50%"
"""

EXPECTED = [
    Promotion(
        "满减",
        "threshold",
        threshold=cny(30000),
        amount=cny(5000),
        repeats=True,
        name={"zh": "双十一", "en": "Singles' Day"},
        scope=Scope(
            brands=frozenset(["CHANDO"]),
            but_products=frozenset(["s:2"]),
            but_categories=frozenset(["Gifts"]),
        ),
        market="CN",
        member_group="gold",
        starts_at=datetime(2026, 11, 10, 16, tzinfo=UTC),
        ends_at=datetime(2026, 11, 12, tzinfo=UTC),
        stacking="exclusive",
        priority=10,
    ),
    Promotion("ten", "percent", percent=Decimal("12.5")),
    Promotion("second", "nth_item", nth=2, percent=Decimal(50)),
]


def read(folder: Path, text: str, currency: str = "CNY") -> list[PromotionRow | Reject]:
    path = folder / "promotions.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_promotions(path, currency))


def test_toml(tmp_path: Path) -> None:
    found = read(tmp_path, TOML)
    assert [one.promotion for one in found if isinstance(one, PromotionRow)] == EXPECTED
    assert [one.line for one in found] == [2, 20, 25]


@pytest.mark.parametrize("whole", ["{list}", '{{"promotions": {list}}}', '\ufeff\n{{ "promotion" :{list}}}'])
def test_json_alone_or_under_a_key(tmp_path: Path, whole: str) -> None:
    entries = [
        {
            "id": "满减",
            "kind": "threshold",
            "threshold": 300,
            "amount": 50.0,
            "repeats": True,
            "stacking": "exclusive",
            "priority": 10,
            "market": "CN",
            "group": "gold",
            "starts_at": "2026-11-11 00:00 +08:00",
            "ends_at": "2026-11-11",
            "name": {"zh": "双十一", "en": "Singles' Day"},
            "scope": {"brands": ["CHANDO"], "all_but": {"products": ["s:2"], "categories": ["Gifts"]}},
        },
        {"id": "ten", "kind": "percent", "percent": 12.5},
        {"id": "second", "kind": "nth_item", "nth": 2, "percent": 50},
    ]
    text = whole.format(list="[\n" + ",\n".join(json.dumps(one) for one in entries) + "]")
    found = read(tmp_path, text)
    assert [one.promotion for one in found if isinstance(one, PromotionRow)] == EXPECTED
    first = text.lstrip("\ufeff").count("\n", 0, text.index("[")) + 2
    assert [one.line for one in found] == [first, first + 1, first + 2]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": ""}, "has no id"),
        ({"id": "first"}, "used on line 1"),
        ({"kind": "gift"}, "no promotion of kind 'gift'"),
        ({"percent": "viel"}, "no percentage"),
        ({"percent": 120}, "cannot be taken off"),
        ({"percent": True}, "no number or text"),
        ({"amount": 5}, "has no amount"),
        ({"kind": "amount", "percent": None}, "lacks its amount"),
        ({"kind": "amount", "percent": None, "amount": "5-7"}, "not one price"),
        ({"kind": "amount", "percent": None, "amount": "5 USD", "currency": "CNY"}, "not in CNY"),
        ({"currency": "XX"}, "not an ISO 4217 code"),
        ({"procent": 5}, "'procent' is no key"),
        ({"starts_at": "soon"}, "cannot be read"),
        ({"starts_at": "2026-11-11", "ends_at": "2026-11-10"}, "ends before it has begun"),
        ({"repeats": "yes"}, "neither true nor false"),
        ({"stacking": "perhaps"}, "no way to stack"),
        ({"priority": "high"}, "no whole number"),
        ({"name": "Sale"}, "in no language"),
        ({"name": {"fr": "Soldes"}}, "'fr' is no language"),
        ({"scope": "all"}, "no table"),
        ({"scope": {"colours": []}}, "part of a scope"),
        ({"scope": {"brands": "CHANDO"}}, "no list of texts"),
        ({"scope": {"brands": []}}, "name nothing"),
        ({"scope": {"all_but": {"all_but": {}}}}, "part of all_but"),
        ({"id": "\ud800"}, "cannot be stored"),
    ],
)
def test_entries_that_cannot_be_used_say_why(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    good = {"id": "first", "kind": "percent", "percent": 5}
    bad = {key: value for key, value in ({**good, "id": "bad"} | changes).items() if value is not None}
    first, second = read(tmp_path, f"[{json.dumps(good)},\n{json.dumps(bad)}]")
    assert isinstance(first, PromotionRow)
    assert isinstance(second, Reject)
    assert reason in second.reason
    assert (second.line, bool(second.remedy)) == (2, True)


def test_an_amount_needs_a_currency(tmp_path: Path) -> None:
    (one,) = read(tmp_path, '[{"id": "a", "kind": "amount", "amount": 5}]', "")
    assert isinstance(one, Reject)
    assert "currency" in one.reason
    (row,) = read(tmp_path, '[{"id": "a", "kind": "amount", "amount": "1.005", "currency": "KWD"}]', "")
    assert isinstance(row, PromotionRow)
    assert row.promotion.amount == Money(1005, "KWD")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[[promotion]\n",
        '{"promotions": 5}',
        '{"a": []}',
        "[1",
        "a = 1\n",
        '{"promotions": [], "x": 1}',
    ],
)
def test_a_file_that_is_no_list_of_promotions_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnusableInput):
        read(tmp_path, text)


def test_an_import_is_one_step_and_importing_again_changes_nothing(till: "Till") -> None:
    report = till.promotions(TOML, currency="CNY")
    assert (report.rows, report.tally) == (3, Tally(added=3))
    assert till.noted() == [""]
    assert till.promotions(TOML, currency="CNY").tally == Tally(unchanged=3)
    assert till.noted() == []
    assert {one.id: one for one in till.store.promotions()} == {one.id: one for one in EXPECTED}


def test_products_in_a_scope_are_found_by_their_sources_id(desk: "Till") -> None:
    entry = '{{"id": "{0}", "kind": "percent", "percent": 5, "scope": {{"products": ["{1}"]}}}}'
    report = desk.promotions(f"[{entry.format('a', '1')},\n{entry.format('b', '9')}]")
    (promotion,) = desk.store.promotions()
    assert promotion.scope.products == {"s:1"}
    assert [(one.line, one.reason) for one in report.rejects] == [(2, "there is no product '9'")]


def test_full_removes_what_is_not_listed_unless_an_entry_is_unusable(desk: "Till") -> None:
    desk.promotions(TOML, currency="CNY")
    one = '[[promotion]]\nid = "ten"\nkind = "percent"\npercent = 10\n'
    report = desk.promotions(f'{one}[[promotion]]\nid = "x"\n', full=True)
    assert (report.rejected, report.tally, report.kept_missing) == (1, Tally(changed=1), True)
    assert desk.promotions(one, full=True).tally == Tally(unchanged=1, removed=2)
    assert desk.promotions("[]", name="none.json", full=True).tally == Tally(removed=1)
    with pytest.raises(UnusableInput, match="on line 1"):
        desk.promotions('[[promotion]]\nid = "x"\n')


def test_the_example_of_the_documentation_says_what_its_comments_say(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "pricing.md").read_text(encoding="utf-8")
    example = page.split("```toml\n", 1)[1].split("```", 1)[0]
    first, second = [one.promotion for one in read(tmp_path, example, "") if isinstance(one, PromotionRow)]
    assert (first.threshold, first.amount, first.repeats) == (cny(30000), cny(5000), True)
    assert first.ends_at == datetime(2026, 11, 11, 16, tzinfo=UTC)
    assert first.scope.but_tags == {"new"}
    assert (second.nth, second.percent) == (2, Decimal(50))
