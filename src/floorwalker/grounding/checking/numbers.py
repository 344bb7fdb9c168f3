"""Figures that are no money: ratings, reviews, sales, stock, measures, durations, counts, reductions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from floorwalker.grounding.checking.arithmetic import agrees, rounds_to, same_dimension, same_measure
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.prices import check_price
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.claims import ClaimKind
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known import Stated, Thing
from floorwalker.grounding.reading import Amount
from floorwalker.grounding.records import COUNTS, Role

_OUT_OF = re.compile(r"(?:out of|of|/|满分)\s?$")
_WORDED = re.compile(r"[零一二两三四五六七八九十百千万半双俩仨单]|[a-z]")
_HYPOTHETICAL = re.compile(
    r"如果|要是|假如|若|拍[了下]?$|买|带[走上]?$|下单|囤|来$|入手|选|拿$|\bif\b|\bbuy(?:ing)?|\btake|\btaking|\border(?:ing)?|\badd(?:ing)?|\bpick|\bgrab|\btwo of\b|\bthree of\b|\ba pair of|\bof (?:the|these|them|our)\b"
)
_IDIOM = re.compile(
    r"[三二四五]合一|一[心站言口样起直般定旦些切番次]|十[分足]|百[搭分]|千[万里]|万[一能]|两[全难]|三言|五[官颜]|\bone of|\bone[- ]stop|\bat once|\bon the one hand|\bno one|\bsecond to|\bone that|\bthe one\b|\bthis one|\bthat one|\bwhich one|\bevery one|\bone's|第[一二三四五六七八九十]|哪一|另一|[这那]一|任一|每一|同一|唯一|统一|\bnumber one|[五七]号|三[、,]?二[、,]?一|\bone two three|\bthree,? two,? one|\b3,? ?2,? ?1\b|\b24/7\b"
)
_TOTAL = re.compile(
    r"一共|总共|合计|到手|加起来|共计|共|总[量重]|净含量|together|in all|in total|altogether|total|combined|that's|makes"
)
_TALK = re.compile(
    r"预算|您[刚说想要提]|你[刚说想要提]|you (?:mentioned|said|asked|wanted|told)|your (?:budget|order of)|名额|分钟搞定|秒|\bminute"
)
_HYPOTHETICAL_AFTER = re.compile(
    r"\s?(?:按|算|的话|就是|也才|只要|起拍|\bof (?:these|them)|\bwould\b|\bcome to\b|\bcomes to\b|\bfor\b)"
)
_HOW_MANY = re.compile(r"\b(?:these|those|the|all|of)\s$|这$|那$|以上$|上面$|前$")


def check_amount(amount: Amount, context: Context) -> Verdict | None:
    """Decide one figure; ``None`` where it states nothing that a record could contradict."""
    if (
        amount.sense != "price"
        and _OUT_OF.search(context.text[: amount.span[0]])
        and amount.value in {5, 10, 100}
    ):
        return None
    if amount.unit == "size":
        return _check_plain(replace(amount, unit=""), context)
    match amount.sense:
        case "price":
            verdict = check_price(amount, context)
            if (
                verdict
                and not verdict.supported
                and not amount.currency
                and _worked_out(amount, context, context.families(amount.span))
            ):
                return None
            return verdict
        case "discount":
            return _check_discount(amount, context)
        case "rating":
            return _check_rating(amount, context)
        case "reviews":
            return _check_count(amount, context, "rating", ("reviews",))
        case "popularity":
            return _check_count(amount, context, "popularity", tuple(COUNTS))
        case "stock":
            return _check_count(amount, context, "stock", ("stock", "quantity"))
        case "measure":
            return _check_measure(amount, context)
        case "time":
            return _check_time(amount, context)
        case _:
            return _check_plain(amount, context)


def _check_discount(amount: Amount, context: Context) -> Verdict:
    stated = amount.value * 10 if amount.unit == "zhe" else 100 - amount.value
    for good in context.goods(amount.span):
        family = context.things.family(good)
        for now in good.numbers("price") or [s for t in family for s in t.numbers("price")]:
            for was in [s for thing in family for s in thing.numbers("list_price")]:
                if (
                    was.currency == now.currency
                    and was.value > 0
                    and _is_share(amount, stated, now.value * 100 / was.value)
                ):
                    return Verdict(amount.span, "discount", True, now.fact, f"{now.value} / {was.value}")
    for thing in _everything(amount, context):
        for found, fact in thing.amounts:
            if found.unit not in {"zhe", "percent"}:
                continue
            true = found.value * 10 if found.unit == "zhe" else 100 - found.value
            if true == stated or (
                found.unit == "percent" and amount.unit == "percent" and found.value == amount.value
            ):
                return Verdict(amount.span, "discount", True, fact, "as the text says")
        for number in thing.numbers("text", "total"):
            if number.value in {amount.value, 100 - stated, stated}:
                return Verdict(amount.span, "discount", True, number.fact, "as stated")
    return Verdict(amount.span, "discount", False, None, "no reduction of this size is on record")


def _is_share(amount: Amount, stated: Decimal, true: Decimal) -> bool:
    """Percent to whole numbers; tenths (折) exactly, or to one place where hedged."""
    if amount.unit == "percent":
        return rounds_to(amount.value, 100 - true) or agrees(amount.value, 100 - true, amount.hedge)
    return (
        stated == true
        or (amount.hedge == "about" and rounds_to(amount.value, true / 10))
        or (amount.hedge not in {"", "about"} and agrees(amount.value, true / 10, amount.hedge))
    )


def _check_rating(amount: Amount, context: Context) -> Verdict:
    family = context.families(amount.span)
    stated = [one for thing in family for one in thing.numbers("rating")]
    for one in stated:
        if agrees(amount.value, one.value, amount.hedge, amount.high) or (
            amount.hedge in {"", "about", "nearly"} and rounds_to(amount.value, one.value)
        ):
            return Verdict(amount.span, "rating", True, one.fact, "rounded to the digits shown")
    if found_how := _worked_out(amount, context, family):
        return Verdict(amount.span, "comparison", True, *found_how)
    if not stated and (fact := _in_texts(amount, family, {"star", "", "piece"})):
        return Verdict(amount.span, "rating", True, fact)
    if found := _aside(amount, context):
        return Verdict(amount.span, "rating", True, found)
    certain = len(stated) == 1 and not amount.hedge
    return Verdict(amount.span, "rating", False, stated[0].fact if stated else None, _true(stated), certain)


def _check_count(
    amount: Amount, context: Context, kind: ClaimKind, roles: tuple[Role, ...]
) -> Verdict | None:
    family = context.families(amount.span)
    stated = [one for thing in family for one in thing.numbers(*roles)]
    own = list(stated)
    if kind == "stock":
        stated += _summed(context, amount)
    for one in stated:
        if agrees(amount.value, one.value, amount.hedge, amount.high) or _per_unit(
            amount, one.value, context.words(amount.span)
        ):
            return Verdict(amount.span, kind, True, one.fact, "as stated")
    if kind == "stock" and not own:
        return _check_plain(amount, context)
    if (fact := _in_texts(amount, family, {"", "piece"})) or (fact := _aside(amount, context)):
        return Verdict(amount.span, kind, True, fact)
    if found_how := _worked_out(amount, context, family):
        return Verdict(amount.span, "comparison", True, *found_how)
    if not own and amount.unit in {"", "piece"} and amount.value <= 4:
        return _check_plain(amount, context)
    certain = len(own) == 1 and not amount.hedge
    return Verdict(amount.span, kind, False, own[0].fact if own else None, _true(own), certain)


def _per_unit(amount: Amount, true: Decimal, words: str) -> bool:
    """A spoken figure such as 两千四 of 2,408: the true one rounded to the digits said."""
    if amount.hedge or not _SPOKEN.fullmatch(words) or amount.value < _LEAST_SPOKEN:
        return False
    step = Decimal(10) ** (amount.value.normalize().as_tuple().exponent + 0)  # type: ignore[operator]
    return abs(true - amount.value) * 2 <= step and abs(true - amount.value) <= true / 50


_SPOKEN = re.compile(r"[一二两三四五六七八九十百千万亿]+[条个位件人支]?")
_LEAST_SPOKEN = 1000


def _summed(context: Context, amount: Amount) -> list[Stated]:
    total = _TOTAL.search(context.words(context.clause(amount.span)))
    goods = context.things.goods if total else context.goods(amount.span)
    stocks = [one for good in goods for one in good.numbers("stock")]
    whole = sum((one.value for one in stocks), Decimal(0))
    return [Stated(whole, stocks[0].fact)] if len(stocks) > 1 else []


def _check_measure(amount: Amount, context: Context) -> Verdict:
    family = context.families(amount.span)
    for thing in family:
        for found, fact in thing.amounts:
            if (
                found.sense in {"measure", "plain", "discount", "count"}
                and found.unit
                and same_measure(amount, found.value, found.unit, found.hedge)
            ):
                return Verdict(amount.span, "measure", True, fact, _converted(amount, found))
            if found.high is not None and found.unit and same_measure(amount, found.high, found.unit):
                return Verdict(amount.span, "measure", True, fact, "the end of a range")
        for number in thing.numbers("text", "quantity"):
            if agrees(amount.value, number.value, amount.hedge) and _may_have_unit(number.fact, amount.unit):
                return Verdict(amount.span, "measure", True, number.fact, "as stated")
    totalled = bool(_TOTAL.search(context.words(context.clause(amount.span))))
    if amount.unit != "percent" and (found_total := _total_measure(amount, family, totalled=totalled)):
        return Verdict(amount.span, "measure", True, *found_total)
    if found_how := _worked_out(amount, context, family):
        return Verdict(amount.span, "measure", True, *found_how)
    if fact := next(
        (
            f
            for t in context.things.others
            for a, f in t.amounts
            if a.unit and same_measure(amount, a.value, a.unit)
        ),
        None,
    ):
        return Verdict(amount.span, "measure", True, fact)
    if fact := _bare_in_texts(amount, family):
        return Verdict(amount.span, "measure", True, fact)
    if (
        amount.unit == "lb"
        and (sterling := check_price(replace(amount, unit="money", currency="GBP"), context))
        and sterling.supported
    ):
        return sterling
    true = next(
        ((a, f) for t in family for a, f in t.amounts if a.unit and same_dimension(a.unit, amount.unit)), None
    )
    return Verdict(
        amount.span,
        "measure",
        False,
        true[1] if true else None,
        f"{true[0].value} {true[0].unit}" if true else "not on record",
    )


def _bare_in_texts(amount: Amount, family: Iterable[Thing]) -> Fact | None:
    """The same figure whose unit stands in the field's name: ``thickness``, ``screen size``."""
    for thing in family:
        for found, fact in thing.amounts:
            if (
                not found.unit
                and found.value == amount.value
                and not amount.hedge
                and len(str(fact.value)) < 12
            ):
                return fact
    return None


