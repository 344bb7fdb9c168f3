"""What kind of thing a product is: the head of its title, seen with the shelf it stands on."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from floorwalker.text import (
    TypeMatch,
    analyse,
    attributes,
    detect_language,
    fold,
    product_types,
    stop_words,
)

_SETS = frozenset({"gift_set"})
_HOW_IT_COMES = frozenset({"gift_set", "trial_size", "refill"})
_ENGLISH_JOINT = re.compile(r"\s*[+&/,|(\[:;]\s*|\s[-–—]\s|\s(?:and|plus)\s", re.I)
_ASIDE = re.compile(r"(?:\s[-–—]|[,|(\[:;])\s*$")  # what follows may be a shade or a scent
_ENGLISH_TAIL = re.compile(r"\s(?:with|for|in|by|from|of|featuring|to)\s", re.I)
_LATIN_NAME = re.compile(r"[^\u3400-\u9fff]*\s(?=[\u3400-\u9fff])")  # of a title in both scripts
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINESE_END = re.compile(r"$|[^\u3400-\u9fff]|[一二两三四五六七八九十]")
_FIGURES = re.compile(
    r"\b(?:refill|mini|jumbo|small|large|set|pack|[a-z]{0,2}\d[\w.,/\"”-]*|inch|ounce|oz|cup|quart)s?\b|\W",
    re.I,
)
_SEGMENT = re.compile(r"\s*(?:>|/|›|»|\|)\s*")
_WORD = re.compile(r"[^\W\d_]+")
_ACCESSORY = re.compile(
    r"\s(?:liner|cover|case|stand|holder|strap|lid|cap|sharpener|cleaner|rack|hook|footprint|charger)s?"
    r"(?=$|\s+(?:with|for|in|by|from)\s|[,(\d])",
    re.I,
)
_PART = re.compile(
    r"\b(eye|lip|hand|foot|nail|cuticle|brow|lash|scalp|beard)s?\s+(?:(?!and\b|to\b)[\w'-]+\s+){1,2}$", re.I
)
_JOINED = re.compile(r"\s(?:and|&|\+)\s", re.I)
_TWO = 2
_SHORT_TITLE = 16  # ideographs; a longer Chinese title is filled up with words to be found by

_PACKAGES = frozenset({"bags", "box", "jar", "storage_box", "water_bottle"})
_BORROWED = frozenset(
    {"food", "book", "apparel", "shoes", "stationery", "sports", "plant", "bedding", "furniture"}
)
_VAGUE = frozenset({"spray", "treatment", "water", "care"})
_PLAIN = frozenset({"nail_care", "oral_care", "makeup_brush", "sunscreen", "self_tanner"})
"""Kinds that no name stands for, wherever they are shelved: "Nail Glow" among the make-up."""

_SCENTED = frozenset({"home_fragrance", "candle", "body_care", "hair_care", "skincare", "beauty_tool"})


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of a product, with the wider ones.

    ``primary`` is what it is, ``held`` what a set of goods holds, or the shelf of something of another kind;
    ``named`` is whatever else its title names.
    """

    primary: frozenset[str]
    held: frozenset[str]
    named: frozenset[str]


def kinds_in(text: str) -> list[TypeMatch]:
    """The kinds of goods named in a text, but for those that only cross the edge of a longer word.

    透明质酸水润 holds the letters of 酸水 and speaks of 透明质酸. What is left of such a kind may name one by
    itself: 淡水珍珠耳钉 are 耳钉 of 淡水珍珠. Nor are 青花茶具 any 花茶, or 体面点 any 面点.
    """
    qualities = [match.span for match in attributes().find(text)]
    kinds: list[TypeMatch] = []
    found = product_types().find(text)
    if cut := _cut_out(text, {match.span for match in found}):
        found = product_types().find(text, cut)
    for match in found:
        crossed = next((q for q in qualities if _crosses(match.span, q)), None)
        kinds += [match] if crossed is None else _beyond(match, crossed)
    return kinds


