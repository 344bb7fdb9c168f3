"""A small grammar: rules with alternatives, fragments and slots, read from TOML files.

A rule is a list of alternatives, or one list for each tone. In an alternative ``<name>`` stands for another
rule and ``{name}`` for a slot, which code fills with words or figures::

    found = ["为您找到", "店里有"]
    listing.all.warm = ["<lead.yes><found>{total}款{goods}："]
    listing.all.brief = []                           # in this tone it is not said

A tone without a list of its own takes the next one's: ``brief`` that of ``formal``, ``formal`` that of
``warm``. Rules whose name begins with ``lead.`` are said only by the sentence that opens a reply.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_args

from floorwalker.core import Language, Tone, UnusableInput
from floorwalker.text import Lexicon, LexiconFlaw, LexiconShape, of_lexicons

_FOLDER = Path(__file__).parent
PHRASES: Mapping[Language, tuple[Lexicon, ...]] = {
    language: tuple(
        Lexicon(path, name=f"{language}/{path.name}", shape=LexiconShape(open=("", "*")))
        for path in sorted((_FOLDER / language / "phrases").glob("*.toml"))
    )
    for language in get_args(Language)
}
"""The wordings of each language; a shop extends them with files of the same names (``zh/listing.toml``)."""

_TONES: tuple[Tone, ...] = ("warm", "formal", "brief")
_PLACE = re.compile(r"<(?P<rule>[a-z_.]+)>|\{(?P<slot>[a-z_]+)\}")
_GOLDEN = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that code fills."""

    name: str


@dataclass(frozen=True, slots=True)
class _Call:
    rule: str


_Alternative = tuple[str | Slot | _Call, ...]


class Grammar:
    """Rules for one language.

    Raises:
        UnusableInput: a rule has the wrong form, names a rule that does not exist, or contains itself.
    """

    def __init__(self, rules: Mapping[str, Mapping[Tone, Sequence[str]]]) -> None:
        self._rules = {
            name: {tone: tuple(map(_parsed, texts)) for tone, texts in by_tone.items()}
            for name, by_tone in rules.items()
        }
        self._counts: dict[tuple[str, Tone, bool], int] = {}
        self._remembered = lru_cache(maxsize=8192)(self._wording)
        for name in self._rules:
            self._check(name, ())

    def __contains__(self, rule: str) -> bool:
        return rule in self._rules

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def slots(self, rule: str) -> frozenset[str]:
        """The slots of a rule's wordings, those of the rules in them included."""
        nodes = [node for texts in self._rules[rule].values() for text in texts for node in text]
        own = {node.name for node in nodes if isinstance(node, Slot)}
        return frozenset(own.union(*(self.slots(node.rule) for node in nodes if isinstance(node, _Call))))

    def count(self, rule: str, tone: Tone, *, opening: bool = True) -> int:
        """How many wordings a rule has; 0 means that it is not said in this tone."""
        key = (rule, tone, opening)
        if key not in self._counts:
            self._counts[key] = sum(self._ways(a, tone, opening) for a in self._rules[rule][tone])
        return self._counts[key]

    def wording(self, rule: str, tone: Tone, number: int, *, opening: bool = True) -> tuple[str | Slot, ...]:
        """One of the wordings, by its number from 0."""
        return self._remembered(rule, tone, number, opening)

    def _wording(self, rule: str, tone: Tone, number: int, opening: bool) -> tuple[str | Slot, ...]:
        for alternative in self._rules[rule][tone]:
            ways = self._ways(alternative, tone, opening)
            if number < ways:
                return tuple(self._expanded(alternative, tone, number, opening))
            number -= ways
        raise IndexError(f"{rule} has no such wording")

    def order(self, rule: str, tone: Tone, turn: int, *, opening: bool = True) -> Iterator[int]:
        """The numbers of all wordings, in an order that begins elsewhere in each turn.

        Steps of about the golden section of their count, coprime to it, so that neighbours differ in every
        fragment and each comes once.
        """
        count = self.count(rule, tone, opening=opening)
        step = max(1, round(count * _GOLDEN))
        while math.gcd(step, count) > 1:
            step += 1
        return ((turn + place) * step % count for place in range(count))

    def _ways(self, alternative: _Alternative, tone: Tone, opening: bool) -> int:
        return math.prod(
            self._fragments(node.rule, tone, opening) for node in alternative if isinstance(node, _Call)
        )

    def _fragments(self, rule: str, tone: Tone, opening: bool) -> int:
        silent = _is_lead(rule) and not opening
        return 1 if silent else max(1, self.count(rule, tone, opening=opening))

    def _expanded(
        self, alternative: _Alternative, tone: Tone, number: int, opening: bool
    ) -> Iterator[str | Slot]:
        for node in alternative:
            if not isinstance(node, _Call):
                yield node
                continue
            number, own = divmod(number, self._fragments(node.rule, tone, opening))
            if (opening or not _is_lead(node.rule)) and self.count(node.rule, tone, opening=opening):
                yield from self.wording(node.rule, tone, own, opening=opening)

    def _check(self, rule: str, above: tuple[str, ...]) -> None:
        if rule in above:
            raise UnusableInput(f"phrases: the rule {rule!r} contains itself", "break the circle")
        for alternatives in self._rules[rule].values():
            for node in {
                node for alternative in alternatives for node in alternative if isinstance(node, _Call)
            }:
                if node.rule not in self._rules:
                    raise UnusableInput(
                        f"phrases: the rule {rule!r} names <{node.rule}>, which does not exist",
                        "add it, or mend the name",
                    )
                self._check(node.rule, (*above, rule))


