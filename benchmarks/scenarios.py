"""Shopping scenarios, run against a real server and checked against the catalogue files.

    .venv/bin/python benchmarks/scenarios.py [--set NAME ...] [--kit ../shared/eval/shopping] [--min 0.88]

The sets stand in ``tests/scenarios``: ``blind`` (written before the dialogue), ``fresh_zh`` and
``fresh_en`` (written before understanding and advice), ``fresh2_*``, ``fresh3_*`` and ``fresh4_*``
(written blind later, each before more work: mirrors until their failures are read), ``trades``,
``practice_zh`` and ``practice_en`` (for development, over other trades as well), ``reworded_zh`` and
``reworded_en`` (the same expectations in other words: what is lost there hangs on a wording); ``kit`` are
the scenarios of the reference data, which the checker and most catalogues belong to, too. Beside what is
safe it counts what is useful: how many turns that ask for products get fitting ones, how many ask back, and
how many hand over to a person unasked.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ROOT / "tests" / "scenarios"
SETS = (
    *("kit", "blind", "fresh_zh", "fresh_en", "fresh2_zh", "fresh2_en"),
    *("fresh3_zh", "fresh3_en", "fresh4_zh", "fresh4_en", "trades"),
    *("practice_zh", "practice_en", "reworded_zh", "reworded_en"),
)
# Expectations that say which products fit; all others are about the wording or the conversation.
_OF_PRODUCTS = frozenset(
    (
        *("price_max", "price_min", "brand_any", "brand_not", "category_any", "title_any", "title_all"),
        *(
            "title_not",
            "text_any",
            "text_all",
            "text_not",
            "field_any",
            "field_not",
            "field_min",
            "field_max",
        ),
        *("rating_min", "in_stock_only", "niche", "id_only", "min_products", "max_products", "id_any"),
        *("id_all", "id_not", "first_any", "sorted", "different_from_previous", "cheaper_than_previous"),
    )
)


def main() -> int:
    """Run the checker on the sets and keep the figures beside the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kit", type=Path, default=ROOT.parent / "shared" / "eval" / "shopping")
    parser.add_argument("--set", action="append", choices=SETS, dest="sets", metavar="NAME")
    parser.add_argument("--only", action="append", default=[], metavar="ID")
    parser.add_argument("--min", type=float, default=0.88)
    options = parser.parse_args()
    if not options.kit.is_dir():
        print(f"skipped: the checker is not at {options.kit}")
        return 0
    figures = {name: _run(name, options) for name in options.sets or SETS}
    heads = f"{'wrong facts':>12} {'fitting':>8} {'asked back':>11} {'handed over':>12}"
    print(f"\n{'set':10} {'scenarios':>10} {'turns':>9} {heads}")
    for name, one in figures.items():
        print(
            f"{name:10} {one['passed']:>4}/{one['scenarios']:<5} {one['turns_passed']:>4}/{one['turns']:<4}"
            f" {one['wrong_fact_turns']:>12} {one['fitting']:>8.1%} {one['asked_back']:>11.1%}"
            f" {one['handed_over_unasked']:>12.1%}"
        )
    if not options.only:
        results = Path(__file__).with_name("results") / "scenarios.json"
        kept = json.loads(results.read_text("utf-8")) if results.is_file() else {}
        kept = {name: one for name, one in kept.items() if name in SETS} | figures
        results.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
    fine = all(
        one["passed"] >= options.min * one["scenarios"] and not one["wrong_fact_turns"]
        for one in figures.values()
    )
    return 0 if fine else 1


def _run(name: str, options: argparse.Namespace) -> dict[str, Any]:
    scenarios = options.kit / "scenarios_dev.jsonl" if name == "kit" else SCENARIOS / f"{name}.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, str(SCENARIOS / "checker.py"), str(options.kit), "--min", "0"]
        command += ["--command", str(Path(sys.executable).with_name("floorwalker")), "--json", str(report)]
        command += ["--scenarios", str(scenarios), "--schema", str(SCENARIOS / "catalogs.json"), "--catalogs"]
        command += [str(options.kit.parents[1] / "data" / "catalogs"), str(SCENARIOS / "catalogs")]
        command += [part for pattern in options.only for part in ("--only", pattern)]
        print(f"── {name}", flush=True)
        subprocess.run(command, check=True)
        told = json.loads(report.read_text("utf-8"))
    results = told.pop("results")
    return told | _usefulness(list(_turns(scenarios, results)))


def _turns(
    scenarios: Path, results: list[Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each turn's expectations and outcome."""
    lines = scenarios.read_text("utf-8").splitlines()
    expected = {one["id"]: one["turns"] for one in map(json.loads, filter(None, lines))}
    for result in results:
        for said, turn in zip(expected[result["id"]], result["turns"], strict=False):
            yield said["expect"], turn


def _usefulness(turns: list[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, float]:
    asking = [
        turn for expect, turn in turns if expect.get("min_products") and not expect.get("clarify_allowed")
    ]
    fitting = [turn for turn in asking if not any(f["expectation"] in _OF_PRODUCTS for f in turn["failures"])]
    answers = [(expect, turn.get("answer") or {}) for expect, turn in turns]
    back = [answer for _, answer in answers if answer.get("clarify")]
    over = [
        answer
        for expect, answer in answers
        if answer.get("handoff") and not (expect.get("handoff_required") or expect.get("handoff_allowed"))
    ]
    return {
        "fitting": len(fitting) / max(1, len(asking)),
        "asked_back": len(back) / max(1, len(turns)),
        "handed_over_unasked": len(over) / max(1, len(turns)),
    }


if __name__ == "__main__":
    sys.exit(main())
