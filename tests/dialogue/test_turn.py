"""One turn: what an agent drafts is checked and stored before it is said, and a person can always cut in."""

import inspect
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from shop_floor import Shopper, dollar_shop, keeps_the_contract, titles

from floorwalker.agents import BuiltinAgent
from floorwalker.catalog import CatalogStore, product_source
from floorwalker.conversation import Agent, Brief, ConversationStore, EventKind
from floorwalker.core import Conflict, Settings, SystemClock, load_settings
from floorwalker.dialogue import Assistant, House, MessageAccepted, ProductsShown, SentenceSaid, TurnDone
from floorwalker.grounding import Figure, Sentence, Source
from floorwalker.search import TantivyEngine

Hire = Callable[..., Assistant]


@dataclass
class ScriptedAgent:
    """Drafts what it is told to, line by line; ``before`` is called with each line's number."""

    lines: Sequence[str | Sentence]
    before: Callable[[int], None] = lambda _number: None
    name: str = "model:scripted"
    instant: bool = False
    briefs: list[Brief] = field(default_factory=list)

    def draft(self, brief: Brief) -> Iterator[Sentence]:
        """The lines, one by one."""
        self.briefs.append(brief)
        for number, line in enumerate(self.lines):
            self.before(number)
            yield line if isinstance(line, Sentence) else Sentence((line,))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(tmp_path_factory.mktemp("turns"))


@pytest.fixture(scope="module")
def stocked(settings: Settings) -> Iterator[House]:
    house = House(settings)
    house.assistant("default").catalog.apply(dollar_shop())
    house.assistant("default").search.index_now()
    yield house
    house.close()


@pytest.fixture
def hire(stocked: House, settings: Settings) -> Hire:
    """An assistant of the one shop, with an agent of the test's choice."""
    served = stocked.assistant("default")
    clock = SystemClock()

    def hire(agent: Agent, turn_timeout_s: float = 30) -> Assistant:
        catalog = CatalogStore(stocked.database, "default", clock)
        conversations = ConversationStore(stocked.database, "default", clock, turn_timeout_s)
        engine = served.search
        assert isinstance(engine, TantivyEngine)
        return Assistant(served.shop, catalog, engine, conversations, agent, settings)

    return hire


WRONG_FIGURES = {
    "a wrong price": "Velvet Matte Lipstick costs $12.00. ",
    "another product's price": "Velvet Matte Lipstick costs $52.00. ",
    "another currency": "Velvet Matte Lipstick costs €26.00. ",
}
LIES = {
    "an invented brand": "We also have lovely lipsticks by Chanel. ",
    "an invented product": "You will love our “Golden Phoenix Lip Oil”. ",
    "a number from nowhere": "It lasts for 37 hours. ",
    "a fact that is not there": Sentence(("Its stock is ", Figure(product_source("shop:1", "stock")), ". ")),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=list(LIES))
def test_a_lie_is_dropped_and_kept_with_the_verdicts(lie: str | Sentence, hire: Hire) -> None:
    """The true sentence beside it is said; the log shows what was held back."""
    truth = "Velvet Matte Lipstick costs $26.00."
    ann = Shopper(hire(ScriptedAgent([lie, truth])))
    answer = ann.ask("how much is the Velvet Matte Lipstick?")
    assert answer["reply"] == truth
    assert answer["agent"] == "model:scripted"
    (verdicts,) = ann.events(EventKind.VERDICTS)
    assert len(verdicts.data["dropped"]) == 1
    if isinstance(lie, str):
        assert verdicts.data["dropped"] == [lie]
        assert [c["status"] for c in verdicts.data["claims"]].count("unsupported") >= 1
        held_back = ann.assistant.conversations.caught(ann.id)
        assert {(c.author, c.model, c.outcome) for c in held_back} == {("model", "scripted", "dropped")}
    assert [event.body for event in ann.events(EventKind.SENTENCE)] == [truth]


@pytest.mark.parametrize("wrong", WRONG_FIGURES.values(), ids=list(WRONG_FIGURES))
def test_a_wrong_figure_of_a_certain_product_is_put_right(wrong: str, hire: Hire) -> None:
    """What the model wrote is kept with the verdicts and counted as repaired; the rest is said as it was."""
    ann = Shopper(hire(ScriptedAgent([wrong, "It is in stock."])))
    answer = ann.ask("how much is the Velvet Matte Lipstick?")
    assert answer["reply"] == "Velvet Matte Lipstick costs $26.00. It is in stock."
    assert all(claim["status"] == "supported" for claim in answer["claims"])
    held_back = ann.assistant.conversations.caught(ann.id)
    assert {(c.author, c.model, c.outcome) for c in held_back} == {("model", "scripted", "repaired")}
    assert wrong.strip() not in [event.body.strip() for event in ann.events(EventKind.SENTENCE)]