@of_lexicons
@cache
def grammar(language: Language, *extra: Path) -> Grammar:
    """The grammar of a language, with a shop's own files on top; read once.

    Args:
        language: of the wordings.
        extra: TOML files in the same format; their alternatives are added to those of a rule that exists.

    Raises:
        UnusableInput: a file cannot be read or breaks the format, or a shop's wording has a slot that its
            rule does not have, or takes a rule's last wording away; the message names the file.
    """
    lexicons = PHRASES[language]
    files = [(lexicon.name, lexicon.read()) for lexicon in lexicons]
    whole = _grammar(*files, *((path.name, _read(path)) for path in extra))
    if any(lexicon.extension() is not None for lexicon in lexicons):
        own = _grammar(*((lexicon.name, lexicon.package()) for lexicon in lexicons))
        for lexicon, (name, tables) in zip(lexicons, files, strict=True):
            for flaw in _misfits(whole, own, _rules(name, tables)):
                raise lexicon.unusable(flaw)
    return whole


def _grammar(*files: tuple[str, Mapping[str, Any]]) -> Grammar:
    rules: dict[str, dict[Tone, list[str]]] = {}
    for file, tables in files:
        for name, by_tone in _rules(file, tables).items():
            into = rules.setdefault(name, {tone: [] for tone in _TONES})
            for tone, texts in by_tone.items():
                into[tone] += texts
    return Grammar(rules)


def _misfits(whole: Grammar, own: Grammar, rules: Iterable[str]) -> Iterator[LexiconFlaw]:
    """What a shop's wordings ask for that the program does not fill in, and sentences without any wording."""
    for rule in rules:
        if rule not in own:
            continue
        place = tuple(rule.split("."))
        for slot in sorted(whole.slots(rule) - own.slots(rule)):
            known = ", ".join(f"{{{name}}}" for name in sorted(own.slots(rule))) or "none"
            yield LexiconFlaw(place, "", f"{{{slot}}} is no slot of this rule", f"its slots are: {known}")
        for tone in _TONES[:2]:
            if own.count(rule, tone) and not whole.count(rule, tone):
                yield LexiconFlaw(place, tone, "no wording is left", "leave or add one")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnusableInput(
            f"phrases {path.name} cannot be read ({error})", "mend the file's TOML"
        ) from error


def _rules(file: str, tables: Mapping[str, Any]) -> dict[str, dict[Tone, list[str]]]:
    rules: dict[str, dict[Tone, list[str]]] = {}
    for name, tone, texts in _lists(tables, "", file):
        rules.setdefault(name, {})[tone] = texts
    for name, by_tone in rules.items():
        if "warm" not in by_tone:
            raise UnusableInput(f"phrases {file}: {name} has no list for the tone warm", "add it")
        by_tone.setdefault("formal", by_tone["warm"])
        by_tone.setdefault("brief", by_tone["formal"])
    return rules


def _lists(table: Mapping[str, Any], name: str, file: str) -> Iterator[tuple[str, Tone, list[str]]]:
    for key, value in table.items():
        below = f"{name}.{key}".lstrip(".")
        if isinstance(value, dict):
            yield from _lists(value, below, file)
        elif isinstance(value, list) and all(isinstance(text, str) for text in value):
            tone = next((tone for tone in _TONES if tone == key), None)
            yield (name, tone, value) if tone else (below, "warm", value)
        else:
            raise UnusableInput(f"phrases {file}: {below} is no list of strings", "write one")


def _parsed(text: str) -> _Alternative:
    nodes: list[str | Slot | _Call] = []
    position = 0
    for match in _PLACE.finditer(text):
        nodes += [text[position : match.start()]] if match.start() > position else []
        nodes.append(_Call(match["rule"]) if match["rule"] else Slot(match["slot"]))
        position = match.end()
    return (*nodes, text[position:]) if position < len(text) else tuple(nodes)


def _is_lead(rule: str) -> bool:
    return rule.startswith("lead.")
