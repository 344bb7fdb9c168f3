"""What English shoppers say about money, and what sounds like it but is not."""

from decimal import Decimal

import pytest

from floorwalker.text import bare_amount, find_price_ranges

# text, lowest, highest, about, currency, explicit
RANGES: list[tuple[str, float | None, float | None, float | None, str | None, bool]] = [
    ("under $50", None, 50, None, "USD", True),
    ("Under 50", None, 50, None, None, True),
    ("perfume under 50 please", None, 50, None, None, True),
    ("below $60", None, 60, None, "USD", True),
    ("less than $60", None, 60, None, "USD", True),
    ("less than sixty bucks", None, 60, None, "USD", True),
    ("up to $60", None, 60, None, "USD", True),
    ("max $60", None, 60, None, "USD", True),
    ("maximum of $60", None, 60, None, "USD", True),
    ("my max is 80", None, 80, None, None, True),
    ("no more than $60", None, 60, None, "USD", True),
    ("not more than 60 dollars", None, 60, None, "USD", True),
    ("at most $60", None, 60, None, "USD", True),
    ("not over $60", None, 60, None, "USD", True),
    ("nothing over $60", None, 60, None, "USD", True),
    ("nothing above 60", None, 60, None, None, True),
    ("don't show me anything over $100", None, 100, None, "USD", True),
    ("I don't want to spend more than $75", None, 75, None, "USD", True),
    ("I can't spend more than a hundred", None, 100, None, None, True),
    ("cheaper than $40", None, 40, None, "USD", True),
    ("$60 or less", None, 60, None, "USD", True),
    ("700 or less", None, 700, None, None, True),
    ("$60 or under", None, 60, None, "USD", True),
    ("$60 tops", None, 60, None, "USD", True),
    ("60 max", None, 60, None, None, True),
    ("$60 at most", None, 60, None, "USD", True),
    ("$60 and under", None, 60, None, "USD", True),
    ("60 dollars max", None, 60, None, "USD", True),
    ("within $60", None, 60, None, "USD", True),
    ("budget of $50", None, 50, None, "USD", True),
    ("my budget is $50", None, 50, None, "USD", True),
    ("My budget's 50", None, 50, None, None, True),
    ("budget: 50", None, 50, None, None, True),
    ("on a $50 budget", None, 50, None, "USD", True),
    ("I have a 50 dollar budget", None, 50, None, "USD", True),
    ("I have $50 to spend", None, 50, None, "USD", True),
    ("I can spend $50", None, 50, None, "USD", True),
    ("I can spend up to $50", None, 50, None, "USD", True),
    ("willing to spend 150", None, 150, None, None, True),
    ("under a hundred bucks", None, 100, None, "USD", True),
    ("under a hundred", None, 100, None, None, True),
    ("under forty-five dollars", None, 45, None, "USD", True),
    ("under two hundred and fifty", None, 250, None, None, True),
    ("less than a grand", None, 1000, None, None, True),
    ("under 1k", None, 1000, None, None, True),
    ("under $1.5k", None, 1500, None, "USD", True),
    ("under $1,200", None, 1200, None, "USD", True),
    ("under five grand", None, 5000, None, None, True),
    ("under 50 euros", None, 50, None, "EUR", True),
    ("under €50", None, 50, None, "EUR", True),
    ("under £50", None, 50, None, "GBP", True),
    ("less than 50 pounds", None, 50, None, "GBP", True),
    ("below 30 quid", None, 30, None, "GBP", True),
    ("under 500 yuan", None, 500, None, "CNY", True),
    ("under 500 RMB", None, 500, None, "CNY", True),
    ("less than HK$500", None, 500, None, "HKD", True),
    ("under 5000 yen", None, 5000, None, "JPY", True),
    ("under US$50", None, 50, None, "USD", True),
    ("under 50 USD", None, 50, None, "USD", True),
    ("over $100", 100, None, None, "USD", True),
    ("above 100 dollars", 100, None, None, "USD", True),
    ("more than $100", 100, None, None, "USD", True),
    ("at least $50", 50, None, None, "USD", True),
    ("at least fifty dollars", 50, None, None, "USD", True),
    ("from $50", 50, None, None, "USD", True),
    ("$50+", 50, None, None, "USD", True),
    ("$50 and up", 50, None, None, "USD", True),
    ("$50 or more", 50, None, None, "USD", True),
    ("no less than $50", 50, None, None, "USD", True),
    ("nothing under $20", 20, None, None, "USD", True),
    ("starting at $50", 50, None, None, "USD", True),
    ("upwards of $200", 200, None, None, "USD", True),
    ("between $20 and $40", 20, 40, None, "USD", True),
    ("between 20 and 40", 20, 40, None, None, True),
    ("between 20 and 40 dollars", 20, 40, None, "USD", True),
    ("$20-$40", 20, 40, None, "USD", True),
    ("$20-40", 20, 40, None, "USD", True),
    ("$20 – $40", 20, 40, None, "USD", True),
    ("20 to 40 dollars", 20, 40, None, "USD", True),
    ("20-40 bucks", 20, 40, None, "USD", True),
    ("from $20 to $40", 20, 40, None, "USD", True),
    ("from 20 to 40", 20, 40, None, None, True),
    ("50-150", 50, 150, None, None, False),
    ("twenty to forty dollars", 20, 40, None, "USD", True),
    ("one to two hundred dollars", 100, 200, None, "USD", True),
    ("1-2k", 1000, 2000, None, None, False),
    ("20 or 30 dollars", 20, 30, None, "USD", True),
    ("in the $50-$100 range", 50, 100, None, "USD", True),
    ("at least $50 but no more than $100", 50, 100, None, "USD", True),
    ("over 20 and under 60", 20, 60, None, None, True),
    ("around $100", 75, 125, 100, "USD", True),
    ("about $100", 75, 125, 100, "USD", True),
    ("approximately 100 dollars", 75, 125, 100, "USD", True),
    ("roughly $100", 75, 125, 100, "USD", True),
    ("~$100", 75, 125, 100, "USD", True),
    ("~ 100", 75, 125, 100, None, True),
    ("around a hundred", 75, 125, 100, None, True),
    ("around 80", 60, 100, 80, None, True),
    ("$100ish", 75, 125, 100, "USD", True),
    ("100 bucks or so", 75, 125, 100, "USD", True),
    ("somewhere around $40", 30, 50, 40, "USD", True),
    ("budget of around $100", 75, 125, 100, "USD", True),
    ("my budget is about 80", 60, 100, 80, None, True),
    ("in the $100 range", 75, 125, 100, "USD", True),
    ("a hundred bucks", 75, 125, 100, "USD", True),
    ("a $50 perfume", 37.5, 62.5, 50, "USD", True),
    ("a couple hundred dollars", 150, 250, 200, "USD", True),
    ("a few hundred dollars", 300, 500, None, "USD", True),
    ("in the mid two hundreds", 230, 270, None, None, False),
    ("nearly $100", 75, 100, 100, "USD", True),
    ("no, I meant under 80", None, 80, None, None, True),
    ("under 100, sorry, I meant under 80", None, 80, None, None, True),
    ("under $50, actually make that $80 max", None, 80, None, "USD", True),
    ("I need 2 lipsticks under $30", None, 30, None, "USD", True),
    ("50ml perfume for less than $120", None, 120, None, "USD", True),
    ("rated at least 4.5 and under $60", None, 60, None, "USD", True),
    ("something for my mom under 50", None, 50, None, None, True),
    ("gift for 3 friends, under 25 each", None, 25, None, None, True),
    ("Chanel No. 5 under $200", None, 200, None, "USD", True),
    ("shampoo for under twenty bucks", None, 20, None, "USD", True),
    ("anything for under 15?", None, 15, None, None, True),
    ("not too pricey, like 40 or under", None, 40, None, None, True),
    ("show me perfumes priced under 100", None, 100, None, None, True),
    ("sub-$50 gifts", None, 50, None, "USD", True),
    ("< $50", None, 50, None, "USD", True),
    (">= 100 dollars", 100, None, None, "USD", True),
]

