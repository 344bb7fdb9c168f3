"""Proper names, and words that a text puts before the goods' own: each must stand in the evidence."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import idle_words, uncovered
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.evidence import Fact
from floorwalker.grounding.known.words import chinese_pairs, has_chinese
from floorwalker.grounding.reading import Span
from floorwalker.text import fold, product_types, squash
from floorwalker.text.segment import english_term
from floorwalker.text.spelling.pinyin import readings

Brands = Callable[[str], Iterable[tuple[str, Span]]]

_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w’'-]*[a-z0-9à-ÿ]|[A-Z]{2,}(?![a-z])")
_GREETED = re.compile(
    r"(?:\b(?:hi|hello|hey|dear|thanks|thank you|sorry|morning|evening|afternoon|cheers|mr|mrs|ms|miss|dr|sir|madam|welcome|bye|oh|ok|okay|right|so|well|love|regards|best)\.?,?\s?(?:there\s|again\s)?$)",
    re.I,
)
_NOT_NAMES = frozenset(
    [
        "i",
        "i'm",
        "i'd",
        "i'll",
        "i've",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "christmas",
        "easter",
        "halloween",
        "diwali",
        "eid",
        "hanukkah",
        "valentine's",
        "mother's",
        "father's",
        "usd",
        "eur",
        "gbp",
        "cny",
        "rmb",
        "usb",
        "led",
        "tv",
        "uk",
        "us",
        "eu",
        "ok",
        "okay",
        "diy",
        "faq",
        "ai",
        "vat",
        "pdf",
        "spf",
        "uv",
        "hd",
        "pc",
        "id",
        "sku",
        "rrp",
        "msrp",
        "mr",
        "mrs",
        "ms",
        "eta",
        "english",
        "chinese",
    ]
)
_AFTER_NAME = re.compile(r"^\s?(?:[,!]|$)")


def names(context: Context, source: Callable[[int, int], str], brands: Brands) -> Iterator[Verdict]:
    """The verdicts on names.

    Args:
        context: the sentence.
        source: the original words behind a span of it, with their capitals.
        brands: finds the brands that a text names.
    """
    yield from _brands(context, source, brands)
    yield from _capitals(context, source)
    yield from _before_goods(context)
    yield from _quotes(context)
    yield from _compounds(context)
    yield from _certificates(context)
    yield from _other_kinds(context)


def titles(context: Context) -> Iterator[Verdict]:
    """The names of records as they are written there; the longest where one holds another."""
    found: list[Verdict] = []
    for name, fact in context.things.titles:
        start = context.text.find(name)
        while start >= 0:
            span = (start, start + len(name))
            if not any(span[0] < v.span[1] and v.span[0] < span[1] for v in found):
                found.append(Verdict(span, "product", True, fact))
            start = context.text.find(name, span[1])
    yield from found


def filled_in(context: Context, source: Callable[[int, int], str], brands: Brands) -> Iterator[Verdict]:
    """The verdicts on brands and quotations alone, which code fills into sentences of its own."""
    yield from _brands(context, source, brands)
    yield from _quotes(context)


def _brands(context: Context, source: Callable[[int, int], str], brands: Brands) -> Iterator[Verdict]:
    found = list(brands(context.text))
    if not found:
        return
    known = context.things.brands
    if known is None:
        known = context.things.brands = _known_brands(context, brands)
    for key, span in found:
        name = squash(context.text[slice(*span)])
        fact = known.get(key) or next(
            (f for t in context.things.all for text, f in t.texts if name in squash(text)), None
        )
        if fact is None and _is_a_common_word(source(*span), context.text, span):
            continue
        yield Verdict(span, "brand", fact is not None, fact, "" if fact else "no record is of this brand")


def _is_a_common_word(written: str, text: str, span: Span) -> bool:
    """Whether a brand's name may be plain words here: "simple" without a capital, 美的 inside of 美美的."""
    if written.isascii():
        return written == written.lower() or span[0] == 0
    return (
        len(written) == 2
        and not _BRAND_BEFORE.search(text[: span[0]])
        and not _BRAND_AFTER.match(text[span[1] :])
    )


_BRAND_BEFORE = re.compile(r"(?:^|[,;:、(\s]|来自|是|选|款|的)$")
_BRAND_AFTER = re.compile(r"(?:家|牌|这|那|的|[,、;]|$|品牌|出品|官方|旗舰)")


