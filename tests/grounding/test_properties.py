"""What must hold of verification for any text, any evidence and any order of sentences."""

import itertools
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from floorwalker.grounding import VerifyRequest, evidence_of, verify_request

GOODS = [
    {
        "title": "Alder Writing Desk",
        "price": {"amount": "420.00", "currency": "USD"},
        "stock": 3,
        "rating": 4.5,
    },
    {
        "title": "Briar Reading Lamp",
        "price": {"amount": "89.00", "currency": "USD"},
        "stock": 0,
        "rating": 4.1,
    },
    {"title": "Cedar Bookcase", "price": {"amount": "260.00", "currency": "USD"}, "stock": 7, "rating": 3.9},
]
EVIDENCE = [{"kind": "product", "id": str(n), "fields": fields} for n, fields in enumerate(GOODS)]
SENTENCES = [
    "The Alder Writing Desk is $420.",
    "The Alder Writing Desk is rated 4.9.",
    "The Briar Reading Lamp costs $260.",
    "The Briar Reading Lamp is sold out.",
    "The Cedar Bookcase has three left.",
    "The Cedar Bookcase is $260.",
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=True)
    | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)
ODD_TEXTS = st.text(max_size=300) | st.text("0123456789.,$¥%折元块 一二百万x×-~≥", max_size=200)


def verdicts(text: str, evidence: list[dict[str, Any]], author: str = "unknown") -> list[tuple[str, str]]:
    request = VerifyRequest.model_validate({"text": text, "evidence": evidence, "author": author})
    return [(claim["text"], claim["status"]) for claim in verify_request(request)["claims"]]


def test_the_order_of_sentences_that_name_their_subject_does_not_matter() -> None:
    alone = sorted(verdict for sentence in SENTENCES for verdict in verdicts(sentence, EVIDENCE))
    orders = list(itertools.permutations(SENTENCES))
    for order in random.Random(5).sample(orders, 60):
        assert sorted(verdicts(" ".join(order), EVIDENCE)) == alone


@given(ODD_TEXTS, st.sampled_from(["unknown", "model", "staff", "builtin"]))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_raise_and_spans_point_into_it(text: str, author: str) -> None:
    request = VerifyRequest.model_validate({"text": text, "evidence": EVIDENCE, "author": author})
    for claim in verify_request(request)["claims"]:
        start, end = claim["span"]
        assert text[start:end] == claim["text"] != ""


@given(st.dictionaries(st.text(max_size=20), JSON, max_size=6), st.sampled_from(SENTENCES))
@settings(max_examples=100, deadline=None)
def test_no_record_makes_it_raise(fields: dict[str, Any], sentence: str) -> None:
    evidence_of([{"kind": "product", "id": "x", "fields": fields}])
    verdicts(sentence, [{"kind": "product", "id": "x", "fields": fields}])


def test_a_long_text_is_read_to_its_end() -> None:
    text = "这是一句没有标点的很长的话" * 8_000 + "。The Cedar Bookcase is $261."
    assert ("$261", "unsupported") in verdicts(text, EVIDENCE)