def test_if_nothing_is_left_it_says_so_honestly(hire: Hire) -> None:
    """In the customer's language, and without a product or a figure."""
    for question, honest in (
        ("how much is the Velvet Matte Lipstick?", "didn't"),
        ("口红多少钱", "没有看懂"),
    ):
        ann = Shopper(hire(ScriptedAgent([lie for lie in LIES.values() if isinstance(lie, str)])))
        reply = ann.ask(question)["reply"]
        assert honest in reply
        assert not any(char.isdigit() for char in reply)
    silent = Shopper(hire(ScriptedAgent([])))
    assert silent.ask("lipstick")["reply"].strip()


def test_figures_are_written_from_the_record(hire: Hire) -> None:
    """A model that asks for a field gets the record's value, and the claim names its source."""
    price = product_source("shop:1", "price")
    ann = Shopper(hire(ScriptedAgent([Sentence(("It is ", Figure(price), "."))])))
    answer = ann.ask("how much is the Velvet Matte Lipstick?")
    assert answer["reply"] == "It is $26.00."
    assert answer["claims"][0]["source"] == price.as_json()
    (evidence,) = ann.events(EventKind.EVIDENCE)
    assert price.as_json().items() <= evidence.data["facts"][0].items()


def test_a_figure_of_a_record_not_gathered_is_not_written(hire: Hire) -> None:
    ann = Shopper(
        hire(ScriptedAgent([Sentence(("Psst: ", Figure(Source("shop", "secret", "margin")), "."))]))
    )
    assert "Psst" not in ann.ask("lipstick")["reply"]


def test_each_sentence_is_in_the_log_before_it_is_yielded(hire: Hire) -> None:
    ann = Shopper(hire(ScriptedAgent(["Good day. ", "We have lipsticks. ", "Look at these."])))
    kinds: list[type] = []
    for event in ann.assistant.turn(ann.id, "lipstick"):
        kinds.append(type(event))
        if isinstance(event, SentenceSaid):
            logged = {e.seq: e.body for e in ann.events(EventKind.SENTENCE)}
            assert logged[event.seq] == event.text
        if isinstance(event, TurnDone):
            assert event.answer["reply"] == "Good day. We have lipsticks. Look at these."
            assert ann.events(EventKind.REPLY)
            keeps_the_contract(event.answer)
    assert kinds == [MessageAccepted, *[SentenceSaid] * 3, ProductsShown, TurnDone]


def test_an_instant_agent_s_sentences_are_stored_too(hire: Hire) -> None:
    ann = Shopper(hire(BuiltinAgent()))
    told = [e.text for e in ann.assistant.turn(ann.id, "lipstick") if isinstance(e, SentenceSaid)]
    assert told == [event.body for event in ann.events(EventKind.SENTENCE)]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_takeover_between_two_sentences_ends_the_turn(at: int, hire: Hire) -> None:
    """What was said before stands; nothing of the assistant follows, in the log or in the answer."""

    def take_over(number: int) -> None:
        if number == at:
            ann.assistant.conversations.take_over(ann.id, "mei")

    ann = Shopper(hire(ScriptedAgent(["Good day. ", "We have lipsticks. ", "Look. "], before=take_over)))
    events = list(ann.assistant.turn(ann.id, "lipstick"))
    assert [e.text for e in events if isinstance(e, SentenceSaid)] == ["Good day. ", "We have lipsticks. "][
        :at
    ]
    done = events[-1]
    assert isinstance(done, TurnDone)
    keeps_the_contract(done.answer)
    assert (done.answer["reply"], done.answer["owner"], done.answer["agent"]) == ("", "person", None)
    authors = [(event.kind, event.author) for event in ann.events()]
    taken = authors.index((EventKind.OWNER, "staff:mei"))
    assert all(author != "assistant" for _kind, author in authors[taken:])
    assert not ann.events(EventKind.REPLY)


class Broken(Exception):
    """What a model's client may raise."""


def test_an_agent_that_fails_leaves_the_message_to_a_retry(hire: Hire) -> None:
    """The retry with the same id is the same message: it is answered once, and the log shows the restart."""
    failing = [True]

    def fail(number: int) -> None:
        if number == 1 and failing[0]:
            raise Broken

    ann = Shopper(hire(ScriptedAgent(["Good day. ", "Look at these."], before=fail)))
    with pytest.raises(Broken):
        ann.ask("lipstick", "m1")
    assert not ann.events(EventKind.REPLY)
    failing[0] = False
    answer = ann.ask("lipstick", "m1")
    assert answer["reply"] == "Good day. Look at these."
    assert len(ann.events(EventKind.MESSAGE)) == 1
    assert len(ann.events(EventKind.RESTARTED)) == 1
    said = ann.assistant.conversations.state(ann.id).transcript
    assert [u.text for u in said if u.author == "assistant"] == ["Good day. Look at these."]


def test_a_customer_who_leaves_the_stream_can_come_back(hire: Hire) -> None:
    """A closed stream gives the turn up at once; the same message is then answered in full."""
    ann = Shopper(hire(ScriptedAgent(["Good day. ", "Look at these."])))
    stream = ann.assistant.turn(ann.id, "lipstick", "m1")
    next(event for event in stream if isinstance(event, SentenceSaid))
    stream.close()  # type: ignore[attr-defined]
    assert ann.ask("lipstick", "m1")["reply"] == "Good day. Look at these."