def _may_have_unit(fact: Fact, unit: str) -> bool:
    tokens = re.split(r"[_\W]+", fact.source.field.lower())
    units = {
        "ml",
        "l",
        "g",
        "kg",
        "mm",
        "cm",
        "m",
        "inch",
        "oz",
        "lb",
        "w",
        "v",
        "hz",
        "mah",
        "gb",
        "tb",
        "ft",
    }
    named = units & set(tokens)
    return not named or unit in named


def _total_measure(amount: Amount, family: list[Thing], *, totalled: bool) -> tuple[Fact, str] | None:
    """Several measures of one record together: 80 g × 3 + 120 g × 2, 100 g and 50 g."""
    for thing in family:
        for text, fact in thing.texts:
            mine = [(a, f) for a, f in thing.amounts if f is fact]
            sizes = [a for a, _ in mine if a.unit and same_dimension(a.unit, amount.unit)]
            if not sizes:
                continue
            counts = [a.value for a, _ in mine if a.unit in {"piece", ""} and 1 < a.value <= 100]
            sums = _packs(text, sizes)
            if totalled:
                sums |= {sum((a.value for a in sizes), Decimal(0)): " + ".join(str(a.value) for a in sizes)}
                sums |= {a.value * n: f"{a.value} × {n}" for a in sizes for n in counts}
            for value, how in sums.items():
                if same_measure(amount, value, sizes[0].unit):
                    return fact, how
    return None


