"""What is left of a message without the words that only hold it together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwalker.text._libraries import word_segmenter
from floorwalker.text.lexicon import stop_words
from floorwalker.text.normalise import folded_text
from floorwalker.text.phrases import Cover
from floorwalker.text.segment import RUN, Token

if TYPE_CHECKING:
    from floorwalker.core import Language


def content_words(text: str, language: Language) -> list[Token]:
    """The words of a text that may name a product, a brand or a wish, in order, folded but not stemmed.

    Dropped are the stop words and turns of phrase of ``language`` (``lexicons/stopwords.toml``). Those of the
    other language stay: in a Chinese message "it" is likelier a name than a pronoun.
    """
    folded = folded_text(text)
    stops = stop_words(language)
    idle = Cover((found.start, found.end) for found in stops.phrases.occurrences(folded))
    words: list[Token] = []
    for match in RUN.finditer(folded.text):
        for start, end in _words(match.lastgroup or "", match[0], match.start()):
            word = folded.text[start:end].removesuffix("'s")
            if word not in stops.words and not idle.covers(start, end):
                words.append(Token(word, folded.span(start, end)))
    return words


def _words(kind: str, run: str, offset: int) -> list[tuple[int, int]]:
    if kind != "chinese":
        return [(offset, offset + len(run))]
    return [(offset + start, offset + end) for _, start, end in word_segmenter().tokenize(run)]
