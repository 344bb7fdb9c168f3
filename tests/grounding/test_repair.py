"""What is said instead of a claim too much: the right figure where it is certain, else fewer sentences."""

from floorwalker.dialogue.check import check
from floorwalker.grounding import Sentence, Verifier, evidence_of, repair

EVIDENCE = evidence_of(
    [
        {
            "kind": "product",
            "id": "kettle",
            "fields": {
                "title": "Tarn Kettle",
                "price": {"amount": "59.00", "currency": "USD"},
                "rating": 4.3,
                "reviews": 318,
                "stock": 6,
            },
        }
    ]
)


def mended(text: str) -> tuple[str, str]:
    result = repair(text, Verifier(EVIDENCE, author="model").check(text))
    return result.text, result.outcome


def test_a_wrong_figure_of_a_certain_subject_is_put_right() -> None:
    assert mended("The Tarn Kettle is $69.") == ("The Tarn Kettle is $59.00.", "repaired")
    assert mended("The Tarn Kettle has 381 reviews.") == ("The Tarn Kettle has 318 reviews.", "repaired")


def test_a_sentence_with_an_invention_goes_and_the_others_stay() -> None:
    text = "The Tarn Kettle is $59. It was forged by dwarves. We have 6 left."
    assert mended(text) == ("The Tarn Kettle is $59. We have 6 left.", "repaired")


def test_nothing_is_left_of_an_invention() -> None:
    assert mended("It was forged by dwarves.") == ("", "dropped")
    assert mended("The Tarn Kettle is $59.") == ("The Tarn Kettle is $59.", "kept")


def test_sentence_by_sentence_a_draft_is_put_right_or_dropped_and_what_was_caught_is_kept() -> None:
    drafted = [
        Sentence((text,)) for text in ("The Tarn Kettle is $69.", " It cures colds.", " A lovely gift.")
    ]
    one, two, three = check(drafted, EVIDENCE, lambda _text: (), "en", "model")
    assert one.text == "The Tarn Kettle is $59.00."
    assert [claim.text for claim in one.caught] == ["$69"]
    assert all(claim.supported for claim in one.claims)
    assert (two.text, two.dropped) == ("", " It cures colds.")
    assert two.caught
    assert three.text == " A lovely gift."
