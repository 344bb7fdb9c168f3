"""Every dependency is reasoned about in docs/dependencies.md, and nothing else is."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
GROUPS = {"Default install": PROJECT["dependencies"]} | {
    f"Extra `{name}`": requirements for name, requirements in PROJECT["optional-dependencies"].items()
}
ROW = re.compile(r"^\| `([^`]+)` \| (.+?) \| (.+?) \| (.+?) \| (\d+\.\d) MB \|$", re.MULTILINE)


def sections() -> dict[str, str]:
    _, *parts = re.split(r"^## ", (ROOT / "docs/dependencies.md").read_text("utf-8"), flags=re.MULTILINE)
    return dict(part.split("\n", 1) for part in parts)


def names(requirements: list[str]) -> set[str]:
    found = {re.match(r"[\w.-]+", requirement)[0] for requirement in requirements}  # type: ignore[index]
    return found - {PROJECT["name"]}


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_the_page_lists_exactly_the_dependencies_of_a_group(group: str) -> None:
    documented = [row[0] for row in ROW.findall(sections()[group])]
    assert set(documented) == names(GROUPS[group])
    assert len(documented) == len(set(documented))


def test_no_group_is_documented_that_there_is_not() -> None:
    assert set(sections()) == set(GROUPS)


def test_every_row_is_complete() -> None:
    for body in sections().values():
        lines = [line for line in body.splitlines() if line.startswith("| `")]
        assert len(lines) == len(ROW.findall(body)), "a row lacks reason, keeper, licence or size"
