"""Goods named by a part of the body: "chapped lips ... balm" is lip balm, "for the wrist" a bracelet."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from floorwalker.dialogue.understand.patterns import BODY_PARTS
from floorwalker.dialogue.understand.uses import in_one_clause
from floorwalker.text import TypeMatch, of_lexicons, product_types

_ENDS_THE_NAME = (
    r"(?=\s*(?:$|[^\w\s'-]|\d)|\s+(?:for|on|under|over|below|above|that|which|to|in|around|about|max|and|or|not|no"
    r"|please|pls|plz|from|with|at|by|up|then|is|would|could|if|but|recs?|recommendations?|ideas?|suggestions?)\b)"
)
_ITS = re.compile(r"\s+(?:for|on|to (?:put|use|rub) on|around|against)\b[^.!?;,]{0,32}?$")
_WORN = (
    r"(?:\bfor|\bround|\baround|\bon)"
    r"\s+(?:(?:round|around|on|the|my|her|his|their|our|mum's|mom's)\s+){{1,3}}(?:{})\b"
)
_OF_ONES = re.compile(r"\s(?:for|on)\s(?:(?:my|his|her|the|their|our|your)\s)?")
_UNTIL = 80  # characters from the part to the goods


class _Parts(NamedTuple):
    found: re.Pattern[str]
    nouns: re.Pattern[str]
    kinds: Mapping[tuple[str, str], str]
    worn: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]


def kinds_by_part(text: str, named: Collection[TypeMatch], sold: Collection[str]) -> Iterator[TypeMatch]:
    """The kinds that a message names by a part of the body.

    Args:
        text: what the shopper wrote.
        named: the kinds named outright.
        sold: the kinds that the shop has; where none is worn, a part alone names nothing.
    """
    parts, folded = body_parts(), text.lower()
    places = [match for match in parts.found.finditer(folded) if not _inside_longer(match.span(), named)]
    if not places:
        return
    used = False
    for noun in parts.nouns.finditer(folded):
        if _inside_longer(noun.span(), named):
            continue
        if found := _compound(folded, noun, places, parts):
            used, (kind, part) = True, found
            whole = _OF_ONES.fullmatch(folded[noun.end() : part.start()])
            span = (noun.start(), part.end() if whole else noun.end())
            yield TypeMatch(kind, span, text[slice(*span)])
    if not used and any(kind in sold for _, kinds in parts.worn for kind in kinds):
        for pattern, kinds in parts.worn:
            match = pattern.search(folded)
            if match and not any(in_one_clause(text, match.span(), one.span) for one in named):
                meant = [kind for kind in kinds if kind in sold] or kinds[:1]
                yield from (TypeMatch(kind, match.span(), text[slice(*match.span())]) for kind in meant)


def _compound(
    folded: str, noun: re.Match[str], places: Collection[re.Match[str]], parts: _Parts
) -> tuple[str, re.Match[str]] | None:
    """The kind that a noun makes with the part it is for, or else with the last one told of before it."""
    after = [p for p in places if p.start() >= noun.end() and _ITS.match(folded[noun.end() : p.start()])]
    before = [p for p in places if 0 <= noun.start() - p.end() <= _UNTIL]
    for part in (*after[:1], *reversed(before if not after else [])):
        if kind := parts.kinds.get((part.lastgroup or "", noun[0])):
            return kind, part
    return None


def _inside_longer(span: tuple[int, int], named: Collection[TypeMatch]) -> bool:
    """Whether a word is a part of the name of a kind that says more."""
    return any(
        one.span[0] <= span[0] and span[1] <= one.span[1] and one.span != span and one.text.lower() != "skin"
        for one in named
    )


@of_lexicons
@cache
def body_parts() -> _Parts:
    """The parts of the lexicon, with what they make of the second words of the names of kinds."""
    table, kinds = BODY_PARTS.read(), dict[tuple[str, str], str]()
    part_of = {name: part for part, entry in table.items() for name in entry["names"]}
    for name in product_types().words("en"):
        first, _, noun = name.lower().partition(" ")
        if first in part_of and noun and " " not in noun:
            for match in product_types().find(name)[:1]:
                kinds.setdefault((part_of[first], noun), match.type_id)
    return _Parts(
        re.compile(r"\b(?:" + "|".join(f"(?P<{p}>{'|'.join(e['en'])})" for p, e in table.items()) + r")\b"),
        re.compile(rf"\b(?:{'|'.join(sorted({re.escape(n) for _, n in kinds}))}){_ENDS_THE_NAME}"),
        kinds,
        tuple(
            (re.compile(_WORN.format("|".join(e["en"]))), tuple(e["worn"]))
            for e in table.values()
            if e.get("worn")
        ),
    )
