"""Reads the labelled conversations of ``turns/``: what a shopper wrote, wants done, and mentions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

TURNS = Path(__file__).parent / "turns"

Stance = Literal["wanted", "denied", "passing"]

_MARK = re.compile(r"\[([-~]?)([kbnwpsqro]) ([^\[\]]*)\]")
_STANCES: dict[str, Stance] = {"": "wanted", "-": "denied", "~": "passing"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a turn that says something: ``kind`` is the letter of its mark (see ``README.md``)."""

    kind: str
    stance: Stance
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    """One message, its label and its mentions; spans count code points of ``text``."""

    label: str
    text: str
    mentions: tuple[Mention, ...]


Conversation = tuple[LabelledTurn, ...]


def read_conversations(path: Path) -> Iterator[Conversation]:
    """The conversations of one file, in order.

    Raises:
        ValueError: a line has no label; the message names file and line.
    """
    turns: list[LabelledTurn] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            if turns:
                yield tuple(turns)
            turns = []
            continue
        label, tab, marked = line.partition("\t")
        if not tab:
            raise ValueError(f"{path.name}:{number}: no label; write it before the text, with a tab between")
        turns.append(_turn(label.strip(), marked.strip()))
    if turns:
        yield tuple(turns)


def _turn(label: str, marked: str) -> LabelledTurn:
    text, at, mentions = "", 0, list[Mention]()
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        mentions.append(Mention(mark[2], _STANCES[mark[1]], (len(text), len(text) + len(mark[3]))))
        text, at = text + mark[3], mark.end()
    return LabelledTurn(label, text + marked[at:], tuple(mentions))
