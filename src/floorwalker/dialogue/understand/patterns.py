"""The lexicons of acts, aspects, recipients and occasions, compiled."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from floorwalker.core import Language
from floorwalker.dialogue.understand.expressions import Expressions, Needles
from floorwalker.text import Lexicon, LexiconFlaw, LexiconShape, of_lexicons

_FOLDER = Path(__file__).with_name("lexicons")
SAID = LexiconShape(
    optional={"unless_before": list, "unless_after": list},
    expressions={"zh": "{}", "en": "{}", "unless_before": "(?<!{})", "unless_after": "(?!{})"},
)
"""What every file of ways to say something may hold."""

ACTS = Lexicon(_FOLDER / "acts.toml", shape=SAID)
ASIDES = Lexicon(_FOLDER / "asides.toml", shape=SAID)
NEGATION = Lexicon(_FOLDER / "negation.toml", shape=SAID)
ASPECTS = Lexicon(_FOLDER / "aspects.toml", shape=SAID._replace(open=("",), required=("label",)))
DETAILS = Lexicon(
    _FOLDER / "details.toml",
    shape=SAID._replace(
        open=("",),
        required=("label",),
        optional={**SAID.optional, **dict.fromkeys(("told_zh", "told_en", "covers", "fields"), list)},
        expressions={**SAID.expressions, "told_zh": "{}", "told_en": "{}"},
    ),
)
"""Details of a product that people ask about, and the words by which a record tells them."""

USES = Lexicon(_FOLDER / "uses.toml", shape=SAID._replace(open=("",)))
"""What is done with goods, by the kind that is so named."""

INTERESTS = Lexicon(
    _FOLDER / "interests.toml",
    shape=SAID._replace(
        open=("",), required=("kinds",), optional={**SAID.optional, "kinds": list, "otherwise": list}
    ),
)
"""What people like to do, and the kinds of goods for it."""

BODY_PARTS = Lexicon(
    _FOLDER / "body_parts.toml",
    shape=SAID._replace(open=("",), optional={**SAID.optional, "names": list, "worn": list}),
)
"""Parts of the body, the words by which names of kinds begin with them, and the kinds worn there."""

ROLES = Lexicon(_FOLDER / "roles.toml", shape=SAID._replace(open=("",)))
"""Who somebody is, where one recipient stands for several."""

QUALITIES = Lexicon(
    _FOLDER / "qualities.toml",
    shape=SAID._replace(
        open=("",), required=("facet",), optional={**SAID.optional, "unstated": bool, "never": list}
    ),
)
"""Qualities said in a turn of phrase."""

PEOPLE = Lexicon(
    _FOLDER / "people.toml",
    shape=SAID._replace(
        open=("recipients", "occasions"),
        required=("label",),
        optional={**SAID.optional, "shared": bool, "apart": bool},
    ),
)


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that can be asked about a product or the shop.

    ``fields`` name the parts of a product's record that answer it; none: the record never does.
    """

    id: str
    fields: tuple[str, ...]
    labels: Mapping[str, str]
    pattern: Expressions

    def label(self, language: Language) -> str:
        """How a reply names it; in the other language where it has no name in this one."""
        return _label(self, language)


@dataclass(frozen=True, slots=True)
class Detail:
    """Something particular that is asked about a product: what it weighs, whether it has a lid.

    ``fields`` are columns that answer it, ``told`` finds it in the texts of a record, and ``covers`` are the
    wider aspects that it stands for.
    """

    id: str
    fields: tuple[str, ...]
    covers: frozenset[str]
    labels: Mapping[str, str]
    pattern: Expressions
    told: Expressions

    def label(self, language: Language) -> str:
        """How a reply names it; in the other language where it has no name in this one."""
        return _label(self, language)


@dataclass(frozen=True, slots=True)
class Person:
    """A recipient of a gift, or (without ``gender``) an occasion.

    ``suited`` are words of products that suit them; they rank a list and never narrow it. A ``shared``
    occasion is one that all have at once, such as Christmas. Those called by other words are others where
    they are ``apart``: a dentist is no receptionist.
    """

    id: str
    gender: str | None
    labels: Mapping[str, str]
    pattern: Expressions
    suited: tuple[str, ...] = ()
    shared: bool = False
    apart: bool = False

    def label(self, language: Language) -> str:
        """How a reply names it; in the other language where it has no name in this one."""
        return _label(self, language)


@dataclass(frozen=True, slots=True)
class Interest:
    """What somebody likes to do: the kinds of goods for it, and others where a shop has none of these."""

    kinds: tuple[str, ...]
    otherwise: tuple[str, ...]
    pattern: Expressions


@dataclass(frozen=True, slots=True)
class Quality:
    """A quality said in a turn of phrase: whether records hardly state it, and which kinds never have it."""

    pattern: Expressions
    never: frozenset[str]
    unstated: bool


