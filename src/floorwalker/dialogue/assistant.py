"""One shop's assistant: what every door talks to."""

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

from floorwalker.catalog import CatalogStore, product_facts
from floorwalker.catalog.attributes import attributes_of
from floorwalker.conversation import (
    Accepted,
    Agent,
    ConversationState,
    ConversationStore,
    Lease,
    NewConversation,
    Superseded,
)
from floorwalker.core import Conflict, Language, NotFound, Settings, UnusableInput, new_id
from floorwalker.dialogue.answer import silence
from floorwalker.dialogue.events import MessageAccepted, SentenceSaid, TurnDone, TurnEvent
from floorwalker.dialogue.gather import NamedProducts
from floorwalker.dialogue.query import ProductSearch
from floorwalker.dialogue.turn import Floor, Turn
from floorwalker.dialogue.understand import (
    Explanation,
    ShopVocabulary,
    SpellingMender,
    explain,
    understand,
)
from floorwalker.grounding import Claim, Evidence, Verifier, VerifyRequest, verify_request
from floorwalker.search import HybridEngine, KindsByMeaning
from floorwalker.storage import Shop
from floorwalker.text import detect_language

_DOUBTED = frozenset({"price", "discount", "stock", "measure", "rating", "popularity", "brand", "comparison"})
"""Kinds of claims that a person is warned of where the records shown do not hold them."""
_REHEARSAL = ("有没有两百元以内的礼物，不要太贵", "a gift under $50, not too expensive")
_POLL_S = 0.02
_POLL_MAX_S = 0.25


