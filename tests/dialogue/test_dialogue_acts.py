"""The classifier of dialogue acts: what it reads, what it goes by, and when the rules keep the last word."""

import importlib
from pathlib import Path

import pytest
from shop_floor import read

from floorwalker.conversation import ConversationState, ShownList
from floorwalker.dialogue.understand import Intent, ShopVocabulary
from floorwalker.dialogue.understand.learned.classifier import Guess, dialogue_act_classifier
from floorwalker.dialogue.understand.learned.features import Scene
from floorwalker.dialogue.understand.learned.opinion import acts_meant, aspects_meant, refines
from floorwalker.dialogue.understand.learned.reading import read_features
from floorwalker.dialogue.understand.slots import find_slots
from floorwalker.text import Folded, detect_language

TRAINING = Path(__file__).parents[2] / "training"
SHOP = ShopVocabulary({"suli": "Suli"}, kinds=frozenset({"lipstick", "candle", "jacket"}))
SHOWN = ConversationState(focus=("shop:1", "shop:2"), lists=(ShownList(1, ("shop:1", "shop:2")),))


def guess(said: str, *, shown: bool) -> Guess:
    message = Folded.of(said)
    slots = find_slots(message, detect_language(said, "en"), SHOP)
    return dialogue_act_classifier().guess(read_features(message, slots, SHOP, Scene(shown=shown)))


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("got anything for a mate who's forever losing his keys?", "find"),
        ("家里老鼠闹得凶，有什么能治治它", "find"),
        ("nah, nothing that shade of green please", "refine"),
        ("那就八十以内的吧", "refine"),
        ("seen all of those, what else you got", "others"),
        ("这些都不行，再来几个瞧瞧", "others"),
        ("how much is that one then", "price"),
        ("要多少钱啊这个", "price"),
        ("what's the lining made of", "detail"),
        ("put the two of them side by side for me", "compare"),
        ("这两款有啥不一样的", "compare"),
        ("can i speak to an actual human being please", "person"),
        ("为什么给我推这个", "why"),
        ("if I buy both what's the damage", "total"),
    ],
)
def test_turns_in_new_words_are_read_for_what_they_do(said: str, label: str) -> None:
    assert guess(said, shown=label != "find").label == label


def test_an_empty_message_is_read_without_failing() -> None:
    assert 0 < guess("", shown=False).probability <= 1


def test_probabilities_of_all_labels_add_up_to_one() -> None:
    classifier = dialogue_act_classifier()
    likely = classifier.probabilities({"act:seeking", "no such feature"})
    assert likely.sum() == pytest.approx(1, abs=1e-5)
    assert len(likely) == len(classifier.labels)


def test_what_it_goes_by_is_told_strongest_first() -> None:
    found = guess("can i speak to a human", shown=False)
    classifier = dialogue_act_classifier()
    gains = [gain for _, gain in classifier.reasons(found.features, found.label)]
    assert gains == sorted(gains, reverse=True)
    assert found.reasons(2) == tuple(name for name, _ in classifier.reasons(found.features, found.label))[:2]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("could somebody off your team ring me back, a person I mean", Intent.PERSON),
        ("give us another handful to look at", Intent.OTHERS),
    ],
)
def test_where_it_is_sure_it_overrules_the_rules(said: str, intent: Intent) -> None:
    assert read(said, SHOP, SHOWN).intents[0] is intent


def test_an_act_is_taken_from_it_only_where_it_is_sure_and_nothing_speaks_against_it() -> None:
    assert acts_meant(Guess("others", 0.9), set(), ()) == {"others"}
    assert not acts_meant(Guess("others", 0.5), set(), ())
    assert not acts_meant(Guess("others", 0.9), {"same_brand"}, ())
    assert not acts_meant(Guess("others", 0.9), set(), ("stock",))


def test_the_price_is_asked_for_where_nothing_else_is() -> None:
    assert aspects_meant(Guess("price", 0.9), ()) == ("price",)
    assert aspects_meant(Guess("price", 0.9), ("popularity",)) == ("popularity",)
    assert aspects_meant(Guess("price", 0.3), ()) == ()


def test_a_doubtful_refinement_is_none() -> None:
    assert refines(Guess("refine", 0.9))
    assert not refines(Guess("refine", 0.4))
    assert not refines(Guess("find", 0.9))


def test_every_labelled_turn_has_a_known_label_and_whole_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))
    labelled = importlib.import_module("labelled")
    known = set(dialogue_act_classifier().labels)
    turns = [
        (file.name, turn)
        for file in sorted(labelled.TURNS.glob("*.tsv"))
        for talk in labelled.read_conversations(file)
        for turn in talk
    ]
    assert len(turns) > 12_000
    assert {turn.label for _, turn in turns} == known
    assert not [(name, turn.text) for name, turn in turns if not turn.text.strip()]
