"""Pictures that lie beside a feed: stored under a name made of their content."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

from floorwalker.catalog.importers import Listing, Note
from floorwalker.catalog.importers.fields import LOCAL

STORED = "/media/"
"""What the address of a stored picture begins with."""

_LIMIT = 20_000_000
_SIGNATURES = {
    ".jpg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".gif": (b"GIF87a", b"GIF89a"),
}
_BRANDS = {b"avif": ".avif", b"avis": ".avif"}


class PictureShelf:
    """Copies pictures into ``shelf``; without one, pictures that are no addresses are left out.

    A feed is not to be trusted: only files below the feed's own ``folder`` are read, links included, and only
    what is a picture by its first bytes, of at most 20 MB, is stored.
    """

    def __init__(self, shelf: Path | None, folder: Path) -> None:
        self._shelf = shelf
        self._folder = folder.resolve()

    def stored(self, listing: Listing) -> Listing:
        """The listing with addresses of stored pictures in place of paths."""
        product = listing.product
        pictures = [picture for picture in (product.image, *product.images) if picture]
        if not any(picture.startswith(LOCAL) for picture in pictures):
            return listing
        notes: list[Note] = []
        found = [self._address(picture, notes) for picture in pictures]
        found = [address for address in found if address]
        product = replace(product, image=found[0] if found else "", images=tuple(found[1:]))
        return replace(listing, product=product, notes=(*listing.notes, *notes))

    def _address(self, picture: str, notes: list[Note]) -> str:
        if not picture.startswith(LOCAL):
            return picture
        name = picture.removeprefix(LOCAL)
        path = (self._folder / name).resolve()
        if self._shelf is None or not path.is_relative_to(self._folder) or not path.is_file():
            notes.append(Note(f"there is no picture {name}", "put it beside the feed, or give its address"))
            return ""
        kind = picture_kind(path)
        if not kind or path.stat().st_size > _LIMIT:
            notes.append(Note(f"{name} is no picture of at most 20 MB", "save it as JPEG, PNG, WebP or AVIF"))
            return ""
        target = self._shelf / f"{hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()}{kind}"
        if not target.exists():
            self._shelf.mkdir(parents=True, exist_ok=True)
            draft = target.with_suffix(".new")
            shutil.copyfile(path, draft)
            draft.replace(target)
        return f"{STORED}{target.name}"


def picture_kind(path: Path) -> str:
    """The suffix that a picture's first bytes call for; nothing for other files."""
    with path.open("rb") as file:
        head = file.read(16)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ".webp"
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return _BRANDS[head[8:12]]
    return next((kind for kind, marks in _SIGNATURES.items() if head.startswith(marks)), "")
