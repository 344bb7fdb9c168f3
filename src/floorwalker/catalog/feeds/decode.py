"""Files of unknown encoding as lines of text."""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from charset_normalizer import from_bytes

from floorwalker.core import UnusableInput

LINE_LIMIT = 1 << 20
"""Characters of a line that are read at once; what is longer arrives in pieces."""

_BLOCK = 1 << 20
_HEAD = 1 << 16
_SAMPLE = 1 << 16

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "an archive inside an archive", "unpack it"),
    (b"\x1f\x8b", "compressed twice", "unpack it with gunzip"),
    (b"%PDF", "a PDF document", "export the products as CSV or JSON Lines"),
)
_OTHERS = (
    *("big5", "big5hkscs", "gb18030", "shift_jis", "euc_jp", "euc_kr"),
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257"),
)
_DECLARATION = re.compile(
    rb"<meta\b[^<>]{0,200}\bcharset\s*=\s*[\"']?\s*(?P<page>[\w-]+)"
    rb"|<\?xml\b[^<>]{0,200}\bencoding\s*=\s*[\"'](?P<xml>[\w-]+)",
    re.IGNORECASE,
)
_DECLARED_IN = 4096  # bytes

# Encodings that a page or an XML document may declare, by Python's names for them, with the larger ones that
# are meant (https://encoding.spec.whatwg.org/#names-and-labels). Western European is missing: it is declared
# without looking.
_WIDE = {
    **{
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "gb18030": "gb18030",
    },
    **{"big5": "big5hkscs", "big5hkscs": "big5hkscs", "shift_jis": "cp932", "cp932": "cp932"},
    **{"euc_jp": "euc_jp", "euc_kr": "cp949", "cp949": "cp949"},
}
_NARROW = {f"iso8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 15, 16)} | {
    **{f"cp125{page}": f"cp125{page}" for page in (0, 1, 3, 4, 5, 6, 7, 8)},
    **{"iso8859-9": "cp1254", "koi8-r": "koi8-r", "koi8-u": "koi8-u"},
}
_COMMON_ENOUGH = 0.7  # single lines of Chinese score from 0.77, Western text 0, Japanese in Shift JIS 0
_DAMAGE = 0.1  # share of unreadable characters up to which UTF-8 is taken for damaged rather than wrong
_NOISE = 0.02  # share of control characters from which a file counts as binary
_DAMAGED = "floorwalker.damaged"

codecs.register_error(_DAMAGED, lambda error: ("\udcff", cast(UnicodeDecodeError, error).end))


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file whose encoding is known. It can be read any number of times.

    Bytes that the encoding cannot explain are read as the lone surrogate U+DCFF: no text holds it, so that
    whoever reads can tell damage from a U+FFFD of the file's own.
    """

    path: Path
    encoding: str
    size: int

    @contextmanager
    def lines(self, progress: Callable[[int], None] | None = None) -> Iterator[Iterator[str]]:
        """The file's lines with their ends as they are.

        Args:
            progress: told now and then how many bytes have been read since it was last told.
        """
        with self.path.open("rb") as binary:
            text = io.TextIOWrapper(binary, self.encoding, errors=_DAMAGED, newline="")
            yield _lines(text, binary, progress)

    def head(self, size: int = _HEAD) -> str:
        """The first ``size`` characters."""
        with self.path.open(encoding=self.encoding, errors=_DAMAGED, newline="") as text:
            return text.read(size)


def open_text(path: Path, name: str = "") -> TextFile:
    """Find out how a file is encoded; reads all of it, in blocks.

    In this order: a byte order mark; UTF-16 without one; UTF-8, which must hold to the file's end (a tenth
    of the characters beyond ASCII may be damaged); what a web page or an XML document declares, if it can be
    read so; GB18030 or Big5, whichever makes the text consist of common characters; Western European; at last
    what charset-normalizer says. The judgement rests on the lines that are not ASCII, wherever in the file
    they stand.

    Args:
        path: the file.
        name: what errors call it; by default its path.

    Raises:
        UnusableInput: it is empty, it is not text, or its encoding cannot be told.
    """
    with path.open("rb") as binary:
        return TextFile(path, _encoding(binary, name or printable(path)), path.stat().st_size)


def printable(path: Path) -> str:
    """A path for messages; bytes of a name that are not UTF-8 show as question marks."""
    return str(path).encode("utf-8", "replace").decode()


def detect_encoding(data: bytes, name: str = "the text") -> str:
    """The encoding of ``data``, by the rules of :func:`open_text`."""
    return _encoding(io.BytesIO(data), name)


def _encoding(binary: BinaryIO, name: str) -> str:
    head = binary.read(_HEAD)
    if not head.strip():
        raise UnusableInput(f"{name} is empty", "export it again")
    for signature, what, remedy in _SIGNATURES:
        if head.startswith(signature):
            raise UnusableInput(f"{name} is {what}", remedy)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if b"\x00" in head:
        return _utf16(head, name)
    if sum(head.count(byte) for byte in _CONTROLS) > _NOISE * len(head):
        raise _binary(name)
    binary.seek(0)
    if _is_utf8(binary):
        return "utf-8"
    binary.seek(0)
    return _guess(_telling_lines(binary), _declared(head), name)


_CONTROLS = [bytes([code]) for code in range(0x20) if code not in (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B)]


def _binary(name: str) -> UnusableInput:
    return UnusableInput(f"{name} is not text", "save it as CSV or JSON Lines in UTF-8")


def _utf16(head: bytes, name: str) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        readable = sum(char.isprintable() or char in "\t\r\n" for char in text)
        if readable >= (1 - _NOISE) * len(text) and any(char in text for char in ",\t;{"):
            return encoding
    raise _binary(name)


def _is_utf8(binary: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := binary.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _telling_lines(binary: BinaryIO) -> bytes:
    """Lines with bytes beyond ASCII, up to a sample's size.

    They can be cut apart before the encoding is known: none of those in question has a line feed inside a
    character.
    """
    sample = bytearray()
    while len(sample) < _SAMPLE and (line := binary.readline(_SAMPLE)):
        if not line.isascii():
            sample += line
    return bytes(sample)


def _declared(head: bytes) -> str:
    """What a page or an XML document says its encoding is, by Python's name; nothing where it does not."""
    found = _DECLARATION.search(head[:_DECLARED_IN])
    if not found:
        return ""
    try:
        return codecs.lookup((found["page"] or found["xml"]).decode()).name
    except LookupError:
        return ""