NOT_PRICES = [
    "300",
    "the second one",
    "2 bottles",
    "at least 2 bottles",
    "4.5 stars",
    "rated at least 4.5",
    "4+ stars",
    "above 4 stars",
    "4 stars and up",
    "50ml",
    "over 50ml",
    "spf50",
    "SPF 30 or above",
    "at least SPF 30",
    "3 friends",
    "at least 3 friends",
    "more than 5 people",
    "over 100 reviews",
    "at least 50 ratings",
    "women over 40",
    "for a woman over 50",
    "children under 12",
    "kids under 3",
    "she is around 30",
    "she's about 60 years old",
    "over 18 years old",
    "in her mid 20s",
    "within 3 days",
    "in less than 2 weeks",
    "between 3 and 5 days",
    "2-3 bottles",
    "5-7 business days",
    "under 5 inches",
    "less than 3 oz",
    "up to 20% off",
    "20% off",
    "at least 80 percent cotton",
    "size 8 or above",
    "top 10",
    "19-69",
    "do you have 19-69 perfume?",
    "SK-II",
    "A18164178225",
    "No. 5",
    "iPhone 15",
    "3-in-1",
    "24-hour cream",
    "how about number 2",
    "what about 2?",
    "tell me about 3",
    "at least one of them",
    "more than one",
    "over 2 million sold",
    "up to 5 colors",
    "order #123456",
    "call 1-800-555-0199",
    "2024",
    "the 90s",
    "at 5pm",
    "around 3 o'clock",
    "about 10 minutes",
    "under the eyes",
    "over the counter",
    "one hundred percent",
    "mp3 player",
    "18k gold",
    "a couple",
    "",
    "ok",
    "weighs under 5 pounds",
    "wide range",
    "over 60% cotton",
]

