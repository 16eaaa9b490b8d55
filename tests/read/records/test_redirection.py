from __future__ import annotations

import json
from pathlib import Path

from helpers.process import post, wpconv
from wpconv.read.records.redirection import redirects

EXPORT = {
    "plugin": {"version": "5.5", "date": "Thu"},
    "groups": [{"id": 1, "name": "Redirections"}],
    "redirects": [
        {"url": "/drink/", "action_type": "url", "action_data": {"url": "/tea/"}, "match_type": "url",
         "regex": False, "enabled": True},
        {"url": "/old", "action_type": "url", "action_data": "/tea/"},
        {"url": "^/x(.*)", "action_type": "url", "action_data": {"url": "/tea/"}, "regex": True},
        {"url": "/off/", "action_type": "url", "action_data": {"url": "/tea/"}, "enabled": False},
        {"url": "/gone/", "action_type": "error", "action_data": {"url": ""}},
        {"url": "/login/", "action_type": "url", "action_data": {"url_from": "/a"}, "match_type": "login"},
    ],
}  # fmt: skip


def test_plain_redirects_that_are_on() -> None:
    """Redirects from one URL to another are read; expressions, conditions and those that are off are not."""
    assert [(each.old, each.new) for each in redirects(EXPORT)] == [("/drink/", "/tea/"), ("/old", "/tea/")]


def test_the_export_is_a_source(tmp_path: Path) -> None:
    """The plugin's export beside the posts adds its redirects to those of `--redirects`."""
    (tmp_path / "posts.json").write_text(json.dumps([post(1, link="https://a.example/tea/", slug="tea")]))
    (tmp_path / "redirection.json").write_text(json.dumps(EXPORT))
    wpconv(
        "posts.json",
        "redirection.json",
        "-o",
        "out",
        "--target",
        "hugo",
        "--redirects",
        "moved.json",
        cwd=tmp_path,
    )
    moved = json.loads((tmp_path / "out" / "moved.json").read_text())
    assert (moved["/drink/"], moved["/old"]) == ("/tea/", "/tea/")
