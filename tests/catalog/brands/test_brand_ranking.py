"""What the catalogue holds of brands, which are niche, and the words for why."""

from floorwalker.catalog import Brand, BrandBook, BrandStats, Spelling, brand_lines, brand_stats, standings


def test_spellings_are_counted_together_under_the_name_most_products_use() -> None:
    spellings = [Spelling("SKII", 2, 10.0), Spelling("SK-II", 3, None), Spelling("sk2", 1, 5.0)]
    (brand,) = brand_stats(spellings, BrandBook().key, {})
    assert brand == BrandStats("SK-II", "skii", 6, 15.0, ("SK-II", "SKII", "sk2"))


def test_the_shops_own_name_is_shown() -> None:
    book = BrandBook([Brand("skii", "SK-II 神仙水专家", ("SK-II",))])
    (brand,) = brand_stats([Spelling("SKII", 2, None)], book.key, book.own_names)
    assert brand.name == "SK-II 神仙水专家"


def test_the_shops_word_wins_over_popularity_and_leaves_the_ranks() -> None:
    brands = [BrandStats(name, name, 1, float(figure)) for name, figure in (("a", 9), ("b", 5), ("c", 1))]
    brands.append(BrandStats("d", "d", 1, None))
    before = standings(brands)
    after = standings(brands, {"a": True, "c": False, "d": True})
    assert [before[key].niche for key in "abcd"] == [False, True, True, False]
    assert [after[key].niche for key in "abcd"] == [True, True, False, True]
    assert [(after[key].rank, after[key].ranked) for key in "abcd"] == [(1, 3), (2, 3), (3, 3), (None, 3)]
    assert [after[key].why for key in "abc"] == [
        "the shop says so",
        "by popularity, rank 2 of 3",
        "the shop says so",
    ]
    assert before["d"].why == "it has no popularity figure"


def test_staff_see_every_brand_also_those_without_products() -> None:
    book = BrandBook([Brand("skii", "SK-II", ("神仙水",), niche=True), Brand("fern", "Fern")])
    stats = brand_stats([Spelling("sk2", 4, 7.0), Spelling("Norr", 9, 8.0)], book.key, book.own_names)
    norr, skii, fern = brand_lines(stats, book)
    assert (norr.stats.name, norr.aliases, norr.said) == ("Norr", (), None)
    assert (skii.stats.products, skii.aliases, skii.standing.why) == (
        4,
        ("神仙水", "SK2"),
        "the shop says so",
    )
    assert (fern.stats.products, fern.standing.niche) == (0, False)
    assert skii.as_json()["niche_by"] == "shop"
