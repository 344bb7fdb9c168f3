"""Whether wrong facts are noticed: 500 true texts, one fact of each made false, before a verifier.

    .venv/bin/python benchmarks/mutations.py [--command "floorwalker verify --jsonl"] [--half a] [--misses 20]

The true texts are replies of the built-in agent (``tests/grounding/data/agent_replies.jsonl``, written by
``agent_replies.py``) and sentences of the claims kit that are labelled supported, of one half of its groups.
``falsify`` corrupts exactly one fact in each, so that the evidence rules the new one out under the kit's
rules of rounding, hedges, units and arithmetic. The verifier is a command that reads requests and writes
verdicts as JSON lines; nothing of ``floorwalker`` is imported. A corruption is caught where a claim called
unsupported overlaps the false words; an original passes where no claim at all is called unsupported.
"""

import argparse
import collections
import json
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from falsify import KINDS, Claims, Falsified, TrueText, denies, falsify, kit_texts, reply_texts

ROOT = Path(__file__).resolve().parents[1]
REPLIES = ROOT / "tests" / "grounding" / "data" / "agent_replies.jsonl"
KIT = ROOT.parent / "shared" / "eval" / "claims" / "claims_dev.jsonl"
RESULTS = Path(__file__).with_name("results") / "mutations.json"


def main() -> int:
    """Corrupt, ask, count, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    verifier = f"{Path(sys.executable).with_name('floorwalker')} verify --jsonl"
    parser.add_argument("--command", default=verifier, help="reads and writes JSON lines")
    parser.add_argument("--author", default="", help="who is said to have written the texts: builtin, model")
    parser.add_argument("--kit", type=Path, default=KIT)
    parser.add_argument("--half", choices=("a", "b", "all"), default="a", help="which groups of the kit")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list up to N errors of each sort")
    parser.add_argument("--min", type=float, default=0.98, help="fail below this share, of either count")
    options = parser.parse_args()
    texts = true_texts(options)
    false = falsify(texts, options.seed)
    started = time.perf_counter()
    originals = ask(options.command, options.author, [(text, text.text) for text in texts])
    corrupted = ask(options.command, options.author, [(one.true, one.text) for one in false])
    seconds = time.perf_counter() - started
    passed = [not any(map(denies, claims)) for claims in originals]
    caught = [one.is_caught_by(claims) for one, claims in zip(false, corrupted, strict=True)]
    figures = count(texts, passed, false, caught) | {"seconds": round(seconds, 1), "half": options.half}
    show(figures)
    if options.misses:
        show_misses(options.misses, zip(texts, originals, strict=True), zip(false, caught, strict=True))
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if min(_share(figures["caught"]), _share(figures["passed"])) >= options.min else 1


def true_texts(options: argparse.Namespace) -> list[TrueText]:
    """Half of the texts from the kit, as far as it has them, the others from the agent."""
    kit: list[TrueText] = []
    if options.kit.is_file():
        kit = kit_texts(options.kit, options.half, options.seed)[: options.count // 2]
    else:
        print(f"the claims kit is not at {options.kit}: replies of the agent only")
    replies = reply_texts(REPLIES)
    wanted = options.count - len(kit)
    spread = [replies[place * len(replies) // wanted] for place in range(min(wanted, len(replies)))]
    return [*spread, *kit]


def ask(command: str, author: str, texts: Sequence[tuple[TrueText, str]]) -> list[Claims]:
    """What the verifier claims of each text."""
    lines = [
        json.dumps(
            {"id": str(number), "language": true.language, "text": text, "evidence": list(true.evidence)}
            | ({"author": author} if author else {}),
            ensure_ascii=False,
        )
        for number, (true, text) in enumerate(texts)
    ]
    done = subprocess.run(
        shlex.split(command),
        input="\n".join(lines) + "\n",
        stdout=subprocess.PIPE,
        check=False,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}")
    answers = {row["id"]: row["claims"] for row in map(json.loads, done.stdout.splitlines())}
    return [answers[str(number)] for number in range(len(texts))]


def count(
    texts: Sequence[TrueText], passed: Sequence[bool], false: Sequence[Falsified], caught: Sequence[bool]
) -> dict[str, Any]:
    """Pairs of how many went well and how many there were, in all and in parts."""
    kinds: dict[str, dict[str, list[int]]] = {}
    sources: dict[str, dict[str, list[int]]] = {}
    for one, well in zip(false, caught, strict=True):
        _add(kinds.setdefault(one.kind, {}), one.true.language, well)
    for text, well in zip(texts, passed, strict=True):
        _add(sources.setdefault(text.source, {}), text.language, well)
    return {
        "texts": len(texts),
        "caught": [sum(caught), len(caught)],
        "passed": [sum(passed), len(passed)],
        "caught_by_kind": {kind: kinds[kind] for kind in KINDS if kind in kinds},
        "passed_by_source": sources,
    }


def _add(table: dict[str, list[int]], key: str, well: bool) -> None:
    pair = table.setdefault(key, [0, 0])
    pair[0] += well
    pair[1] += 1


def show(figures: Mapping[str, Any]) -> None:
    """The table."""
    print(f"{'corruptions caught':20}{'zh':>10}{'en':>10}{'share':>8}")
    for name, pairs in figures["caught_by_kind"].items():
        print(_row(name, pairs))
    print(f"\n{'originals passed':20}{'zh':>10}{'en':>10}{'share':>8}")
    for name, pairs in figures["passed_by_source"].items():
        print(_row(name, pairs))
    caught, passed = figures["caught"], figures["passed"]
    print(f"\ncaught {caught[0]}/{caught[1]} {_share(caught):.1%}, ", end="")
    print(f"originals passed whole {passed[0]}/{passed[1]} {_share(passed):.1%}, {figures['seconds']} s")


def _row(name: str, pairs: Mapping[str, Sequence[int]]) -> str:
    cells = [f"{pairs[tongue][0]}/{pairs[tongue][1]}" if tongue in pairs else "-" for tongue in ("zh", "en")]
    total = collections.Counter()
    for well, all_ in pairs.values():
        total.update(well=well, all=all_)
    return f"{name:20}{cells[0]:>10}{cells[1]:>10}{total['well'] / total['all']:>8.1%}"


def _share(pair: Sequence[int]) -> float:
    return pair[0] / pair[1] if pair[1] else 1.0


def show_misses(
    most: int, originals: Iterable[tuple[TrueText, Claims]], corrupted: Iterable[tuple[Falsified, bool]]
) -> None:
    """The corruptions that were not caught, and the true texts that were not believed."""
    missed = [one for one, well in corrupted if not well]
    print("\nnot caught:")
    for one in missed[:most]:
        print(f"  {one.true.id} {one.kind}: {one.was!r} -> {one.now!r} in {_around(one)!r}")
    print("\ntrue, and flagged:")
    flagged = [(text, [one for one in claims if denies(one)]) for text, claims in originals]
    for text, claims in [pair for pair in flagged if pair[1]][:most]:
        words = ", ".join(f"{text.text[slice(*one['span'])]!r} ({one['kind']})" for one in claims)
        print(f"  {text.id}: {words} in {text.text[:120]!r}")


def _around(one: Falsified) -> str:
    return one.text[max(0, one.span[0] - 40) : one.span[1] + 20]


if __name__ == "__main__":
    sys.exit(main())
