"""The blind scenarios over the catalogues that the repository holds; all of them: benchmarks/scenarios.py."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SHARED

ROOT = Path(__file__).resolve().parents[2]


def test_most_blind_scenarios_pass_and_no_fact_is_wrong() -> None:
    """Four of five pass, and not one turn states something that the catalogue denies."""
    kit = SHARED / "eval" / "shopping"
    if not kit.is_dir():
        pytest.skip("the checker (../shared/eval/shopping) is not here")
    command = [sys.executable, str(ROOT / "benchmarks" / "scenarios.py"), "--min", "0.8", "--set", "blind"]
    for pattern in ("*-el-*", "*-ki-*"):
        command += ["--only", pattern]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]
