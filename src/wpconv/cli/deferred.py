"""Defers the import of Soup Sieve until a CSS selector is used.

Beautiful Soup imports it for `Tag.select`, which the command does not call: compiling its patterns takes
longer than the rest of Beautiful Soup's import.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_NAME = "soupsieve"


class _DeferredModule(ModuleType):
    """A module that imports the real one when one of its attributes is first read."""

    def __getattr__(self, name: str) -> Any:
        sys.modules.pop(_NAME, None)
        real = import_module(_NAME)
        self.__dict__.update(vars(real))
        return getattr(real, name)


def defer_soupsieve() -> None:
    """Put a module into `sys.modules` that imports Soup Sieve on first use."""
    if _NAME not in sys.modules and (spec := find_spec(_NAME)) is not None:
        module = _DeferredModule(_NAME)
        module.__spec__ = spec
        sys.modules[_NAME] = module
