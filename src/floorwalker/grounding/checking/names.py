"""Proper names, and words that a text puts before the goods' own: each must stand in the evidence."""

import re
from collections.abc import Callable, Iterator

from floorwalker.grounding.checking.brands import Brands, brands_named
from floorwalker.grounding.checking.context import Context
from floorwalker.grounding.checking.covering import idle_words, uncovered
from floorwalker.grounding.checking.kinds import fits, other_kinds
from floorwalker.grounding.checking.misnamed import misnamed
from floorwalker.grounding.checking.verdict import Verdict
from floorwalker.grounding.known.words import chinese_pairs
from floorwalker.grounding.patterns import Said, pattern, words
from floorwalker.grounding.reading import Span
from floorwalker.text import fold, squash
from floorwalker.text.segment import english_term

_CAPITAL = re.compile(r"[A-ZÀ-Þ](?:[\w’'-]*[a-z0-9à-ÿ]|(?<=[A-Z])[A-Z]+(?![a-z]))")
_SMALL = re.compile(r"[a-z]")
_LETTER = re.compile(r"\w")
_ENGLISH = re.compile(r"[A-Za-z][\w'’-]*")
_BEGINNINGS = frozenset('.:!?"“(—–-')
_GREETED = pattern("names", "greeted", re.I)
_NOT_NAMES = words("names", "not_names")
_AFTER_NAME = re.compile(r"^\s?(?:[,!]|$)")
_CERTIFIED = pattern("names", "certified")
_COMPOUND = Said(r"[a-z]{3,}-[a-z]{3,}(?:-[a-z]+)?")
_ENGLISH_BEFORE = pattern("names", "english_before")
_VERB = pattern("names", "verb")
_CHINESE_BEFORE = pattern("names", "chinese_before")
_TALK = pattern("names", "talk")


def names(context: Context, source: Callable[[int, int], str], brands: Brands) -> Iterator[Verdict]:
    """The verdicts on names.

    Args:
        context: the sentence.
        source: the original words behind a span of it, with their capitals.
        brands: finds the brands that a text names.
    """
    yield from brands_named(context, source, brands)
    yield from misnamed(context, source)
    yield from _capitals(context, source)
    yield from _before_goods(context)
    yield from _compounds(context)
    yield from _certificates(context)
    yield from other_kinds(context)


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


def _capitals(context: Context, source: Callable[[int, int], str]) -> Iterator[Verdict]:
    """English names in the middle of a sentence that stand nowhere in the evidence."""
    original = source(0, len(context.text))
    if len(original) != len(context.text) or original.isupper() or not _SMALL.search(original):
        return
    if _MAKER in context.clues:
        yield from _makers(context, original)
    capitals = [match for match in _CAPITAL.finditer(original) if not context.is_settled_at(match.start())]
    strange = [match for match in capitals if _is_name(context, original, match)]
    if strange and not _is_heading(original):
        for match in strange:
            yield Verdict(match.span(), "brand", False, None, "no record has this name")


def _is_name(context: Context, original: str, match: re.Match[str]) -> bool:
    """Whether words with a capital can only be a name, and one that no record has."""
    before = original[: match.start()]
    begins = not _LETTER.search(before) or before.rstrip()[-1:] in _BEGINNINGS
    if begins and not _CAPITAL.match(original, match.end() + 1):
        return False
    word = fold(match[0]).removesuffix("'s")
    if word in _NOT_NAMES or (begins and word in idle_words("function").english):
        return False
    if context.says(_GREETED, before) or _is_called(original, match):
        return False
    return bool(uncovered(context, match.span())) and not _is_known(context, word)


def _is_heading(original: str) -> bool:
    """Whether words are in title case."""
    letters = [word for word in _ENGLISH.findall(original) if len(word) > 3]
    return len(letters) > 3 and sum(word[0].isupper() for word in letters) > 0.85 * len(letters)


_MAKER = Said(r"\bby\s(?P<name>[A-ZÀ-Þ][\w’'&-]*(?:\s[A-ZÀ-Þ][\w’'&-]*){0,4}|[a-z]{4,}(?=\s?[,.;!—]|$))")
_NO_MAKERS = words("names", "no_makers")


def _makers(context: Context, original: str) -> Iterator[Verdict]:
    """Who made a thing, after "by": in capitals or not."""
    for match in _MAKER.finditer(original):
        name = match["name"]
        if fold(name) in _NO_MAKERS or name.endswith("ing"):
            continue
        if uncovered(context, match.span("name")) and not _is_known(context, name):
            yield Verdict(match.span("name"), "brand", False, None, "no record has this name")


def _is_called(original: str, match: re.Match[str]) -> bool:
    """Whether somebody is called by their name: ", Josie!"."""
    before = original[: match.start()].rstrip()
    return before.endswith((",", "!")) and _AFTER_NAME.match(original[match.end() :]) is not None


def _is_known(context: Context, word: str) -> bool:
    """A name in other spelling or spacing, or as the customer wrote it."""
    name = squash(word)
    return any(name in spelling for spelling in context.things.spellings)


def _certificates(context: Context) -> Iterator[Verdict]:
    """A certificate by its letters: GIA证书, "GOTS certified"."""
    for match in context.found(_CERTIFIED):
        name = squash(match["name"])
        if name in idle_words("function", "opinion", "trade").english:
            continue
        if not any(name in text for text, _ in context.things.squashed):
            yield Verdict(match.span("name"), "superlative", False, None, "in no record")


def _compounds(context: Context) -> Iterator[Verdict]:
    """Compounds of which the record has one half: direct-drive where it says belt-drive."""
    idle = idle_words("function", "opinion", "trade").english
    for match in context.found(_COMPOUND):
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


def _before_goods(context: Context) -> Iterator[Verdict]:
    """A word of nobody's directly before words of the record: "ruby gemstones", 金盏花爽肤水."""
    for clause in context.clauses:
        left = uncovered(context, clause)
        talk = _TALK.search(context.text[clause[0] : clause[1] + 1]) if left else None
        for word, span in left:
            if talk and context.text[span[0] - 1 : span[0]] != "是":
                continue
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
                and not any(
                    first <= span[0] < last and fits(kind, context) for kind, (first, last) in context.kinds
                )
            ):
                yield Verdict(span, "product", False, None, "in no record")


def _begins_with_content(words: str) -> bool:
    first = re.match(r"[a-z]+", words.strip())
    return first is not None and english_term(first[0]) not in idle_words("function", "trade").english


def _names_goods(context: Context, span: Span) -> bool:
    pairs = {pair for pair, _ in chinese_pairs(context.text[slice(*span)])}
    return any(pairs & thing.name_words for thing in context.families(span))