_PACK = re.compile(r"\s?[*x×]\s?(\d{1,3})")


def _packs(text: str, sizes: list[Amount]) -> dict[Decimal, str]:
    total, how = Decimal(0), []
    for size in sizes:
        times = _PACK.match(text, size.span[1])
        count = Decimal(times[1]) if times else Decimal(1)
        total += size.value * count
        how.append(f"{size.value} × {count}")
    return {total: " + ".join(how)}


def _check_time(amount: Amount, context: Context) -> Verdict | None:
    everything = _everything(amount, context)
    if fact := _between_dates(amount, context):
        return Verdict(amount.span, "date", True, fact, "the time between two dates")
    if amount.unit in {"hour", "minute", "week", "month"} and (
        found_how := _worked_out(amount, context, context.families(amount.span))
    ):
        return Verdict(amount.span, "measure", True, *found_how)
    for thing in everything:
        for found, fact in thing.amounts:
            values = [found.value] if found.high is None else [found.value, found.high]
            if (
                found.sense in {"time", "measure"}
                and found.unit
                and any(same_measure(amount, v, found.unit) for v in values)
            ):
                return Verdict(amount.span, "policy", True, fact, _converted(amount, found))
        for number in thing.numbers("text", "quantity"):
            if number.value == amount.value:
                return Verdict(amount.span, "measure", True, number.fact)
    first, last = context.clause(amount.span)
    words = context.text[max(first, amount.span[0] - 14) : min(last, amount.span[1] + 14)]
    promised = any(
        first <= span[0] < last for idea, span in context.services if not idea.startswith("place.")
    )
    if not promised and (amount.value == 1 or _TALK.search(words) or _LOOSE_TIME.search(words)):
        return None
    return Verdict(
        amount.span, "policy" if promised else "measure", False, None, "no record states this time"
    )


