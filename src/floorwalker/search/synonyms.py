"""What staff say that words mean, looked up in queries; nothing of it is in the index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from floorwalker.catalog.merchandising import Synonym
from floorwalker.search.kinds import kinds_in
from floorwalker.search.query import ProductQuery
from floorwalker.text import Phrases, is_chinese, query_terms, squash

Terms = tuple[str, ...]


class Meaning(NamedTuple):
    """A phrase, and what it means too by one synonym."""

    synonym_id: str
    said: str
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """A place of a text (code points, end exclusive) and what stands there by staff's word."""

    span: tuple[int, int]
    meanings: tuple[Meaning, ...]

    @property
    def alternatives(self) -> list[Terms]:
        """The terms of each other phrase, each once."""
        return list(dict.fromkeys(tuple(query_terms(one)) for m in self.meanings for one in m.means))


class Finder(Protocol):
    """Finds phrases that mean something else too."""

    def find(self, text: str) -> list[Meant]:
        """The phrases of a text, none over another."""


class Thesaurus:
    """The synonyms of a shop, ready to be looked up.

    Phrases are found however they are spaced, hyphenated, accented or scripted, in singular and plural. A
    phrase means what its own synonyms say and no more: that a is b and b is c does not make a c.
    """

    def __init__(self, synonyms: Iterable[Synonym] = ()) -> None:
        meanings = [meaning for synonym in synonyms for meaning in _meanings(synonym)]
        self._phrases = Phrases(((form, m) for m in meanings for form in _forms(m.said)), inflect=True)
        self._empty = not meanings
        self._by_term: defaultdict[str, dict[Terms, None]] = defaultdict(dict)
        self._by_kind: defaultdict[str, list[Meaning]] = defaultdict(list)
        for meaning in meanings:
            for term in query_terms(meaning.said):
                self._by_term[term].update((tuple(query_terms(one)), None) for one in meaning.means)
            if kind := kind_named(meaning.said):
                self._by_kind[kind].append(meaning)

    def find(self, text: str) -> list[Meant]:
        """The phrases of a text that mean something else too, the longest where they overlap."""
        if self._empty:
            return []
        found: dict[tuple[int, int], dict[Meaning, None]] = {}
        for meaning, span in self._phrases.find(text):
            found.setdefault(span, {})[meaning] = None
        return [Meant(span, tuple(meanings)) for span, meanings in found.items()]

    def find_in(self, texts: Sequence[str], beside: Finder | None = None) -> tuple[list[Meant], list[int]]:
        """The phrases of texts that follow one another, and where each text begins.

        What ``beside`` finds counts too, where nothing of the shop's own stands. Spans and beginnings count
        in the texts put together: Chinese without spaces, other words with one.
        """
        whole, starts = "", list[int]()
        for text in texts:
            glued = not whole or (text and is_chinese(whole[-1]) and is_chinese(text[0]))
            whole += "" if glued else " "
            starts.append(len(whole))
            whole += text
        own = self.find(whole)
        others = beside.find(whole) if beside else []
        apart = [one for one in others if not any(_overlap(one.span, mine.span) for mine in own)]
        return [*own, *apart], starts

    def alternatives(self, term: str) -> Iterable[Terms]:
        """The terms of what phrases with a term in them mean too."""
        return self._by_term.get(term, ())

    def used(self, query: ProductQuery) -> list[Meaning]:
        """What staff say that the words and kinds of a query mean too."""
        found = [
            meaning
            for texts in (query.words, query.required)
            for meant in self.find_in(texts)[0]
            for meaning in meant.meanings
        ]
        return [*found, *self.of_kinds(query.types)]

    def of_kinds(self, kinds: Sequence[str]) -> list[Meaning]:
        """What names of kinds of goods mean too."""
        return [meaning for kind in kinds for meaning in self._by_kind.get(kind, ())]


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def kind_named(phrase: str) -> str | None:
    """The kind of goods that a phrase is the name of, if it is nothing else."""
    return next((kind.type_id for kind in kinds_in(phrase) if kind.span == (0, len(phrase))), None)


def reasons(meanings: Iterable[Meaning]) -> list[Mapping[str, object]]:
    """The synonyms that were looked for, each once, for programs."""
    first = {meaning.synonym_id: meaning for meaning in reversed([*meanings])}
    return [
        {"synonym": meaning.synonym_id, "said": meaning.said, "means": list(meaning.means)}
        for meaning in reversed(first.values())
    ]


def _meanings(synonym: Synonym) -> Iterator[Meaning]:
    for word in synonym.words:
        means = synonym.means or tuple(one for one in synonym.words if one != word)
        yield Meaning(synonym.id, word, means)


def _forms(phrase: str) -> Iterator[str]:
    """A phrase and, where it may be an English plural, its singular; plurals are found by themselves."""
    yield phrase
    terms = query_terms(phrase)
    for ending, singular in (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f")):
        form = phrase.removesuffix(ending) + singular
        if phrase.endswith(ending) and squash(form) and query_terms(form) == terms:
            yield form
