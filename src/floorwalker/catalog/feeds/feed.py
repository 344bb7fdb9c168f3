"""A feed: a file of products on disk, plain or packed, that can be read any number of times."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from floorwalker.catalog.feeds.archives import is_workbook, unpack
from floorwalker.catalog.feeds.decode import TextFile, open_text, printable
from floorwalker.core import UnusableInput

_BLOCK = 1 << 20
_HEAD = 1 << 16

WORKBOOK = "workbook"
"""Stands in for the encoding of a spreadsheet, which is no text."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, unpacked.

    Args:
        name: the file's name as it was given.
        path: the plain file, which may be an unpacked copy.
        encoding: of its text, or :data:`WORKBOOK`.
        size: of the plain file, in bytes.
        modified_at: when the file as given was last written: prices in it are as old.
        pictures: the folder that relative picture paths start from.
    """

    name: str
    path: Path
    encoding: str
    size: int
    modified_at: datetime
    pictures: Path

    @property
    def is_text(self) -> bool:
        """Whether the feed is text, as all but spreadsheets are."""
        return self.encoding != WORKBOOK

    @contextmanager
    def lines(self, progress: Callable[[int], None] | None = None) -> Iterator[Iterator[str]]:
        """Its lines with their ends; what the encoding cannot explain is U+DCFF.

        Args:
            progress: told now and then how many bytes have been read since it was last told.

        Raises:
            UnusableInput: it is a spreadsheet.
        """
        if not self.is_text:
            raise UnusableInput(f"{self.name} is a spreadsheet", "import it with --format excel")
        with self._text().lines(progress) as lines:
            yield lines

    @contextmanager
    def bytes(self, progress: Callable[[int], None] | None = None) -> Iterator[BinaryIO]:
        """Its bytes as they are."""
        with self.path.open("rb") as binary:
            yield binary
        if progress:
            progress(self.size)

    def read(self, limit: int) -> str:
        """All of its text.

        Raises:
            UnusableInput: it has more than ``limit`` characters.
        """
        with self.lines() as lines:
            parts: list[str] = []
            length = 0
            for line in lines:
                length += len(line)
                if length > limit:
                    raise UnusableInput(
                        f"{self.name} is larger than {limit // 1_000_000} million characters",
                        "export it in several files, or as CSV or JSON Lines",
                    )
                parts.append(line)
        return "".join(parts)

    def head(self, size: int = _HEAD) -> str:
        """The first ``size`` characters; nothing of a spreadsheet."""
        return self._text().head(size) if self.is_text else ""

    def digest(self) -> str:
        """A fingerprint of its content."""
        digest = hashlib.blake2b(digest_size=16)
        with self.path.open("rb") as binary:
            while block := binary.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest()

    def _text(self) -> TextFile:
        if not self.is_text:
            raise UnusableInput(f"{self.name} is a spreadsheet", "import it with --format excel, or auto")
        return TextFile(self.path, self.encoding, self.size)


@contextmanager
def open_feed(path: Path) -> Iterator[Feed]:
    """Unpack a file where it is packed, and find out what it is; unpacked copies are deleted at the end.

    Raises:
        UnusableInput: there is no such file, it cannot be read, or it is neither text nor a spreadsheet.
    """
    check_file(path)
    with unpack(path) as plain:
        workbook = is_workbook(plain.path)
        size = plain.path.stat().st_size
        encoding = WORKBOOK if workbook else open_text(plain.path, printable(path)).encoding
        modified_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        yield Feed(path.name, plain.path, encoding, size, modified_at, plain.folder)


def check_file(path: Path) -> None:
    """See that there is a readable file.

    Raises:
        UnusableInput: there is none.
    """
    try:
        if path.is_dir():
            raise UnusableInput(f"{printable(path)} is a folder", "name one file")
        if path.exists() and not path.is_file():
            raise UnusableInput(
                f"{printable(path)} is not a regular file", "save its contents to a file first"
            )
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise UnusableInput(f"there is no file {printable(path)}", "check the name") from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UnusableInput(
            f"{printable(path)} cannot be read ({why})", "check its name and permissions"
        ) from error
