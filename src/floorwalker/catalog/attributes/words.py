"""The room's word lists: what titles state, which kinds state it, and what columns are called."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from floorwalker.text import Attributes, Phrases, attributes, of_lexicons
from floorwalker.text.lexicon import PRODUCT_TYPES

_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]*)[)\]）】]")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@of_lexicons
@cache
def vocabulary() -> Attributes:
    """The lexicon of properties with ``words.toml`` on top."""
    with as_file(files(__package__).joinpath("words.toml")) as path:
        return attributes(path)


def each_season(value: str) -> tuple[str, ...]:
    """The seasons that a word for one or two of them states: 秋冬 is autumn and winter."""
    return tuple(sorted(vocabulary().descendants("season", value))) or (value,)


@dataclass(frozen=True, slots=True)
class Origins:
    """Countries as titles write them.

    ``chinese`` names stand by themselves, ``english`` ones after "made in", ``adjectives`` before a noun;
    ``other`` are phrases that hold such a word and name no country. Each phrase stands for the country's key,
    or the empty string. ``any_chinese`` finds out quickly whether there is any.
    """

    any_chinese: re.Pattern[str]
    chinese: Phrases[str]
    english: Phrases[str]
    adjectives: Phrases[str]
    every: Phrases[str]


@cache
def origins() -> Origins:
    """The countries of ``origins.toml``."""
    table = _read("origins.toml")
    chinese, english, adjectives = (
        [(word, country) for country, words in table["countries"].items() for word in words[field]]
        for field in ("zh", "en", "adjectives")
    )
    other = [(phrase, "") for phrase in (*table["not_zh"], *table["not_en"])]
    return Origins(
        re.compile("|".join(word for word, _ in chinese)),
        Phrases(chinese + other),
        Phrases(english + other),
        Phrases(adjectives),
        Phrases(chinese + english + adjectives),
    )


@dataclass(frozen=True, slots=True)
class KindRules:
    """What the kind of goods decides (``kinds.toml``).

    ``kind_of_type`` says the kind of a product type; ``allowed`` which attributes goods of a kind state, the
    likeliest reading of a word first; ``plants`` as which attribute a plant's name is read; ``only_of`` the
    kinds and types of which alone a word states a benefit; ``values`` are named sets of values or words.
    """

    kind_of_type: dict[str, str]
    allowed: dict[str, dict[str, int]]
    plants: dict[str, str]
    only_of: dict[str, frozenset[str]]
    values: dict[str, frozenset[str]]


@cache
def kind_rules() -> KindRules:
    """The rules of ``kinds.toml``."""
    table = _read("kinds.toml")
    return KindRules(
        {type_id: kind for kind, type_ids in table["types"].items() for type_id in type_ids},
        {kind: {name: rank for rank, name in enumerate(names)} for kind, names in table["allowed"].items()},
        table["plants"],
        {word: frozenset(names) for word, names in table["only_of"].items()},
        {name: frozenset(values) for name, values in table["values"].items()},
    )


@of_lexicons
@cache
def nouns() -> Phrases[str]:
    """The words for kinds of goods, each with its product type; empty for phrases that only hold such a word.

    They are those of :func:`~floorwalker.text.product_types` without its patterns, which cost more than all
    the other words together; short heads in ``kinds.toml`` stand in for them.
    """
    table = PRODUCT_TYPES.read()["types"]
    short = _read("kinds.toml")
    words = [(word, key) for key, one in table.items() for word in (*one.get("zh", ()), *one.get("en", ()))]
    words += [(word, key) for key, heads in short["nouns"].items() for word in heads]
    other = [phrase for one in table.values() for phrase in (*one.get("not_zh", ()), *one.get("not_en", ()))]
    return Phrases(words + [(phrase, "") for phrase in other + short["not_nouns"]["words"]], inflect=True)


@cache
def column_names() -> dict[str, str]:
    """The attribute that each known column name states, by :func:`column_key`."""
    return {
        column_key(name): attribute for attribute, names in _read("columns.toml").items() for name in names
    }


@cache
def short_values() -> dict[str, dict[str, str]]:
    """Words that state a value only in a column of its name: 棉 of a material, Dry of a skin type."""
    table = _read("short.toml")
    return {
        attribute: {word: value for value, words in values.items() for word in words}
        for attribute, values in table.items()
    }


def column_key(name: str) -> str:
    """A column's name without case, spaces, marks and brackets: ``净含量 (ml)`` → ``净含量``."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "", _BRACKETS.sub(" ", plain))


def column_unit(name: str) -> str:
    """What stands in the brackets of a column's name: ``净含量 (ml)`` → ``ml``; else nothing."""
    found = _BRACKETS.search(unicodedata.normalize("NFKC", name).casefold())
    return found[1].strip() if found else ""
