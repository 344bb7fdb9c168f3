"""Statements turned round: denied, compared the wrong way, put at the wrong end."""

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from .books import Books
from .corruption import Corruption
from .texts import TrueText

_OPPOSITE = (
    # comparisons
    ("comparison", r"更便宜(?=，相差)", "更贵", "price"),
    ("comparison", r"便宜(?=[\d一二三四五六七八九十百])", "贵", "price"),
    ("comparison", r"costs less(?=, by)", "costs more", "price"),
    ("comparison", r"\bcheaper\b(?! (?:one|option))", "dearer", "price"),
    ("comparison", r"\bless\b(?!\w| than| expensive)", "more", "price"),
    ("comparison", r"has the better rating", "has the worse rating", "rating"),
    ("comparison", r"更高(?!的)", "更低", ""),
    ("comparison", r"更多(?!的)", "更少", ""),
    ("comparison", r"\bhigher\b", "lower", ""),
    ("comparison", r"\blower\b", "higher", ""),
    ("comparison", r"\bbelow\b(?= the)", "above", ""),
    ("comparison", r"\bmore reviews\b", "fewer reviews", ""),
    # places at the end of a row
    ("superlative", r"(?<=这几款里)最便宜", "最贵", "price"),
    ("superlative", r"最便宜(?=的是)", "最贵", "price"),
    ("superlative", r"最贵(?=的是)", "最便宜", "price"),
    ("superlative", r"(?<=这几款里)评分最高", "评分最低", "rating"),
    ("superlative", r"评分最高(?=的是)", "评分最低", "rating"),
    ("superlative", r"(?<=这几款里)人气最高", "人气最低", "popularity"),
    ("superlative", r"人气最高(?=的是)", "人气最低", "popularity"),
    ("superlative", r"(?<=the )cheapest(?= of)", "most expensive", "price"),
    ("superlative", r"(?<=the )least expensive(?= of)", "most expensive", "price"),
    ("superlative", r"(?<=the )most expensive(?= of)", "cheapest", "price"),
    ("superlative", r"(?<=the )dearest", "cheapest", "price"),
    ("superlative", r"(?<=the )best rated(?= of)", "worst rated", "rating"),
    ("superlative", r"(?<=the )most popular(?= of)", "least popular", "popularity"),
)
_FIELDS = {
    "price": ("amount",),
    "rating": ("rating",),
    "popularity": ("popularity", "sales_count", "loves_count"),
}
_LABELS = ("comparison", "superlative", "price", "discount")


def opposites(text: TrueText, books: Books, _rng: random.Random) -> Iterator[Corruption]:
    """Cheaper for dearer, and the like; not where all are equal in that."""
    for kind, pattern, wrong, field in _OPPOSITE:
        if field and not _differ(books, field):
            continue
        for match in re.finditer(pattern, text.text):
            if text.asserts(match.span(), _LABELS):
                yield Corruption(kind, match.span(), wrong)


def _differ(books: Books, field: str) -> bool:
    products = [Books([record]) for record in books.evidence if record["kind"] in ("product", "order")]
    values = [{str(value) for value in product.values(*_FIELDS[field])} for product in products]
    return any(value != values[0] for value in values) or (len(values) == 1 and len(values[0]) > 1)


# A true statement denied, or what is denied stated.
_DENIALS = (
    (r"\b(is|are|was) (?=now |in stock|out of stock|sold out|available|made)", "{} not "),
    (r"\b(is|are|was) (?=the (?:cheapest|most|best|least))", "{} not "),
    (r"\b(comes) (?=in|with)", "does not come "),
    (r"\b(has) (?=a |an |two|three|long|short|no |free)", "does not have "),
    (r"\b(can) (?=be )", "cannot "),
    (r"(?<=材质)(是)", "不{}"),
    (r"(?<=产地)(是)", "不{}"),
    (r"(?<=容量)(是)", "不{}"),
    (r"(?<=颜色)(是)", "不{}"),
    (r"(?<=尺寸)(是)", "不{}"),
    (r"(?<=价格)(是)", "不{}"),
    (r"(?<=香调)(是)", "不{}"),
    (r"(?<![不是否没])(适合)(?=女士|男士|[干油敏]性?)", "不{}"),
    (r"(?<![不])(在预算之内)", "不{}"),
    (r"(?<!不)(含)(?=[^量税]{2})", "不{}"),
    (r"(?<![不是])(可以)(?=取消|退|换)", "不{}"),
    (r"(?<!不)(防水)(?=[，。；、 ]|$)", "不{}"),
    (r"\bnot (?=\d|[a-z])", ""),
    (r"不含|无(?=皂基|酒精|硅)", "含"),
    (r"\bis (?=vegan|matte|waterproof|indoor|quick|oil|ceramic|cotton|silk|wooden)", "is not "),
    (r"(?<=Both )are (?=[a-z])", "are not "),
    (r"\b(costs|sells for|is priced at|is listed at) (?=[$C])", "does not cost "),
    (r"已(?:经)?(送达|签收|退款|取消)", "还没有{}"),
)
_REACH = 24
_END = re.compile(r"[，。；、,;.!！\n—]|$")