class Assistant:
    """Conversations, search and catalogue of one shop. Safe for threads; every method blocks."""

    def __init__(
        self,
        shop: Shop,
        catalog: CatalogStore,
        engine: HybridEngine,
        conversations: ConversationStore,
        agent: Agent,
        settings: Settings,
        by_meaning: KindsByMeaning | None = None,
    ) -> None:
        self.shop = shop
        self.catalog = catalog
        self.search = engine
        self.conversations = conversations
        self._agent = agent
        self._settings = settings
        self._by_meaning = by_meaning
        self._holder = new_id()
        self._vocabulary: tuple[object, ShopVocabulary] = (None, ShopVocabulary({}))
        self._mender = SpellingMender(self._vocabulary[1], self._is_known)

    def open(self, language: Language | None = None) -> NewConversation:
        """A new conversation."""
        return self.conversations.create(language)

    def open_with_history(self, messages: Sequence[str]) -> NewConversation:
        """A new conversation in which the customer has said ``messages`` before.

        Each is answered anew, from today's catalogue, and nobody is called: what the client claims was
        answered is never evidence.
        """
        created = self.conversations.create()
        for message in messages[-self._settings.history_max_messages :]:
            accepted = self._accept(created.id, message[: self._settings.message_max_chars], new_id())
            if accepted.lease:
                for _event in Turn(self._floor(), accepted.lease, message, replayed=True).run():
                    pass
        return created

    def turn(
        self, conversation_id: str, text: str, client_message_id: str | None = None
    ) -> Iterator[TurnEvent]:
        """Take a message and answer it; turns of one conversation run one after the other.

        The message is stored before the first event is yielded, and the same ``client_message_id`` gives the
        same answer. While a person owns the conversation the reply is empty.

        Raises:
            UnusableInput: the message is longer than the setting ``message_max_chars``.
            NotFound: there is no such conversation.
            Conflict: the conversation is closed, the ``client_message_id`` was used for another text, or
                earlier turns do not end.
        """
        self._refuse_too_long(text)
        accepted = self._accept(conversation_id, text, client_message_id or new_id())
        yield MessageAccepted(accepted.seq)
        done = False
        while not done:
            accepted = self._await_turn(conversation_id, accepted)
            if accepted.answer is not None:
                yield from _again(accepted.seq, accepted.answer)
                done = True
            elif accepted.lease is not None:
                done = yield from self._run(accepted.lease, text)
            else:
                yield TurnDone(silence(conversation_id, detect_language(text, "en"), accepted.owner))
                done = True
            if not done:
                accepted = self.conversations.claim(conversation_id, accepted.seq, self._holder)

    def answer(
        self, conversation_id: str, text: str, client_message_id: str | None = None
    ) -> Mapping[str, Any]:
        """As :meth:`turn`, but only the answer."""
        answer: Mapping[str, Any] = {}
        for event in self.turn(conversation_id, text, client_message_id):
            if isinstance(event, TurnDone):
                answer = event.answer
        return answer

    def explain(self, text: str, conversation_id: str | None = None) -> Explanation:
        """How a message would be read, and from which words, outside or in a conversation; nothing is stored.

        Raises:
            UnusableInput: the message is longer than the setting ``message_max_chars``.
            NotFound: there is no such conversation.
        """
        self._refuse_too_long(text)
        state = self.conversations.state(conversation_id) if conversation_id else ConversationState()
        floor = self._floor()
        language = detect_language(text, state.language or "en")
        named = NamedProducts(self.catalog, self.search).find
        reading = understand(text, language, state, floor.vocabulary, named, floor.currency, floor.mender)
        return explain(
            text,
            reading,
            floor.vocabulary,
            changes=reading.changes,
            before=state.need if conversation_id else None,
        )

    def search_products(self, query: str, limit: int = 10, *, explain: bool = False) -> Mapping[str, Any]:
        """Search results as ``GET /api/search`` and ``search --json`` return them; for staff with reasons."""
        floor = self._floor()
        search = ProductSearch(floor.catalog, floor.engine, floor.vocabulary, floor.currency)
        return search.run(query, limit, explain=explain)

    def product_evidence(self, ids: Sequence[str]) -> Evidence:
        """What the records of products say, as they are for sale now.

        Raises:
            NotFound: one of them is not for sale in this shop; the error names it.
        """
        products = self.catalog.get(id_ for id_ in ids if "\0" not in id_)  # no database holds NUL
        missing = next((id_ for id_ in ids if id_ not in products), None)
        if missing is not None:
            raise NotFound(f"there is no product {missing!r} for sale", "write its id as source:id")
        return Evidence().plus(fact for product in products.values() for fact in product_facts(product))

    def verify(self, request: VerifyRequest) -> Mapping[str, Any]:
        """The verdicts on a text; the brands that it names are found by what the shop knows of them.

        Raises:
            NotFound: as :meth:`product_evidence`, for the ``product_ids`` of the request.
        """
        evidence = self.product_evidence(request.product_ids)
        return verify_request(request, evidence, self._floor().vocabulary.keys)

    def doubts(self, conversation_id: str, text: str) -> list[Claim]:
        """What a person's message says otherwise than the records of the products shown, or of none at all.

        Only figures, names and states are doubted: a person may know more of a policy than the records do.
        """
        shown = [id_ for listed in self.conversations.state(conversation_id).lists for id_ in listed.products]
        products = self.catalog.get(dict.fromkeys(shown))
        facts = (fact for product in products.values() for fact in product_facts(product))
        verifier = Verifier(Evidence().plus(facts), self._floor().vocabulary.keys, "staff")
        return [claim for claim in verifier.check(text) if not claim.supported and claim.kind in _DOUBTED]

    def warm(self) -> None:
        """Load what the first turn would otherwise wait for: index, lexicons, libraries."""
        self.search.index_now()
        floor = self._floor()
        named = NamedProducts(self.catalog, self.search).find
        for text in _REHEARSAL:
            language = detect_language(text)
            understand(
                text, language, ConversationState(), floor.vocabulary, named, floor.currency, floor.mender
            )
            self.search_products(text, 1)
        for product in self.catalog.iterate(limit=1):
            attributes_of(product)

    def _is_known(self, term: str) -> bool:
        return self.search.frequency(term) > 0

    def _refuse_too_long(self, text: str) -> None:
        limit = self._settings.message_max_chars
        if len(text) > limit:
            raise UnusableInput(f"the message has {len(text)} characters", f"send at most {limit}")

    def _accept(self, conversation_id: str, text: str, client_message_id: str) -> Accepted:
        return self.conversations.accept(conversation_id, text, client_message_id, self._holder)

    def _await_turn(self, conversation_id: str, accepted: Accepted) -> Accepted:
        """Wait while earlier turns of the conversation run, here or in another process."""
        pause, deadline = _POLL_S, time.monotonic() + 2 * self._settings.turn_timeout_s
        while accepted.pending and accepted.lease is None:
            if time.monotonic() > deadline:
                raise Conflict("an earlier message is still being answered", "send the message again later")
            time.sleep(pause)
            pause = min(2 * pause, _POLL_MAX_S)
            accepted = self.conversations.claim(conversation_id, accepted.seq, self._holder)
        return accepted

    def _run(self, lease: Lease, text: str) -> Generator[TurnEvent, None, bool]:
        """Run a turn; says whether it came to its end, or was superseded and has to be looked at again."""
        done = False
        try:
            for event in Turn(self._floor(), lease, text).run():
                done = isinstance(event, TurnDone)
                yield event
        except Superseded:
            return False
        finally:
            if not done:
                self.conversations.abandon(lease)
        return done

    def _floor(self) -> Floor:
        self.search.refresh()
        words = self.search.brands(), self.search.brand_aliases(), self.search.kinds()
        if words != self._vocabulary[0]:
            self._vocabulary = (words, ShopVocabulary(*words, self._by_meaning))
            self._mender = SpellingMender(self._vocabulary[1], self._is_known)
        currency = self.search.currency() or self.shop.currency or None
        return Floor(
            self.catalog,
            self.search,
            self._vocabulary[1],
            self._mender,
            currency,
            self.conversations,
            self._agent,
            self._settings.tone,
        )


def _again(seq: int, answer: Mapping[str, Any]) -> Iterator[TurnEvent]:
    """An answer given before, as one sentence."""
    if answer["reply"]:
        yield SentenceSaid(seq, answer["reply"])
    yield TurnDone(answer)
