"""One analyser for what is indexed and what is asked, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from floorwalker.text._libraries import stem, word_segmenter
from floorwalker.text._regex import regex
from floorwalker.text.normalise import fold, folded_text

TokenKind = Literal["word", "part", "bigram", "char"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff〇\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"(?:(?![{_HAN}])[^\W_])"
_GLUED_UNITS = "ml|cl|l|fl\\.?\\s?oz|oz|kg|mg|g|mm|cm|m|inch|gb|tb|mah|w|pcs|pc|ct"
_APART_UNITS = "ml|fl\\.?\\s?oz|oz|kg|mg|g|mm|cm|inch(?:es)?|gb|tb|mah|pcs"
_CHINESE_UNITS = {
    "毫升": "ml", "克": "g", "公斤": "kg", "千克": "kg", "毫克": "mg", "升": "l", "厘米": "cm", "公分": "cm",
    "毫米": "mm", "英寸": "inch", "寸": "inch", "盎司": "oz",
}  # fmt: skip
RUN = regex(
    rf"(?P<measure>(?<![a-z0-9.])[0-9]{{1,6}}(?:\.[0-9]{{1,3}})?(?:(?:{_GLUED_UNITS})|\s(?:{_APART_UNITS})"
    rf"|\s?(?:{'|'.join(_CHINESE_UNITS)}))(?![a-z0-9']))"
    rf"|(?P<chinese>[{_HAN}]+)"
    rf"|(?P<word>{_LETTER}+(?:['.&-]{_LETTER}+)*)"
)
_MEASURE = regex(r"([0-9.]+)\s?(.+)")
_POSSESSIVE = regex(r"'s(?![a-z])")
_JOINTS = regex(r"[.&-]")
_DECIMAL = regex(r"[0-9]+\.[0-9]+")
_CODE = regex(r"([a-z]{2,})([0-9]+)|([0-9]+)([a-z]{3,})")
_MOST_PARTS = 4  # longer chains (addresses, lists) are words of their own, not one name

_SPELLINGS = {
    "grey": "gray", "jewellery": "jewelry", "pyjama": "pajama", "pyjamas": "pajamas", "aluminium": "aluminum",
    "moustache": "mustache", "tyre": "tire", "tyres": "tires", "fibre": "fiber", "fibres": "fibers",
    "travelling": "traveling", "traveller": "traveler", "centre": "center",
}  # fmt: skip
_OUR = regex(r"(?<=[a-z]{3})our")
_ISE = regex(r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ation)$)")


class Token(NamedTuple):
    """A term of a text, with its place in the original (code points, end exclusive).

    A "word" is a Chinese word or an English stem; a "part" lies inside one (the shirt of t-shirt, 共和 in
    共和国); a "bigram" is two neighbouring Chinese characters and a "char" is one, where they are no word or
    part already.
    """

    text: str
    span: tuple[int, int]
    kind: TokenKind = "word"


def analyse(text: str) -> list[Token]:
    """Cut a text into terms, in order of place; the same for titles and for queries.

    Texts are folded first, so traditional script, full width, capitals and accents make no difference.
    Chinese is cut into words (jieba's search mode), bigrams and characters, because words alone miss what the
    dictionary cuts differently in a title and in a query; English into stems (Snowball), with British
    spelling made American; joined forms are kept whole and in parts (t-shirt → tshirt, t, shirt), l'oreal is
    loreal, and a measure is one term however it is written (50 ML, 50毫升 → 50ml).
    """
    folded = folded_text(text)
    if folded.starts is None:
        return [Token(term, (start, end), kind) for term, start, end, kind in _terms(folded.text)]
    return [Token(term, folded.span(start, end), kind) for term, start, end, kind in _terms(folded.text)]


def index_terms(text: str) -> list[str]:
    """The terms under which a text is indexed, repeated as often as they occur."""
    return [term for term, _, _, _ in _terms(fold(text))]


def query_terms(text: str) -> list[str]:
    """The terms to look for, each once; those of a title are among its :func:`index_terms`."""
    return list(dict.fromkeys(index_terms(text)))


_Term = tuple[str, int, int, TokenKind]


def _terms(text: str) -> Iterator[_Term]:
    """The terms of a folded text with their places in it."""
    for match in RUN.finditer(text):
        run, at = match[0], match.start()
        if match.lastgroup == "chinese":
            terms = _chinese_terms(run)
        elif match.lastgroup == "measure":
            terms = [(_measure(run), 0, len(run), "word")]
        else:
            terms = _word_terms(run)
        for term, start, end, kind in terms:
            yield term, at + start, at + end, kind


def _chinese_terms(run: str) -> list[_Term]:
    terms: dict[tuple[int, int], _Term] = {}
    whole_end = 0
    words = [(run, 0, 1)] if len(run) == 1 else word_segmenter().tokenize(run, mode="search")
    for word, start, end in sorted(words, key=lambda word: (word[1], -word[2])):
        terms[start, end] = (word, start, end, "word" if start >= whole_end else "part")
        whole_end = max(whole_end, end)
    for at, char in enumerate(run):
        terms.setdefault((at, at + 1), (char, at, at + 1, "char"))
        if at + 1 < len(run):
            terms.setdefault((at, at + 2), (run[at : at + 2], at, at + 2, "bigram"))
    return sorted(terms.values(), key=lambda term: (term[1], -term[2]))


def _measure(written: str) -> str:
    found = _MEASURE.fullmatch(written)
    if found is None:
        return written
    unit = _CHINESE_UNITS.get(found[2], found[2])
    unit = "oz" if unit.startswith("fl") else unit.removesuffix("es") if unit == "inches" else unit
    return found[1] + unit


@lru_cache(maxsize=65_536)
def _word_terms(word: str) -> list[_Term]:
    if _DECIMAL.fullmatch(word):
        return [(word, 0, len(word), "word")]
    parts = list(_parts(word))
    single = all(last - first == 1 for _, first, last in parts)
    terms: list[_Term] = []
    if len(parts) == 1 or len(parts) <= _MOST_PARTS or single:
        terms.append((english_term("".join(part for part, _, _ in parts)), 0, len(word), "word"))
    if len(parts) > 1 and not single:
        terms += [(english_term(part), first, last, "part") for part, first, last in parts]
    if len(parts) == 1 and (code := _CODE.fullmatch(word)):
        one, two = (part for part in code.groups() if part)
        terms += [(one, 0, len(one), "part"), (two, len(one), len(word), "part")]
    return terms


def _parts(word: str) -> Iterator[tuple[str, int, int]]:
    """The parts of a joined word without apostrophes and possessive 's, each with its place."""
    first = 0
    for piece in _JOINTS.split(word):
        last = first + len(piece)
        yield _POSSESSIVE.sub("", piece).replace("'", "") or piece, first, last
        first = last + 1


@lru_cache(maxsize=65_536)
def english_term(word: str) -> str:
    """The index term of a folded English word: American spelling, then its Snowball stem."""
    if not (word.isascii() and word.isalpha() and len(word) > 2):
        return word
    return stem(_ISE.sub("iz", _OUR.sub("or", _SPELLINGS.get(word, word))))
