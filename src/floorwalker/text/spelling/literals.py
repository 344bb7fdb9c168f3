"""The plain words that a regular expression spells out: those a sentence may hold when it matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product

from floorwalker.text._regex import regex

_ESCAPE = regex(r"\\[^\W\d_]|\\.")
_GUARD = regex(r"\(\?<?[=!][^()]*\)")
_OPENING = regex(r"\(\?(?::|P<\w+>)")
_JOINT = regex(r" \?|\[ -\]\??")
_LETTERS = r"[^\W\d_]"
_CHOICE = rf"\((?:{_LETTERS}\??)+(?:\|(?:{_LETTERS}\??)*)*\)\??"
_PIECE = regex(rf"{_CHOICE}|{_LETTERS}\??")
_WORD = regex(rf"(?:{_CHOICE}|{_LETTERS}\??)+")
_CLASS = regex(r"\[[^\]]*\]")
_MOST_FORMS = 100


def patterns_words(expressions: Iterable[str]) -> frozenset[str]:
    r"""The runs of letters in expressions, with the alternatives and options that stand inside a run.

    ``\brat(ed|ing)s?\b`` gives rated, rateds, rating and ratings; ``colou?r`` both spellings. It is read from
    the expression's text, which is a hundred times as fast as parsing it: a run that touches a class or a
    wild card may be a mere part of a word, and who uses the result keeps the words of a dictionary.
    """
    return frozenset(word for expression in expressions for word in _words(expression) if word)


def _words(source: str) -> Iterator[str]:
    joined = _JOINT.sub("", _ESCAPE.sub(" ", source))  # girl ?friend is one word
    plain = _OPENING.sub("(", _GUARD.sub(" ", _CLASS.sub(" ", joined)))
    for run in _WORD.findall(plain):
        yield from _expanded(run)


def _expanded(run: str) -> Iterator[str]:
    choices = [_alternatives(piece) for piece in _PIECE.findall(run)]
    return map("".join, islice(product(*choices), _MOST_FORMS))


def _alternatives(piece: str) -> list[str]:
    choices = [piece.rstrip("?")]
    if piece.startswith("("):
        choices = [form for choice in choices[0][1:-1].split("|") for form in _expanded(choice)]
    return [*choices, ""] if piece.endswith("?") else choices
