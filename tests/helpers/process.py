"""The command as a process of its own, as users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from helpers import ROOT

COMMAND = (sys.executable, "-m", "wpconv")
SITE = ROOT / "fixtures" / "site"


def wpconv(*arguments: object, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run the command to its end; standard input is empty unless `input` says otherwise."""
    if "input" not in settings:
        settings.setdefault("stdin", subprocess.DEVNULL)
    env = {**os.environ, **settings.pop("env", {})}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
        env=env,
        **settings,
    )


def started(*arguments: object, **settings: Any) -> subprocess.Popen[str]:
    """Start the command and go on."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **settings,
    )


def post(number: int, **fields: Any) -> dict[str, Any]:
    """Return a post as WordPress would send it, with some fields of its own."""
    return {
        "id": number,
        "type": "post",
        "status": "publish",
        "slug": f"post-{number}",
        "link": f"https://example.org/post-{number}/",
        "date": "2024-05-01T10:00:00",
        "date_gmt": "2024-05-01T08:00:00",
        "title": {"rendered": f"Post {number}"},
        "content": {"rendered": f"<p>The words of post {number}.</p>"},
        **fields,
    }


def written(path: Path, *records: object) -> Path:
    """Write records as the REST API answers, and return the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(records), "utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
