"""What the lexicon files share: their format, and words in two languages ordered by parents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from floorwalker.text._regex import regex
from floorwalker.text._required import required_characters
from floorwalker.text.normalise import Folded, folded_text
from floorwalker.text.phrases import Cover, Occurrence, Phrases, longest_first

if TYPE_CHECKING:
    from floorwalker.core import Language

Key = tuple[str, str]
"""A group and an id in it: ("types", "eye_cream"), ("colour", "gold")."""

_ENTRY_FIELDS: dict[str, type] = {
    "parent": str,
    "zh": list,
    "en": list,
    "en_plural": str,
    "zh_patterns": list,
    "not_zh": list,
    "not_en": list,
}


class Entry(NamedTuple):
    """One thing with its words. The first of ``zh`` and of ``en`` is its name for people.

    ``zh_patterns`` are regular expressions over folded text; ``not_zh`` and ``not_en`` are longer phrases
    that contain one of the words and mean something else. ``parent`` is an id of the same group.
    """

    key: Key
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    parent: str | None = None
    en_plural: str = ""
    zh_patterns: tuple[str, ...] = ()
    not_phrases: tuple[str, ...] = ()


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
            (entry.key, regex(pattern), required_characters(pattern))
            for entry in self._entries.values()
            for pattern in entry.zh_patterns
        ]
        self._children: dict[Key, list[Key]] = {}
        for entry in self._entries.values():
            if entry.parent is not None:
                self._children.setdefault((entry.key[0], entry.parent), []).append(entry.key)

    def __contains__(self, key: Key) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[Key]:
        return iter(self._entries)

    def find(self, text: str) -> list[tuple[Key, tuple[int, int]]]:
        """The entries a text names, the longest where they overlap, with spans in the original."""
        folded = folded_text(text)
        chosen = longest_first(self._occurrences(folded))
        return [(found.payload, folded.span(found.start, found.end)) for found in chosen]

    def _occurrences(self, folded: Folded) -> Iterator[Occurrence[Key]]:
        words = list(self._words.occurrences(folded))
        blocked: dict[Key, list[tuple[int, int]]] = {}
        for found in self._not.occurrences(folded):
            blocked.setdefault(found.payload, []).append((found.start, found.end))
        covers = {key: Cover(spans) for key, spans in blocked.items()}
        for found in (*words, *self._matches(folded.text, words)):
            if found.payload not in covers or not covers[found.payload].covers(found.start, found.end):
                yield found

    def _matches(self, text: str, words: list[Occurrence[Key]]) -> Iterator[Occurrence[Key]]:
        """What the patterns match, save where a word covers it."""
        if text.isascii():
            return
        cover = Cover((word.start, word.end) for word in words)
        characters = set(text)
        for key, pattern, required in self._patterns:
            if required is not None and required.isdisjoint(characters):
                continue
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

    def label(self, key: Key, language: Language, *, plural: bool = False) -> str:
        """The name for people, in the other language or made from the id where there is none."""
        entry = self._entries[key]
        if language == "en" and plural and entry.en_plural:
            return entry.en_plural
        words = (entry.zh or entry.en) if language == "zh" else (entry.en or entry.zh)
        label = words[0] if words else key[1].replace("_", " ")
        return regular_plural(label) if plural and language == "en" and entry.en else label


def regular_plural(noun: str) -> str:
    """The regular English plural: brushes, accessories, lipsticks."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


# ── files ─────────────────────────────────────────────────────────────────────


def read_entries(*paths: Path) -> list[Entry]:
    """The entries of lexicon files; a later file adds to what earlier ones say.

    Raises:
        UnusableInput: a file cannot be read, has an unknown or misshapen field, a pattern that is no regular
            expression, or a parent that does not exist.

    """
    tables = read_tables(_ENTRY_FIELDS, *paths)
    _check_parents(tables, paths[-1])
    return [
        Entry(
            key=key,
            zh=tuple(table.get("zh", ())),
            en=tuple(table.get("en", ())),
            parent=table.get("parent"),
            en_plural=table.get("en_plural", ""),
            zh_patterns=tuple(_checked(p, key, paths[-1]) for p in table.get("zh_patterns", ())),
            not_phrases=(*table.get("not_zh", ()), *table.get("not_en", ())),
        )
        for key, table in tables.items()
    ]


def read_tables(fields: Mapping[str, type], *paths: Path, depth: int = 2) -> dict[Key, dict[str, Any]]:
    """The tables ``[group.id]`` (or, at depth 1, ``[id]``) of TOML files, checked and merged.

    Lists of later files are added to those of earlier ones, other values replace them.

    Raises:
        UnusableInput: a file cannot be read, or a field is unknown or of the wrong type.

    """
    merged: dict[Key, dict[str, Any]] = {}
    for path in paths:
        groups = _load(path) if depth == 2 else {"": _load(path)}
        for group, entries in groups.items():
            if not isinstance(entries, dict):
                raise _unusable(f"lexicon {path.name}: {group!r} is no table", f"write [{group}.name]")
            for name, table in entries.items():
                _check(table, fields, f"{group}.{name}".lstrip("."), path)
                into = merged.setdefault((group, name), {})
                for field, value in table.items():
                    into[field] = [*into.get(field, ()), *value] if isinstance(value, list) else value
    return merged


def _load(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - needed once, when a lexicon is first asked for

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unusable(f"lexicon {path.name} cannot be read ({error})", "mend the file's TOML") from error


def _check(table: object, fields: Mapping[str, type], name: str, path: Path) -> None:
    if not isinstance(table, dict):
        raise _unusable(f"lexicon {path.name}: {name!r} is no table", f"write [{name}]")
    for field, value in table.items():
        if field not in fields:
            known = ", ".join(fields)
            raise _unusable(
                f"lexicon {path.name}: [{name}] has an unknown field {field!r}", f"known are {known}"
            )
        strings = not isinstance(value, list) or all(isinstance(item, str) for item in value)
        if not isinstance(value, fields[field]) or not strings:
            wanted = "a list of strings" if fields[field] is list else f"a {fields[field].__name__}"
            raise _unusable(f"lexicon {path.name}: [{name}] {field} has the wrong type", f"make it {wanted}")


def _check_parents(tables: Mapping[Key, Mapping[str, Any]], path: Path) -> None:
    for (group, name), table in tables.items():
        seen = {name}
        parent = table.get("parent")
        while parent is not None:
            if (group, parent) not in tables:
                raise _unusable(
                    f"lexicon {path.name}: [{group}.{name}] has an unknown parent {parent!r}",
                    "add it, or mend the id",
                )
            if parent in seen:
                raise _unusable(
                    f"lexicon {path.name}: [{group}.{name}] is its own ancestor", "break the circle"
                )
            seen.add(parent)
            parent = tables[group, parent].get("parent")


def _checked(pattern: str, key: Key, path: Path) -> str:
    try:
        required_characters(pattern)
    except re.error as error:
        where = f"[{key[0]}.{key[1]}]"
        raise _unusable(
            f"lexicon {path.name}: {where} pattern {pattern!r}: {error}", "mend the expression"
        ) from error
    return pattern


def _unusable(message: str, remedy: str) -> Exception:
    from floorwalker.core import UnusableInput  # noqa: PLC0415 - loads the settings, which no happy path needs

    return UnusableInput(message, remedy)
