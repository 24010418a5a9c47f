"""Requests that are sent by halves: nobody waits for them, and they are cut off. A real gunicorn, few threads."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from app.web.arrivals import LONG, SMALL, Arrival, size_of
from tests.processes import ROOT, environment

HEAD = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n"
HALVES = {
    "head": HEAD,
    "body": HEAD + b"Content-Length: 100\r\n\r\nhalf",
    "long body": HEAD + b"Content-Length: 200000\r\n\r\nhalf",
    "chunked body": HEAD + b"Transfer-Encoding: chunked\r\n\r\n64\r\nhalf",
}
WHOLE = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\nwhole"
CUT_OFF_WITHIN = 45


@contextmanager
def gunicorn(application, env, worker="ShortOfTime"):
    """A gunicorn with four threads on a port of its own; gives how to connect to it."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        command = [sys.executable, "-m", "gunicorn", application, "--bind", f"fd://{listener.fileno()}"]
        command += ["--worker-class", f"tests.web.tiny.{worker}", "--threads", "4"]
        command += ["--worker-connections", "600", "--no-control-socket", "--log-level", "warning"]
        started = subprocess.Popen(command, cwd=ROOT, env=env, pass_fds=[listener.fileno()])
        try:
            yield lambda: socket.create_connection(listener.getsockname(), timeout=CUT_OFF_WITHIN)
        finally:
            started.send_signal(signal.SIGTERM)
            started.wait(30)


@pytest.fixture(scope="module")
def tiny():
    with gunicorn("tests.web.tiny:app", os.environ | {"PYTHONPATH": str(ROOT)}) as connect:
        ask(connect)  # the first answer: it is up
        yield connect


def ask(connect, request=WHOLE):
    """Sends a request on a connection of its own; gives the body of the answer."""
    with connect() as sock:
        sock.sendall(request)
        return answer(sock)