BARE = [
    ("300", None, 300, None, None),
    ("about 80", 60, 100, 80, None),
    ("$50", None, 50, None, "USD"),
    ("maybe 50?", None, 50, None, None),
    ("a hundred", None, 100, None, None),
    ("a hundred bucks I guess", None, 100, None, "USD"),
    ("50 to 100", 50, 100, None, None),
    ("like 50", None, 50, None, None),
    ("under 60 please", None, 60, None, None),
    ("let's say 120", None, 120, None, None),
    ("75 is fine", None, 75, None, None),
]

NOT_BARE = [
    "ok",
    "the second one",
    "2 bottles",
    "50ml",
    "300 people said so",
    "iPhone 15?",
    "",
    "what's in no. 5",
]


def expected(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize(("text", "low", "high", "about", "currency", "explicit"), RANGES)
def test_reads_the_range(
    text: str,
    low: float | None,
    high: float | None,
    about: float | None,
    currency: str | None,
    explicit: bool,
) -> None:
    [found] = find_price_ranges(text)
    assert (found.min, found.max, found.about) == (expected(low), expected(high), expected(about))
    assert (found.currency, found.explicit) == (currency, explicit)
    assert text[slice(*found.span)] == found.text


@pytest.mark.parametrize("text", NOT_PRICES)
def test_does_not_take_other_figures_for_prices(text: str) -> None:
    assert find_price_ranges(text) == []


@pytest.mark.parametrize(("text", "low", "high", "about", "currency"), BARE)
def test_a_message_that_is_a_number_answers_the_question_for_a_budget(
    text: str, low: float | None, high: float | None, about: float | None, currency: str | None
) -> None:
    found = bare_amount(text)
    assert found is not None
    assert (found.min, found.max, found.about) == (expected(low), expected(high), expected(about))
    assert found.currency == currency


@pytest.mark.parametrize("text", NOT_BARE)
def test_a_message_with_other_matter_is_no_bare_amount(text: str) -> None:
    assert bare_amount(text) is None


@pytest.mark.parametrize("text", ["under $50", "50 dollars or less", "a hundred bucks"])
def test_a_dollar_of_no_country_is_marked_ambiguous(text: str) -> None:
    [found] = find_price_ranges(text)
    assert found.ambiguous_currency


@pytest.mark.parametrize("text", ["under US$50", "under 50 USD", "100美元以内", "under €50", "200元以内"])
def test_a_named_currency_is_not_ambiguous(text: str) -> None:
    [found] = find_price_ranges(text)
    assert not found.ambiguous_currency
