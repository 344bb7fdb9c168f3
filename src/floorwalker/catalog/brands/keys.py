"""What makes two spellings of a brand's name the same spelling."""

import re
import unicodedata
from functools import lru_cache

from floorwalker.text import squash

_SEPARATOR = re.compile(r"\s*[/|()\[\]·、,:]\s*|\s+[-–—]\s+")
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_SCRIPT = re.compile(f"[{_HAN}]+|[^{_HAN}]+")


def brand_key(name: str) -> str:
    """The key under which spellings of a brand meet: ``Estée Lauder``, ``ESTEE-LAUDER`` → ``esteelauder``.

    NFKC, case folded, without accents, spaces and punctuation; a name of nothing but punctuation is its own
    key.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(char for char in unicodedata.normalize("NFD", folded) if char.isalnum())
    return unicodedata.normalize("NFC", plain) or folded.strip()


@lru_cache(maxsize=16_384)
def folded_name(name: str) -> str:
    """The form in which names are looked up: the key in simplified script, so that 資生堂 is 资生堂."""
    key = brand_key(name)
    return squash(key) or key


def name_parts(name: str) -> list[str]:
    """The names that a spelling is made of: ``Chando 自然堂`` and ``自然堂/CHANDO`` have two; none if one."""
    parts = [
        run
        for part in _SEPARATOR.split(unicodedata.normalize("NFKC", name))
        for run in _SCRIPT.findall(part)
        if any(map(str.isalnum, run))
    ]
    return parts if len(parts) > 1 else []
