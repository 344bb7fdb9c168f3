"""Any order of what customers, assistants, staff and crashes can do, against a small model in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from floorwalker.conversation import (
    Accepted,
    ConversationState,
    ConversationStore,
    Event,
    EventKind,
    Lease,
    NewEvent,
    Superseded,
    fold,
)
from floorwalker.core import Conflict, FixedClock, NotFound, new_public_id
from floorwalker.storage import Database, ShopStore

TIMEOUT_S = 30.0
NAMES = st.sampled_from(["Ann", "Bob"])
WORDS = st.sampled_from(["vase", "a lamp?", "好的", "👍", " ", "' OR 1=1"])


@dataclass
class Model:
    """What should be true, told as simply as possible; times in seconds."""

    id: str
    owner: str = "assistant"
    staff: str | None = None
    epoch: int = 0
    events: int = 0
    messages: dict[int, tuple[str, str]] = field(default_factory=dict)  # seq -> client_message_id, text
    pending: dict[int, float] = field(default_factory=dict)  # seq -> holds up later messages until
    answers: dict[int, dict[str, Any]] = field(default_factory=dict)
    sentences: dict[int, list[str]] = field(default_factory=dict)  # that count, by turn
    begun: set[int] = field(default_factory=set)
    products: list[str] = field(default_factory=list)
    lease: Lease | None = None
    lease_until: float = 0.0
    old_leases: list[Lease] = field(default_factory=list)
    ticket: str | None = None
    erased: bool = False

    @property
    def speaks(self) -> bool:
        return self.owner in ("assistant", "waiting")

    def may_begin(self, seq: int, now: float) -> bool:
        live = self.lease is not None and self.lease_until > now
        first = all(earlier >= seq or until <= now for earlier, until in self.pending.items())
        return not live and first

    def drop_lease(self) -> None:
        if self.lease is not None:
            self.old_leases.append(self.lease)
            self.lease = None

    def pass_to(self, owner: str, staff: str | None = None) -> None:
        self.owner, self.staff = owner, staff
        self.epoch += 1
        self.events += 1
        self.drop_lease()
        if not self.speaks:
            self.pending.clear()


class ConversationMachine(RuleBasedStateMachine):
    """The rules are what can happen; the invariants hold after each."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.clock = FixedClock()
        self.now = 0.0
        self.count = 0
        self.shop_id = new_public_id()
        self.open_database()
        ShopStore(self.database).create(self.shop_id)

    def open_database(self) -> None:
        self.database = Database(self.url)
        self.store = ConversationStore(self.database, self.shop_id, self.clock, TIMEOUT_S)

    def teardown(self) -> None:
        if hasattr(self, "model"):
            assert self.store.state(self.model.id) == fold(self.store.events(self.model.id))
        self.database.dispose()

    @initialize()
    def a_new_conversation(self) -> None:
        self.model = Model(self.store.create().id)

    @precondition(lambda self: self.model.owner == "closed")
    @rule()
    def another_conversation(self) -> None:
        self.a_new_conversation()

    # The customer

    @precondition(lambda self: self.model.owner != "closed")
    @rule(text=WORDS)
    def customer_sends(self, text: str) -> None:
        model = self.model
        self.count += 1
        name = f"m{self.count}"
        accepted = self.store.accept(model.id, text, name, "process 1")
        model.events += 1
        assert accepted.seq == model.events
        model.messages[accepted.seq] = (name, text)
        if model.speaks:
            model.pending[accepted.seq] = self.now + TIMEOUT_S
        self.check_standing(accepted)

    @precondition(lambda self: self.model.messages)
    @rule(data=st.data(), again=st.booleans())
    def customer_sends_again_or_waits(self, data: st.DataObject, again: bool) -> None:
        model = self.model
        seq = data.draw(st.sampled_from(sorted(model.messages)))
        name, text = model.messages[seq]
        with pytest.raises(NotFound if model.erased else Conflict):
            self.store.accept(model.id, text + "!", name, "process 2")
        if model.erased:
            with pytest.raises(NotFound):
                self.store.accept(model.id, text, name, "process 2")
            return
        accepted = (
            self.store.accept(model.id, text, name, "process 2")
            if again
            else self.store.claim(model.id, seq, "process 2")
        )
        assert accepted.seq == seq
        self.check_standing(accepted)

    def check_standing(self, accepted: Accepted) -> None:
        """The four ways a turn can stand, in the model's own words."""
        model, seq = self.model, accepted.seq
        assert accepted.owner == model.owner
        assert accepted.answer == model.answers.get(seq)
        assert accepted.pending == (seq in model.pending)
        granted = seq in model.pending and model.may_begin(seq, self.now)
        assert (accepted.lease is not None) == granted
        if granted:
            if seq in model.begun:
                model.events += 1
                model.sentences[seq] = []
            model.drop_lease()
            model.lease, model.lease_until = accepted.lease, self.now + TIMEOUT_S
        elif seq in model.pending and model.pending[seq] - self.now < TIMEOUT_S / 2:
            model.pending[seq] = self.now + TIMEOUT_S

    # The assistant

    @precondition(lambda self: self.model.lease)
    @rule(
        action=st.sampled_from(["speak", "finish", "speak", "finish", "ask for a person", "abandon"]),
        text=WORDS,
        products=st.lists(st.sampled_from(["shop:1", "shop:2"]), max_size=3),
    )
    def assistant_acts(self, action: str, text: str, products: list[str]) -> None:
        lease = self.model.lease
        assert lease is not None
        self.model.lease_until = self.now + TIMEOUT_S
        match action:
            case "speak":
                self.speak(lease, text)
            case "finish":
                self.finish(lease, text, products)
            case "ask for a person":
                self.ask_for_a_person(lease)
            case _:
                self.store.abandon(lease)
                self.model.pending[lease.turn] = self.now
                self.model.drop_lease()

    def speak(self, lease: Lease, text: str) -> None:
        model = self.model
        (event,) = self.store.append(lease, [NewEvent(EventKind.SENTENCE, body=text)])
        model.events += 1
        assert (event.seq, event.epoch) == (model.events, model.epoch)
        model.sentences.setdefault(lease.turn, []).append(text)
        model.begun.add(lease.turn)

    def finish(self, lease: Lease, text: str, products: list[str]) -> None:
        model = self.model
        sentences = model.sentences.setdefault(lease.turn, [])
        sentences.append(text)
        answer = {"reply": "".join(sentences), "products": products}
        self.store.finish(lease, [NewEvent(EventKind.SENTENCE, body=text)], answer, products)
        model.events += 2
        model.answers[lease.turn] = answer
        model.products += [f"{lease.turn} {product}" for product in products]
        del model.pending[lease.turn]
        model.drop_lease()

    def ask_for_a_person(self, lease: Lease) -> None:
        model = self.model
        ticket, renewed = self.store.request_person(lease, "asked for")
        if model.ticket is None:
            model.pass_to("waiting")
            model.begun.add(lease.turn)
            model.ticket = ticket.id
        assert ticket.id == model.ticket
        model.lease = renewed

    @precondition(lambda self: self.model.old_leases)
    @rule(data=st.data(), whole=st.booleans())
    def late_reply(self, data: st.DataObject, whole: bool) -> None:
        lease = data.draw(st.sampled_from(self.model.old_leases))
        late = NewEvent(EventKind.SENTENCE, body="late")
        with pytest.raises(Superseded):
            if whole:
                self.store.finish(lease, [late], {"reply": "late"}, ["shop:late"])
            else:
                self.store.append(lease, [late])
        if self.model.lease is None or self.model.lease.id != lease.id:
            self.store.abandon(lease)

    # Staff

    @precondition(lambda self: self.model.owner != "closed")
    @rule(
        action=st.sampled_from(["take over", "say", "say", "say late", "hand back", "hand back", "close"]),
        name=NAMES,
        force=st.booleans(),
        text=WORDS,
    )
    def staff_acts(self, action: str, name: str, force: bool, text: str) -> None:
        model = self.model
        mine = model.owner == "person" and model.staff == name
        respectful = force or mine or model.owner != "person"
        act: Callable[[], Any]
        match action:
            case "say" | "say late":
                epoch = model.epoch - (action == "say late")
                act = lambda: self.store.say(model.id, name, text, epoch)  # noqa: E731
                allowed = mine and action == "say"
            case "take over":
                act = lambda: self.store.take_over(model.id, name, force=force)  # noqa: E731
                allowed = respectful
            case "hand back":
                act = lambda: self.store.hand_back(model.id, name, force=force)  # noqa: E731
                allowed = respectful
            case _:
                act = lambda: self.store.close(model.id, name, force=force)  # noqa: E731
                allowed = respectful
        if not allowed:
            with pytest.raises(Conflict):
                act()
            return
        result = act()
        if action == "say":
            model.events += 1
            assert (result.seq, result.epoch, result.body) == (model.events, model.epoch, text)
            return
        owner = {"take over": "person", "hand back": "assistant", "close": "closed"}[action]
        if model.owner != owner or (owner == "person" and not mine):
            model.pass_to(owner, name if owner == "person" else None)
        if owner != "person":
            model.ticket = None
        assert result == model.epoch
        if owner == "closed":
            self.check_closed()

    def check_closed(self) -> None:
        model = self.model
        with pytest.raises(NotFound if model.erased else Conflict):
            self.store.accept(model.id, "anybody?", "m0", "process 1")
        for act in (self.store.take_over, self.store.hand_back):
            with pytest.raises(NotFound if model.erased else Conflict):
                act(model.id, "Ann", force=True)

    # The world

    @precondition(lambda self: self.model.events > 8)
    @rule()
    def erase(self) -> None:
        model = self.model
        self.store.erase(model.id)
        if not model.erased:
            model.pass_to("closed")
            model.erased, model.ticket = True, None
        self.check_closed()

    @rule()
    def restart(self) -> None:
        self.database.dispose()
        self.open_database()

    @rule(seconds=st.sampled_from([1.0, 16.0, 31.0]))
    def time_passes(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.now += seconds

    # What always holds

    @invariant()
    def the_promises_are_kept(self) -> None:
        events = self.store.events(self.model.id)
        state = fold(events)
        self.check_log(events)
        self.check_state(state)
        self.check_read_models(state)

    def check_log(self, events: list[Event]) -> None:
        """The log has no gap, and nobody speaks out of turn."""
        model = self.model
        assert [event.seq for event in events] == list(range(1, model.events + 1))
        owner, epoch = "assistant", 0
        for event in events:
            if event.kind in (EventKind.OWNER, EventKind.ERASED):
                assert (event.data["from"], event.epoch) == (owner, epoch + 1)
                owner, epoch = event.data["to"], event.epoch
            else:
                assert event.epoch == epoch
            if event.kind in (EventKind.SENTENCE, EventKind.REPLY):
                assert owner in ("assistant", "waiting")
            if event.kind is EventKind.STAFF_MESSAGE:
                assert owner == "person"
            assert not model.erased or event.body is None
        assert (owner, epoch) == (model.owner, model.epoch)

    def check_state(self, state: ConversationState) -> None:
        """Everything acknowledged is there, and nothing else."""
        model = self.model
        assert (state.owner, state.staff, state.epoch) == (model.owner, model.staff, model.epoch)
        heard = [] if model.erased else [model.messages[seq][1] for seq in sorted(model.messages)]
        assert list(state.customer_texts) == heard
        spoken = {said.turn: said.text for said in state.transcript if said.author == "assistant"}
        expected = {turn: "".join(texts) for turn, texts in model.sentences.items() if texts}
        assert spoken == (dict.fromkeys(expected) if model.erased else expected)

    def check_read_models(self, state: ConversationState) -> None:
        """Inbox and products shown say what the log says."""
        model = self.model
        (row,) = [row for row in self.store.inbox(state.owner) if row.id == model.id]
        assert (row.owner, row.epoch, row.ticket_id) == (model.owner, model.epoch, model.ticket)
        assert row.waiting_since == state.waiting_since
        shown = sorted(f"{row.turn} {row.product_id}" for row in self.store.shown(model.id))
        assert shown == sorted(model.products)
        assert shown == sorted(f"{each.turn} {product}" for each in state.lists for product in each.products)


def test_any_order_of_events_keeps_the_promises(shared_database: Database) -> None:
    url = shared_database.engine.url.render_as_string(hide_password=False)
    run_state_machine_as_test(
        lambda: ConversationMachine(url),
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
