"""Answers of a server that werkzeug itself would not send."""

from __future__ import annotations

from typing import Any

from werkzeug import Response
from werkzeug.datastructures import Headers


class RawRedirect(Response):
    """A redirect whose `Location` is sent as it is, even if it is no URL."""

    def __init__(self, location: str) -> None:
        super().__init__("", 302)
        self.place = location

    def get_wsgi_headers(self, environ: Any) -> Headers:
        """Return the headers with the location."""
        headers = super().get_wsgi_headers(environ)
        headers["Location"] = self.place
        return headers