def _between_dates(amount: Amount, context: Context) -> Fact | None:
    """Two dates of the records that lie as far apart as is said: 27 years after 1926, three days."""
    dates = [
        (code.key, fact) for thing in context.things.all for code, fact in thing.codes if code.kind == "date"
    ]
    years = [(key[0], fact) for key, fact in dates if isinstance(key, tuple) and key[0]]
    years += [
        (int(n), fact)
        for thing in context.things.all
        for text, fact in thing.texts
        for n in _YEAR.findall(text)
    ]
    years += [
        (int(n.value), n.fact)
        for thing in context.things.all
        for n in thing.numbers("text")
        if 1500 < n.value < 2100
    ]
    if amount.unit == "year":
        return next(
            (
                fact
                for one, fact in years
                for two, _ in years
                if one != two and amount.value == abs(one - two)
            ),
            None,
        )
    if amount.unit == "day":
        days = [(date(*key), fact) for key, fact in dates if isinstance(key, tuple) and all(key)]
        return next(
            (
                fact
                for one, fact in days
                for two, _ in days
                if one != two and amount.value == abs((one - two).days)
            ),
            None,
        )
    return None


_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LOOSE_TIME = re.compile(
    r"全天|整[天年日]|半[天日年]|一[会阵]|每[天日周]|\ball (?:day|year|week)|\bevery (?:day|week|morning|night)|\bday to day|几[分天年]|搞定|出门|用过|多年|\byears of\b|\bfor years|\ba day\b|\bthe day\b|\bthis (?:year|month|week)|这[几]?[天年周]|今年|去年"
)


