"""One turn: understand → gather evidence → draft → check → say."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from floorwalker.agents import BuiltinAgent, opener_of
from floorwalker.catalog import CatalogStore
from floorwalker.conversation import (
    Agent,
    Brief,
    ConversationState,
    ConversationStore,
    Event,
    EventKind,
    Lease,
    Memory,
    NewEvent,
    Ticket,
    Unclear,
)
from floorwalker.core import Language, Tone, home_language
from floorwalker.dialogue.answer import answer_object, product_card
from floorwalker.dialogue.check import Checked, check
from floorwalker.dialogue.events import ProductsShown, SentenceSaid, TurnDone, TurnEvent
from floorwalker.dialogue.gather import Gathered, Gatherer, NamedProducts, products_of
from floorwalker.dialogue.understand import ShopVocabulary, SpellingMender, Understanding, understand
from floorwalker.grounding import Author, Claim, Evidence, Sentence
from floorwalker.search import SearchEngine
from floorwalker.text import detect_language

_FALLBACK = BuiltinAgent()


@dataclass(frozen=True, slots=True)
class Floor:
    """What a turn works with: the services of one shop."""

    catalog: CatalogStore
    engine: SearchEngine
    vocabulary: ShopVocabulary
    mender: SpellingMender
    currency: str | None
    conversations: ConversationStore
    agent: Agent
    tone: Tone = "warm"


class Turn:
    """A turn that holds its lease.

    ``replayed`` turns rebuild a history that a client sent along: they ask for no person.
    """

    def __init__(self, floor: Floor, lease: Lease, text: str, *, replayed: bool = False) -> None:
        self._floor = floor
        self._lease = lease
        self._text = text
        self._replayed = replayed
        self._ticket: Ticket | None = None
        self._openers: tuple[str, ...] = ()
        self._timings: dict[str, float] = {}
        self._since = self._began = time.perf_counter()

    def run(self) -> Iterator[TurnEvent]:
        """Run the turn; every sentence is in the log before it is yielded.

        Raises:
            Superseded: a person took over; what was yielded before stands, and nothing follows.
        """
        conversations, agent = self._floor.conversations, self._floor.agent
        state = conversations.state(self._lease.conversation_id, turn=self._lease.turn)
        language = detect_language(self._text, state.language or home_language(self._floor.currency))
        reading = self._understand(state, language)
        gathered = self._gather(state, reading)
        if reading.vague and not (reading.need.tells_what and gathered.fits):
            meant = self._understand(state, language, by_meaning=True)
            found = self._gather(state, meant) if meant.by_meaning else gathered
            reading, gathered = (meant, found) if found.fits else (reading, gathered)
        brief = Brief(
            language,
            gathered.findings,
            gathered.evidence,
            len(state.customer_texts),
            frozenset(state.openers),
            self._floor.tone,
        )
        unsaid = [_understanding(reading, gathered)]
        said: list[Checked] = []
        for checked in self._draft(brief):
            said.append(checked)
            if checked.text:
                unsaid.append(NewEvent(EventKind.SENTENCE, body=checked.text))
            if not agent.instant:
                yield from _told(conversations.append(self._lease, unsaid))
                unsaid = []
        self._lap("draft")
        cards = _cards(gathered, language)
        answer = self._answer(state, language, said, gathered, cards)
        memory = Memory(focus=gathered.focus, asked=gathered.asked, openers=self._openers)
        events = [*unsaid, *_audit(said, agent.name)]
        shown = [str(card["id"]) for card in cards]
        yield from _told(conversations.finish(self._lease, events, answer, shown, memory))
        if cards:
            yield ProductsShown(tuple(cards))
        yield TurnDone(answer)

    def _understand(
        self, state: ConversationState, language: Language, *, by_meaning: bool = False
    ) -> Understanding:
        floor = self._floor
        named = NamedProducts(floor.catalog, floor.engine)
        reading = understand(
            self._text,
            language,
            state,
            floor.vocabulary,
            named.find,
            floor.currency,
            floor.mender,
            by_meaning=by_meaning,
        )
        self._lap("understand")
        return reading

    def _gather(self, state: ConversationState, reading: Understanding) -> Gathered:
        floor = self._floor
        gatherer = Gatherer(floor.catalog, floor.engine, floor.currency, state, self._request_person)
        gathered = gatherer.gather(self._text, reading)
        self._lap("gather")
        return gathered

    def _draft(self, brief: Brief) -> Iterator[Checked]:
        """The agent's sentences, checked; an honest word where none of them may be said."""
        brands = self._floor.vocabulary.keys
        silent = True
        drafted = self._remembering_opener(self._floor.agent.draft(brief))
        author: Author = "builtin" if self._floor.agent.name == "builtin" else "model"
        for checked in check(drafted, brief.evidence, brands, brief.language, author):
            silent = silent and not checked.text.strip()
            yield checked
        if silent:
            honest = Brief(brief.language, (Unclear(),), Evidence(), brief.turn)
            yield from check(_FALLBACK.draft(honest), honest.evidence, brands, brief.language, "builtin")

    def _remembering_opener(self, sentences: Iterator[Sentence]) -> Iterator[Sentence]:
        for sentence in sentences:
            if not self._openers and (opener := opener_of(sentence)):
                self._openers = (opener,)
            yield sentence

    def _request_person(self, reason: str) -> Ticket | None:
        if not self._replayed:
            self._ticket, self._lease = self._floor.conversations.request_person(self._lease, reason)
        return self._ticket

    def _answer(
        self,
        state: ConversationState,
        language: Language,
        said: Sequence[Checked],
        gathered: Gathered,
        cards: Sequence[Mapping[str, Any]],
    ) -> dict[str, Any]:
        reply = ""
        claims: list[Claim] = []
        for checked in said:
            if checked.text:
                claims += [claim.shifted(len(reply)) for claim in checked.claims]
                reply += checked.text
        return answer_object(
            conversation_id=self._lease.conversation_id,
            reply=reply,
            language=language,
            products=cards,
            claims=claims,
            findings=gathered.findings,
            evidence=gathered.evidence,
            ticket=self._ticket,
            owner="waiting" if self._ticket else state.owner,
            agent=self._floor.agent.name,
            timings_ms=self._timings | {"total": (time.perf_counter() - self._began) * 1000},
        )

    def _lap(self, name: str) -> None:
        now = time.perf_counter()
        self._timings[name] = (now - self._since) * 1000
        self._since = now