def _known_brands(context: Context, brands: Brands) -> dict[str, Fact]:
    known: dict[str, Fact] = {}
    for thing in context.things.all:
        for text, fact in thing.texts:
            if len(text) <= _LONGEST_NAMED or fact.source.field == "text":
                for key, _span in brands(text):
                    known.setdefault(key, fact)
    return known


_LONGEST_NAMED = 2000


def _capitals(context: Context, source: Callable[[int, int], str]) -> Iterator[Verdict]:
    """English names in the middle of a sentence that stand nowhere in the evidence."""
    original = source(0, len(context.text))
    if len(original) != len(context.text) or original.isupper() or not re.search(r"[a-z]", original):
        return
    letters = [w for w in re.findall(r"[A-Za-z][\w'’-]*", original) if len(w) > 3]
    if letters and sum(word[0].isupper() for word in letters) > 0.85 * len(letters) and len(letters) > 3:
        return  # a heading, in title case
    first = re.search(r"\w", original)
    start_of_text = first.start() if first else 0
    for match in _CAPITAL.finditer(original):
        word = fold(match[0]).removesuffix("'s")
        begins = (
            match.start() == start_of_text
            or re.search(r"[.:!?\"“(—–-]\s*$", original[: match.start()]) is not None
        )
        following = _CAPITAL.match(original, match.end() + 1)
        if word in _NOT_NAMES or (begins and not following) or _GREETED.search(original[: match.start()]):
            continue
        if begins and word in idle_words("function").english:
            continue
        if _is_called(original, match):
            continue
        if uncovered(context, match.span()) and not _is_known(context, word):
            yield Verdict(match.span(), "brand", False, None, "no record has this name")


def _is_called(original: str, match: re.Match[str]) -> bool:
    """Whether somebody is called by their name: ", Josie!"."""
    before = original[: match.start()].rstrip()
    return before.endswith((",", "!")) and _AFTER_NAME.match(original[match.end() :]) is not None


def _is_known(context: Context, word: str) -> bool:
    """A name in other spelling or spacing, or as the customer wrote it."""
    name = squash(word)
    return any(
        name in squash(text) or (has_chinese(text) and name in _sounded(text))
        for thing in context.things.all
        for text, _ in thing.texts
        if len(text) < _LONGEST_NAMED
    )


@lru_cache(maxsize=512)
def _sounded(text: str) -> str:
    """A Chinese text as it sounds (pinyin without tones): 宜兴 is yixing."""
    return "".join(way[0][0] if (way := readings(char)) else "" for char in text)


_QUOTED = re.compile(r"[“「『《]([^”」』》\n]{2,80})[”」』》]|\"([^\"\n]{3,80})\"")


def _quotes(context: Context) -> Iterator[Verdict]:
    """What stands in quotation marks is somebody's words: they must be in the evidence, in its language."""
    for match in _QUOTED.finditer(context.text):
        group = match.lastindex or 1
        span = match.span(group)
        if left := uncovered(context, span, opinions=False):
            if any(_same_script(word, context) for word, _ in left):
                yield Verdict(span, "product", False, None, "in no record")


def _same_script(word: str, context: Context) -> bool:
    return any(
        word[0].isascii() == text[:1].isascii() for thing in context.things.all for text, _ in thing.texts
    )


_GOES_ON = re.compile(r"[\u4e00-\u9fff]")
_CERTIFIED = re.compile(
    r"(?P<name>[a-z][a-z0-9-]{1,12})\s?(?:证书|认证|标准|检测|质检|certifi\w+|accredit\w+|approv\w+)"
)


def _certificates(context: Context) -> Iterator[Verdict]:
    """A certificate by its letters: GIA证书, "GOTS certified"."""
    for match in _CERTIFIED.finditer(context.text):
        name = squash(match["name"])
        if name in idle_words("function", "opinion", "trade").english:
            continue
        if not any(name in squash(text) for thing in context.things.all for text, _ in thing.texts):
            yield Verdict(match.span("name"), "superlative", False, None, "in no record")


def _is_name(context: Context, span: Span) -> bool:
    pairs = {pair for pair, _ in chinese_pairs(context.text[slice(*span)])}
    return any(pairs and pairs <= thing.name_words for thing in context.families(span))


