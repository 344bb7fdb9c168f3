"""Packed feeds: gzip and ZIP, told by their first bytes and not by their names; and spreadsheets."""

import gzip
import lzma
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from floorwalker.catalog.feeds.decode import printable
from floorwalker.core import UnusableInput

UNPACKED_LIMIT = 20_000_000_000
"""Bytes that an archive may unpack to."""

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # Microsoft's compound file, which holds .xls
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_DAMAGE = (  # what the libraries say of broken archives
    *(EOFError, ValueError, OverflowError, struct.error),
    *(zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile),
)
_BLOCK = 1 << 20
_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))
_LITTER = frozenset(("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"))
_DOCUMENTS = frozenset((".txt", ".md", ".pdf", ".doc", ".docx"))


@dataclass(frozen=True, slots=True)
class Plain:
    """A file that is not packed, and the folder that relative paths in it start from."""

    path: Path
    folder: Path


@contextmanager
def unpack(path: Path) -> Iterator[Plain]:
    """The file itself, or an unpacked copy of it with what lies beside it in the archive.

    A ZIP archive must hold exactly one feed; pictures may lie beside it.

    Raises:
        UnusableInput: the archive is damaged, locked, too large, or holds no or several feeds.
    """
    with path.open("rb") as binary:
        start = binary.read(4)
    packed_gzip = start.startswith(_GZIP)
    if not packed_gzip and (start != _ZIP or is_workbook(path)):
        yield Plain(path, path.parent)
        return
    with tempfile.TemporaryDirectory(prefix="floorwalker-") as name:
        yield _unpacked(path, Path(name), packed_gzip=packed_gzip)


def _unpacked(path: Path, folder: Path, *, packed_gzip: bool) -> Plain:
    try:
        if not packed_gzip:
            plain = _unzip(path, folder)
            return Plain(plain, plain.parent)
        plain = folder / "feed"
        with gzip.open(path) as source:
            _copy(source, plain, UNPACKED_LIMIT)
    except _DAMAGE as error:
        raise UnusableInput(f"the archive {printable(path)} is damaged", "pack it again") from error
    except (RuntimeError, OSError) as error:  # locked, packed by an odd method, oddly named, disk full
        why = (isinstance(error, OSError) and error.strerror) or error
        raise UnusableInput(
            f"the archive {printable(path)} cannot be unpacked ({why})", "unpack it"
        ) from error
    if _is_zip(plain):
        raise UnusableInput(f"{printable(path)} is an archive inside an archive", "unpack it")
    return Plain(plain, path.parent)


def is_workbook(path: Path) -> bool:
    """Whether a file is a spreadsheet: Excel's formats, old and new, or OpenDocument."""
    with path.open("rb") as binary:
        start = binary.read(4)
    if start == _OLD_WORKBOOK:
        return True
    if start != _ZIP:
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(part in archive.namelist() for part in _WORKBOOK_PARTS)
    except _DAMAGE:
        return False


def _is_zip(path: Path) -> bool:
    with path.open("rb") as binary:
        return binary.read(4) == _ZIP and not is_workbook(path)


def _unzip(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir() and not _is_litter(member)]
        feeds = [member for member in members if _suffix(member) not in _PICTURES]
        feeds = [member for member in feeds if _suffix(member) not in _DOCUMENTS] or feeds
        if len(feeds) != 1:
            names = ", ".join(sorted(member.filename for member in feeds)[:5]) or "none"
            raise UnusableInput(
                f"the archive {printable(path)} must hold one feed, and holds {len(feeds)} ({names})",
                "unpack it and import its files one by one",
            )
        wanted = [*feeds, *(member for member in members if _suffix(member) in _PICTURES)]
        left = UNPACKED_LIMIT
        for member in wanted:
            target = _inside(folder, member.filename)
            if target is None:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source:
                left -= _copy(source, target, left)
        plain = _inside(folder, feeds[0].filename)
    if plain is None:
        raise UnusableInput(f"the archive {printable(path)} names files outside of itself", "pack it again")
    return plain


def _inside(folder: Path, name: str) -> Path | None:
    """Where a member belongs, or nothing where its name leads out of the folder."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or parts[0].startswith("/") or any(part == ".." or ":" in part for part in parts):
        return None
    return folder.joinpath(*parts)


def _copy(source: BinaryIO | gzip.GzipFile | IO[bytes], target: Path, limit: int) -> int:
    written = 0
    with target.open("wb") as file:
        while block := source.read(_BLOCK):
            written += len(block)
            if written > limit:
                raise UnusableInput("the archive unpacks to more than 20 GB", "import its parts")
            file.write(block)
    return written


def _suffix(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).suffix.lower()


def _is_litter(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    return any(part in _LITTER or part.startswith("._") for part in parts)
