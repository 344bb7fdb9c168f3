"""Says the rules of a grammar within one reply: varied from turn to turn, with an opening of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from zlib import crc32

from floorwalker.agents.builtin.figures import Parts, field
from floorwalker.agents.builtin.grammar import Grammar, Slot, grammar
from floorwalker.agents.builtin.openers import head_of, opener_of
from floorwalker.agents.builtin.punctuation import punctuated
from floorwalker.catalog import Product
from floorwalker.conversation import Brief
from floorwalker.core import Language, Tone
from floorwalker.grounding import Evidence, Figure, Sentence

Filling = str | Figure | Parts

Phrases = Mapping[Language, Sequence[Path]]
"""A shop's own phrase files by language, in the format of :mod:`floorwalker.agents.builtin.grammar`."""

_TRIES_FOR_A_NEW_HEAD = 8
_COLONS = ("：", ":")


class Wording:
    """The wording of one reply, in the language and tone of its brief.

    The first sentence said opens the reply: it may begin with a lead ("of course, …"), and its words are not
    those of an earlier opener of the conversation; where it can be, it also begins with other words than they
    do. Everything is chosen by the turn and by the openers, so the same brief gives the same reply.
    """

    def __init__(self, brief: Brief, phrases: Phrases | None = None) -> None:
        self._brief = brief
        self._phrases = phrases or {}
        self._grammar: Grammar = grammar(brief.language, *self._phrases.get(brief.language, ()))
        self.language = brief.language
        self.evidence: Evidence = brief.evidence
        self._tone: Tone = brief.tone
        self._opening = True
        self._opener = ""
        self._numbers: dict[str, int] = {}
        self._named = ""
        self._offered = False
        self._place = brief.turn + _start(brief)
        self._used = brief.openers - {""}
        self._heads = {head_of(opener) for opener in self._used}

    def has(self, rule: str) -> bool:
        """Whether the grammar has such a rule."""
        return rule in self._grammar

    def say(self, rule: str, **slots: Filling) -> Sentence:
        """A sentence that must be said, whether or not a new opening can be found for it."""
        fresh = self._fresh(rule, slots) if self._opening else None
        return self._said(fresh or self._plain(rule, slots))

    def maybe(self, rule: str, **slots: Filling) -> list[Sentence]:
        """A sentence that may be left out: it is, where the tone has no words for it or all are used up."""
        if not self._grammar.count(rule, self._tone):
            return []
        fresh = self._fresh(rule, slots) if self._opening else self._plain(rule, slots)
        return [self._said(fresh)] if fresh else []

    def line(self, *parts: str | Figure) -> Sentence:
        """A line of a list."""
        return self._said(self._sentence(parts))

    def words(self, rule: str, **slots: Filling) -> Parts:
        """A fragment for use in a sentence or line; never an opening."""
        number = next(self._grammar.order(rule, self._tone, self._place, opening=False))
        return _filled(self._grammar.wording(rule, self._tone, number, opening=False), slots)

    def listed(
        self, items: Sequence[Filling], last: str = "list.and", between: str = "list.between"
    ) -> Parts:
        """Items with commas (the rule ``between``) and, before the last one, "and" (the rule ``last``)."""
        parts: list[str | Figure] = []
        for number, item in enumerate(items):
            if number:
                parts += self.words(between if number < len(items) - 1 else last)
            parts += _parts(item)
        return tuple(parts)

    def number(self, product: Product) -> int:
        """The number of a product in the lists of this reply, from 1: lists go on where the last one ended.

        So "the second one" means one product, however many lists there are. One listed twice keeps its
        number.
        """
        self._named = ""
        return self._numbers.setdefault(product.id, len(self._numbers) + 1)

    def naming(self, product: Product) -> Parts:
        """The product's name; "this one" where the sentences before are about it already."""
        again = self._named == product.id
        self._named = product.id
        return self.words("this_one") if again else (field(product, "title"),)

    def offer(self, rule: str) -> list[Sentence]:
        """A colleague's help, offered once in a reply."""
        if self._offered:
            return []
        self._offered = True
        return self.maybe(rule)

    def may_lead_on(self) -> bool:
        """Whether a list may end with a hint how to go on: after every second one, for they tire.

        Lists are told by their openers, which alone end in a colon.
        """
        before = sum(opener.endswith(_COLONS) for opener in self._brief.openers)
        return self._opener.endswith(_COLONS) and before % 2 == 0

    def in_language(self, language: Language) -> "Wording":
        """The same reply's wording in another language, for what is said in both."""
        return Wording(replace(self._brief, language=language, openers=frozenset()), self._phrases)

    def _said(self, sentence: Sentence) -> Sentence:
        if self._opening:
            self._opener = opener_of(sentence)
            self._opening = False
        return sentence

    def _plain(self, rule: str, slots: dict[str, Filling]) -> Sentence:
        tone: Tone = self._tone if self._grammar.count(rule, self._tone) else "formal"
        number = next(self._grammar.order(rule, tone, self._place, opening=False))
        return self._sentence(_filled(self._grammar.wording(rule, tone, number, opening=False), slots))

    def _fresh(self, rule: str, slots: dict[str, Filling]) -> Sentence | None:
        """An opening not used before; the brief tone has few, and goes on with those of the formal one."""
        tones: tuple[Tone, ...] = ("brief", "formal") if self._tone == "brief" else (self._tone,)
        return next((found for tone in tones if (found := self._fresh_in(tone, rule, slots))), None)

    def _fresh_in(self, tone: Tone, rule: str, slots: dict[str, Filling]) -> Sentence | None:
        unused = (s for s in self._openings(tone, rule, slots) if opener_of(s) not in self._used)
        first = list(islice(unused, 1))
        for sentence in (*first, *islice(unused, _TRIES_FOR_A_NEW_HEAD)):
            if head_of(opener_of(sentence)) not in self._heads:
                return sentence
        return first[0] if first else None

    def _openings(self, tone: Tone, rule: str, slots: dict[str, Filling]) -> Iterator[Sentence]:
        for number in self._grammar.order(rule, tone, self._place):
            yield self._sentence(_filled(self._grammar.wording(rule, tone, number), slots))

    def _sentence(self, parts: Sequence[str | Figure]) -> Sentence:
        return Sentence(punctuated(parts, self.evidence, self.language))


def _start(brief: Brief) -> int:
    """Where in the order of wordings a reply begins, by what it is about: conversations differ, too."""
    return sum(crc32(fact.source.id.encode()) for fact in brief.evidence.facts[:1]) % 1009


def _filled(wording: Sequence[str | Slot], slots: dict[str, Filling]) -> Parts:
    return tuple(
        part for node in wording for part in (_parts(slots[node.name]) if isinstance(node, Slot) else (node,))
    )


def _parts(filling: Filling) -> Parts:
    return filling if isinstance(filling, tuple) else (filling,)
