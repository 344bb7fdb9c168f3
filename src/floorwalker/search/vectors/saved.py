"""The vectors of a shop in a file, so that a start need not read a million of them from the database."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from floorwalker.search.vectors.quantised import Quantised
from floorwalker.search.words import Keys

_FORMAT = 1


@dataclass(frozen=True, slots=True, eq=False)
class Saved:
    """Vectors by place, the products that they belong to, and the version up to which they are current."""

    vectors: Quantised
    keys: Keys
    version: int


def save(saved: Saved, folder: Path, models: tuple[str, ...]) -> None:
    """Write a directory of its own, give it its name when it is whole, and remove those before it."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{saved.version}.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    saved.vectors.save(draft / "vectors.faiss")
    np.save(draft / "keys.npy", saved.keys)
    state = {"format": _FORMAT, "models": models, "scale": saved.vectors.scale}
    (draft / "state.json").write_text(json.dumps(state), "utf-8")
    whole = folder / str(saved.version)
    shutil.rmtree(whole, ignore_errors=True)
    draft.rename(whole)
    for other in folder.iterdir():
        if other != whole:
            shutil.rmtree(other, ignore_errors=True)


def load(folder: Path, models: tuple[str, ...], newest: int) -> Saved | None:
    """What was saved last of these models, up to version ``newest``; ``None`` where nothing whole is."""
    versions = sorted((int(one.name) for one in folder.glob("*") if one.name.isdigit()), reverse=True)
    for version in versions:
        if version <= newest and (saved := _read(folder / str(version), models, version)):
            return saved
    return None


def _read(folder: Path, models: tuple[str, ...], version: int) -> Saved | None:
    try:
        state = json.loads((folder / "state.json").read_text("utf-8"))
        if (state["format"], state["models"]) != (_FORMAT, [*models]):
            return None
        vectors = Quantised.load(folder / "vectors.faiss", float(state["scale"]))
        saved = Saved(vectors, np.load(folder / "keys.npy"), version)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None
    return saved if len(saved.vectors) == len(saved.keys) else None
