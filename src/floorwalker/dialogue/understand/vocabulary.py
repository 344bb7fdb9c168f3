"""The brands a shop's customers may name: its own under all their aliases, and those it does not carry."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from floorwalker.catalog import brand_key
from floorwalker.core import Language
from floorwalker.dialogue.understand.body_parts import kinds_by_part
from floorwalker.dialogue.understand.kinds_said import apart, is_a_place, is_likened
from floorwalker.dialogue.understand.patterns import asides, negations
from floorwalker.dialogue.understand.uses import is_any_tool, kinds_by_use
from floorwalker.search import KindsByMeaning, kinds_in
from floorwalker.text import (
    Brand,
    Phrases,
    TypeMatch,
    attributes,
    brand_names,
    content_words,
    is_chinese,
    product_types,
    squash,
)
from floorwalker.text.spelling import is_ordinary

_ALIAS_SEPARATOR = re.compile(r"\s*[/|｜()（）]\s*")
_GENERIC_PART = re.compile(
    r"\s+(?:cosmetics|beauty|skin ?care|makeup|paris|new york|london|fragrances?|parfums?|hair(?: ?care)?|"
    r"since \d{4}|by [\w .]+|inc\.?|co\.?|ltd\.?|official|store|官方旗舰店|旗舰店)$",
    re.I,
)
_BRAND_CUE_BEFORE = re.compile(r"(?:\b(?:by|from|brand)\s+|[从要看买])$", re.I)
_BRAND_CUE_AFTER = re.compile(
    r"^(?:'s\b|\s+(?:brand|products?|line|range|items?|stuff|ones?)\b|\s*(?:的|家|牌|这个牌子|品牌|旗下|系列|[这那他她它]家"
    r"|[那这]一?[个款支瓶件条只双盒套把台顶]))",
    re.I,
)

_CARRIED_BEFORE = re.compile(r"(?:除了|不要|别要|不想要|换|比|和|跟|有|喜欢|想要|想买|来个|找)$")
_CARRIED_AFTER = re.compile(
    r"^(?:就|也|都)?(?:免|算了|不要|不行|除外|不考虑|可以|以外|还是|和|跟|手机|平板|电脑|耳机|手表|手环|充电|数据|笔记本|官方|正品|有|原装|原厂|家的|牌的|系列)"
)
_BEGINS = re.compile(
    r"\W*(?:(?:the|my|our|his|her|their|all|and|most|any)\s+)*(?:[a-z]+ (?:and|or|&) )?"
)  # of a clause
_SHORT = 3
_FEW_KINDS = 1
_A_STORY = 5  # characters beside the goods
_KIND_LENGTH = 6


@dataclass(frozen=True, slots=True)
class BrandMention:
    """A brand named in a text. ``key`` is the shop's brand key, ``None`` for a brand it does not carry."""

    key: str | None
    said: str
    span: tuple[int, int]


class _Alias(NamedTuple):
    key: str | None
    doubtful: bool


