"""No request, however odd, makes the server fail: every route is tried with generated input."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from door_fixtures import ADMIN, Chat, Server, shop_settings, stock
from floorwalker.core import Settings
from floorwalker.dialogue import House
from floorwalker.server import create_app

pytestmark = pytest.mark.xdist_group("schema")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("schema")
    house = House(shop_settings(folder))
    stock(house)
    house.close()
    running = Server(folder)
    yield running
    running.close()


api = schemathesis.openapi.from_dict(create_app(Settings(data=Path("unused"))).openapi())
few = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@api.parametrize()
@few
def test_no_request_makes_the_server_fail(case: Any, server: Server) -> None:
    case.call_and_validate(base_url=server.url, checks=[not_a_server_error], headers=ADMIN, timeout=20)


@api.include(path_regex="conversation_id").parametrize()
@few
def test_no_request_about_a_real_conversation_makes_the_server_fail(case: Any, server: Server) -> None:
    with server.client() as client:
        chat = Chat.open(client)
        if case.path.endswith("/events"):  # an open one would be listened to for ever
            path = f"/api/staff/conversations/{chat.id}/close"
            client.post(path, json={"name": "Lin"}, headers=ADMIN)
    case.path_parameters["conversation_id"] = chat.id
    headers = ADMIN | {"X-Conversation-Token": chat.token}
    case.call_and_validate(base_url=server.url, checks=[not_a_server_error], headers=headers, timeout=20)