def answer(sock):
    """The body of one answer that says how long it is."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += received(sock)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(re.search(rb"content-length: *(\d+)", head, re.I)[1])
    while len(body) < length:
        body += received(sock)
    return body


def received(sock):
    data = sock.recv(65536)
    assert data, "cut off"
    return data


def last_words(sock):
    """Everything until the other side closes."""
    data = b""
    while more := sock.recv(65536):
        data += more
    return data


@contextmanager
def half_sent(connect, request, count):
    """So many connections on which only this was sent."""
    opened = [connect() for _number in range(count)]
    try:
        for sock in opened:
            sock.sendall(request)
        yield opened
    finally:
        for sock in opened:
            sock.close()


@pytest.mark.processes
@pytest.mark.parametrize("half", HALVES)
def test_others_are_answered_while_300_requests_are_half_sent(tiny, half):
    """Before the first of the 300 is cut off, and those with a small body too."""
    with half_sent(tiny, HALVES[half], 300) as opened:
        assert ask(tiny) == b"5"
        opened[-1].setblocking(False)
        with pytest.raises(BlockingIOError):
            opened[-1].recv(1)


@pytest.mark.processes
@pytest.mark.parametrize("half", HALVES)
def test_who_sends_half_a_request_is_cut_off(tiny, half):
    """Many more than there are threads, also those who wait for one to read their long bodies."""
    with half_sent(tiny, HALVES[half], 50) as opened:
        assert [last_words(sock)[:12] for sock in opened] == [b"HTTP/1.1 408"] * 50


@pytest.mark.processes
def test_who_sends_nothing_is_cut_off_without_a_word(tiny):
    with half_sent(tiny, b"", 2) as opened:
        assert [last_words(sock) for sock in opened] == [b"", b""]


@pytest.mark.processes
@pytest.mark.parametrize("half", ["head", "chunked body"])
def test_a_byte_now_and_then_does_not_help(tiny, half):
    """The deadline is for the whole head, and for the pace of the body."""
    with half_sent(tiny, HALVES[half], 1) as (sock,):
        began = time.monotonic()
        sock.settimeout(0.1)
        while time.monotonic() < began + CUT_OFF_WITHIN:
            try:
                sock.sendall(b"x")
                words = sock.recv(65536)
            except TimeoutError:
                continue
            except ConnectionError:
                words = b""
            break
        assert words[:12] in (b"HTTP/1.1 408", b"")
        assert 1.5 < time.monotonic() - began < 8


@pytest.mark.processes
def test_half_a_request_after_a_whole_one_is_cut_off(tiny):
    with half_sent(tiny, WHOLE + HALVES["head"], 5) as opened:
        assert [answer(sock) for sock in opened] == [b"5"] * 5
        assert [last_words(sock)[:12] for sock in opened] == [b"HTTP/1.1 408"] * 5


@pytest.mark.processes
def test_a_head_without_end_is_refused(tiny):
    with half_sent(tiny, HEAD + b"X: " + b"x" * 70_000, 1) as (sock,):
        assert last_words(sock)[:12] == b"HTTP/1.1 431"


@pytest.mark.processes
def test_one_connection_takes_one_request_after_the_other(tiny):
    with tiny() as sock:
        for _time in range(3):
            sock.sendall(WHOLE)
            assert answer(sock) == b"5"


@pytest.mark.processes
def test_requests_sent_in_one_go_are_answered_in_turn(tiny):
    with tiny() as sock:
        sock.sendall(WHOLE * 3)
        data = b""
        while data.count(b"200 OK") < 3 or not data.endswith(b"\r\n\r\n5"):
            data += received(sock)


@pytest.mark.processes
def test_a_request_in_small_pieces_is_answered(tiny):
    with tiny() as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for position in range(len(WHOLE)):
            sock.sendall(WHOLE[position : position + 1])
        assert answer(sock) == b"5"


@pytest.mark.processes
@pytest.mark.parametrize("size", [SMALL, 5_000_000])
def test_a_long_body_is_read_to_its_end(tiny, size):
    request = HEAD + b"Content-Length: %d\r\n\r\n" % size + b"x" * size
    assert ask(tiny, request) == b"%d" % size


@pytest.mark.processes
def test_who_asks_before_sending_the_body_is_told_to_go_on(tiny):
    with tiny() as sock:
        sock.sendall(HEAD + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        assert received(sock).startswith(b"HTTP/1.1 100")
        sock.sendall(b"whole")
        assert answer(sock) == b"5"


@pytest.mark.processes
def test_an_open_socket_has_no_deadline(tiny):
    with tiny() as sock, half_sent(tiny, HALVES["head"], 1) as (half,):
        sock.sendall(
            b"GET /socket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"
        )
        assert received(sock).startswith(b"HTTP/1.1 101")
        last_words(half)  # comes when a deadline has passed
        sock.sendall(b"still there?")
        assert received(sock) == b"still there?"


@pytest.mark.on("sqlite")
@pytest.mark.processes
def test_a_half_sent_form_is_no_incident(server):
    """Kontor itself: the answer is the client's mistake, not a 500."""
    with gunicorn("wsgi:app", environment(server)) as connect, connect() as sock:
        form = b"Content-Type: application/x-www-form-urlencoded\r\n"
        sock.sendall(HEAD + form + b"Content-Length: 200000\r\n\r\nemail=half")
        assert re.match(rb"HTTP/1.1 4\d\d ", last_words(sock))


@pytest.mark.on("sqlite")
@pytest.mark.processes
def test_who_sends_30_mb_can_read_that_it_is_too_much(server):
    """As a browser does it, which looks for an answer only when it has sent everything."""
    size = 30 * 1024 * 1024
    with gunicorn("wsgi:app", environment(server), "Curt") as connect, connect() as sock:
        form = b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        sock.sendall(HEAD + form + b"Content-Length: %d\r\n\r\n" % size)
        for _mb in range(30):
            sock.sendall(b"x" * 1024 * 1024)
        words = last_words(sock)
    assert words.startswith(b"HTTP/1.1 413 ") and words.rstrip().endswith(b"</html>")


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (b"GET / HTTP/1.1", 18),
        (b"POST / HTTP/1.1\r\nContent-Length: 5", 43),
        (b"POST / HTTP/1.1\r\ncontent-length:5", 42),
        (b"POST / HTTP/1.1\r\nContent-Length: x", LONG),
        (b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5000, LONG),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked", LONG),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue", LONG),
    ],
)
def test_how_long_a_request_is(head, size):
    assert size_of(head) == size


def test_the_end_of_a_head_is_found_across_pieces():
    arrival = Arrival(0)
    for piece in (b"GET / HTTP/1.1\r", b"\n\r", b"\n"):
        assert arrival.size is None
        arrival.take(piece)
    assert arrival.is_whole
