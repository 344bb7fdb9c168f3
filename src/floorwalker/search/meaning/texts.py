"""The texts by which kinds of goods are found: their names, and what people need them for."""

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import NamedTuple

from floorwalker.core import Language
from floorwalker.text import ProductTypes

_NAMES = 3
_JOINT: dict[Language, str] = {"zh": "、", "en": ", "}
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class KindText(NamedTuple):
    """One text of a kind: its names in each language, or one need in one language."""

    kind: str
    zh: str = ""
    en: str = ""

    def said(self, language: Language) -> str:
        """The text in a language; empty where it has none."""
        return self.zh if language == "zh" else self.en

    @property
    def key(self) -> bytes:
        """Eight bytes that tell this text from others."""
        return blake2b(f"{self.zh}\0{self.en}".encode(), digest_size=8).digest()


def kind_texts(types: ProductTypes) -> list[KindText]:
    """Every text of every kind: one with its names, and one for each need it serves."""
    texts = [KindText(kind, *(_named(types, kind, language) for language in LANGUAGES)) for kind in types]
    return texts + [need for need in needs() if need.kind in types]


@cache
def needs() -> tuple[KindText, ...]:
    """What people say who need goods of a kind, from ``needs.tsv``: the kind, then Chinese, then English."""
    lines = (files(__package__) / "needs.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(
        KindText(kind, **{language: said})
        for kind, *cells in rows
        for language, cell in zip(LANGUAGES, cells, strict=True)
        for said in filter(None, map(str.strip, cell.split("|")))
    )


def _named(types: ProductTypes, kind: str, language: Language) -> str:
    return _JOINT[language].join(types.names(kind, language)[:_NAMES])