def negations(text: TrueText, _books: Books, _rng: random.Random) -> Iterator[Corruption]:
    """Statements with a "not" put in or left out; what is then false is the verb and what it states."""
    for pattern, wrong in _DENIALS:
        for match in re.finditer(pattern, text.text):
            end = _END.search(text.text, match.end())
            stated = (match.end(), min(match.end() + _REACH, end.start() if end else len(text.text)))
            if text.asserts(stated) or text.asserts(match.span()):
                words = wrong.format(*match.groups()) + text.text[slice(*stated)]
                yield Corruption("negation", (match.start(), stated[1]), words)


_QUOTED = re.compile(
    r"(?:资料里|这几款的资料里|品名)?(?P<no>(?:都)?没有写)“(?P<word>[^”]+)”|“(?P<word2>[^”]+)”这一点，资料里(?P<no2>没有写)"
    r"|(?P<no3>does(?:n't| not) mention|don't mention) “(?P<word3>[^”]+)”"
)
_SAID = {"没有写": "写着", "都没有写": "都写着", "don't mention": "all mention"}


def silences(text: TrueText, books: Books, _rng: random.Random) -> Iterator[Corruption]:
    """That a record does not say something, turned into that it does."""
    products = Books([record for record in books.evidence if record["kind"] == "product"])
    for match in _QUOTED.finditer(text.text):
        for suffix in ("", "2", "3"):
            word = match[f"word{suffix}"]
            if word and not any(map(products.mentions, _pieces(word))):
                said = _SAID.get(match[f"no{suffix}"], "mentions")
                start, end = match.span(f"no{suffix}")
                whole = (min(start, match.start(f"word{suffix}")), max(end, match.end(f"word{suffix}")))
                new = text.text[whole[0] : start] + said + text.text[end : whole[1]]
                yield Corruption("negation", whole, new)


def _pieces(words: str) -> Iterator[str]:
    """What a record would at least have of some words if it spoke of the thing at all."""
    yield from (word.rstrip("s") for word in re.findall(r"[a-z]{3,}", words.lower()))
    for run in re.findall(r"[一-鿿]+", words):
        yield from (run[place : place + 2] for place in range(max(1, len(run) - 1)))
    if re.search("评|review", words):
        yield "rating"


_LINE_PRICE = re.compile(r"(?P<sign>CN¥|[¥￥$])(?P<amount>\d+(?:,\d{3})*(?:\.\d+)?)")


def wrong_products(text: TrueText, books: Books, rng: random.Random) -> Iterator[Corruption]:
    """The price of one product said of another: a true figure in the wrong place."""
    owned = [
        {Decimal(str(value)) for value in Books([record]).values("amount")}
        for record in books.evidence
        if record["kind"] == "product"
    ]
    if len(owned) < 2:
        return
    for match in _LINE_PRICE.finditer(text.text):
        amount = Decimal(match["amount"].replace(",", ""))
        owners = [amounts for amounts in owned if amount in amounts]
        if len(owners) != 1 or not text.asserts(match.span(), ("price",)):
            continue
        others = sorted({other for amounts in owned for other in amounts} - owners[0])
        others = [other for other in others if not _is_worked_out(other, owners[0])]
        if others and _names_its_product(text, books, match.start(), amount):
            places = len(match["amount"].partition(".")[2])
            other = rng.choice(others)
            if other == other.quantize(Decimal(1).scaleb(-places)):
                grouped = f"{other:,.{places}f}" if text.source == "reply" else f"{other:.{places}f}"
                yield Corruption("wrong product", match.span("amount"), grouped)


def _is_worked_out(amount: Decimal, own: set[Decimal]) -> bool:
    return any(amount == one * times for one in own for times in range(2, 13)) or any(
        amount == abs(one - other) for one in own for other in own
    )


def _names_its_product(text: TrueText, books: Books, place: int, amount: Decimal) -> bool:
    """Whether the line names the one product whose price this is; labelled claims need no such proof."""
    if text.claims is not None:
        return sum(kind == "price" for _, kind in text.claims) > 1
    start = text.text.rfind("\n", 0, place) + 1
    line = text.text[start:place]
    titles = [record for record in books.records("product") if str(record.get("title", "\0")) in line]
    if len(titles) != 1:
        return False
    return amount in {Decimal(str(value)) for value in Books([{"fields": titles[0]}]).values("amount")}
