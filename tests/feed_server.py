"""A web server that serves a feed in every way that servers do."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FeedServer:
    """What the server does next, and what it was asked."""

    url: str = ""
    body: bytes = b"id,title,price\n1,Scarf,12 USD\n"
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    packed: bool = False
    cut: int = 0
    slow_s: float = 0.0
    location: str = ""
    requests: list[dict[str, str]] = field(default_factory=list)
    posts: list[bytes] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    feed: FeedServer

    def do_GET(self) -> None:
        feed = self.feed
        feed.requests.append({"path": self.path} | {k.lower(): v for k, v in self.headers.items()})
        if feed.location and not self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", feed.location)
            self.end_headers()
            return
        sent_etag, sent_date = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        unchanged = sent_etag == feed.etag if feed.etag else sent_date == feed.last_modified
        if feed.status == 200 and (feed.etag or feed.last_modified) and unchanged:
            self.send_response(304)
            self.end_headers()
            return
        body = gzip.compress(feed.body) if feed.packed else feed.body
        self.send_response(feed.status)
        if feed.etag:
            self.send_header("ETag", feed.etag)
        if feed.last_modified:
            self.send_header("Last-Modified", feed.last_modified)
        if feed.packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        half = len(body) // 2
        self.wfile.write(body[:half])
        self.wfile.flush()
        time.sleep(feed.slow_s)
        self.wfile.write(body[half : len(body) - feed.cut])

    def do_POST(self) -> None:
        self.feed.posts.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.feed.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """A web server on a port of the system's choice."""
    feed = FeedServer()
    handler = type("Handler", (_Handler,), {"feed": feed})
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    feed.url = f"http://127.0.0.1:{http.server_port}/feed.csv"
    thread = threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield feed
    http.shutdown()
    http.server_close()
