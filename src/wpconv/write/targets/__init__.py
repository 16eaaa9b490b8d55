"""Static site generators: the list of them, and their conventions applied to a document.

A target is data in a file of its own; nothing here knows one by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wpconv.errors import UsageError
from wpconv.write import frontmatter
from wpconv.write.filters import as_is
from wpconv.write.targets import neutral

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wpconv.model import WriteOptions
    from wpconv.write.frontmatter import Value
    from wpconv.write.paths import Layout
    from wpconv.write.targets._target import Target
    from wpconv.write.values import PostValues

TARGETS = {
    "neutral": neutral.TARGET,
}


def names() -> tuple[str, ...]:
    """Return the targets' names, as the command line takes them."""
    return tuple(TARGETS)


def target(name: str) -> Target:
    """Return a target by its name; raise UsageError where there is none."""
    if name not in TARGETS:
        raise UsageError(f"there is no target {name!r}", f"use one of: {', '.join(names())}")
    return TARGETS[name]


def layout(options: WriteOptions) -> Layout:
    """Return where the posts of a run go: what `paths.plan` asks for."""
    return target(options.target).layout


def front_matter(values: PostValues, target: Target, options: WriteOptions) -> dict[str, Value]:  # noqa: ARG001 - own fields
    """Return a document's fields under the target's keys, in the target's order."""
    fields: dict[str, Value] = {}
    for row in target.rows:
        if row.types and values.type not in row.types:
            continue
        value = getattr(values, row.field)
        if row.key.endswith("*"):
            _put_all(fields, row.key.removesuffix("*"), value, target)
        else:
            _put(fields, row.key, row.filter(value))
    return fields


def body(markdown: str, target: Target) -> str:
    """Return a body in which the target's template language finds nothing to do."""
    return target.defuse(markdown)


def text(fields: Mapping[str, Value], body: str, target: Target, options: WriteOptions) -> str:
    """Return a file's whole content: front matter, a blank line, the body, one final newline."""
    chosen = options.front_matter or next(iter(target.formats))
    if chosen not in target.formats:
        raise UsageError(
            f"{options.target} reads no front matter in {chosen}",
            f"use --front-matter {' or '.join(target.formats)}",
        )
    block = frontmatter.render(fields, target.formats[chosen])
    return f"{block}\n{body}\n" if body else block


def _put(fields: dict[str, Value], key: str, value: Value | None) -> None:
    """Set a field by its dotted key, unless it is set or there is nothing to set."""
    *outer, last = key.split(".")
    if value is None:
        return
    for name in outer:
        inner = fields.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        fields = inner
    fields.setdefault(last, value)


def _put_all(
    fields: dict[str, Value], prefix: str, items: Mapping[str, Value | tuple[str, ...]], target: Target
) -> None:
    """Set values under their own names, none of which takes a key that means something else."""
    known = {row.key for row in target.rows} | target.reserved
    for name, value in items.items():
        plain = name.replace(".", "_")
        key = f"{prefix}{plain}"
        _put(fields, f"{prefix}wp_{plain}" if key in known else key, as_is(value))
