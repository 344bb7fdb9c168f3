"""Fetching a feed: from a web server to disk, only where it has changed, within limits."""

import gzip
import os
import re
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from floorwalker.catalog.feeds.feed import check_file
from floorwalker.catalog.sources.downloads import Download, Downloads, Validators
from floorwalker.catalog.sources.location import is_url
from floorwalker.catalog.sources.web import web_client
from floorwalker.core import FloorwalkerError

if TYPE_CHECKING:
    import httpx2

MAX_REDIRECTS = 5

_CONNECT_S = 15.0
_SILENCE_S = 60.0
_BLOCK = 1 << 16
_LONGEST_VALIDATOR = 1000
_LONGEST_NAME = 80
_REMEDIES = {
    401: "check the name and password, or the key, in its URL",
    403: "check the name and password, or the key, in its URL",
    404: "check the URL; the feed may have moved",
    410: "check the URL; the feed has been taken down",
}
_LATER = "it is tried again by itself; if it goes on, ask whoever runs that server"


class FetchFailed(FloorwalkerError):
    """A feed could not be fetched; nothing has changed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download may cost: ``max_bytes`` on disk, packed or unpacked, and ``seconds`` altogether."""

    max_bytes: int
    seconds: float


Check = Callable[[], None]
"""Called all the while; raises what makes the work stop."""


def fetch(
    location: str, known: Validators, downloads: Downloads, limits: Limits, check: Check = lambda: None
) -> Download | None:
    """Fetch what lies at ``location``, unless it is the version that is ``known``: then ``None``.

    A download stays in ``downloads`` until somebody discards it; its file is dated as the server dates it,
    since prices are as old as the file. Of a file on this machine, date and size tell the version; it is read
    where it is.

    Raises:
        FetchFailed: the server does not answer, answers with an error, breaks off, or sends too much.
        UnusableInput: there is no such file on this machine.
    """
    if not is_url(location):
        return _look(Path(location), known)
    waiting = downloads.waiting(location)
    try:
        found = _Fetching(location, waiting.validators if waiting else known, downloads, limits, check).run()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FetchFailed(f"the download could not be kept ({why})", "see that the disk has room") from error
    return found or waiting


def _look(path: Path, known: Validators) -> Download | None:
    check_file(path)
    stat = path.stat()
    validators = Validators(f"{stat.st_mtime_ns}-{stat.st_size}")
    return None if validators == known else Download(path, validators)


@dataclass(frozen=True, slots=True)
class _Fetching:
    location: str
    known: Validators
    downloads: Downloads
    limits: Limits
    check: Check

    def run(self) -> Download | None:
        deadline = time.monotonic() + self.limits.seconds
        with _responses(self.location, self.known) as response:
            if response.status_code == 304 and self.known != Validators():
                return None
            if response.status_code != 200:
                raise _refused(response.status_code)
            part = self.downloads.begin()
            self._write(response, part, deadline)
            encoding = response.headers.get("content-encoding", "").strip().lower()
            if encoding in ("gzip", "x-gzip"):
                part = self._unpack(part)
            elif encoding not in ("", "identity"):
                raise FetchFailed(
                    f"the server sends the encoding {encoding[:20]!r}, which nobody asked for",
                    "have it send the file plain or with gzip",
                )
            modified = response.headers.get("last-modified", "")
            _date(part, modified)
            validators = Validators(_validator(response.headers.get("etag", "")), _validator(modified))
            return self.downloads.keep(part, _name(self.location), self.location, validators)

    def _write(self, response: "httpx2.Response", part: Path, deadline: float) -> None:
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self.limits.max_bytes:
            raise self._too_large()
        written = 0
        with part.open("wb") as file:
            for block in response.iter_raw(_BLOCK):
                self.check()
                written += len(block)
                if written > self.limits.max_bytes:
                    raise self._too_large()
                if time.monotonic() > deadline:
                    raise FetchFailed(
                        f"the download took longer than {self.limits.seconds:g} s",
                        "raise feed_timeout_s, or ask for a faster server",
                    )
                file.write(block)
            file.flush()
            os.fsync(file.fileno())

    def _unpack(self, part: Path) -> Path:
        plain = part.with_name("part-plain")
        written = 0
        try:
            with gzip.open(part) as packed, plain.open("wb") as file:
                while block := packed.read(_BLOCK):
                    self.check()
                    written += len(block)
                    if written > self.limits.max_bytes:
                        raise self._too_large()
                    file.write(block)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FetchFailed("what the server sent is not whole (its gzip is damaged)", _LATER) from error
        part.unlink()
        return plain

    def _too_large(self) -> FetchFailed:
        return FetchFailed(
            f"the feed is larger than {self.limits.max_bytes // 1_000_000:,} MB",
            "raise feed_max_mb if it is meant to be",
        )


@contextmanager
def _responses(location: str, known: Validators) -> Iterator["httpx2.Response"]:
    """The final response after at most :data:`MAX_REDIRECTS`; none leads from ``https`` to ``http``."""
    import httpx2  # noqa: PLC0415 - see web_client

    headers = {"Accept": "*/*", "Accept-Encoding": "gzip"}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    try:
        with web_client(_SILENCE_S, _CONNECT_S) as client:
            request = client.build_request("GET", location, headers=headers)
            for _ in range(MAX_REDIRECTS + 1):
                response = client.send(request, stream=True)
                try:
                    if response.next_request is None:
                        yield response
                        return
                    onward = response.next_request
                    if request.url.scheme == "https" and onward.url.scheme != "https":
                        raise FetchFailed("the server redirects from https to http", "name the secure URL")
                    request = onward
                finally:
                    response.close()
            raise FetchFailed(f"there are more than {MAX_REDIRECTS} redirects", "name the final URL")
    except httpx2.TimeoutException as error:
        raise FetchFailed("the server does not answer in time", _LATER) from error
    except (httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
        raise FetchFailed("the URL, or where it redirects to, cannot be used", "check the URL") from error
    except httpx2.ConnectError as error:
        why = str(error) or type(error).__name__
        raise FetchFailed(f"the server cannot be reached ({why[:200]})", "check host and port") from error
    except (httpx2.TransportError, httpx2.StreamError) as error:
        raise FetchFailed("the connection broke off before the feed was whole", _LATER) from error


def _refused(status: int) -> FetchFailed:
    return FetchFailed(f"the server answers with status {status}", _REMEDIES.get(status, _LATER))


def _validator(header: str) -> str:
    usable = header.isascii() and header.isprintable() and len(header) <= _LONGEST_VALIDATOR
    return header if usable else ""


def _name(location: str) -> str:
    name = PurePosixPath(unquote(urlsplit(location).path)).name
    return re.sub(r"[^\w.-]+", "-", name)[-_LONGEST_NAME:].strip("-.") or "feed"


def _date(path: Path, last_modified: str) -> None:
    try:
        moment = parsedate_to_datetime(last_modified)
    except ValueError:
        return
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    stamp = min(moment, datetime.now(UTC)).timestamp()
    os.utime(path, (stamp, stamp))
