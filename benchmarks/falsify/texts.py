"""Texts that are known to be true, with the evidence that they rely on."""

import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Span = tuple[int, int]

# In sentences that ask, or say that nothing is known, a swapped word makes no false statement.
_SILENT = re.compile(
    r"[?？]|没有写|没写|不确定|说不准|不敢保证|不能|(?i:\b(?:can't|cannot|doesn't mention|don't mention"
    r"|rather not|no perfect|no match|don't carry)\b)"
)
_SENTENCE = re.compile(r"[^。！？!?\n]+?(?:[。！？!?\n]+|\.(?=\s|$)|$)")


@dataclass(frozen=True)
class TrueText:
    """A text whose every claim the evidence supports.

    ``claims`` are its labelled claims, each a span and a kind; ``None`` where nobody labelled them and all of
    the text may be taken for one.
    """

    id: str
    source: Literal["reply", "kit"]
    language: str
    text: str
    evidence: tuple[Mapping[str, Any], ...]
    claims: tuple[tuple[Span, str], ...] | None = None

    def asserts(self, span: Span, kinds: Iterable[str] = ()) -> bool:
        """Whether the words at ``span`` are part of a statement; of one of ``kinds``, if any are named."""
        if self.claims is not None:
            kinds = set(kinds)
            return any(_overlap(span, claim) and (not kinds or kind in kinds) for claim, kind in self.claims)
        return not any(_overlap(span, silent) for silent in self._silent())

    def _silent(self) -> Iterator[Span]:
        for match in _SENTENCE.finditer(self.text):
            if _SILENT.search(match[0]):
                yield match.span()


def reply_texts(path: Path) -> list[TrueText]:
    """The replies of the built-in agent that ``agent_replies.py`` has written down."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        TrueText(one["id"], "reply", one["language"], one["text"], tuple(one["evidence"]))
        for one in map(json.loads, lines)
    ]


def kit_texts(path: Path, half: str, seed: int) -> list[TrueText]:
    """Sentences of the claims kit that are labelled supported, then its whole texts, none twice.

    A sentence stands alone where it is the first or there is only one record it can be about; else the
    sentences before it come along. ``half`` is ``a``, ``b`` or ``all``, as the kit's scorer splits it.
    """
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if half != "all":
        items = [item for item in items if (zlib.crc32(item["group"].encode()) % 2 == 0) == (half == "a")]
    random.Random(seed).shuffle(items)
    sentences = [text for item in items for text in _sentences(item)]
    wholes = [text for item in items if (text := _passage(item, 0, len(item["text"])))]
    return list({text.text: text for text in (*sentences, *wholes)}.values())


def _sentences(item: Mapping[str, Any]) -> Iterator[TrueText]:
    for number, sentence in enumerate(item["sentence_labels"]):
        start, end = sentence["span"]
        if sentence["label"] != "supported":
            continue
        if number and len(item["evidence"]) > 1:
            start = 0
        if text := _passage(item, start, end):
            yield text


def _passage(item: Mapping[str, Any], start: int, end: int) -> TrueText | None:
    inside = [claim for claim in item["claims"] if start <= claim["span"][0] and claim["span"][1] <= end]
    if any(claim["label"] == "unsupported" for claim in inside):
        return None
    claims = tuple(
        ((claim["span"][0] - start, claim["span"][1] - start), claim["kind"])
        for claim in inside
        if claim["label"] == "supported"
    )
    if not claims:
        return None
    text, evidence = item["text"][start:end], tuple(item["evidence"])
    return TrueText(f"{item['id']}:{start}-{end}", "kit", item["language"], text, evidence, claims)


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
