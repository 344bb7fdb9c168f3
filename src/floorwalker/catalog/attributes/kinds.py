"""What kind of goods a text is about: its head noun, or else its category."""

import re
from functools import lru_cache
from typing import NamedTuple

from floorwalker.catalog.attributes.words import kind_rules, nouns
from floorwalker.text import is_chinese, of_lexicons, product_types

_JOINT = re.compile(r"\s*[+&/,|(\[:;]\s*|\s[-–—]\s|\s(?:and|plus)\s", re.I)
_TAIL = re.compile(r"\s(?:with|for|in|by|from|of|featuring|to)\s", re.I)
_COSMETIC = frozenset(("skincare", "makeup", "hair", "scented", "fragrance", "tool"))
_UNDECIDED = frozenset(("gift_set", "trial_size", "refill"))


class Noun(NamedTuple):
    """A word for a kind of goods at its place in a text."""

    type_id: str
    span: tuple[int, int]


class Kind(NamedTuple):
    """A kind of goods: ``name`` as in ``kinds.toml`` or ``unknown``, the head's ``types`` with wider ones.

    ``nouns`` are the words in the title for goods of this kind.
    """

    name: str
    types: frozenset[str]
    title: str
    nouns: tuple[Noun, ...]


def kind_of(title: str, category: str) -> Kind:
    """The kind of goods that a title names; where it names none, that of the category.

    An English noun phrase ends in its head, before the first preposition. A Chinese title names the product
    first, head last, and goes on with search words. Beside cosmetics a food is what they contain;
    on a shelf of cosmetics words for the home and for devices are parts of names. A body
    cream on a shelf for the bath counts as scented.
    """
    shelf, shelf_type = _shelf(category)
    named = [match for match in _nouns(title) if match.type_id not in _UNDECIDED]
    kinds = {_kind_of_type(match.type_id) for match in named} | {shelf}
    if not _COSMETIC.isdisjoint(kinds):
        contents = ("food", "home", "device") if shelf in _COSMETIC else ("food",)
        named = [match for match in named if _kind_of_type(match.type_id) not in contents]
    usable = [match for match in named if _kind_of_type(match.type_id) == shelf] or named
    head = (_chinese_head(usable) if any(map(is_chinese, title)) else _english_head(title, usable)) or ""
    types = frozenset((head, *product_types().ancestors(head))) if head else frozenset()
    name = _kind_of_type(head) or shelf or "unknown"
    if name == "skincare" and "body_care" in shelf_type and "skincare" not in types:
        name = "scented"
    own = tuple(match for match in named if _kind_of_type(match.type_id) in (name, _kind_of_type(head)))
    return Kind(name, types or shelf_type, title, own)


def nouns_of(kind: Kind, text: str) -> tuple[Noun, ...]:
    """The words in any text of the product for goods of its kind."""
    if text == kind.title:
        return kind.nouns
    return tuple(noun for noun in _nouns(text) if _kind_of_type(noun.type_id) == kind.name)


def _nouns(text: str) -> list[Noun]:
    return [Noun(type_id, span) for type_id, span in nouns().find(text) if type_id]


@of_lexicons
@lru_cache(maxsize=4096)
def _shelf(category: str) -> tuple[str, frozenset[str]]:
    """The kind and types of a category, the innermost level that names one first."""
    for level in reversed(re.split(r"[>/|›]", category)):
        for match in reversed(_nouns(level)):
            if kind := _kind_of_type(match.type_id):
                return kind, frozenset((match.type_id, *product_types().ancestors(match.type_id)))
    return "", frozenset()


@of_lexicons
@lru_cache(maxsize=4096)
def _kind_of_type(type_id: str) -> str:
    rules = kind_rules().kind_of_type
    return next(
        (rules[wider] for wider in (type_id, *product_types().ancestors(type_id)) if wider in rules), ""
    )


def _chinese_head(named: list[Noun]) -> str | None:
    wide = {wider for match in named for wider in product_types().ancestors(match.type_id)}
    run: list[Noun] = []
    for match in named:
        if match.type_id in wide:
            continue
        if run and match.span[0] > run[-1].span[1]:
            break
        run.append(match)
    return run[-1].type_id if run else next((match.type_id for match in named), None)


def _english_head(title: str, named: list[Noun]) -> str | None:
    start = 0
    for joint in [*_JOINT.finditer(title), None]:
        end = joint.start() if joint else len(title)
        tail = _TAIL.search(title, start, end)
        limit = tail.start() if tail else end
        heads = [match.type_id for match in named if start <= match.span[0] and match.span[1] <= limit]
        if heads:
            return heads[-1]
        start = joint.end() if joint else end
    return next((match.type_id for match in named), None)
