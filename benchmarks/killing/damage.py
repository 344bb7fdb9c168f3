"""Damage to a text index that lies there while no process has it open."""

import random
from pathlib import Path

HOWS = ("missing", "empty", "torn")


def damage(index: Path, chance: random.Random) -> str:
    """Remove, empty or cut off one file of an index's folder, or the state file; says which and how."""
    files = sorted(file for file in index.glob("g*/*") if file.suffix != ".lock")
    state = index / "state.json"
    if not files or not state.exists():
        return ""
    file = state if chance.random() < 1 / 3 else chance.choice(files)
    how = chance.choice(HOWS)
    content = file.read_bytes()
    match how:
        case "missing":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "torn":
            file.write_bytes(content[: chance.randrange(1, max(2, len(content)))])
    return f"{file.suffix or file.name} {how}"
