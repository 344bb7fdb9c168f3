"""The lexicon of bundles, compiled."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("lexicons") / "bundles.toml"
_CUES = (
    "together",
    "composing",
    "each",
    "per_person",
    "per_piece",
    "alike",
    "otherwise",
    "couples",
    "oneself",
    "joint",
    "either",
)


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


@cache
def bundle_words() -> BundleWords:
    """The lexicon, read once."""
    table = tomllib.loads(_FILE.read_text("utf-8"))
    people, anything = table["people"], table["anything"]
    not_people = "|".join(map(re.escape, people["not_zh"]))
    return BundleWords(
        cues={name: re.compile("|".join(f"(?:{e})" for e in _both(table[name]))) for name in _CUES},
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
        pieces_alike=frozenset(table["pieces"]["alike"]),
    )


def _both(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return (*entry["zh"], *entry["en"])


def _words(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _whole(words: list[str]) -> re.Pattern[str]:
    latin = [word for word in words if word.isascii()]
    chinese = [word for word in words if not word.isascii()]
    return re.compile(rf"\b(?:{_words(latin)})s?\b|{_words(chinese)}")


def _short(words: tuple[str, ...]) -> re.Pattern[str]:
    """Short names between the signs of an enumeration, one or several together (水、乳; 水乳霜)."""
    one = f"[{''.join(words)}]"
    return re.compile(
        rf"(?:(?<=[、,+:和加跟与及])|(?<=还有)|^){one}+(?=[、,。.;+和加跟与及]|一共|总共|预算|\s|$)"
    )
