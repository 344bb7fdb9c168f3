"""One spelling for what shoppers type in many: scripts, widths, case, accents and quotes."""

from __future__ import annotations

import unicodedata
from array import array
from functools import lru_cache
from typing import NamedTuple

from floorwalker.text._libraries import to_simplified
from floorwalker.text._regex import regex

_AS_THEY_ARE = frozenset("¹²³¼½¾⅓⅔⅛⅜⅝⅞")  # NFKC would join them to the digits before: $50¹, 1½
_REPLACED = (
    dict.fromkeys("‘’‚‛′‵ʼʹ`´＇", "'")
    | dict.fromkeys("“”„‟″‶＂", '"')
    | dict.fromkeys("‐‑‒–−﹣－", "-")
    | dict.fromkeys("~～〜∼˜", "~")
    | dict.fromkeys("™℠®©", " ")
    | {chr(0x2460 + n - 1): f"({n})" for n in range(1, 21)}
)
_WHITE_SPACE = regex(r"\s+")


def is_chinese(char: str) -> bool:
    """Whether a character is a Chinese ideograph (CJK unified or compatibility)."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char == "〇"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def _fold_once(char: str) -> str:
    if char in _AS_THEY_ARE:
        return char
    if char in _REPLACED:
        return _REPLACED[char]
    if is_chinese(char):
        char = to_simplified()(char)
    decomposed = unicodedata.normalize("NFKD", char).lower()
    bare = "".join(c for c in unicodedata.normalize("NFD", decomposed) if not "\u0300" <= c <= "\u036f")
    kept = (c for c in unicodedata.normalize("NFC", bare) if unicodedata.category(c) != "Cf")
    return "".join(" " if c.isspace() or unicodedata.category(c) == "Co" else c for c in kept)


def _fold_char(char: str) -> str:
    folded = _fold_once(char)
    for _ in range(4):
        again = "".join(map(_fold_once, folded))
        if again == folded:
            break
        folded = again
    return folded


class _FoldTable(dict[int, str]):
    """What each character folds to, filled as characters are met; for ``str.translate``."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _fold_char(char)
        if len(folded) != 1:
            self.uneven.add(char)
        self[code] = folded
        return folded


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """The form in which texts are compared.

    Compatibility forms become plain ones (NFKC), traditional script simplified (OpenCC t2s), capitals small,
    accents go, curly quotes and the many hyphens become ``'``, ``"`` and ``-``, every white space a space;
    invisible format characters vanish. Each character folds on its own, whatever stands beside it: so
    ``fold(a + b) == fold(a) + fold(b)`` and folding twice changes nothing. Superscripts and fractions stay,
    because they would merge with the digits before them.
    """
    return text.lower() if _is_plain(text) else text.translate(_TABLE)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "`" not in text


class Folded(NamedTuple):
    """A folded text that knows where each of its characters stood in the original.

    ``starts`` is ``None`` where both are of one length, character by character.
    """

    original: str
    text: str
    starts: array[int] | None

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text (see :func:`fold`)."""
        folded = fold(text)
        if text.isascii() or folded == text or (len(folded) == len(text) and _TABLE.uneven.isdisjoint(text)):
            return cls(text, folded, None)
        starts = array("L")
        for position, char in enumerate(text):
            starts.extend([position] * len(_TABLE[ord(char)]))
        return cls(text, folded, starts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original behind ``text[start:end]``, with the accents on its last letter."""
        if self.starts is None:
            return start, end
        if start >= len(self.starts):
            return len(self.original), len(self.original)
        first = self.starts[start]
        if end <= start:
            return first, first
        last = self.starts[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return first, last

    def source(self, start: int, end: int) -> str:
        """The original's words behind ``text[start:end]``."""
        return self.original[slice(*self.span(start, end))]


@lru_cache(maxsize=16)
def folded_text(text: str) -> Folded:
    """:meth:`Folded.of`, remembering the last few: one message goes through many finders."""
    return Folded.of(text)


def squash(text: str) -> str:
    """Fold and keep letters and digits alone, so that L'Oréal, loreal and ``L’OREAL`` are one name."""
    return "".join(filter(str.isalnum, fold(text)))


def normalise(text: str) -> str:
    """A text made clean for people: NFKC, simplified script, single spaces; case and accents are kept."""
    plain = unicodedata.normalize("NFKC", text)
    if any(map(is_chinese, plain)):
        try:
            plain = to_simplified()(plain)
        except UnicodeEncodeError:  # half of a surrogate pair, which is no character
            plain = to_simplified()(plain.encode("utf-8", "replace").decode())
    return _WHITE_SPACE.sub(" ", plain).strip()
