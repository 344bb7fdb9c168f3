"""The command in processes of its own, and their end by SIGKILL."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

WRITING = "writing the database"
BUILDING = "building the index"
APPLYING = "applying the journal"
READING = "reading a feed"
EMBEDDING = "computing vectors"
ELSE = "starting or answering"

COMMAND = str(Path(sys.executable).with_name("floorwalker"))
ADMIN = "a word that only this run knows"
_LOOK_S = 0.005
_WAL_WRITE_LOCK = "120"
"""The byte of SQLite's ``-shm`` file that is locked while a transaction writes, https://sqlite.org/walformat.html."""
_HELD = re.compile(r"^\d+: (?:FLOCK|POSIX) +\w+ +WRITE (\d+) \w+:\w+:(\d+) (\w+) ", re.MULTILINE)


class Process:
    """One run of the command; what it prints is kept in files beside the data directory."""

    def __init__(self, data: Path, *arguments: str, embedder: str = "none") -> None:
        self.data = data
        self.name = arguments[0]
        self._out, self._err = (data.with_name(f"{data.name}-{self.name}.{end}") for end in ("out", "err"))
        settings = {"EMBEDDER": embedder, "ADMIN_TOKEN": ADMIN, "LOG_LEVEL": "WARNING"}
        environment = {k: v for k, v in os.environ.items() if not k.startswith("FLOORWALKER_")}
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self._process = subprocess.Popen(
                [COMMAND, "--data", str(data), *arguments],
                stdout=out,
                stderr=err,
                env=environment | {f"FLOORWALKER_{name}": value for name, value in settings.items()},
            )
        self.started = time.monotonic()

    @property
    def code(self) -> int | None:
        """The exit code; ``None`` while it runs."""
        return self._process.poll()

    @property
    def printed(self) -> str:
        """What it has printed so far."""
        return self._out.read_text("utf-8")

    @property
    def complaint(self) -> str:
        """What it has said of errors, as far as that is of interest."""
        return self._err.read_text("utf-8")[-2000:]

    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.printed)

    def wait(self, seconds: float | None = None) -> int | None:
        """Its exit code, or ``None`` where it still runs after so many seconds."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def await_doing(self, *what: str, seconds: float) -> None:
        """Wait until it does one of these, has ended, or so much time is over."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.code is None:
            if _doing(self._process.pid, self.data) in what:
                return
            time.sleep(_LOOK_S)

    def kill(self) -> str | None:
        """End it by SIGKILL; says what it was doing, or ``None`` where it ended by itself before.

        It is stopped first, so that what it holds at that moment can be read.
        """
        os.kill(self._process.pid, signal.SIGSTOP)
        while (state := _state(self._process.pid)) not in "Tt":
            if state == "Z":
                self._process.wait()
                return None
            time.sleep(0.001)
        doing = _doing(self._process.pid, self.data)
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()
        return doing


class Server(Process):
    """``floorwalker serve`` on a port of the system's choice."""

    def __init__(self, data: Path, embedder: str = "none") -> None:
        super().__init__(data, "serve", "--port", "0", embedder=embedder)

    def address(self, seconds: float) -> str:
        """Where it listens, as soon as it does.

        Raises:
            TimeoutError: it does not after so many seconds.
        """
        until = time.monotonic() + seconds
        while not (found := re.search(r"http://\S+", self.printed)):
            if time.monotonic() > until or self.code is not None:
                raise TimeoutError(f"the server does not start: {self.complaint}")
            time.sleep(_LOOK_S)
        return found[0]


def _state(pid: int) -> str:
    """The state of a process as in proc(5): ``T`` stopped, ``Z`` ended."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def _doing(pid: int, data: Path) -> str:
    """What a stopped process was at, by the locks that it holds (proc_locks(5))."""
    locks = _HELD.findall(Path("/proc/locks").read_text())
    held = {(int(inode), start) for owner, inode, start in locks if int(owner) == pid}
    inodes = {inode for inode, _ in held}

    def holds(pattern: str) -> Path | None:
        return next((file for file in data.glob(pattern) if file.stat().st_ino in inodes), None)

    shared = data / "floorwalker.db-shm"
    if shared.exists() and (shared.stat().st_ino, _WAL_WRITE_LOCK) in held:
        return WRITING
    if lock := holds("index/*/lock"):
        return BUILDING if _is_building(lock.parent) else APPLYING
    if holds("imports/*.lock"):
        return READING
    return EMBEDDING if holds("index/*/vectors.lock") else ELSE


def _is_building(index: Path) -> bool:
    """Whether the newest generation in an index's folder is not the one in use."""
    newest = max((int(folder.name[1:]) for folder in index.glob("g*")), default=0)
    try:
        return bool(json.loads((index / "state.json").read_text("utf-8"))["directory"] != f"g{newest}")
    except (OSError, ValueError):
        return True