def _other_kinds(context: Context) -> Iterator[Verdict]:
    """A kind of goods right behind words of a name that are of another kind: 橄榄油润唇膏 of a hand cream."""
    own = {
        kind for thing in context.things.goods for one in context.things.family(thing) for kind in one.kinds
    }
    beside = [
        span for clause in context.clauses for _word, span in uncovered(context, clause)
        if not _word.isascii() and any(span[0] == end and _is_name(context, (start, end)) for start, end in context.covered)
    ]  # fmt: skip
    if not own or not beside:
        return
    types = product_types()
    known = own | {wider for kind in own for wider in types.ancestors(kind)}
    for match in types.find(context.text):
        fits = (
            match.type_id in known
            or own & set(types.ancestors(match.type_id))
            or known & types.descendants(match.type_id)
        )
        if (
            not fits
            and not _GOES_ON.match(context.text, match.span[1])
            and any(match.span[0] <= start and end <= match.span[1] for start, end in beside)
        ):
            yield Verdict(match.span, "product", False, None, "the evidence has no goods of this kind")


_COMPOUND = re.compile(r"[a-z]{3,}-[a-z]{3,}(?:-[a-z]+)?")


def _compounds(context: Context) -> Iterator[Verdict]:
    """Compounds of which the record has one half: direct-drive where it says belt-drive."""
    idle = idle_words("function", "opinion", "trade").english
    for match in _COMPOUND.finditer(context.text):
        parts = match[0].split("-")
        known = [
            english_term(part) in thing.stems for part in parts for thing in context.families(match.span())
        ]
        missing = [
            part
            for part in parts
            if english_term(part) not in idle
            and not any(
                english_term(part) in t.stems
                for t in [*context.families(match.span()), *context.things.others]
            )
        ]
        if missing and any(known) and len(missing) < len(parts):
            yield Verdict(match.span(), "attribute", False, None, "in no record")


_ENGLISH_BEFORE = re.compile(
    r"(?:[,;:(]|\b(?:a|an|the|with|in|of|and|our|is|are|it's|comes in|two|three|four|five|six)\s|\d\s)\s*$"
)


def _before_goods(context: Context) -> Iterator[Verdict]:
    """A word of nobody's directly before words of the record: "ruby gemstones", 金盏花爽肤水."""
    for clause in context.clauses:
        if _TALK.search(context.text[clause[0] : clause[1] + 1]):
            continue
        for word, span in uncovered(context, clause):
            after = next((s for s in context.covered if s[0] >= span[1]), None)
            if after is None or len(context.text[slice(*after)].strip()) < 2:
                continue
            between = context.text[span[1] : after[0]]
            if word.isascii():
                if (
                    between in {" ", "-"}
                    and _ENGLISH_BEFORE.search(context.text[clause[0] : span[0]])
                    and len(word) > 2
                    and not word.endswith("ing")
                    and _begins_with_content(context.text[slice(*after)])
                ):
                    yield Verdict(span, "product", False, None, "in no record")
            elif (
                not between
                and 2 <= len(word) <= 5
                and not _VERB.match(word)
                and _names_goods(context, after)
                and _CHINESE_BEFORE.search(context.text[clause[0] : span[0]])
                and after[1] - after[0] >= 2
            ):
                yield Verdict(span, "product", False, None, "in no record")


_VERB = re.compile(
    r"来自|产自|出自|搭载|曾获|荣获|并获|获|详见|拿过|通过|预计|附|带|配|换|选|买|用|戴|穿|铺|放|送|还|跑|走|看|听|到|给|把|被|让|请|想|要|会|能|可|适|为|对|在|是|有|无|不|没|再|又|都|也|就|才|只|最|更|很|太|单"
)


def _begins_with_content(words: str) -> bool:
    first = re.match(r"[a-z]+", words.strip())
    return first is not None and english_term(first[0]) not in idle_words("function", "trade").english


def _names_goods(context: Context, span: Span) -> bool:
    pairs = {pair for pair, _ in chinese_pairs(context.text[slice(*span)])}
    return any(pairs & thing.name_words for thing in context.families(span))


_CHINESE_BEFORE = re.compile(r"(?:^|[,;:、(]|[的是有款这那和与加配]|这[款支瓶件个]|那[款支瓶件个])\s*$")
_TALK = re.compile(r"[?？]|吗|呢$|您|你|我|如果|\byou\b|\byour\b|\bi\b|\bi'\w+|\bif\b|\bmy\b|\blet\b|\bwe\b")
