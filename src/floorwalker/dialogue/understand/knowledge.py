"""Questions about brands, and the words by which a shop's texts answer them (``lexicons/knowledge.toml``)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from floorwalker.core import Language
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.text import Folded, Lexicon, LexiconFlaw, LexiconShape, fold, of_lexicons, product_types

BrandTopic = Literal["story", "origin", "founder", "year", "style", "niche", "more"]
"""What is asked about a brand; ``more`` are its other products."""

KNOWLEDGE = Lexicon(
    Path(__file__).with_name("lexicons") / "knowledge.toml",
    shape=LexiconShape(
        optional={"told_zh": list, "told_en": list, "alone_zh": list, "alone_en": list, "weak": bool},
        expressions=dict.fromkeys(("zh", "en", "told_zh", "told_en", "alone_zh", "alone_en"), "{}"),
    ),
)
"""How brands are asked about and told of; a shop extends it with a file of the same name."""

_BRAND_NOUN = re.compile(
    r"牌子|品牌|\b(?:brand|label|maker|house|company|designer|manufacturer|winery|watchmaker|estate)\b"
)
_SPARE_WORDS = frozenset(
    ("story", "behind", "history", "brand", "label", "house", "company", "founder", "background")
)
_CLAUSE = re.compile(r"[，。；！？,.;!?]")
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class BrandQuestion:
    """A question about a brand.

    ``keys`` are the shop's brands named, ``absent`` brands named that it does not carry, in the shopper's
    words. With neither, the brand of the product in view is meant.
    """

    topic: BrandTopic
    keys: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that can be asked about a brand: how it is asked, told, and named in a reply.

    A ``weak`` question is also asked about products, so the brand must be named, and nothing beside it. What
    is asked ``alone`` can only be about a brand, so that none need be named ("who founded it?").
    """

    id: str
    asked: re.Pattern[str]
    told: re.Pattern[str]
    alone: re.Pattern[str]
    labels: Mapping[str, str]
    weak: bool

    def label(self, language: Language) -> str:
        """How a reply names it."""
        return self.labels[language]


@of_lexicons
@cache
def topics() -> Mapping[str, Topic]:
    """The topics by id, the more particular ones first."""
    return {
        name: Topic(
            name,
            _any(("topics", name), entry, "zh", "en"),
            _any(("topics", name), entry, "told_zh", "told_en"),
            _any(("topics", name), entry, "alone_zh", "alone_en"),
            entry["label"],
            bool(entry.get("weak", False)),
        )
        for name, entry in KNOWLEDGE.read()["topics"].items()
    }


def things_named(text: str, words: Iterable[str], language: Language) -> list[str]:
    """Those of a question's loose words that name a thing, and are no fragment of what is done with it.

    In English a noun follows an article or a word such as "with"; in Chinese a thing has two characters or
    more, and is no auxiliary, direction or result.
    """
    if language == "zh":
        idle = _expression("no_thing")
        return [word for word in words if len(word) > 1 and not idle.search(word)]
    named = {match["thing"] for match in _expression("thing_named").finditer(fold(text))}
    return [word for word in words if word in named]


def gift_words() -> re.Pattern[str]:
    """Words by which a record says that the thing is made to be given."""
    return _expression("gift_words")


def brand_question(message: Folded, slots: Slots, language: Language) -> BrandQuestion | None:
    """What a message asks about a brand; ``None`` where it asks about goods, or nothing.

    The brand is named, or pointed at ("this brand", 该品牌, "what else do they make"). A message that names a
    kind of goods, a quality or a price beside a brand is about the goods, unless it says "brand" or 品牌.

    Args:
        message: the message, folded.
        slots: what it says about goods.
        language: its language; both languages' expressions are looked for, since messages mix them.
    """
    del language
    text = message.text
    named = bool(slots.brands or slots.absent_brands)
    pointed = _expression("pointing").search(text) is not None
    describes = bool(slots.types or slots.wishes or slots.price or slots.unwanted or slots.rating_min)
    if slots.excluded_brands:
        return None
    if not describes and (alone := _asked_alone(text, named=named)):
        return BrandQuestion(alone, slots.brands, slots.absent_brands)
    if not (named or pointed or _expression("pronoun").search(text)):
        return None
    if _asks_for_more(text, named=named, pointed=pointed, describes=describes):
        return BrandQuestion("more", slots.brands, slots.absent_brands)
    if not named and not pointed:
        return None
    about_brand = _BRAND_NOUN.search(text) is not None
    if describes and not (about_brand and pointed and not slots.price):
        return None
    topic = _topic(text, slots, pointed=pointed, about_brand=about_brand)
    return BrandQuestion(topic, slots.brands, slots.absent_brands) if topic else None


