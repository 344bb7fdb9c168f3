"""What words of one language are called in the other, so that a catalogue answers questions in either.

Kinds of goods, colours and materials have their names in both languages in the lexicons of the text room;
the glossary has what else stands in titles: ingredients, effects, forms, features, occasions. It widens
queries, and nothing of it is in the index.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from floorwalker.search.synonyms import Meaning, Meant
from floorwalker.text import Phrases

_FILE = "glossary.tsv"


class Glossary:
    """Finds phrases of either language in a text, with their names in the other one."""

    def __init__(self, entries: Iterator[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        means: dict[str, dict[str, None]] = {}
        for chinese, english in entries:
            for said, others in ((chinese, english), (english, chinese)):
                for phrase in said:
                    means.setdefault(phrase, {}).update(dict.fromkeys(others))
        meanings = (Meaning("", said, tuple(others)) for said, others in means.items())
        self._phrases = Phrases(((meaning.said, meaning) for meaning in meanings), inflect=True)

    def find(self, text: str) -> list[Meant]:
        """The phrases of a text that have a name in the other language, the longest where they overlap."""
        found: dict[tuple[int, int], list[Meaning]] = {}
        for meaning, span in self._phrases.find(text):
            found.setdefault(span, []).append(meaning)
        return [Meant(span, tuple(meanings)) for span, meanings in found.items()]


@cache
def shipped_glossary() -> Glossary:
    """The glossary of the package."""
    return Glossary(_entries())


def _entries() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for line in (files(__package__) / _FILE).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            chinese, english = line.split("\t")
            yield tuple(chinese.split("|")), tuple(english.split("|"))
