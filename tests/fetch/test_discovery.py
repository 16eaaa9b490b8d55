"""Tests of finding the root of a site's REST API."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest


@pytest.mark.slow
def test_a_host_that_is_down_is_named_once() -> None:
    """All places of the API fail with the same cause, and the message gives it once."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{bound.getsockname()[1]}"
        command = [sys.executable, "-m", "wpconv", f"http://{host}/", "--jsonl"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count(f"{host}: cannot be reached") == 1
