"""Escapes template syntax in Markdown, so that generators print it instead of running it.

These template languages process a file before its Markdown, code blocks included. So the functions here need
not know which part of the text is code.
"""

from __future__ import annotations

import re

# Placeholders for the braces of our own shortcodes while the text is escaped: noncharacters, which
# `read.records.coerce` removes from all input.
_OPEN, _CLOSE = "\ufdee", "\ufdef"

_HUGO = re.compile(r"\{\{([<%])")
_HUGO_CLOSERS = {"<": ">}}", "%": "%}}"}
_LIQUID = re.compile(r"\{\{|\{%")
_ZOLA_INLINE = re.compile(r"\{\{(\s*[A-Za-z_]\w*\s*\(.*?\)\s*)\}\}", re.DOTALL)
_ZOLA_BLOCK = re.compile(r"\{%(\s*(?:[A-Za-z_]\w*\s*\(.*?\)|end)\s*)%\}", re.DOTALL)


def shortcode(call: str) -> str:
    """Return a shortcode that `hugo` does not escape, such as `youtube dQw4w9WgXcQ`."""
    return f"{_OPEN}{call}{_CLOSE}"


def unchanged(markdown: str) -> str:
    """Return the text as it is, for targets without a template language."""
    return markdown


def hugo(markdown: str) -> str:
    """Write shortcodes as Hugo prints them literally: `{{</* x */>}}` and `{{%/* x */%}}`."""
    parts: list[str] = []
    position = 0
    unclosed = ""
    while (opener := _HUGO.search(markdown, position)) is not None:
        closer = _HUGO_CLOSERS[opener[1]]
        end = markdown.find(closer, opener.end())
        if end < 0:
            # Hugo's build fails unless every opener has its closer; a link reference definition is invisible.
            unclosed = f'\n\n[//]: # "*/{closer}"'
            end = len(markdown)
        parts += [markdown[position : opener.end()], "/*", markdown[opener.end() : end]]
        position = end
        if not unclosed:
            parts += ["*/", closer]
            position += len(closer)
    text = "".join(parts) + markdown[position:] + unclosed
    return text.replace(_OPEN, "{{< ").replace(_CLOSE, " >}}")


def liquid(markdown: str) -> str:
    """Write each opening delimiter of Liquid as an output of itself: `{{ "{%" }}`."""
    return _LIQUID.sub(lambda opener: f'{{{{ "{opener[0]}" }}}}', markdown)


def zola(markdown: str) -> str:
    """Write shortcodes as Zola prints them literally: `{{/* x() */}}` and `{%/* x() */%}`."""
    markdown = _ZOLA_INLINE.sub(r"{{/*\1*/}}", markdown)
    return _ZOLA_BLOCK.sub(r"{%/*\1*/%}", markdown)
