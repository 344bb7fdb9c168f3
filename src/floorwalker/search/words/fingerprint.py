"""What the contents of a word index depend on besides the products."""

import hashlib
from functools import cache
from pathlib import Path

from floorwalker import search as search_room
from floorwalker import text as text_room
from floorwalker.text import current_overlay
from floorwalker.text.lexicon import ATTRIBUTES, PRODUCT_TYPES

_READERS = ("kinds.py", "profile.py", "words/fields.py")
"""Files of this room by which products are read; the rest of it only asks."""


def analysis_fingerprint(*layout: str) -> str:
    """Another text whenever products would be read otherwise: the analyser, the lexicons, the readers.

    Args:
        layout: files of this room that say how one kind of index keeps what is read.
    """
    own = current_overlay().fingerprint((PRODUCT_TYPES.name, ATTRIBUTES.name))
    return f"{_of_package(layout)}+{own}" if own else _of_package(layout)


@cache
def _of_package(layout: tuple[str, ...]) -> str:
    files = [
        path
        for path in sorted(Path(text_room.__path__[0]).rglob("*"))
        if path.suffix in {".py", ".toml", ".tsv", ".txt"}
    ]
    files += [Path(search_room.__path__[0]) / name for name in (*_READERS, *layout)]
    digest = hashlib.blake2b(digest_size=16)
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()
