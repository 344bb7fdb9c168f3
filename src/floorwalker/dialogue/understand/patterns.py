"""The lexicons of acts, aspects, recipients and occasions, compiled."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from floorwalker.core import Language

_FOLDER = Path(__file__).with_name("lexicons")


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that can be asked about a product or the shop.

    ``fields`` name the parts of a product's record that answer it; none: the record never does.
    """

    id: str
    fields: tuple[str, ...]
    labels: Mapping[str, str]
    pattern: re.Pattern[str]

    def label(self, language: Language) -> str:
        """How a reply names it."""
        return self.labels[language]


@dataclass(frozen=True, slots=True)
class Person:
    """A recipient of a gift, or (without ``gender``) an occasion."""

    id: str
    gender: str | None
    labels: Mapping[str, str]
    pattern: re.Pattern[str]

    def label(self, language: Language) -> str:
        """How a reply names it."""
        return self.labels[language]


@cache
def acts() -> Mapping[str, re.Pattern[str]]:
    """One expression for each dialogue act."""
    return {name: _pattern(entry) for name, entry in _load("acts.toml").items()}


@cache
def negations() -> Mapping[str, re.Pattern[str]]:
    """The expressions of :mod:`floorwalker.dialogue.understand.negation`, guards included."""
    return {name: _pattern(entry) for name, entry in _load("negation.toml").items()}


@cache
def aspects() -> Mapping[str, Aspect]:
    """The aspects by id, in the order of the file."""
    return {
        name: Aspect(name, tuple(entry.get("fields", ())), entry["label"], _pattern(entry))
        for name, entry in _load("aspects.toml").items()
    }


@cache
def recipients() -> Mapping[str, Person]:
    """Those a gift may be for, by id."""
    return _people("recipients")


@cache
def occasions() -> Mapping[str, Person]:
    """Occasions of a gift, by id."""
    return _people("occasions")


def _people(table: str) -> Mapping[str, Person]:
    return {
        name: Person(name, entry.get("gender"), entry["label"], _pattern(entry))
        for name, entry in _load("people.toml")[table].items()
    }


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))


def _pattern(entry: Mapping[str, Any]) -> re.Pattern[str]:
    """Any of an entry's expressions, but not behind ``unless_before`` nor in front of ``unless_after``."""
    found = "|".join(f"(?:{expression})" for expression in (*entry["zh"], *entry["en"]))
    before = "".join(f"(?<!{guard})" for guard in entry.get("unless_before", ()))
    after = "".join(f"(?!{guard})" for guard in entry.get("unless_after", ()))
    return re.compile(f"{before}(?:{found}){after}")
