"""The lexicons of acts, aspects, recipients and occasions, compiled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from floorwalker.core import Language
from floorwalker.text import Lexicon, LexiconFlaw, LexiconShape, of_lexicons

_FOLDER = Path(__file__).with_name("lexicons")
SAID = LexiconShape(
    optional={"unless_before": list, "unless_after": list},
    expressions={"zh": "{}", "en": "{}", "unless_before": "(?<!{})", "unless_after": "(?!{})"},
)
"""What every file of ways to say something may hold."""
_NEVER = "(?!)"

ACTS = Lexicon(_FOLDER / "acts.toml", shape=SAID)
NEGATION = Lexicon(_FOLDER / "negation.toml", shape=SAID)
ASPECTS = Lexicon(_FOLDER / "aspects.toml", shape=SAID._replace(open=("",), required=("label",)))
PEOPLE = Lexicon(
    _FOLDER / "people.toml", shape=SAID._replace(open=("recipients", "occasions"), required=("label",))
)


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
        """How a reply names it; in the other language where it has no name in this one."""
        return _label(self, language)


@dataclass(frozen=True, slots=True)
class Person:
    """A recipient of a gift, or (without ``gender``) an occasion.

    ``suited`` are words of products that suit them; they rank a list and never narrow it.
    """

    id: str
    gender: str | None
    labels: Mapping[str, str]
    pattern: re.Pattern[str]
    suited: tuple[str, ...] = ()

    def label(self, language: Language) -> str:
        """How a reply names it; in the other language where it has no name in this one."""
        return _label(self, language)


@of_lexicons
@cache
def acts() -> Mapping[str, re.Pattern[str]]:
    """One expression for each dialogue act."""
    return {name: _pattern(entry, ACTS, name) for name, entry in ACTS.read().items()}


@of_lexicons
@cache
def negations() -> Mapping[str, re.Pattern[str]]:
    """The expressions of :mod:`floorwalker.dialogue.understand.negation`, guards included."""
    return {name: _pattern(entry, NEGATION, name) for name, entry in NEGATION.read().items()}


@of_lexicons
@cache
def aspects() -> Mapping[str, Aspect]:
    """The aspects by id, in the order of the file."""
    return {
        name: Aspect(name, tuple(entry.get("fields", ())), entry["label"], _pattern(entry, ASPECTS, name))
        for name, entry in ASPECTS.read().items()
    }


@of_lexicons
@cache
def recipients() -> Mapping[str, Person]:
    """Those a gift may be for, by id."""
    return _people("recipients")


@of_lexicons
@cache
def occasions() -> Mapping[str, Person]:
    """Occasions of a gift, by id."""
    return _people("occasions")


def _people(table: str) -> Mapping[str, Person]:
    return {
        name: Person(
            name,
            entry.get("gender"),
            entry["label"],
            _pattern(entry, PEOPLE, table, name),
            tuple(entry.get("suited", ())),
        )
        for name, entry in PEOPLE.read()[table].items()
    }


def _label(named: Aspect | Person, language: Language) -> str:
    return named.labels.get(language) or next(iter(named.labels.values()), named.id.replace("_", " "))


def _pattern(entry: Mapping[str, Any], lexicon: Lexicon, *place: str) -> re.Pattern[str]:
    """Any of an entry's expressions, but not behind ``unless_before`` nor in front of ``unless_after``.

    Raises:
        UnusableInput: the expressions do not go together, as when two groups have one name.
    """
    found = "|".join(f"(?:{expression})" for expression in (*entry.get("zh", ()), *entry.get("en", ())))
    before = "".join(f"(?<!{guard})" for guard in entry.get("unless_before", ()))
    after = "".join(f"(?!{guard})" for guard in entry.get("unless_after", ()))
    try:
        return re.compile(f"{before}(?:{found or _NEVER}){after}")
    except re.error as error:
        raise lexicon.unusable(
            LexiconFlaw(place, "", f"no regular expression ({error})", "mend it")
        ) from error