@of_lexicons
@cache
def acts() -> Mapping[str, Expressions]:
    """The expressions of each dialogue act."""
    return _patterns(ACTS, ACTS.read())


@of_lexicons
@cache
def negations() -> Mapping[str, Expressions]:
    """The expressions of :mod:`floorwalker.dialogue.understand.negation`, guards included."""
    return _patterns(NEGATION, NEGATION.read())


@of_lexicons
@cache
def asides() -> Mapping[str, Expressions]:
    """The expressions by which what a message tells around the wish is known."""
    return _patterns(ASIDES, ASIDES.read())


@of_lexicons
@cache
def uses() -> Mapping[str, Expressions]:
    """The deeds by which goods are named, by their kind."""
    return _patterns(USES, USES.read())


@of_lexicons
@cache
def qualities() -> Mapping[str, Quality]:
    """The qualities that turns of phrase wish for, by facet and value: ``benefit:durable``."""
    table = QUALITIES.read()
    return {
        table[name]["facet"]: Quality(
            pattern, frozenset(table[name].get("never", ())), unstated=bool(table[name].get("unstated"))
        )
        for name, pattern in _patterns(QUALITIES, table).items()
    }


@of_lexicons
@cache
def interests() -> Mapping[str, Interest]:
    """What people like to do, by id."""
    table = INTERESTS.read()
    return {
        name: Interest(tuple(table[name]["kinds"]), tuple(table[name].get("otherwise", ())), pattern)
        for name, pattern in _patterns(INTERESTS, table).items()
    }


@of_lexicons
@cache
def aspects() -> Mapping[str, Aspect]:
    """The aspects by id, in the order of the file."""
    table = ASPECTS.read()
    return {
        name: Aspect(name, tuple(table[name].get("fields", ())), table[name]["label"], pattern)
        for name, pattern in _patterns(ASPECTS, table).items()
    }


@of_lexicons
@cache
def details() -> Mapping[str, Detail]:
    """The details by id, in the order of the file."""
    table = DETAILS.read()
    told = {
        name: {
            language: entry.get(f"told_{language}") or entry.get(language, ()) for language in ("zh", "en")
        }
        for name, entry in table.items()
    }
    finders = _patterns(DETAILS, told)
    return {
        name: Detail(
            name,
            tuple(table[name].get("fields", ())),
            frozenset(table[name].get("covers", ())),
            table[name]["label"],
            pattern,
            finders[name],
        )
        for name, pattern in _patterns(DETAILS, table).items()
    }


@of_lexicons
@cache
def recipients() -> Mapping[str, Person]:
    """Those a gift may be for, by id."""
    return _people("recipients")


@of_lexicons
@cache
def roles() -> Mapping[str, Expressions]:
    """Those who go by the same recipient, by id: a son and a niece are children both."""
    return _patterns(ROLES, ROLES.read())


@of_lexicons
@cache
def occasions() -> Mapping[str, Person]:
    """Occasions of a gift, by id."""
    return _people("occasions")


def _people(table: str) -> Mapping[str, Person]:
    patterns = _patterns(PEOPLE, entries := PEOPLE.read()[table], table)
    return {
        name: Person(
            name,
            entry.get("gender"),
            entry["label"],
            patterns[name],
            tuple(entry.get("suited", ())),
            shared=bool(entry.get("shared")),
            apart=bool(entry.get("apart")),
        )
        for name, entry in entries.items()
    }


def _label(named: Aspect | Detail | Person, language: Language) -> str:
    return named.labels.get(language) or next(iter(named.labels.values()), named.id.replace("_", " "))


def _patterns(
    lexicon: Lexicon, entries: Mapping[str, Mapping[str, Any]], *place: str
) -> dict[str, Expressions]:
    """What each entry of a table is told by.

    Raises:
        UnusableInput: the expressions of an entry do not go together, as when two groups have one name.
    """
    needles, patterns = Needles(), {}
    for name, entry in entries.items():
        try:
            patterns[name] = Expressions(_guarded(entry), needles)
        except re.error as error:
            flaw = LexiconFlaw((*place, name), "", f"no regular expression ({error})", "mend it")
            raise lexicon.unusable(flaw) from error
    return patterns


def _guarded(entry: Mapping[str, Any]) -> Iterator[str]:
    """An entry's expressions, but not behind ``unless_before`` nor in front of ``unless_after``."""
    before = "".join(f"(?<!{guard})" for guard in entry.get("unless_before", ()))
    after = "".join(f"(?!{guard})" for guard in entry.get("unless_after", ()))
    return (f"{before}(?:{said}){after}" for said in (*entry.get("zh", ()), *entry.get("en", ())))