def asks_which_goods(message: Folded, slots: Slots) -> bool:
    """Whether a question is a search: "which of your scarves are cashmere?", 哪些围巾是羊绒的.

    It names a kind of goods and a quality, price or brand, and no product that is already talked about.
    """
    wanted = slots.wishes or slots.unwanted or slots.price or slots.brands or slots.rating_min
    if not (slots.types and wanted) or slots.positions:
        return False
    return _expression("which_goods").search(message.text) is not None


def _asked_alone(text: str, *, named: bool) -> BrandTopic | None:
    """The topic of a question that no product is asked, and that names no brand."""
    found = (topic.id for topic in topics().values() if topic.alone.search(text)) if not named else ()
    return cast(BrandTopic | None, next(iter(found), None))


def _asks_for_more(text: str, *, named: bool, pointed: bool, describes: bool) -> bool:
    """Whether more of a brand is asked for.

    The brand is spoken of where more is asked for ("this is too dear; what else is there?" wants others), or
    is said to be liked. Other goods of a named brand are a plain search where the message says which goods.
    """
    asked = _expression("more_by").search(text)
    if not asked:
        return False
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, asked.start())), default=0)
    clause = _clause_of(text, asked.span())
    liked = _expression("liked").search(text[:start]) is not None
    if pointed:
        return liked or _expression("pointing").search(clause) is not None
    if named:
        apart = clause.replace(asked[0], "").strip()
        return not describes and (start == 0 or liked or len(apart) > 1)
    return _expression("pronoun").search(clause) is not None


def _topic(text: str, slots: Slots, *, pointed: bool, about_brand: bool) -> BrandTopic | None:
    """The most particular topic that is asked about."""
    for topic in topics().values():
        asked = topic.asked.search(text)
        if not asked:
            continue
        if topic.weak and not (about_brand or _is_bare(slots, _clause_of(text, asked.span()))):
            continue
        if topic.id == "niche" and not (pointed or slots.brands or slots.absent_brands):
            continue
        return "story" if topic.id == "introduction" else cast(BrandTopic, topic.id)
    return None


def _clause_of(text: str, span: tuple[int, int]) -> str:
    """The clause in which a stretch of a text stands."""
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, span[0])), default=0)
    ends = _CLAUSE.search(text, span[1])
    return text[start : ends.start() if ends else len(text)]


def _is_bare(slots: Slots, clause: str) -> bool:
    """Whether a brand is all that a clause names."""
    names_more = [
        word
        for word in slots.words
        if word in clause and word not in _SPARE_WORDS and not product_types().find(word)
    ]
    return not names_more and not slots.positions


@of_lexicons
@cache
def _expression(name: str) -> re.Pattern[str]:
    return _any((name,), KNOWLEDGE.read()[name], "zh", "en")


def _any(place: tuple[str, ...], entry: Mapping[str, Any], *lists: str) -> re.Pattern[str]:
    """Any of the expressions of an entry's lists; one that never matches where there are none.

    Raises:
        UnusableInput: the expressions do not go together, as when two groups have one name.
    """
    found = [f"(?:{expression})" for name in lists for expression in entry.get(name, ())]
    try:
        return re.compile("|".join(found) or _NEVER)
    except re.error as error:
        raise KNOWLEDGE.unusable(
            LexiconFlaw(place, "", f"it is no regular expression ({error})", "mend it")
        ) from error