def _fits(sample: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _guess(sample: bytes, declared: str, name: str) -> str:
    as_utf8 = [char for char in sample.decode("utf-8", "replace") if char > "\x7f"]
    if as_utf8.count("\ufffd") <= _DAMAGE * len(as_utf8):
        return "utf-8"
    if (wide := _WIDE.get(declared)) and _fits(sample, wide):
        return wide
    score, encoding = max((_commonness(sample, encoding), encoding) for encoding in _CHINESE)
    if score >= _COMMON_ENOUGH:
        return _look_alike(sample) or encoding
    if (narrow := _NARROW.get(declared)) and _fits(sample, narrow):
        return narrow
    if _is_western(sample):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=list(_OTHERS)).best()
    if best is None:
        raise UnusableInput(f"the encoding of {name} cannot be told", "save it in UTF-8")
    return best.encoding


# Lead bytes of the characters that make up nearly all text: the level of frequent hanzi, and punctuation and
# full-width forms (GB/T 2312-1980 rows 1, 3 and 16-55; Big5 rows A1-A3 and level 1, A4-C6).
_CHINESE = {
    "gb18030": ("gb2312", frozenset((0xA1, 0xA3, *range(0xB0, 0xD8)))),
    "big5hkscs": ("big5", frozenset(range(0xA1, 0xC7))),
}


def _commonness(sample: bytes, encoding: str) -> float:
    """Share of the characters beyond ASCII that are common ones, if ``sample`` were in ``encoding``."""
    core, common = _CHINESE[encoding]
    chars = [char for char in sample.decode(encoding, "replace") if char > "\x7f"]
    codes = [char.encode(core, "ignore") for char in chars]
    return sum(len(code) == 2 and code[0] in common for code in codes) / len(chars)


def _look_alike(sample: bytes) -> str | None:
    """EUC-KR or EUC-JP, whose Hangul and kana would be common hanzi in GB18030 and Big5."""
    korean = [char for char in sample.decode("euc_kr", "replace") if char > "\x7f"]
    if len(korean) >= 20 and all("\uac00" <= char <= "\ud7a3" for char in korean):
        return "euc_kr"
    japanese = [char for char in sample.decode("euc_jp", "replace") if char > "\x7f"]
    kana = sum("\u3040" <= char <= "\u30ff" for char in japanese)
    if "\ufffd" not in japanese and kana >= 0.25 * len(japanese):
        return "euc_jp"
    return None


_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøœùúûüÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜ°®™©–—‘’“”…•½€£«»¡¿º \xa0".encode("cp1252")
)


def _is_western(sample: bytes) -> bool:
    """Whether the sample is Western European: accented letters alone among ASCII, and typography."""
    runs = _BEYOND_ASCII.findall(sample)
    western = sum(len(run) for run in runs if len(run) <= 2 and _WESTERN.issuperset(run))
    return western >= 0.9 * sum(map(len, runs))


def _lines(text: io.TextIOWrapper, binary: BinaryIO, progress: Callable[[int], None] | None) -> Iterator[str]:
    told = 0
    for number, line in enumerate(iter(lambda: text.readline(LINE_LIMIT), "")):
        yield line
        if progress is not None and number % 256 == 0:
            position = binary.tell()
            progress(position - told)
            told = position
    if progress is not None:
        progress(binary.tell() - told)
