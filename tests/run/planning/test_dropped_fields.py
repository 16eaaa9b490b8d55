from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.process import post, wpconv

SITE = [
    post(1, categories=[1, 2], sticky=True, format="aside"),
    post(2, categories=[1], format="standard"),
    {"id": 1, "taxonomy": "category", "name": "Tides", "slug": "tides"},
    {"id": 2, "taxonomy": "category", "name": "Boats", "slug": "boats"},
    {"id": 5, "name": "Ada", "slug": "ada", "description": "Ada rows.", "avatar_urls": {}},
]


def details(folder: Path, *options: str) -> list[str]:
    (folder / "site.json").write_text(json.dumps(SITE), "utf-8")
    wpconv("site.json", "-o", "out", "--report", "report.json", *options, cwd=folder)
    repairs = json.loads((folder / "report.json").read_text("utf-8"))["repairs"]
    return [f"{each['severity']}: {each['detail']}" for each in repairs if each["code"] == "dropped-field"]


STICKY = "info: 1 post (1): `sticky: true`, of which a document holds none"
FORMAT = "info: 1 post (1): formats other than standard, of which a document holds none"
BIOGRAPHY = "info: 1 user (5): a biography, which documents do not hold"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--target", "hugo"), [STICKY, FORMAT, BIOGRAPHY]),
        (
            ("--target", "pelican"),
            ["warning: 1 post (1): categories, of which a document holds 1", STICKY, FORMAT, BIOGRAPHY],
        ),
        (
            ("--target", "docusaurus"),
            [
                "warning: 2 posts (1, 2): categories, of which a document holds none",
                STICKY,
                FORMAT,
                BIOGRAPHY,
            ],
        ),
        (("--field", "sticky=sticky:bool", "--field", "format=format"), [BIOGRAPHY]),
        (("--id", "2"), [BIOGRAPHY]),
    ],
)
def test_values_that_a_target_cannot_hold(
    options: tuple[str, ...], expected: list[str], tmp_path: Path
) -> None:
    """What selected posts have and the target does not hold is named once, unless `--field` takes it over."""
    assert details(tmp_path, *options) == expected
