"""How well the verifier tells supported from unsupported claims: the claims kit, and sets of other trades.

The kit's even groups (half a) were developed on, its odd ones (half b) scored first and then mended. Of the
sets in ``tests/grounding/claims`` the mirror halves were never read, only counted.
"""

import argparse
import json
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KIT = ROOT.parent / "shared" / "eval" / "claims" / "claims_dev.jsonl"
OWN = ROOT / "tests" / "grounding" / "claims"
RESULTS = ROOT / "benchmarks" / "results" / "claims.json"

Item = dict[str, Any]
Claims = list[dict[str, Any]]


@dataclass
class Score:
    """Counts of claims: all of a kind of label, and those that were caught, flagged wrongly or confirmed."""

    counts: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, *wholes: str) -> float:
        """``part`` of ``wholes`` together; 1 where there are none."""
        whole = sum(self.counts[one] for one in wholes)
        return self.counts[part] / whole if whole else 1.0

    @property
    def recall(self) -> float:
        """Unsupported claims that a flag overlaps."""
        return self.share("caught", "unsupported")

    @property
    def alarms(self) -> float:
        """Supported claims and opinions that are flagged."""
        return self.share("flagged", "supported", "opinion")

    @property
    def confirmed(self) -> float:
        """Supported claims that were found and called so."""
        return self.share("confirmed", "supported")

    def as_json(self) -> dict[str, float | None]:
        """The shares, to three digits, none where there is nothing to share; and the claims of each label."""
        labels = {label: self.counts[label] for label in ("unsupported", "supported", "opinion")}
        true = labels["supported"] + labels["opinion"]
        return labels | {
            "recall": round(self.recall, 3) if labels["unsupported"] else None,
            "alarms": round(self.alarms, 3) if true else None,
            "confirmed": round(self.confirmed, 3) if labels["supported"] else None,
        }


def read(path: Path, half: str = "all") -> list[Item]:
    """The items of a file; half ``a`` are the groups with an even CRC-32."""
    items = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        item for item in items if half == "all" or zlib.crc32(item["group"].encode()) % 2 == (half == "b")
    ]


def score(items: Iterable[Item], answers: Mapping[str, Claims], *, by_kind: bool = False) -> dict[str, Score]:
    """Scores of all claims together, under ``all``, or by kind.

    A flag that overlaps an unsupported claim counts against a neighbour only where it covers half of it.
    """
    scores: dict[str, Score] = {}
    for item in items:
        said = answers.get(item["id"], [])
        flags = [claim["span"] for claim in said if claim["status"] == "unsupported"]
        found = [claim["span"] for claim in said if claim["status"] == "supported"]
        wrong = [claim["span"] for claim in item["claims"] if claim["label"] == "unsupported"]
        hitting = [any(_shared(flag, one) for one in wrong) for flag in flags]
        for claim in item["claims"]:
            span, label = claim["span"], claim["label"]
            counts = scores.setdefault(claim["kind"] if by_kind else "all", Score()).counts
            counts[label] += 1
            touched = [(_shared(flag, span), hits) for flag, hits in zip(flags, hitting, strict=True)]
            if label == "unsupported":
                counts["caught"] += any(shared for shared, _ in touched)
                continue
            flagged = any(
                shared and (not hits or 2 * shared >= span[1] - span[0]) for shared, hits in touched
            )
            counts["flagged"] += flagged
            counts["confirmed"] += (
                label == "supported" and not flagged and any(_shared(one, span) for one in found)
            )
    return scores


def _shared(one: list[int], other: list[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def asked(command: list[str], items: list[Item]) -> dict[str, Claims]:
    """What ``floorwalker verify --jsonl`` answers, which gets no labels."""
    keys = ("id", "language", "evidence", "text")
    lines = "".join(json.dumps({key: item[key] for key in keys}, ensure_ascii=False) + "\n" for item in items)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8", check=True)
    return {answer["id"]: answer["claims"] for answer in map(json.loads, done.stdout.splitlines())}


def main() -> int:
    """Score every set, print the tables and keep them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--floorwalker", type=Path, default=Path(sys.executable).parent / "floorwalker")
    options = parser.parse_args()
    sets = [(f"{name}, half {half}", OWN / f"{name}.jsonl", half) for name in ("zh", "en") for half in "ab"]
    sets += [(f"{name}, all", OWN / f"{name}.jsonl", "all") for name in ("zh2", "en2")]
    if KIT.exists():
        sets = [(f"kit, half {half}", KIT, half) for half in "ab"] + sets
    else:
        print(f"the claims kit is not at {KIT}: left out")
    results: dict[str, Any] = {}
    print(f"{'set':16}{'items':>7}{'recall':>9}{'alarms':>9}{'confirmed':>11}")
    for name, path, half in sets:
        items = read(path, half)
        answers = asked([str(options.floorwalker), "verify", "--jsonl"], items)
        whole = score(items, answers)["all"]
        kinds = score(items, answers, by_kind=True)
        results[name] = whole.as_json() | {
            "items": len(items),
            "kinds": {kind: one.as_json() for kind, one in sorted(kinds.items())},
        }
        print(f"{name:16}{len(items):7}{whole.recall:9.1%}{whole.alarms:9.1%}{whole.confirmed:11.1%}")
    print(f"\n{'kind':16}" + "".join(f"{name:>16}" for name in results))
    for kind in sorted({kind for result in results.values() for kind in result["kinds"]}):
        cells = [result["kinds"].get(kind, {"unsupported": 0}) for result in results.values()]
        print(
            f"{kind:16}"
            + "".join(
                f"{cell['recall']:10.0%} of {cell['unsupported']:2}" if cell["unsupported"] else " " * 16
                for cell in cells
            )
        )
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
