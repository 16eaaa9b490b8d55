"""The type of the fixture `golden` in conftest.py."""

from collections.abc import Callable
from pathlib import Path

Golden = Callable[[Path, str | None], None]
"""Compares a file with a text, or asserts that there is no file if the text is None."""
