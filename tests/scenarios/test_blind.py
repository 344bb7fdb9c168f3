"""The blind scenarios over the two catalogues that the repository holds; all of them: benchmarks/scenarios.py."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SHARED

ROOT = Path(__file__).resolve().parents[2]


def test_most_blind_scenarios_pass_and_no_fact_is_wrong() -> None:
    kit = SHARED / "eval" / "shopping"
    if not kit.is_dir():
        pytest.skip("the checker (../shared/eval/shopping) is not here")
    command = [sys.executable, str(ROOT / "benchmarks" / "scenarios.py"), "--min", "0.8"]
    for pattern in ("*-el-*", "*-ki-*"):
        command += ["--only", pattern]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]
    assert run.stdout.rstrip().endswith("wrong-fact turns 0")