def _check_plain(amount: Amount, context: Context) -> Verdict | None:
    if amount.value in {0, 1} or _is_idiom(amount, context):
        return None
    if context.words(amount.span) in context.things.telling:
        return None  # a name: the 39 of 39码
    kind: ClaimKind = "quantity"
    family = context.families(amount.span)
    for thing in family:
        for found, fact in thing.amounts:
            if found.unit not in {"money"} and agrees(amount.value, found.value, amount.hedge, amount.high):
                return Verdict(amount.span, kind, True, fact)
        for number in thing.numbers("stock", "quantity", "text", *sorted(COUNTS), "rating"):
            if agrees(amount.value, number.value, amount.hedge, amount.high):
                return Verdict(amount.span, kind, True, number.fact)
        if _in_codes(context.words(amount.span), thing):
            return Verdict(amount.span, kind, True, thing.texts[0][1])
    if any(thing.texts and _in_codes(context.words(amount.span), thing) for thing in context.things.others):
        return None
    if (fact := _counted(amount, context)) or (fact := _aside(amount, context)):
        return Verdict(amount.span, kind, True, fact, "counted")
    if found_how := _worked_out(amount, context, family):
        return Verdict(amount.span, kind, True, *found_how)
    if amount.unit in {"", "money"} and (priced := check_price(amount, context)) and priced.supported:
        return priced
    if _says_nothing(amount, context):
        return None
    return Verdict(amount.span, kind, False, None, "no record states this figure")


def _in_codes(words: str, thing: Thing) -> bool:
    digits = "".join(filter(str.isdigit, words))
    return bool(digits) and bool(thing.texts) and digits in re.findall(r"\d+", thing.text)


def _says_nothing(amount: Amount, context: Context) -> bool:
    """Counts of what a customer might buy, small numbers in words, and figures of the customer's own."""
    start, end = amount.span
    text = context.text
    if _HYPOTHETICAL.search(text[max(0, start - 14) : start + 0]) or _HYPOTHETICAL_AFTER.match(
        text[end : end + 10]
    ):
        return True
    if _TALK.search(text[max(0, start - 24) : end + 10]) or _HOW_MANY.search(text[:start]):
        return True
    return (
        amount.unit == ""
        and amount.sense == "plain"
        and bool(_WORDED.match(text[start:end]))
        and amount.value < 4
    )


def _is_idiom(amount: Amount, context: Context) -> bool:
    start, end = amount.span
    return any(found.start() < end and start < found.end() for found in _IDIOM.finditer(context.text))


_APART = re.compile(
    r"比|多|少|差|深|高|低|长|短|轻|重|大|小|快|慢|厚|薄|\bthan\b|\bmore\b|\bless\b|\bdifference\b|\bextra\b|er\b"
)
_APIECE = re.compile(r"每|平均|单|\beach\b|\bper\b|apiece|a piece|摊|合")
_MOST_FIGURES = 40