class ShopVocabulary:
    """Finds brands in what people write. Made anew when the shop's brands change.

    A name of several brands means any of them; but the name that one brand goes by is that brand's, though
    another's could be shortened to it.

    Args:
        brands: the shop's own name of each brand by its key.
        aliases: their further names, as the shop's table, its products and the lexicon have them.
        kinds: the kinds of goods that the shop has.
        by_meaning: finds kinds of goods that are not named; ``None``: they are found by names alone.
    """

    def __init__(
        self,
        brands: Mapping[str, str],
        aliases: Mapping[str, Iterable[str]] = MappingProxyType({}),
        kinds: Collection[str] = (),
        by_meaning: KindsByMeaning | None = None,
    ) -> None:
        self._kinds = kinds
        self._by_meaning = by_meaning
        self._heads: dict[str, set[str]] = {}
        self._names = dict(brands)
        known = {squash(form): brand for brand in brand_names() for form in brand.names}
        claims = [_Claims.of((name, *aliases.get(key, ())), known) for key, name in brands.items()]
        full = {squash(form) for claim in claims for form in claim.full}
        phrases: dict[tuple[str, str | None], bool] = {}
        carried: set[str] = set()
        for key, claim in zip(brands, claims, strict=True):
            carried |= claim.entries
            short = {form for form in claim.short if squash(form) not in full}
            for form in sorted(claim.full | short):
                phrases[form, key] = claim.ambiguous or (form.isascii() and _is_ordinary(form))
        taken = {squash(form) for form, _ in phrases}
        for entry in brand_names():
            if entry.brand_id not in carried:
                for form in entry.names:
                    if squash(form) not in taken:
                        phrases[form, None] = entry.ambiguous
        self._forms = tuple(phrases)
        self._phrases = Phrases([(form, _Alias(key, doubtful)) for (form, key), doubtful in phrases.items()])

    def sold(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Those of some kinds of goods that the shop has."""
        return tuple(kind for kind in kinds if kind in self._kinds)

    def meant(self, text: str, language: Language) -> tuple[str, ...]:
        """The kinds that the shop has which a text surely means without naming them; takes some 20 ms."""
        return self._by_meaning.nearest(text, language, self._kinds) if self._by_meaning else ()

    def name(self, key: str) -> str:
        """The shop's own spelling of one of its brands."""
        return self._names.get(key, key)

    def names(self) -> Iterator[tuple[str, bool]]:
        """Every name a brand may be found by, and whether the shop carries that brand."""
        return ((form, key is not None) for form, key in self._forms)

    def find(self, text: str) -> list[BrandMention]:
        """Every brand named, in order.

        A name that is also an ordinary word needs a sign that a brand is meant: a capital inside the
        sentence, or words such as "by", "from", 的, 品牌 beside it.
        """
        return [
            BrandMention(alias.key, text[start:end], (start, end))
            for alias, (start, end) in self._phrases.find(text)
            if not alias.doubtful
            or self._meant(text, start, end)
            or (alias.key and _is_told(text, start, end))
        ]

    def kinds(self, text: str) -> list[TypeMatch]:
        """The kinds of goods that a text names; of several that one word may mean, those the shop has.

        "Cushions" are for the sofa, where no make-up is sold. "Dry as toast" (肿成金鱼) asks for no toast.
        Goods may be named by their use (洗头的). What the shop has none of and nobody asks for is told in
        passing, where what it has is named beside it, or something that is named otherwise is sought ("which
        board may go in the dishwasher").
        """
        idioms = [match.span() for match in asides()["idiom"].finditer(text.lower())]
        named = [
            match
            for match in kinds_in(text)
            if not (is_likened(text, match.span) or any(_holds(one, match.span) for one in idioms))
        ]
        used = [*kinds_by_use(text, named, self._kinds), *kinds_by_part(text, named, self._kinds)]
        left = [one for one in named if not any(_holds(use.span, one.span) for use in used)]
        found = [*(one for one in left if not (used and is_any_tool(one))), *used]
        found = [part for one in found for part in apart(one, self._kinds)]
        found = [meant for one in found for meant in self._of_that_name(one)]
        sold = {match.span for match in found if match.type_id in self._kinds}
        found = [one for one in found if one.span in sold or not _is_compounded(text, one.span, sold)]
        elsewhere = bool(sold) or (bool(self._kinds) and asides()["seeks_otherwise"].found_in(text.lower()))
        passing = {
            match.span
            for match in found
            if match.span not in sold
            and (is_a_place(text, match.span) or (elsewhere and _is_in_passing(text, match.span)))
        }
        return [
            match
            for match in found
            if match.span not in passing and (match.span not in sold or match.type_id in self._kinds)
        ]

    def _of_that_name(self, kind: TypeMatch) -> Iterable[TypeMatch]:
        """The kind; where the shop has none, the few it has that are called so: glue is for lashes here."""
        name = kind.text.lower()
        if not self._kinds or kind.type_id in self._kinds or not name.isascii() or " " in name:
            return (kind,)
        head = f" {name.removesuffix('s')}"
        if head not in self._heads:
            called = [one for one in product_types().words("en") if one.lower().endswith(head)]
            kinds = {match.type_id for one in called for match in product_types().find(one)}
            self._heads[head] = kinds.intersection(self._kinds)
        meant = self._heads[head]
        if not 0 < len(meant) <= _FEW_KINDS:
            return (kind,)
        return (replace(kind, type_id=one) for one in sorted(meant))

    def keys(self, text: str) -> list[tuple[str, tuple[int, int]]]:
        """Brands for the claim checker: a key and a span.

        For a brand that is not carried, and a name of several brands, the key is the folded name.
        """
        found: dict[tuple[int, int], str] = {}
        for mention in self.find(text):
            own = brand_key(mention.said)
            key = mention.key or own
            found[mention.span] = key if found.get(mention.span, key) == key else own
        return [(key, span) for span, key in found.items()]

    @staticmethod
    def _meant(text: str, start: int, end: int) -> bool:
        said = text[start:end]
        if said.isascii() and said.islower() and not content_words(said, "en"):
            return False  # "it's all red"
        capital = text[start].isupper() and (start > 0 or is_chinese(text[end:].lstrip()[:1] or " "))
        shouted = end - start > 1 and text[start:end].isupper() and not text.isupper()
        return bool(
            capital
            or shouted
            or _BRAND_CUE_BEFORE.search(text[:start])
            or _BRAND_CUE_AFTER.search(text[end:])
        )


def _is_in_passing(text: str, span: tuple[int, int]) -> bool:
    """Whether goods are named in a clause that tells something and asks for nothing."""
    start, stop = _clause(text, span)
    said = text[start : span[0]] + text[span[1] : stop]
    if text[span[0]].isascii():
        before, after = text[start : span[0]].lower(), text[span[1] : stop].lower()
        led = asides()["leads_past"].search(before) or asides()["devoted_to"].match(after)
        return bool(led) or _is_subject(before, after)
    return (
        stop < len(text)
        and len(said) >= _A_STORY
        and is_chinese(said[0])
        and not asides()["asks_for_goods"].search(said)
    )


def tells_of(text: str, span: tuple[int, int]) -> bool:
    """Whether an English clause begins with words to tell something of what they name: "my oats go off"."""
    if not text[span[0]].isascii():
        return False
    start, stop = _clause(text, span)
    return _is_subject(text[start : span[0]].lower(), text[span[1] : stop].lower())


def _clause(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where the clause begins and ends that a stretch stands in."""
    ends = [match.span() for match in negations()["clause_end"].finditer(text)]
    start = max((end for _, end in ends if end <= span[0]), default=0)
    return start, min((first for first, _ in ends if first >= span[1]), default=len(text))


def _is_subject(before: str, after: str) -> bool:
    return _BEGINS.fullmatch(before) is not None and asides()["goes_past"].match(after) is not None


def _is_compounded(text: str, span: tuple[int, int], sold: Collection[tuple[int, int]]) -> bool:
    """Whether an English kind right before one that is sold says what it is like (dreamcatcher necklace)."""
    return text[span[0]].isascii() and any(text[span[1] : one[0]] == " " for one in sold)


def _holds(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] <= other[0] and other[1] <= span[1]


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a brand the shop carries is spoken of, though its name is an ordinary word (苹果就算了)."""
    cue = _CARRIED_BEFORE.search(text[:start]) or _CARRIED_AFTER.search(text[end:])
    return bool(cue) or _names_goods(text[end:])


def _names_goods(text: str) -> bool:
    """Whether a kind of goods follows at once, in Chinese: 魅可口红."""
    goods = product_types().find(text[:_KIND_LENGTH]) if is_chinese(text[:1]) else []
    return any(match.span[0] == 0 for match in goods)


class _Claims(NamedTuple):
    """The names of one brand: those it goes by, what they can be shortened to, and what the lexicon knows.

    ``entries`` are ids of the lexicon, and ``ambiguous`` says whether one of them is an ordinary word.
    """

    full: set[str]
    short: set[str]
    entries: set[str]
    ambiguous: bool

    @classmethod
    def of(cls, names: Iterable[str], known: Mapping[str, Brand]) -> "_Claims":
        full = set(names)
        forms = full | {part for name in full for part in _ALIAS_SEPARATOR.split(name) if len(part) > 1}
        forms |= {shorter for form in forms if len(shorter := _GENERIC_PART.sub("", form)) > 1}
        entries = [known[squash(form)] for form in forms if squash(form) in known]
        short = forms.union(*(entry.names for entry in entries)) - full
        return cls(full, short, {e.brand_id for e in entries}, any(e.ambiguous for e in entries))


def _is_ordinary(name: str) -> bool:
    """Whether a brand's name may be an ordinary word: short, idle ("one"), or a kind or quality of goods."""
    idle = len(name) < _SHORT or not content_words(name, "en")
    coined = " " not in name and not is_ordinary(name.lower())  # Moroccanoil, though there is Moroccan oil
    return idle or (bool(product_types().find(name) or attributes().find(name)) and not coined)
