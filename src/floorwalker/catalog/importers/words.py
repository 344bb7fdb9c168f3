"""The words of ``words.toml``: by section and meaning."""

import tomllib
from importlib.resources import files
from typing import Final

WORDS: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
)
"""``columns`` by field, ``availability`` by state, ``currencies`` by code; ``shared`` from sign to codes."""
