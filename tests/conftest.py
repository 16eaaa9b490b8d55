"""What all tests share: goldens, which whole outputs are compared with, and how hypothesis works."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from helpers.golden import Golden

# A busy machine makes no test fail: what takes how long is measured by benchmarks.
# Nor does chance: the same examples are tried each time.
settings.register_profile(
    "wpconv", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("wpconv")

# A job in the background ignores interrupts, and so would the processes that tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write goldens as they come out now")
    parser.addoption("--sites", action="store_true", help="build with Eleventy and Jekyll too")


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Iterator[Golden]:
    """Compare a text with a file (None: there should be no file).

    With `--accept` the file is written instead. A file that is missing is written too, and the test fails.
    """
    accept = pytestconfig.getoption("--accept")
    new = []

    def compare(path: Path, actual: str | None) -> None:
        expected = path.read_bytes().decode() if path.exists() else None
        if actual == expected:
            return
        if actual is not None and (accept or expected is None):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
            new.extend([] if accept else [path])
        elif accept:
            path.unlink()
        else:
            assert actual == expected, path

    yield compare
    assert not new, f"new goldens: read them, correct them, commit them: {[str(path) for path in new]}"