def test_the_same_message_gives_the_same_answer(hire: Hire) -> None:
    agent = ScriptedAgent(["Good day."])
    ann = Shopper(hire(agent))
    first = ann.ask("lipstick", "m1")
    assert ann.ask("lipstick", "m1") == first
    assert len(agent.briefs) == 1
    assert len(ann.events(EventKind.MESSAGE)) == 1
    with pytest.raises(Conflict):
        ann.ask("perfume", "m1")


def test_turns_of_one_conversation_run_one_after_the_other(hire: Hire) -> None:
    """Threads that talk at once: no two drafts overlap, and each message has one reply behind it."""
    busy = threading.Lock()
    overlaps: list[int] = []

    def work(number: int) -> None:
        if not busy.acquire(blocking=False):
            overlaps.append(number)
            return
        time.sleep(0.01)
        busy.release()

    ann = Shopper(hire(ScriptedAgent(["Good day. ", "Look."], before=work)))
    threads = [
        threading.Thread(target=ann.ask, args=(f"lipstick {number}", f"m{number}")) for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert overlaps == []
    assert len(ann.answers) == 6
    assert {answer["reply"] for answer in ann.answers} == {"Good day. Look."}
    spans = [
        (min(seqs), max(seqs))
        for message in ann.events(EventKind.MESSAGE)
        if (
            seqs := [e.seq for e in ann.events() if e.turn == message.seq and e.kind is not EventKind.MESSAGE]
        )
    ]
    assert len(spans) == 6
    assert all(one[1] < two[0] for one, two in pairwise(sorted(spans)))


def test_the_agent_is_told_the_findings_and_nothing_else(hire: Hire) -> None:
    agent = ScriptedAgent(["Good day."])
    Shopper(hire(agent)).ask("lipstick under $30")
    (brief,) = agent.briefs
    assert brief.language == "en"
    assert {fact.source.kind for fact in brief.evidence} <= {"product", "customer", "computed", "shop"}


# Histories sent along


def test_a_sent_history_rebuilds_references(hire: Hire) -> None:
    """ "The second one" works after the replay as it does in a conversation that ran here."""
    assistant = hire(BuiltinAgent())
    lived = Shopper(assistant)
    lived.ask("lipstick under $40")
    replayed = Shopper(assistant, assistant.open_with_history(["lipstick under $40"]).id)
    assert titles(replayed.ask("the second one")) == titles(lived.ask("the second one")) != []
    assert assistant.conversations.state(replayed.id).need.price_max == 40


def test_a_sent_history_calls_nobody(hire: Hire) -> None:
    """A person asked for in the past is not asked for again; a new request is."""
    assistant = hire(BuiltinAgent())
    before = len(assistant.conversations.tickets())
    ann = Shopper(assistant, assistant.open_with_history(["lipstick", "I want to talk to a human"]).id)
    assert len(assistant.conversations.tickets()) == before
    assert ann.ask("lipstick")["owner"] == "assistant"
    said = "".join(
        u.text or "" for u in assistant.conversations.state(ann.id).transcript if u.author == "assistant"
    )
    assert "passed your request on" not in said
    assert ann.ask("a real person please")["handoff"]


def test_a_history_takes_the_customer_s_words_only(hire: Hire) -> None:
    """No assistant text can be passed in, so none can become evidence."""
    names = list(inspect.signature(Assistant.open_with_history).parameters)
    assert names == ["self", "messages"]
    assistant = hire(ScriptedAgent(["The price is $1.00."]))
    ann = Shopper(assistant, assistant.open_with_history(["how much is the Velvet Matte Lipstick?"]).id)
    assert "$1.00" not in ann.ask("how much is it?")["reply"]


def test_a_long_history_keeps_its_end(hire: Hire, settings: Settings) -> None:
    assistant = hire(BuiltinAgent())
    messages = [f"lipstick number {n}" for n in range(settings.history_max_messages + 3)]
    created = assistant.open_with_history(messages)
    heard = assistant.conversations.state(created.id).customer_texts
    assert list(heard) == messages[3:]


def test_an_overlong_message_in_a_history_is_cut(hire: Hire, settings: Settings) -> None:
    assistant = hire(BuiltinAgent())
    created = assistant.open_with_history(["lipstick " + "x" * settings.message_max_chars])
    (heard,) = assistant.conversations.state(created.id).customer_texts
    assert len(heard) == settings.message_max_chars


@pytest.mark.parametrize(("shop", "language"), [("default", "en"), ("yuan", "zh")])
def test_a_message_without_words_is_answered_in_the_shop_s_own_language(
    shopper: Callable[..., Shopper], shop: str, language: str
) -> None:
    """Until the shopper has said something in another."""
    talk = shopper(shop)
    assert talk.ask("👍👍")["language"] == language
    assert talk.ask("hello")["language"] == "en"
    assert talk.ask("👀")["language"] == "en"
