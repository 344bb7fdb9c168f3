"""The files of a word index: tantivy over what the analyser makes of each product. Always rebuildable.

A shop's folder holds one directory for each generation, a lock, and ``state.json``, which names the directory
in use and the journal entry up to which it has been applied. ``state.json`` is replaced by rename after the
index has committed, so a crash in between means only that some entries are applied once more.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import tantivy
from filelock import FileLock, Timeout

from floorwalker.search.words.fields import document_of
from floorwalker.search.words.fingerprint import analysis_fingerprint
from floorwalker.search.words.local.schema import schema, stored
from floorwalker.search.words.protocol import Change

_WRITER_HEAP_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class State:
    """Which directory is the index, what it was built with, and how far the journal is in it."""

    directory: str
    fingerprint: str
    applied: int


class _Unwanted(Exception):
    """What is being built is no longer wanted."""


class IndexFiles:
    """One shop's index folder. Any process may write while it holds the lock; all others reopen."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = FileLock(folder / "lock")
        self._fingerprint = analysis_fingerprint("words/local/schema.py")
        self._opened: tuple[str, tantivy.Index] | None = None
        self._seen: State | None = None
        self._stamp = 0
        self.searcher: tantivy.Searcher | None = None
        self.schema = schema()

    @property
    def generation(self) -> int:
        """Another number whenever another commit is open."""
        return self._stamp

    @property
    def applied(self) -> int:
        """The journal entry up to which the opened index is current; 0 where there is none."""
        return self._seen.applied if self._seen else 0

    def has(self, field: str, term: str) -> bool:
        """Whether a product has a term in a field; its frequency alone also counts what has been replaced."""
        searcher = self.searcher
        if searcher is None or not searcher.doc_freq(field, term):
            return False
        return bool(searcher.search(tantivy.Query.term_query(self.schema, field, term), limit=1).hits)

    def reopen(self) -> None:
        """Look at the generation on disk, if it is another than the one open, and undamaged."""
        stamp = self._state_stamp()
        if stamp == self._stamp and self.searcher is not None:
            return
        usable = self._usable()
        if usable is None:
            return
        self._seen, index = usable
        self.searcher, self._stamp = index.searcher(), stamp

    def catch_up(
        self,
        changes: Callable[[int], Iterable[Change]],
        everything: Callable[[], Iterable[Change]],
        wait_s: float,
    ) -> bool:
        """See :class:`floorwalker.search.words.WordIndex`."""
        try:
            with self._lock.acquire(timeout=wait_s if self.searcher is not None else -1):
                usable = self._usable()
                if usable is None:
                    self._build(everything())
                else:
                    self._apply(*usable, changes)
        except Timeout:
            return False
        finally:
            self.reopen()
        return True

    @property
    def replaced(self) -> int:
        """See :class:`floorwalker.search.words.WordIndex`; the files keep what is deleted until a merge."""
        if self._seen is None:
            return 0
        try:
            meta = json.loads((self._folder / self._seen.directory / "meta.json").read_text("utf-8"))
        except (OSError, ValueError):  # another process has put another directory in its place
            return 0
        return sum((segment.get("deletes") or {}).get("num_deleted_docs", 0) for segment in meta["segments"])

    def rebuild(self, everything: Callable[[], Iterable[Change]], wanted: Callable[[], bool]) -> bool:
        """See :class:`floorwalker.search.words.WordIndex`."""
        try:
            with self._lock.acquire(timeout=0):
                self._build(_while(wanted, everything()))
        except (Timeout, _Unwanted):
            return False
        finally:
            self.reopen()
        return True

    def _build(self, everything: Iterable[Change]) -> None:
        taken = [int(p.name[1:]) for p in self._folder.glob("g*") if p.name[1:].isdigit()]
        directory = f"g{max(taken, default=0) + 1}"
        (self._folder / directory).mkdir()
        index = tantivy.Index(self.schema, path=str(self._folder / directory))
        try:
            applied = self._write(index, everything, fresh=True)
        except _Unwanted:
            shutil.rmtree(self._folder / directory, ignore_errors=True)
            raise
        self._write_state(State(directory, self._fingerprint, applied))
        for old in self._folder.glob("g*"):
            if old.name != directory:
                shutil.rmtree(old, ignore_errors=True)

    def _apply(self, state: State, index: tantivy.Index, changes: Callable[[int], Iterable[Change]]) -> None:
        applied = self._write(index, changes(state.applied), fresh=False)
        if applied > state.applied:
            self._write_state(State(state.directory, state.fingerprint, applied))

    @staticmethod
    def _write(index: tantivy.Index, changes: Iterable[Change], *, fresh: bool) -> int:
        applied = 0
        writer: tantivy.IndexWriter | None = None
        try:
            for change in changes:
                writer = writer or index.writer(_WRITER_HEAP_BYTES, num_threads=1)
                if not fresh:
                    for product_id in (*change.gone, *(product.id for product in change.products)):
                        writer.delete_documents_by_term("id", product_id)
                for product in change.products:
                    writer.add_document(stored(document_of(product)))
                applied = change.seq
        except _Unwanted:
            if writer is not None:
                writer.rollback()
            raise
        if writer is not None:
            writer.commit()
            writer.wait_merging_threads()
        return applied

    def _usable(self) -> tuple[State, tantivy.Index] | None:
        """The index in use at its newest commit; ``None`` where there is none, or a file of it is damaged."""
        state = self._read_state()
        if state is None:
            return None
        try:
            if self._opened is None or self._opened[0] != state.directory:
                self._opened = (state.directory, tantivy.Index.open(str(self._folder / state.directory)))
            self._opened[1].reload()
            self._opened[1].searcher().doc_freq("id", "")  # opens what is else left to the first search
        except ValueError:  # a file is missing, cut off, or not what its footer says
            self._opened = None
            return None
        return state, self._opened[1]

    def _read_state(self) -> State | None:
        try:
            state = State(**json.loads((self._folder / "state.json").read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        folder = self._folder / state.directory
        usable = state.fingerprint == self._fingerprint and folder.is_dir()
        return state if usable and tantivy.Index.exists(str(folder)) else None

    def _write_state(self, state: State) -> None:
        draft = self._folder / "state.json.new"
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._folder / "state.json")

    def _state_stamp(self) -> int:
        try:
            status = (self._folder / "state.json").stat()
        except FileNotFoundError:
            return 0
        return status.st_mtime_ns ^ status.st_ino


def _while(wanted: Callable[[], bool], changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        if not wanted():
            raise _Unwanted
        yield change
