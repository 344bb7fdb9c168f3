"""What every embedder must do. An embedder's own test class inherits :class:`EmbedderContract`."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from floorwalker.search import Embedder

TEXTS = ("唇膏，嘴唇干裂时用", "lip balm for chapped lips", "a tent for two", "")


class EmbedderContract:
    """Tests against ``embedder``."""

    embedder: Embedder

    def test_a_vector_has_length_one_and_as_many_numbers_as_is_said(self) -> None:
        vectors = [self.embedder.query("my lips crack"), *self.embedder.passages(TEXTS)]
        assert {(vector.shape, vector.dtype) for vector in vectors} == {
            ((self.embedder.dim,), np.dtype(np.float32))
        }
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)

    def test_each_text_has_its_own_row_whatever_stands_beside_it(self) -> None:
        alone = np.concatenate([self.embedder.passages([text]) for text in TEXTS])
        assert np.allclose(self.embedder.passages(TEXTS), alone, atol=1e-3)

    def test_no_texts_have_no_vectors(self) -> None:
        assert self.embedder.passages([]).shape == (0, self.embedder.dim)

    def test_threads_do_not_mix_their_texts_up(self) -> None:
        said = [f"{number} candles for a cake" for number in range(12)]
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(self.embedder.query, said))
        assert np.allclose(together, [self.embedder.query(text) for text in said], atol=1e-3)

    def test_what_means_the_same_lies_closer_across_languages(self) -> None:
        balm, same, tent = self.embedder.passages(TEXTS[:3])
        assert balm @ same > balm @ tent
        assert same @ self.embedder.query("嘴唇裂了") > tent @ self.embedder.query("嘴唇裂了")
