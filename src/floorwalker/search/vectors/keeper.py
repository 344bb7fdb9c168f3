"""Sees to it that every product has a vector of its texts: a student's at once, the teacher's in time."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from filelock import FileLock, Timeout

from floorwalker.catalog import CatalogStore
from floorwalker.catalog.chunks import chunks
from floorwalker.search.embedding import Embedder, Matrix, pack
from floorwalker.search.vectors.store import Made, Mark, VectorStore
from floorwalker.search.vectors.student import Student
from floorwalker.search.vectors.texts import passage_of

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Told how many products have the teacher's own vectors, and how many there are."""

_SAMPLE = 600  # texts that the teacher reads before a student learns from them
_LESSONS = 3000  # texts that a student learns from at most
_FEW = 200  # texts that the teacher reads so soon that no student is needed
_GROWN = 3  # a student learns anew when the teacher has read so many times as many texts
_PAGE = 1000
_SLICE = 4  # texts for the teacher at a time: whoever asks for a query's vector waits as long


class _Text(NamedTuple):
    id: str
    fingerprint: str
    text: str


def models_of(embedder: Embedder) -> tuple[str, str]:
    """The names under which an embedder's vectors and those of its student are kept."""
    return embedder.name, f"{embedder.name}#student"


class VectorKeeper:
    """Computes the vectors of one shop's products, of those whose texts have changed since.

    One process at a time works on a shop (a lock in ``folder``); all of them read the results. What is done
    is in the database batch by batch, so that work cut short goes on where it was. A student learns from a
    sample that the teacher has read, and serves all products until the teacher comes to them.
    """

    def __init__(self, catalog: CatalogStore, store: VectorStore, embedder: Embedder, folder: Path) -> None:
        self._catalog = catalog
        self._store = store
        self._teacher = embedder
        self._folder = folder
        self._stop = threading.Event()
        self._done_at = -1
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / "vectors.lock")

    def stop(self) -> None:
        """Let :meth:`run` end with the batch at hand, now and from now on."""
        self._stop.set()

    def run(self, progress: Progress | None = None, *, teacher: bool = True) -> bool:
        """Compute what is missing; without ``teacher`` only until every product has a vector at all.

        Returns:
            Whether all is done; not so where it was stopped, or another process is at it.
        """
        head = self._catalog.heads().text
        if head == self._done_at:
            return True
        try:
            with self._lock.acquire(timeout=0):
                done = self._bring_up(progress or (lambda _done, _all: None), teacher)
        except Timeout:
            return False
        if done and teacher:
            self._done_at = head
        return done

    def _bring_up(self, progress: Progress, teacher: bool) -> bool:
        own, bare, lent = self._standing()
        total = own + len(bare) + len(lent)
        if own < _SAMPLE and bare:
            sample = _some(bare, _SAMPLE - own)
            own += self._teach(sample, _from(own, total, progress))
            taught = set(sample)
            bare = [id_ for id_ in bare if id_ not in taught]
        if len(bare) > _FEW and (student := self._student(own)) is not None:
            self._study(student, bare)
        todo = [*bare, *lent]
        while teacher and todo and not self._stop.is_set():
            goal = max(own * _GROWN, _SAMPLE)
            part, todo = todo[: goal - own], todo[goal - own :]
            own += self._teach(part, _from(own, total, progress))
            if todo and own < _LESSONS * _GROWN and (student := self._student(own)) is not None:
                self._study(student, todo)
        return not self._stop.is_set() and not (teacher and todo)

    def _standing(self) -> tuple[int, list[str], list[str]]:
        """How many products have the teacher's vector; which have none of their texts, which a student's."""
        teacher, student = models_of(self._teacher)
        own, bare, lent = 0, list[str](), list[str]()
        for page in self._catalog.text_marks():
            marks = self._store.marks([*page])
            for id_, fingerprint in page.items():
                mark = marks.get(id_)
                if mark == Mark(teacher, fingerprint):
                    own += 1
                elif mark == Mark(student, fingerprint):
                    lent.append(id_)
                else:
                    bare.append(id_)
        return own, bare, lent

    def _teach(self, ids: Sequence[str], progress: Callable[[int], None]) -> int:
        """Give products the teacher's vectors; returns how many."""
        done = 0
        for texts in self._texts(ids):
            for start in range(0, len(texts), _SLICE):
                part = texts[start : start + _SLICE]
                if self._stop.is_set():
                    return done
                self._keep(part, self._teacher.name, self._teacher.passages([one.text for one in part]))
                done += len(part)
                progress(done)
        return done

    def _study(self, student: Student, ids: Sequence[str]) -> None:
        """Give products a student's vectors."""
        for texts in self._texts(ids):
            if self._stop.is_set():
                return
            self._keep(texts, models_of(self._teacher)[1], student.vectors(one.text for one in texts))

    def _keep(self, texts: Sequence[_Text], model: str, vectors: Matrix) -> None:
        rows = zip(texts, pack(vectors), strict=True)
        self._store.put([Made(one.id, Mark(model, one.fingerprint), row) for one, row in rows])

    def _texts(self, ids: Sequence[str]) -> Iterator[list[_Text]]:
        for page in chunks(ids, _PAGE):
            marks = {id_: mark for some in self._catalog.text_marks(page) for id_, mark in some.items()}
            records = self._catalog.records(page, withdrawn=False)
            yield [
                _Text(id_, marks[id_], passage_of(product))
                for id_, product in records.items()
                if id_ in marks
            ]

    def _student(self, lessons: int) -> Student | None:
        """A student that has learnt from what the teacher has read so far."""
        if lessons < _SAMPLE:
            return None
        ids, vectors = list[str](), list[Matrix]()
        for some, packed, _version in self._store.since(0, [self._teacher.name]):
            ids += some
            vectors.append(packed.astype(np.float32))
        chosen = sorted(_some(range(len(ids)), _LESSONS))
        known = np.concatenate(vectors)[chosen]
        known /= np.linalg.norm(known, axis=1, keepdims=True)
        row_of = {ids[number]: row for row, number in enumerate(chosen)}
        texts = [one for page in self._texts(list(row_of)) for one in page]
        return Student.fit([one.text for one in texts], known[[row_of[one.id] for one in texts]])


def _some(items: Sequence[T], count: int) -> list[T]:
    """At most ``count`` of some items, the same ones every time."""
    return [items[number] for number in np.random.default_rng(0).permutation(len(items))[:count]]


def _from(before: int, total: int, progress: Progress) -> Callable[[int], None]:
    """Progress that counts on from what was there before."""
    return lambda done: progress(before + done, total)