def _worked_out(amount: Amount, context: Context, family: list[Thing]) -> tuple[Fact, str] | None:
    """A figure that two of the records' figures make: a difference, a sum, a product or a share."""
    words = context.words(context.clause(amount.span))
    mine = _figures(amount, family)
    if _APART.search(words) and len(context.things.goods) > 1:
        everything = _figures(
            amount, [t for good in context.things.goods for t in context.things.family(good)]
        )
        for one, fact in mine:
            for other, _ in everything:
                if one != other and agrees(amount.value, abs(one - other), amount.hedge):
                    return fact, f"|{one} − {other}|"
    counts = {
        a.value for a in context.amounts if a is not amount and a.unit in {"", "piece"} and 1 < a.value <= 24
    }
    for value, fact in mine:
        if any(amount.value == value * count for count in counts) and amount.unit in {"", "piece"}:
            return fact, f"{value} × n"
    if _TOTAL.search(words):
        sums = [value for value, _ in mine]
        if len(sums) > 1 and agrees(amount.value, sum(sums, Decimal(0)), amount.hedge):
            return mine[0][1], " + ".join(map(str, sums))
    if _APIECE.search(context.text) or (_TOTAL.search(words) and any(t.numbers("quantity") for t in family)):
        plain = _plain_figures(family)
        for value, fact in mine:
            for count in plain:
                if count > 1 and agrees(amount.value, value * count, amount.hedge):
                    return fact, f"{value} × {count}"
                if count > 1 and _APIECE.search(words) and agrees(amount.value, value / count, amount.hedge):
                    return fact, f"{value} / {count}"
    return None


def _figures(amount: Amount, things: Iterable[Thing]) -> list[tuple[Decimal, Fact]]:
    found = [
        (a.value, fact) for thing in things for a, fact in thing.amounts
        if a.unit == amount.unit or (not amount.unit and a.unit in {"", "piece"}) or (amount.unit == "piece" and not a.unit)
    ]  # fmt: skip
    roles: tuple[Role, ...] = ("text", "quantity", "stock", "rating", *sorted(COUNTS))
    found += [(n.value, n.fact) for thing in things for n in thing.numbers(*roles)]
    return list(dict.fromkeys(found))[:_MOST_FIGURES]


def _plain_figures(things: Iterable[Thing]) -> set[Decimal]:
    found = {a.value for thing in things for a, _ in thing.amounts if a.unit in {"", "piece"}}
    found |= {n.value for thing in things for n in thing.numbers("text", "quantity")}
    return set(sorted(found)[:_MOST_FIGURES])


def _counted(amount: Amount, context: Context) -> Fact | None:
    """Things of the evidence that were counted: goods, forms of a product, values of an option."""
    things = context.things
    groups: list[tuple[int, Fact]] = []
    for thing in things.all:
        if parts := things.parts(thing):
            fact = parts[0].item.facts[0][1] if parts[0].item.facts else None
            if fact is not None:
                groups.append((len(parts), fact))
                groups += [(n, fact) for n in _option_counts(parts)]
                pieces = sum((one.value for part in parts for one in part.numbers("quantity")), Decimal(0))
                groups.append((int(pieces), fact))
    if len(things.goods) > 1 and things.goods[0].item.facts:
        groups.append((len(things.goods), things.goods[0].item.facts[0][1]))
        groups.append((len({thing.key.whole for thing in things.goods}), things.goods[0].item.facts[0][1]))
    if _OF_A_LIST.search(context.text[amount.span[0] : amount.span[1] + 14]):
        for thing in context.families(amount.span):
            groups += [(len(_LISTED.split(text)), fact) for text, fact in thing.texts if len(text) < 120]
    return next((fact for count, fact in groups if agrees(amount.value, Decimal(count), amount.hedge)), None)


_OF_A_LIST = re.compile(
    r"色|种|款|味|码|号|类|样|项|部分|件套|\b(?:sizes?|colou?rs?|colou?rways|flavou?rs?|kinds?|types?|shades?|options?|notes?|ingredients?|reasons?|steps?|parts?|scents?|ways|modes?|stones?|variet\w+|finishes|versions|things)\b"
)
_LISTED = re.compile(r"\s*(?:,|、|/|;|\bor\b|\band\b|\+|和|或|与|&)\s*")


def _option_counts(parts: tuple[Thing, ...]) -> set[int]:
    values: dict[str, set[str]] = {}
    for part in parts:
        for role, fact in part.item.facts:
            if role in {"text", "name"} and isinstance(fact.value, str):
                values.setdefault(fact.source.field.rpartition(".")[2], set()).add(fact.value)
    return {len(found) for found in values.values()}


