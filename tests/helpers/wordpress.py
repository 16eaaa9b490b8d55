"""A site that answers as the REST API of WordPress does, with faults on demand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from helpers.process import post

Fault = Callable[[Request], Response | None]
NAMESPACE = "/wp/v2/"
PASSWORD = "abcd EFGH 1234"
USER = "editor"
EVERY_PATH = re.compile(r".*", re.DOTALL)


def author(number: int = 3) -> dict[str, Any]:
    return {"id": number, "name": f"Author {number}", "slug": f"author-{number}", "avatar_urls": {}}


def term(number: int, taxonomy: str = "category") -> dict[str, Any]:
    return {
        "id": number,
        "taxonomy": taxonomy,
        "name": f"Term {number}",
        "slug": f"term-{number}",
        "parent": 0,
    }


class Site:
    """A site on a server of pytest-httpserver.

    Args:
        server: the server.
        root: the path and query of the API's root: `/wp-json/`, `/?rest_route=/` and so on.
        base: the path of the site.
    """

    def __init__(self, server: HTTPServer, root: str = "/wp-json/", base: str = "") -> None:
        self.server, self.root, self.base = server, root, base
        self.url = f"http{'s' * (server.ssl_context is not None)}://{server.host}:{server.port}{base}"
        self.records: dict[str, list[dict[str, Any]]] = {
            "posts": [self.post(number) for number in range(1, 4)],
            "pages": [self.post(number, type="page", slug=f"page-{number}") for number in (51,)],
            "categories": [term(1)], "tags": [], "users": [author()], "media": [], "comments": [],
            "navigation": [],
        }  # fmt: skip
        self.types = {"post": "posts", "page": "pages", "attachment": "media", "wp_block": "blocks"}
        self.taxonomies = {"category": "categories", "post_tag": "tags"}
        self.faults: list[Fault] = []
        self.log: list[str] = []
        """The path and query of each request."""
        self.headers: list[dict[str, str]] = []
        self.counts = True
        """Whether answers have `X-WP-Total` and `X-WP-TotalPages`."""
        self.has_link = True
        """Whether the home page names the API in its header."""
        server.expect_request(EVERY_PATH).respond_with_handler(self.handle)

    def post(self, number: int, **fields: Any) -> dict[str, Any]:
        day = f"2024-05-{number % 28 + 1:02}T10:00:00"
        fields = {
            "author": 3, "categories": [1], "modified": day, "modified_gmt": day,
            "link": f"{self.url}/post-{number}/", **fields,
        }  # fmt: skip
        return post(number, **fields)

    @property
    def asked(self) -> list[str]:
        """The routes that were asked for, with their queries."""
        return [each.partition(NAMESPACE)[2] for each in self.log if NAMESPACE in each]

    def handle(self, request: Request) -> Response:
        query = request.query_string.decode()
        self.log.append(request.path + (f"?{query}" if query else ""))
        self.headers.append(dict(request.headers))
        for fault in self.faults:
            response = fault(request)
            if response is not None:
                return response
        return self.answer(request)

    def answer(self, request: Request) -> Response:
        """Return what WordPress answers."""
        place = urlsplit(self.root)
        path = request.path.removeprefix(self.base)
        if place.query:
            is_api, route = (
                "rest_route" in request.args and path == place.path,
                request.args.get("rest_route", ""),
            )
        else:
            is_api, route = path.startswith(place.path), "/" + path.removeprefix(place.path)
        if not is_api:
            headers = {"Link": f'<{self.url}{self.root}>; rel="https://api.w.org/"'} if self.has_link else {}
            return Response("<!DOCTYPE html><title>Tide</title>", 200, headers, content_type="text/html")
        if route == "/":
            return as_json({"name": "Tide", "namespaces": ["wp/v2"], "routes": {"/": {}}, "home": self.url})
        return self._route(route.removeprefix(NAMESPACE).strip("/"), request)

    def _route(self, route: str, request: Request) -> Response:
        login = request.authorization
        is_user = login is not None and (login.username, login.password) == (USER, PASSWORD)
        maps = {"types": self.types, "taxonomies": self.taxonomies}
        if route in maps:
            return as_json({name: entry(base) for name, base in maps[route].items()})
        if route == "types/post":
            return as_json({"slug": "post"})
        if route == "users/me":
            return as_json({"id": 3, "name": "Editor"}) if is_user else error(401, "rest_not_logged_in")
        if not is_user and ("context" in request.args or "status" in request.args):
            return error(401, "rest_forbidden_context")
        name, _, number = route.partition("/")
        if name not in self.records:
            return error(404, "rest_no_route")
        return self._collection(name, number, request)

    def _collection(self, name: str, number: str, request: Request) -> Response:
        records = sorted(self.records[name], key=lambda each: each["id"])
        if request.args.get("status") != "any":
            records = [each for each in records if each.get("status", "publish") == "publish"]
        if number:
            found = [each for each in records if str(each["id"]) == number]
            return as_json(found[0]) if found else error(404, "rest_post_invalid_id")
        return self._list(records, request)

    def _list(self, records: list[dict[str, Any]], request: Request) -> Response:
        args = request.args
        if "include" in args:
            wanted = set(map(int, args["include"].split(",")))
            records = [each for each in records if each["id"] in wanted]
        if "after" in args:
            records = [each for each in records if each["date"] > args["after"]]
        size, page = int(args.get("per_page", "10")), int(args.get("page", "1"))
        start = int(args["offset"]) if "offset" in args else (page - 1) * size
        pages = -(-len(records) // size)
        if page > max(pages, 1):
            return error(400, "rest_post_invalid_page_number")
        shown = records[start : start + size]
        if "_fields" in args:
            fields = args["_fields"].split(",")
            shown = [{name: each[name] for name in fields if name in each} for each in shown]
        response = as_json(shown)
        if self.counts:
            response.headers["X-WP-Total"] = str(len(records))
            response.headers["X-WP-TotalPages"] = str(pages)
        return response


def entry(base: str) -> dict[str, Any]:
    return {"rest_base": base, "rest_namespace": "wp/v2", "hierarchical": False, "types": []}


def as_json(value: object, status: int = 200) -> Response:
    return Response(json.dumps(value), status, content_type="application/json; charset=UTF-8")


def error(status: int, code: str) -> Response:
    return as_json({"code": code, "message": "no", "data": {"status": status}}, status)


def times(number: int, response: Response | Callable[[], Response], part: str = "") -> Fault:
    """Return a fault that answers the first requests whose URL has a part."""
    left = [number]

    def fault(request: Request) -> Response | None:
        if part not in request.url or not left[0]:
            return None
        left[0] -= 1
        return response if isinstance(response, Response) else response()

    return fault
