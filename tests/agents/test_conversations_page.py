"""The page of conversations: its scripts are as the page says, and one command writes it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import SHARED

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
SCRIPTS = tomllib.loads((BENCHMARKS / "conversations.toml").read_text(encoding="utf-8"))["conversations"]


def test_half_of_the_conversations_are_chinese_and_none_is_long() -> None:
    assert [sum(one["language"] == language for one in SCRIPTS) for language in ("zh", "en")] == [25, 25]
    assert {len(one["turns"]) for one in SCRIPTS} <= {3, 4, 5, 6}
    turns = [text for one in SCRIPTS for text in one["turns"]]
    assert len(set(turns)) > 0.95 * len(turns)


def test_one_command_writes_the_page(tmp_path: Path) -> None:
    """Here for a few conversations in the smallest shop."""
    if not (SHARED / "data" / "catalogs").is_dir():
        pytest.skip("the reference catalogues (../shared/data) are not here")
    page = tmp_path / "page.md"
    command = [sys.executable, str(BENCHMARKS / "conversations.py"), "--only", "home", "--out", str(page)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    text = page.read_text(encoding="utf-8")
    wanted = [one for one in SCRIPTS if one["shop"] == "home"]
    assert text.count("\n## ") == len(wanted)
    assert text.count("**Shopper:**") == sum(len(one["turns"]) for one in wanted)
    assert "1. Cream Sofa by Company 123 — $500.00 (was $750.00), in stock" in text
