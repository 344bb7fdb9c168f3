"""Texts as vectors that lie close together where they mean the same, in either language."""

from floorwalker.search.embedding.choosing import open_embedder
from floorwalker.search.embedding.packing import Packed, pack
from floorwalker.search.embedding.protocol import Embedder, Matrix, Vector

__all__ = ["Embedder", "Matrix", "Packed", "Vector", "open_embedder", "pack"]
