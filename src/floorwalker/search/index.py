"""The text index: tantivy over what the analyser makes of each product. Derived, and always rebuildable.

A shop's folder holds one directory for each generation, a lock, and ``state.json``, which names the directory
in use and the journal entry up to which it has been applied. ``state.json`` is replaced by rename after the
index has committed, so a crash in between means only that some entries are applied once more.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import tantivy
from filelock import FileLock, Timeout

from floorwalker import search as search_room
from floorwalker import text as text_room
from floorwalker.catalog import Product, brand_key
from floorwalker.search.profile import Profile, profile_of
from floorwalker.text import current_overlay, denied_stretches, index_terms
from floorwalker.text.lexicon import ATTRIBUTES, PRODUCT_TYPES

_WRITER_HEAP_BYTES = 64_000_000
TEXT_FIELDS = {"title": 3.0, "brand": 2.0, "category": 1.5, "body": 1.0}
"""Text fields and their weight in the score."""


@dataclass(frozen=True, slots=True)
class State:
    """Which directory is the index, what it was built with, and how far the journal is in it."""

    directory: str
    fingerprint: str
    applied: int


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of some products: those to (re)index and the ids to drop, up to a journal entry."""

    products: Sequence[Product]
    gone: Sequence[str]
    seq: int


def _analysis_fingerprint() -> str:
    """What the contents of an index depend on besides the products: the analyser, the lexicons, this room."""
    own = current_overlay().fingerprint((PRODUCT_TYPES.name, ATTRIBUTES.name))
    return f"{_package_fingerprint()}+{own}" if own else _package_fingerprint()


@cache
def _package_fingerprint() -> str:
    files = [
        path
        for room in (text_room, search_room)
        for path in Path(room.__path__[0]).rglob("*")
        if path.suffix in {".py", ".toml"}
    ]
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def product_key(product_id: str) -> int:
    """63 bits of a product's id, stored as a fast field, so that a hit needs no stored document."""
    return int.from_bytes(hashlib.blake2b(product_id.encode(), digest_size=8).digest(), "big") >> 1


class TextIndex:
    """One shop's index folder. Any process may write while it holds the lock; all others reopen."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = FileLock(folder / "lock")
        self._fingerprint = _analysis_fingerprint()
        self._opened: tuple[str, tantivy.Index] | None = None
        self._seen: State | None = None
        self._stamp = 0
        self.searcher: tantivy.Searcher | None = None
        self.schema = _schema()

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
        """Apply the journal, or build anew where there is no usable index; then reopen.

        Args:
            changes: the changes after a journal entry.
            everything: all products, for a build; the last change's ``seq`` counts.
            wait_s: how long to wait in seconds for another process that is writing; it is waited for until
                it ends where there is no index to search meanwhile.

        Returns:
            Whether this process could write; if not, another is at it.
        """
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

    def _build(self, everything: Iterable[Change]) -> None:
        taken = [int(p.name[1:]) for p in self._folder.glob("g*") if p.name[1:].isdigit()]
        directory = f"g{max(taken, default=0) + 1}"
        (self._folder / directory).mkdir()
        index = tantivy.Index(self.schema, path=str(self._folder / directory))
        applied = self._write(index, everything, fresh=True)
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
        for change in changes:
            writer = writer or index.writer(_WRITER_HEAP_BYTES, num_threads=1)
            if not fresh:
                for product_id in (*change.gone, *(product.id for product in change.products)):
                    writer.delete_documents_by_term("id", product_id)
            for product in change.products:
                writer.add_document(_document(product, profile_of(product)))
            applied = change.seq
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


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("key", fast=True)
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("denied", tokenizer_name="whitespace", index_option="basic")
    for name in ("primary", "held", "named", "facet", "brand_key"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _document(product: Product, profile: Profile) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", product.id)
    document.add_unsigned("key", product_key(product.id))
    body = [product.description, *product.tags]
    body += [value for values in product.attributes.values() for value in values]
    body += [value for variant in product.variants for value in variant.options.values()]
    texts = {
        "title": product.title,
        "brand": product.brand,
        "category": product.category,
        "body": "\n".join(body),
    }
    for name, text in texts.items():
        document.add_text(name, " ".join(index_terms(text)))
        document.add_text("denied", " ".join(index_terms("\n".join(denied_stretches(text)))))
    for name, values in (
        ("primary", profile.kinds.primary),
        ("held", profile.kinds.held),
        ("named", profile.kinds.named),
        ("facet", profile.facets),
    ):
        for value in sorted(values):
            document.add_text(name, value)
    document.add_text("brand_key", brand_key(product.brand))
    return document
