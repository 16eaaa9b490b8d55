"""Makes the fields, the URL and the text of a document by the conventions of a target."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wpconv.document import front_matter, user_fields
from wpconv.document.fields import PostFields, non_empty
from wpconv.document.front_matter import BlockFormat, Value
from wpconv.document.slugs import decode, folded
from wpconv.document.targets import Target
from wpconv.model import WriteOptions
from wpconv.notices import Notice

COMMENTS = "wp_comments"
"""The key of comments in front matter."""


def fields(post: PostFields, target: Target, options: WriteOptions) -> tuple[dict[str, Value], list[Notice]]:
    """Return a document's front matter, in the target's order, and the notices about fields of the user."""
    result: dict[str, Value] = {}
    for row in target.rows:
        if row.types and post.type not in row.types:
            continue
        value = getattr(post, row.field)
        items = _named(row.key, value, target) if row.key.endswith("*") else {row.key: row.filter(value)}
        result.update({key: item for key, item in items.items() if item is not None and key not in result})
    if post.comments:
        result[_own_prefix(target) + COMMENTS] = [dict(comment) for comment in post.comments]
    result.update(_of_type(target.constants, post.type))
    if post.draft:
        result = {key: value for key, value in result.items() if key not in target.published_only}
        result.update(_of_type(target.drafts, post.type))
    changed, notices = user_fields.apply(result, post, options)
    if target.aliases and not post.draft and _has_moved(changed, post, target):
        aliases: list[Value] = [post.permalink, *post.aliases]
        changed, notices = user_fields.apply({**result, target.aliases: aliases}, post, options)
    if target.section_keys and _is_section(post.path):
        changed = _of_section(changed, target)
    return _nested(changed), notices


def url(fields: Mapping[str, Value], path: str, target: Target) -> str:
    """Return a document's URL in the built site: decoded, without scheme and host.

    Args:
        fields: the document's front matter.
        path: the document's path, relative to the output folder.
        target: the generator.
    """
    permalink = fields.get(target.permalink)
    has_effect = not target.section_keys or target.permalink in target.section_keys or not _is_section(path)
    if isinstance(permalink, str) and has_effect:
        return "/" + decode(permalink.replace("\\", "")).lstrip("/")
    for root in target.roots:
        path = path.removeprefix(root)
    stem = path.rpartition(".")[0]
    folder = re.sub(r"(^|/)_?index$", r"\1", stem)
    return f"/{folder}" if folder != stem else f"/{stem}{target.suffix}"


def same_url(one: str, other: str) -> bool:
    """Return whether two URLs differ at most in the final slash, in case and in percent-encoding."""
    return folded(decode(one).rstrip("/")) == folded(decode(other).rstrip("/"))


def text(fields: Mapping[str, Value], body: str, block_format: BlockFormat) -> str:
    """Return a document's text: front matter, an empty line, the Markdown, one final newline."""
    block = front_matter.render(fields, block_format)
    return f"{block}\n{body}\n" if body else block


def _is_section(path: str) -> bool:
    return path.rpartition("/")[2].startswith("_index.")


def _of_section(fields: Mapping[str, Value], target: Target) -> dict[str, Value]:
    """Return the fields of a section, with others below the table for keys that the generator does not know.

    The permalink and the slug are left out: the URL of a section is that of its folder.
    """
    of_folder = {row.key for row in target.rows if row.field in ("permalink", "slug")}
    drafts = {row.key for row in target.rows if row.field == "draft" and target.section_drafts}
    known = target.section_keys - drafts
    result = {
        key if key.split(".")[0] in known else _own_prefix(target) + key: value
        for key, value in fields.items()
        if key not in of_folder
    }
    is_draft = any(fields.get(key) for key in drafts)
    return {**result, **target.section_drafts} if is_draft else result


def _has_moved(fields: Mapping[str, Value], post: PostFields, target: Target) -> bool:
    if not post.path or not post.permalink:
        return False
    return not same_url(url(fields, post.path, target), post.permalink)


def _of_type(table: Mapping[str, Mapping[str, Value]], post_type: str) -> Mapping[str, Value]:
    return table.get(post_type, table.get("*", {}))


def _named(
    pattern: str, items: Mapping[str, Value | tuple[str, ...]], target: Target
) -> dict[str, Value | None]:
    """Return values under their own names, with `wp_` before names that have a meaning in the target."""
    return {_own_key(pattern, name, target): non_empty(value) for name, value in items.items()}


def _own_prefix(target: Target) -> str:
    """Return the table of the front matter for keys that the generator does not know: `params.` in Hugo."""
    patterns = (row.key for row in target.rows if row.field == "unresolved_ids")
    return next(patterns, "").removesuffix("*")


def _own_key(pattern: str, name: str, target: Target) -> str:
    known = {row.key.lower() for row in target.rows} | target.reserved
    prefix = pattern.removesuffix("*")
    key = prefix + name.replace(".", "_")
    return f"{prefix}wp_{name}" if key.lower() in known else key


def taxonomy_key(taxonomy: str, target: Target) -> str:
    """Return the last step of the key under which documents have the terms of a taxonomy.

    Args:
        taxonomy: `category`, `post_tag` or the name of a custom one.
        target: the target; an empty str is returned if its documents have no such field.
    """
    field = {"category": "categories", "post_tag": "tags"}.get(taxonomy, "taxonomies")
    keys = [row.key for row in target.rows if row.field == field]
    key = _own_key(keys[0], taxonomy, target) if keys and keys[0].endswith("*") else "".join(keys[:1])
    return key.rpartition(".")[2]


def _nested(fields: Mapping[str, Value]) -> dict[str, Value]:
    """Return fields with a table for each dotted key: `a.b` is the key `b` of the table `a`."""
    result: dict[str, Value] = {}
    for key, value in fields.items():
        *tables, last = key.split(".")
        table = result
        for name in tables:
            inner = table.setdefault(name, {})
            if not isinstance(inner, dict):
                inner = table[name] = {}
            table = inner
        table[last] = value
    return result
