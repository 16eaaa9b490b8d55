"""Serve an export as a site's REST API, for converters that only read from a live site.

    python benchmarks/serve.py EXPORT

prints the URL. Terms and users are answered one by one, as those converters ask for them.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

END = {"code": "rest_post_invalid_page_number", "message": "No such page.", "data": {"status": 400}}


class Handler(BaseHTTPRequestHandler):
    """Answers `/wp-json/wp/v2/posts?page=N` and `/wp-json/wp/v2/COLLECTION/ID`."""

    export: Path

    def do_GET(self) -> None:
        """Answer with a page of posts, or with a term or user of the requested id."""
        url = urlsplit(self.path)
        collection, _, ident = url.path.removeprefix("/wp-json/wp/v2/").partition("/")
        if collection != "posts":
            record = {
                "id": int(ident),
                "name": f"Name {ident}",
                "url": "",
                "link": "",
                "avatar_urls": {"24": ""},
            }
            return self.answer(200, json.dumps(record).encode())
        page = self.export / f"posts-{int(parse_qs(url.query)['page'][0]):04}.json"
        if not page.exists():
            return self.answer(400, json.dumps(END).encode())
        return self.answer(200, page.read_bytes())

    def answer(self, status: int, body: bytes) -> None:
        """Send a JSON response."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log no requests."""


if __name__ == "__main__":
    Handler.export = Path(sys.argv[1])
    server = HTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
