"""Titles of the shared catalogues, labelled before the extractor was written: precision and recall."""

from pathlib import Path

import pytest

from tests.catalog.attributes.scoring import CATALOGUES, FRESH, LABELS, score


@pytest.fixture(autouse=True)
def _catalogues() -> None:
    if not CATALOGUES.is_dir():
        pytest.skip("the shared catalogues (../shared/data/catalogs) are not here")


@pytest.mark.parametrize("labels", [LABELS, FRESH], ids=["developed on", "unseen"])
def test_titles_are_read_precisely(labels: Path) -> None:
    """Both sets hold to 0.95; only the unseen one says how other titles would fare."""
    found = score(labels=labels)
    precision, recall = found.precision(), found.recall()
    assert precision is not None
    assert recall is not None
    assert precision >= 0.95
    assert recall >= 0.75
