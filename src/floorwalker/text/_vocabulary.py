"""Words in two languages, ordered by parents, that can be found in texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from floorwalker.text._regex import regex
from floorwalker.text._shape import LexiconFlaw, LexiconShape
from floorwalker.text.lexicon_files import Lexicon
from floorwalker.text.normalise import Folded, folded_text
from floorwalker.text.phrases import Cover, Occurrence, Phrases, longest_first
from floorwalker.text.sieve import Sieve

if TYPE_CHECKING:
    from floorwalker.core import Language

Key = tuple[str, str]
"""A group and an id in it: ("types", "eye_cream"), ("colour", "gold")."""


class Entry(NamedTuple):
    """One thing with its words. The first of ``zh`` and of ``en`` is its name for people.

    ``zh_patterns`` are regular expressions over folded text; ``not_zh`` and ``not_en`` are longer phrases
    that contain one of the words and mean something else. ``weak`` are words that are said of goods of other
    kinds too. ``parent`` is an id of the same group.
    """

    key: Key
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    parent: str | None = None
    en_plural: str = ""
    zh_patterns: tuple[str, ...] = ()
    not_phrases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class Vocabulary:
    """Entries that can be found in texts and know their parents."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.key: entry for entry in entries}
        words = [(word, entry.key) for entry in self._entries.values() for word in (*entry.zh, *entry.en)]
        self._words = Phrases(words, inflect=True)
        self._not = Phrases(
            [(phrase, entry.key) for entry in self._entries.values() for phrase in entry.not_phrases],
            inflect=True,
        )
        self._patterns = [
            (entry.key, regex(pattern)) for entry in self._entries.values() for pattern in entry.zh_patterns
        ]
        self._sieve = Sieve((place, pattern.pattern) for place, (_, pattern) in enumerate(self._patterns))
        self._children: dict[Key, list[Key]] = {}
        for entry in self._entries.values():
            if entry.parent is not None:
                self._children.setdefault((entry.key[0], entry.parent), []).append(entry.key)

    def __contains__(self, key: Key) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[Key]:
        return iter(self._entries)

    def find(self, text: str, but: Collection[tuple[int, int]] = ()) -> list[tuple[Key, tuple[int, int]]]:
        """The entries a text names, the longest where they overlap, with spans in the original.

        Args:
            text: the text.
            but: spans in which nothing is to be found.
        """
        folded = folded_text(text)
        found = self._occurrences(folded)
        if but:
            found = [one for one in found if folded.span(one.start, one.end) not in but]
        chosen = longest_first(found)
        return [(found.payload, folded.span(found.start, found.end)) for found in chosen]

    def _occurrences(self, folded: Folded) -> list[Occurrence[Key]]:
        words = self._words.occurrences(folded)
        found = [*words, *self._matches(folded.text, words)]
        if not found:
            return found
        blocked: dict[Key, list[tuple[int, int]]] = {}
        for longer in self._not.occurrences(folded):
            blocked.setdefault(longer.payload, []).append((longer.start, longer.end))
        if not blocked:
            return found
        covers = {key: Cover(spans) for key, spans in blocked.items()}
        return [
            one for one in found
            if one.payload not in covers or not covers[one.payload].covers(one.start, one.end)
        ]  # fmt: skip

    def _matches(self, text: str, words: list[Occurrence[Key]]) -> Iterator[Occurrence[Key]]:
        """What the patterns match, save where a word covers it."""
        possible = () if text.isascii() else self._sieve.possible(text)
        if not possible:
            return
        cover = Cover((word.start, word.end) for word in words)
        for place in sorted(possible):
            key, pattern = self._patterns[place]
            for match in pattern.finditer(text):
                if match.start() < match.end() and not cover.covers(*match.span()):
                    yield Occurrence(*match.span(), key)

    def ancestors(self, key: Key) -> Iterator[Key]:
        """The parents, the nearest first."""
        entry = self._entries.get(key)
        while entry is not None and entry.parent is not None:
            entry = self._entries[entry.key[0], entry.parent]
            yield entry.key

    def descendants(self, key: Key) -> Iterator[Key]:
        """The children and theirs."""
        for child in self._children.get(key, ()):
            yield child
            yield from self.descendants(child)

    def words(self, language: Language) -> Iterator[str]:
        """Every way the entries are said in a language; a word of two entries comes twice."""
        for entry in self._entries.values():
            yield from entry.zh if language == "zh" else entry.en

    def label(self, key: Key, language: Language, *, plural: bool = False) -> str:
        """The name for people, in the other language or made from the id where there is none."""
        entry = self._entries[key]
        if language == "en" and plural and entry.en_plural:
            return entry.en_plural
        words = (entry.zh or entry.en) if language == "zh" else (entry.en or entry.zh)
        label = words[0] if words else key[1].replace("_", " ")
        return regular_plural(label) if plural and language == "en" and entry.en else label

    def names(self, key: Key, language: Language) -> tuple[str, ...]:
        """Every way one entry is said in a language."""
        entry = self._entries[key]
        return entry.zh if language == "zh" else entry.en


def regular_plural(noun: str) -> str:
    """The regular English plural: brushes, accessories, lipsticks."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


ENTRIES = LexiconShape(
    optional={"not_zh": list, "not_en": list, "zh_patterns": list, "weak": list},
    expressions={"zh_patterns": "{}"},
)
"""What every file of entries may hold, whether or not the package's own makes use of it."""


def read_entries(lexicon: Lexicon, *more: Path) -> list[Entry]:
    """The entries ``[group.id]`` of a lexicon, of further files of the package, and of the shop on top.

    Raises:
        UnusableInput: the shop's file does not have the lexicon's form, or a parent does not exist.
    """
    groups: Mapping[str, Mapping[str, Mapping[str, Any]]] = lexicon.read(*more)
    tables = {(group, name): table for group, entries in groups.items() for name, table in entries.items()}
    for flaw in _parentless(tables):
        raise lexicon.unusable(flaw)
    return [
        Entry(
            key=key,
            zh=tuple(table.get("zh", ())),
            en=tuple(table.get("en", ())),
            parent=table.get("parent"),
            en_plural=table.get("en_plural", ""),
            zh_patterns=tuple(table.get("zh_patterns", ())),
            not_phrases=(*table.get("not_zh", ()), *table.get("not_en", ())),
            weak=tuple(table.get("weak", ())),
        )
        for key, table in tables.items()
    ]


def _parentless(tables: Mapping[Key, Mapping[str, Any]]) -> Iterator[LexiconFlaw]:
    for (group, name), table in tables.items():
        seen = {name}
        parent = table.get("parent")
        while parent is not None:
            if (group, parent) not in tables:
                yield LexiconFlaw(
                    (group, name),
                    "parent",
                    f"{parent!r} does not exist",
                    f"add [{group}.{parent}], or mend the id",
                )
                break
            if parent in seen:
                yield LexiconFlaw(
                    (group, name), "parent", "the kind would be its own ancestor", "break the circle"
                )
                break
            seen.add(parent)
            parent = tables[group, parent].get("parent")