def _cut_out(text: str, spans: AbstractSet[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Spans of two ideographs of which one ends a longer word, and the other begins one or says nothing."""
    short = [span for span in spans if span[1] - span[0] == _TWO and _HAN.match(text, span[0])]
    if not short:
        return frozenset()
    words = [token for token in analyse(text) if token.kind == "word"]
    ends = {token.span[1] for token in words if token.span[1] - token.span[0] >= _TWO}
    after = {token.span[0]: token for token in words}
    idle = stop_words("zh").words
    return frozenset(
        (start, end)
        for start, end in short
        if start + 1 in ends
        and (word := after.get(start + 1)) is not None
        and (word.span[1] > end or word.text in idle)
    )


def _beyond(kind: TypeMatch, quality: tuple[int, int]) -> list[TypeMatch]:
    """The kinds named by the end of a kind's name that a quality does not cover."""
    start = quality[1]
    if not kind.span[0] < start < kind.span[1]:
        return []
    rest = kind.text[start - kind.span[0] :]
    return [
        TypeMatch(found.type_id, (start + found.span[0], start + found.span[1]), found.text)
        for found in product_types().find(rest)
        if found.span == (0, len(rest))
    ]


def kinds_of(title: str, category: str, tags: Iterable[str] = ()) -> Kinds:
    """Read the kinds of a product.

    The head of the title decides ("lip mask" in "Lip Sleeping Mask with Vitamin C"), as far as it agrees with
    the category; of several heads those count that do. A head from another world is a name or a wrapping
    where the category says so: "Curry Pouch" among the food, "Blooming Bouquet" among the perfumes.
    """
    named = _telling(kinds_in(title))
    shelf = _shelf(category)
    heads, held = _read_title(title, named)
    how = [head for head in heads if head.type_id in _HOW_IT_COMES]
    if how:
        primary, held_kinds = _as_it_comes(how[0].type_id, held, shelf)
    elif len(heads) == 1 and _ACCESSORY.match(title, heads[0].span[1]):
        return Kinds(frozenset(), *2 * (with_wider([*_ids(heads), *shelf]),))
    else:
        primary = _on_shelf(title, heads, named, shelf, category)
        held_kinds = list(shelf) if len(shelf) == 1 else []
    if not primary:
        primary = list(shelf) or [match.type_id for tag in tags for match in product_types().find(tag)]
    kinds = with_wider(primary)
    known = kinds | with_wider(held_kinds) | with_wider(_joined(heads))
    return Kinds(kinds, known, known | with_wider(match.type_id for match in named))


def _joined(heads: Iterable[TypeMatch]) -> Iterable[str]:
    """The kinds that the name of an outfit joins: skirt and top."""
    parts = (part for head in heads for part in _JOINED.split(head.text) if part != head.text)
    return (match.type_id for part in parts for match in product_types().find(part))


def with_wider(type_ids: Iterable[str]) -> frozenset[str]:
    """Kinds of goods with those they are kinds of."""
    types = product_types()
    return frozenset(wider for type_id in type_ids for wider in (type_id, *types.ancestors(type_id)))


def _crosses(span: tuple[int, int], other: tuple[int, int]) -> bool:
    overlap = span[0] < other[1] and other[0] < span[1]
    nested = (other[0] <= span[0] and span[1] <= other[1]) or (span[0] <= other[0] and other[1] <= span[1])
    return overlap and not nested and span[1] - span[0] <= other[1] - other[0]


def _telling(named: list[TypeMatch]) -> list[TypeMatch]:
    """Without the words said of goods of many kinds (香氛 of a spray), where another word names one."""
    types = product_types()
    strong = [match for match in named if not types.is_weak(match)]
    wide = with_wider(wider for match in strong for wider in types.ancestors(match.type_id))
    return strong if any(match.type_id not in wide | _HOW_IT_COMES for match in strong) else named


def _shelf(category: str) -> tuple[str, ...]:
    """The kinds that the narrowest part of a category names, but for how goods come ("mini size")."""
    for part in reversed(_SEGMENT.split(category)):
        kinds = [match.type_id for match in kinds_in(part) if match.type_id not in _HOW_IT_COMES]
        if kinds:
            return tuple(dict.fromkeys(kinds))
    return ()


def _read_title(title: str, named: list[TypeMatch]) -> tuple[list[TypeMatch], list[TypeMatch]]:
    """The kinds that a title is about, and what it holds where that is a set.

    An English noun phrase ends in its head, before the first preposition; "shampoo + conditioner" has two. A
    Chinese listing names the product first, head last, and fills the rest with search words, which are not
    lies but not the point either. A set is a set, and counts as what it contains.
    """
    if detect_language(title, "en") == "en":
        heads = _english_heads(title, named)
        sets = [head for head in heads if head.type_id in _HOW_IT_COMES]
        return (sets[:1], _but(named, sets[0])) if sets else (heads, [])
    sets = [match for match in named if match.type_id in _SETS]
    if sets:
        return sets[:1], _but(named, sets[0])
    latin = _LATIN_NAME.match(title)
    in_latin = [found for found in named if latin and found.span[1] <= latin.end()]
    return _english_heads(title, in_latin)[:1] or _chinese_head(title, named), []


def _but(named: Iterable[TypeMatch], one: TypeMatch) -> list[TypeMatch]:
    return [match for match in named if match.type_id != one.type_id]


def _chinese_head(title: str, named: list[TypeMatch]) -> list[TypeMatch]:
    """The kind that ends a short title, else the last of the first kinds that stand together.

    护肤 in 男士护肤洗面奶 is only the wider kind.
    """
    wide = {wider for match in named for wider in product_types().ancestors(match.type_id)}
    told = [match for match in named if match.type_id not in wide]
    if len(_HAN.findall(title)) <= _SHORT_TITLE:
        final = [match for match in told if _CHINESE_END.match(title, match.span[1])]
        if final:
            return final[:1]
    run: list[TypeMatch] = []
    for match in told:
        if run and match.span[0] > run[-1].span[1]:
            break
        run.append(match)
    return [_said_in_full(run[-1], told)] if run else named[:1]


def _said_in_full(head: TypeMatch, told: Iterable[TypeMatch]) -> TypeMatch:
    """The first longer name that ends in a head of one character: 卓韵霜 is a 染发霜."""
    if len(head.text) > 1:
        return head
    longer = (one for one in told if len(one.text) > 1 and one.text.endswith(head.text))
    return next(longer, head)


def _english_heads(title: str, named: list[TypeMatch]) -> list[TypeMatch]:
    heads: list[TypeMatch] = []
    start = 0
    title = title[: max((match.span[1] for match in named), default=0)]
    for joint in [*_ENGLISH_JOINT.finditer(title), None]:
        end = joint.start() if joint else len(title)
        tail = _ENGLISH_TAIL.search(title, start, end)
        limit = tail.start() if tail else end
        inside = [match for match in named if start <= match.span[0] and match.span[1] <= limit]
        last = [match for match in inside if match.span == inside[-1].span]
        last = _of_a_part(title, start, last) if last else last
        if not heads or not _ASIDE.search(title[:start]) or _roots(_ids(last)) & _roots(_ids(heads)):
            heads += last
        start = joint.end() if joint else end
    return heads or named[:1]


def _of_a_part(title: str, start: int, last: list[TypeMatch]) -> list[TypeMatch]:
    """A bare head with the part of the body before it: "The Eye Concentrate Cream" is an eye cream."""
    head = last[0]
    part = None if " " in head.text else _PART.search(title[start : head.span[0]])
    if part is None:
        return last
    phrase, begins = f"{part[1]} {head.text}", start + part.start()
    found = [match for match in product_types().find(phrase) if match.span == (0, len(phrase))]
    whole = (begins, head.span[1])
    return [TypeMatch(match.type_id, whole, title[slice(*whole)]) for match in found] or last


def _as_it_comes(how: str, held: list[TypeMatch], shelf: Sequence[str]) -> tuple[list[str], list[str]]:
    """A set and what it holds: what is of the shelf's world or of that of most of it, or the shelf itself.

    A small bottle of something is that thing; a set or a refill counts as one only after others.
    """
    if how == "trial_size" and shelf and "fragrance" in with_wider(shelf):
        held = _agreeing(held, shelf)  # a scent is named after whatever it smells of
    inside = [match.type_id for match in held if not shelf or _roots([match.type_id]) & _roots(shelf)]
    worlds = Counter(root for kind in inside for root in _roots([kind]))
    inside = [kind for kind in inside if worlds.most_common(1)[0][0] in _roots([kind])] or list(shelf)
    if how == "trial_size":
        return [how, *inside[-1:]], inside
    return [how], inside


def _on_shelf(
    title: str, heads: list[TypeMatch], named: list[TypeMatch], shelf: Sequence[str], category: str
) -> list[str]:
    """The heads of a title as its category lets them be understood."""
    if not shelf or not heads:
        return _ids(heads)
    fitting = _agreeing(heads, shelf)
    if not fitting and _HAN.search(title):
        fitting = _agreeing(named, shelf)[-1:]
    if fitting:
        kept = [match for match in heads + named if match.span in [one.span for one in fitting]]
        return _ids([*kept, *_narrower(title, kept, named)])
    if "food" in with_wider(shelf) and all(with_wider([head.type_id]) & _PACKAGES for head in heads):
        return list(shelf)
    if kinds := _read_with(heads[-1].text, category, shelf):
        return kinds
    if _PLAIN & with_wider(_ids(heads[-1:])) and "fragrance" not in with_wider(shelf):
        return [*shelf, *_ids(heads[-1:])]
    return list(shelf) if _is_name(title, heads[-1], shelf) else _ids(heads[-1:])


def _narrower(title: str, heads: list[TypeMatch], named: list[TypeMatch]) -> list[TypeMatch]:
    """What the name in the other script says more closely: a watch that is a 机械表."""
    if not _LATIN_NAME.match(title):
        return []
    types, kinds = product_types(), {head.type_id for head in heads}
    return [match for match in named if kinds.intersection(types.ancestors(match.type_id))]


def _agreeing(matches: list[TypeMatch], shelf: Sequence[str]) -> list[TypeMatch]:
    types = product_types()

    def agrees(kind: str) -> bool:
        return any(
            one == kind or one in types.ancestors(kind) or kind in types.ancestors(one) for one in shelf
        )

    return [match for match in matches if agrees(match.type_id)]


def _ids(matches: Iterable[TypeMatch]) -> list[str]:
    return list(dict.fromkeys(match.type_id for match in matches))


def _read_with(head: str, category: str, shelf: Sequence[str]) -> list[str]:
    """What a title's last word means on its shelf: a mask of the category Hair is a hair mask."""
    types = product_types()
    for match in kinds_in(category):
        if match.type_id in shelf and fold(match.text).rstrip("s").endswith(fold(head).rstrip("s")):
            return [match.type_id]
    described, _, last = head.rpartition(" ")
    same_world = _roots(match.type_id for match in types.find(head)) & _roots(shelf)
    bare = (
        [last] if described and same_world and fold(last) not in _VAGUE and not types.find(described) else []
    )
    for said in (head, *bare):
        for word in reversed(_WORD.findall(category)):
            phrase = f"{word} {said}"
            if whole := [match for match in types.find(phrase) if match.span == (0, len(phrase))]:
                return _ids(whole)
    return []


def _is_name(title: str, head: TypeMatch, shelf: Sequence[str]) -> bool:
    """Whether a kind that the shelf contradicts is only part of a name, or the wrapping."""
    shelves, kinds = with_wider(shelf), with_wider([head.type_id])
    if "fragrance" in shelves:
        return not kinds & _SCENTED
    if not _is_final(title, head):
        return True
    return "beauty" in shelves and bool(kinds & _BORROWED)


def _is_final(title: str, head: TypeMatch) -> bool:
    """Whether nothing but figures follows a kind in its phrase: "Muffin Mold" is no muffin."""
    end = head.span[1]
    if _HAN.match(head.text):
        return _CHINESE_END.match(title, end) is not None
    ends = (_ENGLISH_JOINT, _ENGLISH_TAIL, _HAN)  # a name in both scripts ends where the other begins
    stops = [m.start() for pattern in ends if (m := pattern.search(title, end))]
    return not _FIGURES.sub("", title[end : min(stops, default=len(title))])


def _roots(kinds: Iterable[str]) -> frozenset[str]:
    types = product_types()
    return frozenset((kind, *types.ancestors(kind))[-1] for kind in kinds)
