"""True texts pass, and a fact made false is noticed: the short form of ``benchmarks/mutations.py``.

The whole of it takes texts of the claims kit as well, and asks the command instead of the function.
"""

from pathlib import Path
from typing import Any

import pytest
from benchmarks.falsify import KINDS, Claims, Falsified, TrueText, denies, falsify, reply_texts

from floorwalker.grounding import VerifyRequest, verify_request

REPLIES = Path(__file__).with_name("data") / "agent_replies.jsonl"
COUNT = 60
LEAST = 0.98
"""The share that is wanted of both."""


@pytest.fixture(scope="module")
def texts() -> list[TrueText]:
    replies = reply_texts(REPLIES)
    return replies[:: len(replies) // COUNT][:COUNT]


@pytest.fixture(scope="module")
def false(texts: list[TrueText]) -> list[Falsified]:
    return falsify(texts, seed=1)


def verdicts(true: TrueText, text: str) -> Claims:
    given: dict[str, Any] = {"language": true.language, "text": text, "evidence": list(true.evidence)}
    claims: Claims = verify_request(VerifyRequest.model_validate(given))["claims"]
    return claims


@pytest.fixture(scope="module")
def missed(false: list[Falsified]) -> list[str]:
    return [
        f"{one.true.id} {one.kind}: {one.was!r} -> {one.now!r}"
        for one in false
        if not one.is_caught_by(verdicts(one.true, one.text))
    ]


@pytest.fixture(scope="module")
def flagged(texts: list[TrueText]) -> dict[str, list[str]]:
    return {
        text.id: words
        for text in texts
        if (words := [claim["text"] for claim in verdicts(text, text.text) if denies(claim)])
    }


def test_a_fact_made_false_is_noticed(false: list[Falsified], missed: list[str]) -> None:
    assert len(missed) <= (1 - LEAST) * len(false), "\n".join(missed)


def test_true_texts_pass_whole(texts: list[TrueText], flagged: dict[str, list[str]]) -> None:
    assert len(flagged) <= (1 - LEAST) * len(texts), flagged


def test_the_built_in_agents_own_replies_pass_whole() -> None:
    flagged = {}
    for reply in reply_texts(REPLIES):
        given = {"text": reply.text, "evidence": list(reply.evidence), "author": "builtin"}
        claims = verify_request(VerifyRequest.model_validate(given))["claims"]
        flagged[reply.id] = [claim["text"] for claim in claims if denies(claim)]
    assert not {reply: words for reply, words in flagged.items() if words}


def test_each_text_is_made_false_in_one_place_only(texts: list[TrueText], false: list[Falsified]) -> None:
    assert len(false) == len(texts) == COUNT
    for one in false:
        start, end = one.span
        before, after = one.text[:start], one.text[end:]
        assert one.kind in KINDS
        assert one.now != one.was
        assert one.true.text.startswith(before.rstrip() if not one.was else before)
        assert not one.was or one.true.text == before + one.was + after


def test_the_same_texts_give_the_same_corruptions(texts: list[TrueText], false: list[Falsified]) -> None:
    assert falsify(texts, seed=1) == false
