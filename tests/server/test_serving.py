"""The server process: where it listens, how it ends, and what it never loses."""

import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from door_fixtures import ADMIN, Chat, Server, shop_settings, stock, wait_until
from floorwalker.cli.serving import run_server
from floorwalker.core import FloorwalkerError, UnusableInput
from floorwalker.dialogue import House

pytestmark = pytest.mark.xdist_group("serving")


def test_a_port_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(FloorwalkerError, match=f"port {port} .*in use.*--port") as error:
            run_server(shop_settings(tmp_path), "127.0.0.1", port)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("host", "port"), [("127.0.0.1", 70000), ("no such host", 8000), ("192.0.2.1", 8000)]
)
def test_an_address_that_is_none_is_told_in_one_line(tmp_path: Path, host: str, port: int) -> None:
    with pytest.raises(FloorwalkerError, match="cannot listen"):
        run_server(shop_settings(tmp_path), host, port)


def test_an_unknown_log_level_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="log_level"):
        run_server(shop_settings(tmp_path, log_level="loud"), "127.0.0.1", 0)


def test_a_database_out_of_reach_is_told_in_one_line(tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/none"
    with pytest.raises(FloorwalkerError, match=r"database cannot be opened .*database_url") as error:
        run_server(shop_settings(tmp_path, database_url=url), "127.0.0.1", 0)
    assert "\n" not in str(error.value)


def test_a_stop_lets_listeners_go_and_ends_well(serve: Callable[..., Server]) -> None:
    server = serve()
    with server.client() as client:
        chat = Chat.open(client)
        with client.stream("GET", f"{chat.path}/events", headers=chat.auth) as listening:
            lines = listening.iter_lines()
            next(lines)
            assert server.stop() == 0
            assert not [line for line in lines if line.startswith("data:")]


def test_a_turn_goes_on_when_the_customer_hangs_up(serve: Callable[..., Server]) -> None:
    server = serve()
    with server.client() as client:
        chat = Chat.open(client)
        address = httpx.URL(server.url)
        body = json.dumps({"text": "a scarf please"}).encode()
        head = f"POST {chat.path}/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        with socket.create_connection((address.host, address.port or 80)) as line:
            line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            line.recv(1)
        wait_until(lambda: len(chat.history()["messages"]) == 2)
        assert chat.history()["messages"][1]["products"]


def test_a_listener_hears_a_person_while_it_listens(serve: Callable[..., Server]) -> None:
    server = serve()
    heard = threading.Event()

    def listen(chat: Chat) -> None:
        with (
            server.client() as client,
            client.stream("GET", f"{chat.path}/events", headers=chat.auth) as stream,
        ):
            for line in stream.iter_lines():
                if "This is Lin" in line:
                    heard.set()
                    return

    with server.client() as client:
        chat = Chat.open(client)
        listener = threading.Thread(target=listen, args=(chat,))
        listener.start()
        staff = f"/api/staff/conversations/{chat.id}"
        epoch = client.post(f"{staff}/takeover", json={"name": "Lin"}, headers=ADMIN).json()["epoch"]
        said = {"name": "Lin", "text": "This is Lin.", "epoch": epoch}
        client.post(f"{staff}/messages", json=said, headers=ADMIN)
        assert heard.wait(15)
        listener.join(15)


def test_turns_that_wait_hold_up_nothing_else(serve: Callable[..., Server], tmp_path: Path) -> None:
    """A process died as it answered; its customers' retries wait for the leases to end, nobody else."""
    given = {"threads": 2, "turn_timeout_s": 60.0}
    serve(**given).kill()
    house = House(shop_settings(tmp_path, **given))
    assistant = house.assistant("default")
    interrupted = [assistant.open() for _ in range(2)]
    for conversation in interrupted:
        assistant.conversations.accept(conversation.id, "a scarf please", "m1", "a process that died")
    house.close()

    server = serve(**given)
    begun = threading.Semaphore(0)

    def retry(conversation_id: str) -> None:
        body = {"text": "a scarf please", "client_message_id": "m1"}
        path = f"{server.url}/api/conversations/{conversation_id}/messages"
        with suppress(httpx.TransportError), httpx.stream("POST", path, json=body, timeout=90) as stream:
            for _ in stream.iter_lines():
                begun.release()

    retries = [threading.Thread(target=retry, args=(conversation.id,)) for conversation in interrupted]
    for each in retries:
        each.start()
    for _ in retries:
        assert begun.acquire(timeout=30)
    with server.client() as client:
        chat = Chat.open(client)
        assert chat.history()["messages"] == []
        assert client.get("/readyz").status_code == 200
    assert all(each.is_alive() for each in retries)
    server.kill()
    for each in retries:
        each.join(30)


def test_nothing_that_was_accepted_is_lost_when_the_process_is_killed(serve: Callable[..., Server]) -> None:
    """Twenty customers write; the process is killed in the middle; a new one takes over."""
    server = serve(turn_timeout_s=2.0)
    with server.client() as client:
        chats = [Chat.open(client) for _ in range(20)]
    sent: dict[tuple[str, str], str] = {}
    accepted: set[tuple[str, str]] = set()
    first_answers = threading.Semaphore(0)

    def write(chat: Chat) -> None:
        with httpx.Client(base_url=server.url, timeout=30) as client:
            for number in range(1000):
                message = (chat.id, f"m{number}")
                sent[message] = f"a scarf under ${number + 50}"
                body = {"text": sent[message], "client_message_id": message[1]}
                try:
                    with client.stream("POST", f"{chat.path}/messages", json=body) as stream:
                        for line in stream.iter_lines():
                            if line == "event: accepted":
                                accepted.add(message)
                                first_answers.release()
                except httpx.TransportError:
                    return

    writers = [threading.Thread(target=write, args=(chat,)) for chat in chats]
    for writer in writers:
        writer.start()
    for _ in range(60):
        assert first_answers.acquire(timeout=30)
    server.kill()
    for writer in writers:
        writer.join(30)

    server = serve(turn_timeout_s=2.0)
    with server.client() as client:
        for chat in chats:
            chat.client = client
            stored = [said["text"] for said in chat.history()["messages"] if said["author"] == "customer"]
            assert len(stored) == len(set(stored))
            mine = {key: text for key, text in sent.items() if key[0] == chat.id}
            assert {text for key, text in mine.items() if key in accepted} <= set(stored)
            for key, text in mine.items():
                assert chat.ask(text, key[1])["reply"]
            read = chat.history()["messages"]
            assert [said["text"] for said in read if said["author"] == "customer"] == list(mine.values())
            assert len([said for said in read if said["author"] == "assistant"]) == len(mine)
            trace = client.get(f"/api/staff/conversations/{chat.id}", headers=ADMIN).json()["events"]
            assert [event["seq"] for event in trace] == list(range(1, len(trace) + 1))


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_two_processes_on_one_database_serve_one_conversation(tmp_path: Path, database_url: str) -> None:
    """Alternately and at once: one order, one answer for each message, no gap in the log."""
    folders = [tmp_path / "one", tmp_path / "two"]
    house = House(shop_settings(folders[0], database_url=database_url))
    stock(house)
    house.close()
    servers = [Server(shop_settings(folder).data, database_url=database_url) for folder in folders]
    try:
        with servers[0].client() as one, servers[1].client() as two:
            chat = Chat.open(one)
            there = Chat(two, chat.id, chat.token)
            for number in range(4):
                here = (chat, there)[number % 2]
                other = (there, chat)[number % 2]
                answer = here.ask(f"a scarf under ${number + 60}", f"m{number}")
                assert answer["products"]
                assert other.ask(f"a scarf under ${number + 60}", f"m{number}") == answer

            answers: dict[tuple[str, int], dict[str, object]] = {}

            def write(server: Server, name: str) -> None:
                with server.client() as client:
                    mine = Chat(client, chat.id, chat.token)
                    for number in range(5):
                        answers[name, number] = mine.ask(f"a bag under ${number + 200}", f"together{number}")

            writers = [threading.Thread(target=write, args=pair) for pair in zip(servers, "ab", strict=True)]
            for writer in writers:
                writer.start()
            for writer in writers:
                writer.join(60)
            assert len(answers) == 10
            for number in range(5):
                assert answers["a", number] == answers["b", number]
            texts = [said["text"] for said in chat.history()["messages"] if said["author"] == "customer"]
            assert len(texts) == len(set(texts)) == 9
            trace = one.get(f"/api/staff/conversations/{chat.id}", headers=ADMIN).json()["events"]
            assert [event["seq"] for event in trace] == list(range(1, len(trace) + 1))
            turns = [
                event["turn"] for event in trace if event["turn"] is not None and event["kind"] != "message"
            ]
            assert turns == sorted(turns)  # serialised: no turn begins before the one before it ended
    finally:
        for server in servers:
            server.close()
