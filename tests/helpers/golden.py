"""The type of the fixture `golden` of conftest.py."""

from collections.abc import Callable
from pathlib import Path

Golden = Callable[[Path, str | None], None]
"""Compares a file with a text; None: there should be no file."""
