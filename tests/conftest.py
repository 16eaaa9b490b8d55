"""Settings for all tests, and the fixture `golden`, which compares whole outputs with files."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from helpers.golden import Golden

# No deadline, so that no test fails on a busy machine. No randomness, so that each run tries the same.
settings.register_profile(
    "wpconv", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", settings.get_profile("wpconv"), max_examples=30)
settings.load_profile("wpconv")

if not hasattr(os, "fork"):
    # Windows: these use pseudo-terminals, FIFOs, signals, limits or links of POSIX from end to end.
    collect_ignore = [
        "cli/test_cli.py", "cli/test_live_site.py", "cli/test_streams.py", "output/test_files.py",
        "output/test_media_files.py", "read/test_uploads.py", "run/test_faults.py", "run/test_report.py",
        "run/output/test_output_folder.py", "test_ci.py", "test_docs_site.py", "test_sites.py", "wordpress",
    ]  # fmt: skip

# A background job ignores SIGINT, and the processes that tests start and interrupt would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="overwrite the expected files with the actual output"
    )
    parser.addoption(
        "--documents", type=int, default=150, help="how many random documents each Markdown renderer reads"
    )
    parser.addoption(
        "--wordpress", action="store_true", help="test all versions of WordPress and forms of permalinks"
    )
    parser.addoption(
        "--packages", action="store_true", help="install what `make dist` has built, which needs the network"
    )
    parser.addoption(
        "--sites", action="store_true", help="build sites with generators that pip cannot install"
    )


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Iterator[Golden]:
    """Compare a text with a file; None means that there must be no file.

    With `--accept` the file is written instead. A missing file is written too, but then the test fails.
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
    assert not new, f"new expected files: read, correct and commit them: {[str(path) for path in new]}"