def _understanding(reading: Understanding, gathered: Gathered) -> NewEvent:
    need = gathered.need.model_dump(mode="json", exclude_defaults=True)
    return NewEvent(EventKind.UNDERSTANDING, reading.as_json() | {"need": need})


def _audit(said: Sequence[Checked], agent: str) -> list[NewEvent]:
    """The facts that what was said relies on, and the verdicts, with what was held back and why."""
    used = {fact.source: fact for checked in said for fact in checked.facts}
    used |= {c.fact.source: c.fact for checked in said for c in checked.claims if c.fact}
    verdicts = {
        "agent": agent,
        "claims": [v for checked in said for v in _verdicts(checked)],
        "dropped": [checked.dropped for checked in said if checked.dropped],
    }
    return [
        NewEvent(EventKind.EVIDENCE, {"facts": [fact.as_json() for fact in used.values()]}),
        NewEvent(EventKind.VERDICTS, verdicts),
    ]


def _verdicts(checked: Checked) -> list[dict[str, Any]]:
    """The claims of what was said, and those that were caught with what became of their sentence."""
    outcome = {"outcome": "repaired" if checked.text else "dropped"}
    return [c.as_json() for c in checked.claims] + [c.as_json() | outcome for c in checked.caught]


def _cards(gathered: Gathered, language: Language) -> list[dict[str, Any]]:
    cards = {
        product.id: product_card(product, finding, gathered.evidence, language)
        for finding in gathered.findings
        for product in products_of(finding)
    }
    return list(cards.values())


def _told(events: Iterable[Event]) -> Iterator[TurnEvent]:
    return (SentenceSaid(e.seq, e.body) for e in events if e.kind is EventKind.SENTENCE and e.body)
