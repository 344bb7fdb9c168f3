"""The rules of the files in ``rules/``, with what a shop's own files add to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from floorwalker.core import Language
from floorwalker.grounding.compliance.findings import SEVERITIES, Genre, Severity
from floorwalker.grounding.compliance.marks import MARKS
from floorwalker.grounding.compliance.patterns import (
    FaultyPattern,
    Pattern,
    compile_pattern,
    places_of,
    renamed,
)
from floorwalker.grounding.compliance.reading import Scope, Vocabulary
from floorwalker.text import Lexicon, LexiconFlaw, LexiconShape, of_lexicons

RULES = Path(__file__).parent / "rules"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
SPECIAL = frozenset({"own-name", "own-contact"})
"""Lists of words that come with a text's context: the shop's names and its contacts."""

_PATTERNS = {"zh": list, "en": list}
_OPTIONAL = {
    "not_zh": list,
    "not_en": list,
    "unless": list,
    "exempt": list,
    "goods": list,
    "not_goods": list,
    "genres": list,
    "not_genres": list,
    "proof": str,
    "notice": bool,
    "reach": int,
} | _PATTERNS
_SHAPE = LexiconShape(
    open=("words", "rules", "exemptions", "goods", "laws"),
    optional=_OPTIONAL,
    required=("severity", "law", "scope", "reason_zh", "reason_en", "suggestion_zh", "suggestion_en"),
)
FILES = tuple(
    Lexicon(path, name=f"compliance/{path.name}", shape=_SHAPE) for path in sorted(RULES.glob("*.toml"))
)
"""The files of rules; a shop extends them by files of the same names in its folder ``compliance``."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Patterns of both languages."""

    patterns: Mapping[Language, tuple[Pattern, ...]]

    def of(self, language: Language | None) -> Iterator[Pattern]:
        """The patterns of a language, or of both."""
        for one in LANGUAGES if language is None else (language,):
            yield from self.patterns[one]


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why words that a rule is about may be harmless where they stand.

    ``unless`` are words that undo it. With ``notice`` the finding stays, as a notice: what exempts it must be
    true. ``goods`` are the kinds of goods that it is limited to. ``reach`` is how many words or characters
    may stand between it and the words that were found, where it stands before them.
    """

    id: str
    matcher: Matcher
    scope: Scope
    unless: tuple[Pattern, ...]
    goods: frozenset[str]
    notice: bool
    reach: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What is objected to, how gravely, by which law, for which goods and genres, and what lifts it."""

    id: str
    category: str
    severity: Severity
    matcher: Matcher
    law: dict[Language, str]
    reason: dict[Language, str]
    suggestion: dict[Language, str]
    exempt: tuple[Exemption, ...]
    goods: frozenset[str]
    not_goods: frozenset[str]
    genres: frozenset[str]
    not_genres: frozenset[str]
    proof: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, the words they are made of, and which goods belong to which class."""

    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    goods: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def classes(self, goods: str) -> frozenset[str]:
        """The classes that a kind of goods belongs to (``face cream``: cosmetics); itself among them."""
        kind = goods.strip().lower().replace("_", " ").replace("-", " ")
        return frozenset({kind, *self.goods.get(kind, ())})


@of_lexicons
@cache
def rulebook() -> Rulebook:
    """The rules, with the shop's own on top; read once.

    Raises:
        UnusableInput: a file breaks the format; the message names it, the entry and the remedy.
    """
    tables = [(file, file.read()) for file in FILES]
    book = _Reader(tables)
    return book.read()


class _Reader:
    def __init__(self, tables: list[tuple[Lexicon, dict[str, Any]]]) -> None:
        self._tables = tables
        self._lists: dict[str, list[str]] = {}
        self._guards: dict[str, list[str]] = {}
        self._places: set[frozenset[str]] = set()
        self._known: set[str] = {*MARKS, *SPECIAL}
        self._laws: dict[str, dict[Language, str]] = {}
        self._exemptions: dict[str, Exemption] = {}

    def read(self) -> Rulebook:
        for _, table in self._tables:
            self._read_words(table.get("words", {}))
            self._laws |= {
                name: {"zh": law["name_zh"], "en": law["name_en"]}
                for name, law in table.get("laws", {}).items()
            }
        for file, name, table in self._entries("exemptions"):
            self._exemptions[name] = self._exemption(file, name, table)
        rules = [self._rule(file, name, table) for file, name, table in self._entries("rules")]
        goods: dict[str, set[str]] = {}
        for _, name, table in self._entries("goods"):
            for kind in table["kinds"]:
                goods.setdefault(kind, set()).add(name)
        kinds = {kind: frozenset(classes) for kind, classes in goods.items()}
        return Rulebook(tuple(rules), Vocabulary(self._lists, self._guards, self._places), kinds)

    def _entries(self, section: str) -> Iterator[tuple[Lexicon, str, dict[str, Any]]]:
        for file, table in self._tables:
            for name, entry in table.get(section, {}).items():
                yield file, name, entry

    def _read_words(self, words: Mapping[str, Any]) -> None:
        """Keep each list by language, so that no pattern of one language finds words of the other."""
        for name, entry in words.items():
            self._known.add(name)
            for language in LANGUAGES:
                own = name if name in MARKS else f"{name}@{language}"
                self._lists.setdefault(own, []).extend(entry.get(language, ()))
                self._guards.setdefault(own, []).extend(entry.get(f"not_{language}", ()))

    def _exemption(self, file: Lexicon, name: str, table: Mapping[str, Any]) -> Exemption:
        place = ("exemptions", name)
        scope = _one_of(file, place, "scope", table["scope"], get_args(Scope))
        return Exemption(
            id=name,
            matcher=self._matcher(file, place, table),
            scope=cast(Scope, scope),
            unless=tuple(self._patterns(file, place, "unless", table.get("unless", ()), LANGUAGES)),
            goods=frozenset(table.get("goods", ())),
            notice=table.get("notice", False),
            reach=table.get("reach", 0),
        )

    def _rule(self, file: Lexicon, name: str, table: Mapping[str, Any]) -> Rule:
        place = ("rules", name)
        severity = _one_of(file, place, "severity", table["severity"], SEVERITIES)
        for genre in (*table.get("genres", ()), *table.get("not_genres", ())):
            _one_of(file, place, "genres", genre, get_args(Genre))
        law = _one_of(file, place, "law", table["law"], self._laws)
        exempt = [_one_of(file, place, "exempt", one, self._exemptions) for one in table.get("exempt", ())]
        return Rule(
            id=name,
            category=Path(file.name).stem,
            severity=cast(Severity, severity),
            matcher=self._matcher(file, place, table),
            law=self._laws[law],
            reason={"zh": table["reason_zh"], "en": table["reason_en"]},
            suggestion={"zh": table["suggestion_zh"], "en": table["suggestion_en"]},
            exempt=tuple(self._exemptions[one] for one in exempt),
            goods=frozenset(table.get("goods", ())),
            not_goods=frozenset(table.get("not_goods", ())),
            genres=frozenset(table.get("genres", ())),
            not_genres=frozenset(table.get("not_genres", ())),
            proof=table.get("proof", ""),
        )

    def _matcher(self, file: Lexicon, place: tuple[str, ...], table: Mapping[str, Any]) -> Matcher:
        return Matcher(
            {
                language: tuple(self._patterns(file, place, language, table.get(language, ()), [language]))
                for language in LANGUAGES
            }
        )

    def _patterns(
        self,
        file: Lexicon,
        place: tuple[str, ...],
        key: str,
        lines: Iterable[str],
        languages: Iterable[Language],
    ) -> Iterator[Pattern]:
        def names(group: str) -> list[str]:
            if group.startswith("="):
                self._lists.setdefault(group, [group[1:]])
            elif _one_of(file, place, key, group, self._known) not in MARKS | SPECIAL:
                return [f"{group}@{language}" for language in languages]
            return [group]

        for line in lines:
            try:
                patterns = compile_pattern(line)
            except FaultyPattern as error:
                raise file.unusable(LexiconFlaw(place, key, str(error), "mend the pattern")) from error
            for pattern in patterns:
                own = renamed(pattern, names)
                self._places.update(places_of(own))
                yield own


def _one_of(file: Lexicon, place: tuple[str, ...], key: str, value: str, known: Iterable[str]) -> str:
    if value in known:
        return value
    from difflib import get_close_matches  # noqa: PLC0415 - only a faulty file needs it

    names = sorted(known)
    close = get_close_matches(value, names, n=1)
    remedy = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(names[:20])}"
    raise file.unusable(LexiconFlaw(place, key, f"{value!r} does not exist", remedy))
