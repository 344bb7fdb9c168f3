"""The lexicon of bundles, compiled."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from floorwalker.text import Lexicon, LexiconFlaw, LexiconShape, of_lexicons, product_types

BUNDLES = Lexicon(
    Path(__file__).with_name("lexicons") / "bundles.toml",
    shape=LexiconShape(open=("short",), expressions={"zh": "{}", "en": "{}"}, required=("zh", "en")),
)
"""How bundles are asked for; a shop extends it with a file of the same name."""

_CUES = (
    "together",
    "composing",
    "each",
    "per_person",
    "per_piece",
    "alike",
    "varied",
    "swap",
    "all_of_it",
    "add",
    "drop",
    "everybody",
    "make_it",
    "one_of_them",
    "asks_sum",
    "asks_rest",
    "chip_in",
    "otherwise",
    "couples",
    "oneself",
    "joint",
    "adds",
    "either",
)
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class BundleWords:
    """What is said of bundles.

    ``cues`` are expressions by their name. ``people`` and ``anything`` match what stands right after a
    number. ``short`` finds the short names of an enumeration, ``kinds`` says what they mean. ``wholes`` are
    expressions with the kinds of each part that composes the whole.
    """

    cues: Mapping[str, re.Pattern[str]]
    people: re.Pattern[str]
    anything: re.Pattern[str]
    short: re.Pattern[str]
    kinds: Mapping[str, tuple[str, ...]]
    wholes: tuple[tuple[re.Pattern[str], tuple[tuple[str, ...], ...]], ...]
    pieces_alike: frozenset[str]

    def said(self, cue: str, text: str) -> bool:
        """Whether a folded text holds a cue."""
        return self.cues[cue].search(text) is not None


@of_lexicons
@cache
def bundle_words() -> BundleWords:
    """The lexicon, with the shop's own on top; read once.

    Raises:
        UnusableInput: the shop's file breaks the format, its expressions do not go together, or it names a
            kind of goods that does not exist.
    """
    table = BUNDLES.read()
    for flaw in _flaws(table):
        raise BUNDLES.unusable(flaw)
    people, anything = table["people"], table["anything"]
    not_people = _words(people.get("not_zh", []))
    return BundleWords(
        cues={name: _cue(name, table[name]) for name in _CUES},
        people=re.compile(
            rf"\s?[个位名]?(?!月|小时)(?:(?![支瓶件份条双盒款样套给送买和跟加])[\u4e00-\u9fff]){{0,3}}?"
            rf"(?!{not_people})(?:{_words(people['zh'])})"
            rf"|\s(?:(?!(?:for|and|with|to|of|or|under|in|on)\b)[a-z'-]+\s){{0,3}}?(?:{_words(people['en'])})\b"
        ),
        anything=re.compile(
            rf"\s?[个件份样款]?(?:[\u4e00-\u9fff]{{0,2}}?)(?:{_words(anything['zh'])})"
            rf"|\s(?:(?!for\b|and\b|with\b)[a-z'-]+\s){{0,2}}?(?:{_words(anything['en'])})\b"
        ),
        short=_short(tuple(table["short"])),
        kinds={word: tuple(kinds) for word, kinds in table["short"].items()},
        wholes=tuple(
            (_whole(entry["words"]), tuple(tuple(kinds) for kinds in entry["parts"]))
            for entry in table["whole"]
        ),
        pieces_alike=frozenset(table["pieces"].get("alike", ())),
    )


def _cue(name: str, entry: Mapping[str, Any]) -> re.Pattern[str]:
    expressions = [f"(?:{expression})" for expression in (*entry.get("zh", ()), *entry.get("en", ()))]
    try:
        return re.compile("|".join(expressions) or _NEVER)
    except re.error as error:
        flaw = LexiconFlaw((name,), "", f"no regular expression ({error})", "mend it")
        raise BUNDLES.unusable(flaw) from error


def _flaws(table: Mapping[str, Any]) -> Iterator[LexiconFlaw]:
    """Kinds of goods that do not exist, and short names that are too long."""
    types = product_types()
    named = [(("short",), word, kinds) for word, kinds in table["short"].items()]
    named += [(("whole",), "parts", kinds) for entry in table["whole"] for kinds in entry["parts"]]
    named += [(("pieces",), "alike", table["pieces"].get("alike", ()))]
    for word in table["short"]:
        if len(word) != 1:
            yield LexiconFlaw(
                ("short",), word, "a short name is one character", "add it to its kind in product_types.toml"
            )
    for place, field, kinds in named:
        for kind in kinds:
            if kind not in types:
                yield LexiconFlaw(
                    place, field, f"{kind!r} is no kind of goods", "see product_types.toml for the kinds"
                )


def _words(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or _NEVER


def _whole(words: list[str]) -> re.Pattern[str]:
    latin = [word for word in words if word.isascii()]
    chinese = [word for word in words if not word.isascii()]
    return re.compile(rf"\b(?:{_words(latin)})s?\b|{_words(chinese)}")


def _short(words: tuple[str, ...]) -> re.Pattern[str]:
    """Short names between the signs of an enumeration, one or several together (水、乳; 水乳霜)."""
    one = f"[{''.join(map(re.escape, words))}]"
    return re.compile(
        rf"(?:(?<=[、,+:和加跟与及])|(?<=还有)|^){one}+(?=[、,。.;+和加跟与及]|一共|总共|预算|\s|$)"
    )
