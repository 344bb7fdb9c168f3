"""Rules and synonyms of staff: what is stored, what is refused, and that every change is in the journal."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalker.catalog import CatalogStore, Product
from floorwalker.catalog.merchandising import MerchandisingStore, category_path, folded_tag, lies_in
from floorwalker.catalog.merchandising import store as store_module
from floorwalker.core import Conflict, FixedClock, NotFound, UnusableInput
from floorwalker.storage import ShopStore


def sold(number: int, **fields: Any) -> Product:
    """A product ``t:N``."""
    fields = {"title": f"Tin Mug {number}", "brand": "Norr", "category": "Kitchen > Cups"} | fields
    return Product(id=f"t:{number}", source="t", source_id=str(number), **fields)


def decisions(catalog: CatalogStore) -> MerchandisingStore:
    """The decisions of a shop with three products."""
    catalog.apply([sold(1), sold(2, brand="白菊"), sold(3, title="Silk Scarf", category="Scarves")])
    return MerchandisingStore(catalog.database, catalog.shop_id, catalog.clock)


@pytest.fixture
def staff(shelf: CatalogStore) -> MerchandisingStore:
    """Decisions, where the kind of database does not matter."""
    return decisions(shelf)


def test_a_rule_comes_back_as_it_was_given(store: CatalogStore, clock: FixedClock) -> None:
    staff = decisions(store)
    start = datetime(2026, 11, 11, 20, tzinfo=timezone(timedelta(hours=8)))
    rule = staff.add_rule(
        "boost",
        "brand",
        "NORR",
        query="  tin   mug ",
        strength=3.5,
        starts_at=start,
        ends_at=start + timedelta(days=1),
        note="Double Eleven",
        by="Lin",
    )
    assert (rule.value, rule.query, rule.strength, rule.position) == ("Norr", "tin mug", 3.5, None)
    assert (rule.note, rule.created_by, rule.created_at) == ("Double Eleven", "Lin", clock.now())
    assert rule.starts_at == start
    assert staff.rules() == [rule]
    pin = staff.add_rule("pin", "product", "t:1", query="mug", position=2)
    assert (pin.position, pin.strength) == (2, 1.0)
    assert staff.rules() == [rule, pin]


def test_saying_it_again_changes_nothing(staff: MerchandisingStore) -> None:
    rule = staff.add_rule("boost", "brand", "norr", query="Mug", note="why")
    assert staff.add_rule("boost", "brand", "NORR", query=" Mug ", note="why", by="Mei") == rule
    assert staff.rules() == [rule]
    synonym = staff.add_synonym(["trainers", "运动鞋"])
    assert staff.add_synonym(["運動鞋", "Trainers", "trainers"]) == synonym
    assert staff.synonyms() == [synonym]


def test_an_idempotent_add_leaves_no_trace_in_the_journal(
    staff: MerchandisingStore, shelf: CatalogStore
) -> None:
    staff.add_rule("never", "product", "t:1")
    staff.add_synonym(["a", "b"], ["c"])
    head = shelf.heads()
    staff.add_rule("never", "product", "t:1", by="Mei")
    staff.add_synonym(["b", "a"], ["c"])
    assert shelf.heads() == head


def test_a_new_strength_position_or_note_replaces_the_old_one(
    staff: MerchandisingStore, shelf: CatalogStore
) -> None:
    first = staff.add_rule("boost", "category", "kitchen", strength=2)
    head = shelf.heads()
    second = staff.add_rule("boost", "category", "Kitchen", strength=4)
    assert (second.id, second.strength) == (first.id, 4)
    assert staff.rules() == [second]
    assert shelf.heads().prices > head.prices
    staff.add_rule("boost", "category", "Kitchen", strength=4, query="cup")
    staff.add_rule("boost", "category", "Kitchen > Cups", strength=4)
    staff.add_rule("bury", "category", "Kitchen", strength=4)
    assert len(staff.rules()) == 4


def test_every_write_is_seen_by_those_who_follow_the_journal(store: CatalogStore) -> None:
    staff = decisions(store)
    heads = [store.heads()]
    rule = staff.add_rule("bury", "tag", "old")
    heads.append(store.heads())
    synonym = staff.add_synonym(["a", "b"])
    heads.append(store.heads())
    staff.remove_rule(rule.id)
    heads.append(store.heads())
    staff.remove_synonym(synonym.id)
    heads.append(store.heads())
    for before, after in pairwise(heads):
        assert (after.live, after.prices) > (before.live, before.prices)
        assert after.text == before.text
    assert staff.rules() == [] == staff.synonyms()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("pin", "product", "t:1"), ("position", "1 to 100")),
        (("pin", "product", "t:1", {"position": 0}), ("position 0",)),
        (("pin", "product", "t:1", {"position": 101}), ("101",)),
        (("pin", "brand", "Norr", {"position": 1}), ("a brand cannot be pinned",)),
        (("pin", "product", "t:1", {"position": 1, "strength": 2.0}), ("strength",)),
        (("never", "brand", "Norr", {"strength": 2.0}), ("strength",)),
        (("boost", "brand", "Norr", {"position": 1}), ("position",)),
        (("boost", "brand", "Norr", {"strength": 0.09}), ("0.1 to 10",)),
        (("boost", "brand", "Norr", {"strength": 10.1}), ("0.1 to 10",)),
        (("boost", "brand", "Norr", {"strength": float("nan")}), ("0.1 to 10",)),
        (("boost", "brand", "Norr", {"strength": float("inf")}), ("0.1 to 10",)),
        (("praise", "brand", "Norr"), ("praise", "pin, boost, bury, never")),
        (("boost", "colour", "red"), ("colour", "product, brand, category, tag")),
        (("boost", "brand", "Nor"), ("no brand 'Nor'", "did you mean Norr")),
        (("boost", "brand", "白局"), ("白局", "白菊")),
        (("boost", "brand", "Zeppelin"), ("Zeppelin", "floorwalker brands list")),
        (("boost", "category", "Cups"), ("Cups", "Kitchen > Cups")),
        (("boost", "category", "Scarfs"), ("did you mean Scarves",)),
        (("never", "product", "t:11"), ("t:11", "t:1")),
        (("never", "product", "scarf"), ("t:3 (Silk Scarf)",)),
        (("never", "product", ""), ("not named",)),
        (("never", "tag", " \x00 "), ("not named",)),
        (("boost", "brand", "Norr", {"query": "!?"}), ("no word",)),
        (("boost", "brand", "Norr", {"query": "x" * 201}), ("201", "200")),
        (("boost", "brand", "Norr", {"note": "x" * 1001}), ("1,001",)),
        (
            ("boost", "brand", "Norr", {"starts_at": datetime(2026, 2, 1, tzinfo=UTC),
                                        "ends_at": datetime(2026, 2, 1, tzinfo=UTC)}),
            ("ends before",),
        ),
        (("boost", "brand", "Norr", {"starts_at": datetime(2026, 2, 1)}), ("time zone",)),
        (
            ("boost", "brand", "Norr", {"starts_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))}),
            ("calendar",),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_a_rule_is_refused_with_a_remedy(
    staff: MerchandisingStore, given: tuple[Any, ...], words: tuple[str, ...]
) -> None:
    more = given[3] if len(given) > 3 else {}
    with pytest.raises(UnusableInput) as refused:
        staff.add_rule(*given[:3], **more)
    assert refused.value.remedy
    for word in words:
        assert word in str(refused.value)
    assert staff.rules() == []


def test_a_withdrawn_product_is_unknown(staff: MerchandisingStore, shelf: CatalogStore) -> None:
    shelf.withdraw(["t:3"])
    with pytest.raises(UnusableInput, match="t:3"):
        staff.add_rule("never", "product", "t:3")


@pytest.mark.parametrize(
    ("words", "means", "told"),
    [
        ([], [], "two words"),
        (["mug"], [], "two words"),
        (["mug", " MUG "], [], "two words"),
        (["mug"], ["Mug"], "only themselves"),
        (["mug", "!"], [], "'!'"),
        (["mug", "x" * 201], [], "201"),
        (["mug"], [f"word{n}" for n in range(50)], "at most 50"),
    ],
)
def test_what_cannot_be_a_synonym_is_refused(
    staff: MerchandisingStore, words: list[str], means: list[str], told: str
) -> None:
    with pytest.raises(UnusableInput, match=told) as refused:
        staff.add_synonym(words, means)
    assert refused.value.remedy
    assert staff.synonyms() == []


def test_a_synonym_comes_back_as_it_was_given(store: CatalogStore) -> None:
    staff = decisions(store)
    both = staff.add_synonym(["老爹鞋", "dad shoes"], by="Lin")
    assert (both.words, both.means, both.created_by) == (("老爹鞋", "dad shoes"), (), "Lin")
    one_way = staff.add_synonym(["老爹鞋"], ["sneakers", "老爹鞋"])
    assert (one_way.words, one_way.means) == (("老爹鞋",), ("sneakers",))
    assert staff.synonyms() == [both, one_way]


def test_what_is_not_there_cannot_be_removed(staff: MerchandisingStore) -> None:
    for remove in (staff.remove_rule, staff.remove_synonym):
        with pytest.raises(NotFound, match="nothing") as refused:
            remove("nothing")
        assert refused.value.remedy


def test_a_rule_is_in_force_from_its_start_until_before_its_end(
    staff: MerchandisingStore, clock: FixedClock
) -> None:
    start, end = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=2)
    rule = staff.add_rule("never", "product", "t:1", starts_at=start, ends_at=end)
    always = staff.add_rule("never", "product", "t:2")
    assert rule.state(clock.now()) == "to come"
    assert staff.in_force(start - timedelta(microseconds=1)) == [always]
    assert staff.in_force(start) == [rule, always]
    assert staff.in_force(end - timedelta(microseconds=1)) == [rule, always]
    assert staff.in_force(end) == [always]
    assert rule.state(end) == "over"


def test_shops_do_not_share_decisions(
    staff: MerchandisingStore, shelf: CatalogStore, clock: FixedClock
) -> None:
    ShopStore(shelf.database).create("other")
    other = MerchandisingStore(shelf.database, "other", clock)
    rule = staff.add_rule("never", "product", "t:1")
    staff.add_synonym(["a", "b"])
    assert (other.rules(), other.synonyms()) == ([], [])
    with pytest.raises(NotFound):
        other.remove_rule(rule.id)
    with pytest.raises(UnusableInput):
        other.add_rule("never", "product", "t:1")


def test_there_is_a_limit(shelf: CatalogStore, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    staff = MerchandisingStore(shelf.database, shelf.shop_id, clock)
    monkeypatch.setattr(store_module, "MAX_RULES", 2)
    monkeypatch.setattr(store_module, "MAX_SYNONYMS", 1)
    for tag in ("a", "b", "a"):
        staff.add_rule("bury", "tag", tag)
    with pytest.raises(Conflict, match="2 rules"):
        staff.add_rule("bury", "tag", "c")
    staff.add_synonym(["a", "b"])
    with pytest.raises(Conflict, match="1 synonyms"):
        staff.add_synonym(["a", "c"])


def test_products_are_found_by_their_tags(store: CatalogStore) -> None:
    staff = decisions(store)
    store.apply([sold(4, tags=("Gift Idea", "new")), sold(5, tags=("ＮＥＷ",)), sold(6, tags=("newer",))])
    store.apply([sold(7, tags=("new",))])
    store.withdraw(["t:7"])
    wanted = {"new", "gift idea"}
    assert dict(staff.tagged(wanted)) == {"t:4": {"new", "gift idea"}, "t:5": {"new"}}
    assert dict(staff.tagged(wanted, ["t:5", "t:6"])) == {"t:5": {"new"}}


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_category_lies_in_itself_and_in_what_is_wider(wider: str, narrower: str) -> None:
    path = category_path(wider)
    assert lies_in(wider, path)
    assert lies_in(f"{wider} > {narrower}", path)
    assert folded_tag(folded_tag(wider)) == folded_tag(wider)
