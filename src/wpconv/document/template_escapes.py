"""Bodies in which a template language finds nothing to do: what a post shows is what its author wrote.

Each of these languages runs over the file before Markdown does, code included, so that these functions need
not know what is code.
"""

from __future__ import annotations

import re

# Stand for the braces of a shortcode of ours until those of the text are defused; no text holds them.
_OPEN, _CLOSE = "\ufdee", "\ufdef"

_HUGO = re.compile(r"\{\{([<%])")
_HUGO_CLOSERS = {"<": ">}}", "%": "%}}"}
_LIQUID = re.compile(r"\{\{|\{%")
_ZOLA_INLINE = re.compile(r"\{\{(\s*[A-Za-z_]\w*\s*\(.*?\)\s*)\}\}", re.DOTALL)
_ZOLA_BLOCK = re.compile(r"\{%(\s*(?:[A-Za-z_]\w*\s*\(.*?\)|end)\s*)%\}", re.DOTALL)


def shortcode(call: str) -> str:
    """Mark a shortcode of ours, which stays alive."""
    return f"{_OPEN}{call}{_CLOSE}"


def nothing(markdown: str) -> str:
    """Leave a body as it is, for targets without a template language."""
    return markdown


def hugo(markdown: str) -> str:
    """Write `{{< x >}}` and `{{% x %}}` as Hugo's own comments, which it prints as they were."""
    parts: list[str] = []
    place = 0
    closed = ""
    while (opener := _HUGO.search(markdown, place)) is not None:
        closer = _HUGO_CLOSERS[opener[1]]
        end = markdown.find(closer, opener.end())
        if end < 0:
            # Hugo wants every opener closed: by a link definition, which nobody sees.
            closed = f'\n\n[//]: # "*/{closer}"'
            end = len(markdown)
        parts += [markdown[place : opener.end()], "/*", markdown[opener.end() : end]]
        place = end
        if not closed:
            parts += ["*/", closer]
            place += len(closer)
    text = "".join(parts) + markdown[place:] + closed
    return text.replace(_OPEN, "{{< ").replace(_CLOSE, " >}}")


def liquid(markdown: str) -> str:
    """Let Liquid print each of its own openers as a string."""
    return _LIQUID.sub(lambda opener: f'{{{{ "{opener[0]}" }}}}', markdown)


def zola(markdown: str) -> str:
    """Write calls as Zola's own comments, which it prints as they were."""
    markdown = _ZOLA_INLINE.sub(r"{{/*\1*/}}", markdown)
    return _ZOLA_BLOCK.sub(r"{%/*\1*/%}", markdown)
