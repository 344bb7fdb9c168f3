"""Shopping scenarios written blind, run against a real server and checked against the catalogue files.

    .venv/bin/python benchmarks/scenarios.py [--kit ../shared/eval/shopping] [--only ID] [--min 0.85]

The scenarios stand in ``tests/scenarios``; the checker and most catalogues are part of the reference data.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ROOT / "tests" / "scenarios"


def main() -> int:
    """Run the checker on the blind scenarios and keep the figures beside the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kit", type=Path, default=ROOT.parent / "shared" / "eval" / "shopping")
    parser.add_argument("--only", action="append", default=[], metavar="ID")
    parser.add_argument("--min", default="0.85")
    options = parser.parse_args()
    if not options.kit.is_dir():
        print(f"skipped: the checker is not at {options.kit}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, str(options.kit / "run.py")]
        command += ["--command", str(Path(sys.executable).with_name("floorwalker")), "--min", options.min]
        command += ["--scenarios", str(SCENARIOS / "blind.jsonl"), "--json", str(report), "--catalogs"]
        command += [str(options.kit.parents[1] / "data" / "catalogs"), str(SCENARIOS / "catalogs")]
        command += [part for name in options.only for part in ("--only", name)]
        code = subprocess.run(command, check=False).returncode
        if not options.only:
            figures = json.loads(report.read_text("utf-8"))
            kept = {name: value for name, value in figures.items() if name != "results"}
            results = Path(__file__).with_name("results")
            (results / "scenarios.json").write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
