"""Downloads of one feed on disk: kept until they are imported, so that nothing is fetched twice."""

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

_META = "download.json"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server calls a version of a file: RFC 9110, section 8.8. Either may be empty."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that has been fetched whole, or that lies on this machine."""

    path: Path
    validators: Validators


class Downloads:
    """The folder of one feed's download; there is at most one."""

    def __init__(self, workspace: Path, shop_id: str, source: str) -> None:
        owner = hashlib.blake2b(f"{shop_id}\0{source}".encode(), digest_size=8).hexdigest()
        self.folder = workspace / "feeds" / owner
        self._files = self.folder / "file"

    def waiting(self, location: str) -> Download | None:
        """The download from ``location`` that has not been imported yet, if there is one."""
        try:
            meta = json.loads((self.folder / _META).read_text("utf-8"))
            path = self._files / meta["name"]
            if meta["location"] != _digest(location) or not path.is_file():
                return None
            return Download(path, Validators(meta["etag"], meta["last_modified"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def begin(self) -> Path:
        """Where to write the next download."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / "part"

    def keep(self, part: Path, name: str, location: str, validators: Validators) -> Download:
        """Make a finished download the one that waits, under its own name."""
        (self.folder / _META).unlink(missing_ok=True)
        shutil.rmtree(self._files, ignore_errors=True)
        self._files.mkdir()
        target = self._files / name
        part.replace(target)
        meta = {"name": target.name, "location": _digest(location)} | asdict(validators)
        draft = self.folder / f"{_META}.new"
        draft.write_text(json.dumps(meta), "utf-8")
        draft.replace(self.folder / _META)
        return Download(target, validators)

    def tidy(self, text: str) -> str:
        """A message in which the download goes by its own name, without the folder."""
        return text.replace(f"{self._files}{os.sep}", "")

    def discard(self) -> None:
        """Delete what is there."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _digest(location: str) -> str:
    return hashlib.sha256(location.encode()).hexdigest()