def _in_texts(amount: Amount, family: Iterable[Thing], units: set[str]) -> Fact | None:
    for thing in family:
        for found, fact in thing.amounts:
            if found.unit in units and agrees(amount.value, found.value, amount.hedge, amount.high):
                return fact
    return None


def _aside(amount: Amount, context: Context) -> Fact | None:
    """A figure of the shop's texts, one that was computed, or one the customer named."""
    for thing in context.things.others:
        for number in thing.numbers("text", "quantity", "total", "stock", "rating", *sorted(COUNTS)):
            if agrees(amount.value, number.value, amount.hedge, amount.high):
                return number.fact
        for found, fact in thing.amounts:
            ends = [found.value] if found.high is None else [found.value, found.high]
            if any(agrees(amount.value, value, amount.hedge, amount.high) for value in ends):
                return fact
    return None


def _everything(amount: Amount, context: Context) -> list[Thing]:
    return [
        *context.families(amount.span),
        *context.things.others,
        *(t for t in context.things.all if t.key.kind == "order"),
    ]


def _true(stated: list[Stated]) -> str:
    return f"on record: {stated[0].value}" if stated else "not on record"


def _converted(amount: Amount, found: Amount) -> str:
    return "" if amount.unit == found.unit else f"{found.value} {found.unit}"


_BETWEEN = re.compile(r"[^\d,.;。]{0,3}[、/和与或对比]\s?|,?\s(?:and|to|or|against|vs\.?|versus)\s|,\s")


def _is_listed(amount: Amount, context: Context) -> bool:
    """Whether a figure stands in a row of figures: 4.7、4.8和4.5, each of other goods."""
    amounts = context.amounts
    place = amounts.index(amount)
    neighbours = [*amounts[max(0, place - 1) : place], *amounts[place + 1 : place + 2]]
    return any(
        _BETWEEN.fullmatch(
            context.text[min(amount.span[1], other.span[1]) : max(amount.span[0], other.span[0])]
        )
        for other in neighbours
    )


_SHARES = {
    "half": Decimal(50),
    "third": Decimal(100) / 3,
    "quarter": Decimal(25),
    "two thirds": Decimal(200) / 3,
}
_HALF = re.compile(
    r"\b(?P<share>half)[- ]price\b|\b(?:an? )?(?P<part>half|third|quarter|two thirds) off\b|半价|打对折|对折"
)


_MORE = re.compile(r"(?:more than|over|better than|超过|不止)\s?$")
_ABOUT = re.compile(r"(?:about|around|nearly|almost|roughly|约|差不多|将近)\s?$")


def _half_price(context: Context) -> Iterator[Verdict]:
    """Half price, of each of the goods that it is said of."""
    for match in _HALF.finditer(context.text):
        hedge = (
            "over"
            if _MORE.search(context.text[: match.start()])
            else "about"
            if _ABOUT.search(context.text[: match.start()])
            else ""
        )
        share = _SHARES[match["share"] or match["part"] or "half"]
        half = Amount(share.quantize(Decimal(1)), "percent", match.span(), "discount", hedge)  # type: ignore[arg-type]
        verdicts = [_check_discount(half, each) for each in context.apart(match.span())]
        yield next((verdict for verdict in verdicts if not verdict.supported), verdicts[0])


def figures(context: Context) -> Iterator[Verdict]:
    """The verdicts on all figures of a sentence."""
    yield from _half_price(context)
    for amount in context.amounts:
        verdicts = [check_amount(amount, each) for each in context.apart(amount.span)]
        found = [verdict for verdict in verdicts if verdict]
        if any(not verdict.supported for verdict in found) and _is_listed(amount, context):
            again = check_amount(amount, context.at_large())
            found = [again] if again and again.supported else found
        if found:
            yield next((verdict for verdict in found if not verdict.supported), found[0])
