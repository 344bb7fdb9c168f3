"""Checking a text at the command line: the shop is opened only for a text that names products of it."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from floorwalker.core import Settings, UnusableInput
from floorwalker.grounding import Evidence, VerifyRequest, verify_request

if TYPE_CHECKING:
    from floorwalker.dialogue import Assistant, House


class Checker:
    """Checks texts; as a context manager it closes what it opened."""

    def __init__(self, settings: Settings, shop: str) -> None:
        self._settings = settings
        self._shop = shop
        self._house: House | None = None

    def __enter__(self) -> "Checker":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._house is not None:
            self._house.close()

    def verify(self, request: VerifyRequest) -> Mapping[str, Any]:
        """The verdicts on a text.

        Raises:
            NotFound: there is no such shop, or it does not sell a product that the request names.
        """
        return self._assistant.verify(request) if request.product_ids else verify_request(request)

    def product_evidence(self, ids: Sequence[str]) -> Evidence:
        """What the records of these products say; opens the shop where there are any.

        Raises:
            NotFound: as :meth:`verify`.
        """
        return self._assistant.product_evidence(ids) if ids else Evidence()

    @property
    def _assistant(self) -> "Assistant":
        from floorwalker.dialogue import House

        if self._house is None:
            self._house = House(self._settings)
        return self._house.assistant(self._shop)


def unusable(error: ValidationError, remedy: str) -> UnusableInput:
    """The first reason why JSON is not what is expected, in one line."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    return UnusableInput(f"{where}: {first['msg']}" if where else first["msg"], remedy)


_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """``text`` at its own length, with U+FFFD for whatever could steer a terminal or turn a line around."""
    return _STEERING.sub("\ufffd", text)
