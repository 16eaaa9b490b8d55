"""Code that a plugin has highlighted and numbered."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import (
    Tag,
    attr,
    classes,
    descendants,
    find,
    find_all,
    is_text,
    name,
    new,
    remove,
    replace_with,
    tags,
    text,
)

_NO_LANGUAGE = frozenset(
    ("syntaxhighlighter", "nogutter", "notranslate", "container", "wp_syntax", "code", "codecolorer")
)


def crayon(tag: Tag, _ctx: Context) -> None:
    """Code of Crayon and its successor Urvanov: its title, and the code without line numbers and toolbar."""
    prefix = "crayon" if "crayon-syntax" in classes(tag) else "urvanov-syntax-highlighter"
    plain, language = find(tag, "textarea", cls=f"{prefix}-plain"), find(tag, cls=f"{prefix}-language")
    lines = [_text(line) for line in find_all(tag, cls=f"{prefix}-line")]
    code = _text(plain) if plain else "\n".join(lines)
    title = find(tag, cls=f"{prefix}-title")
    named = [new("p", {}, *title.contents)] if title else []
    if code.strip():
        replace_with(tag, *named, _block(code, _text(language).lower() if language else ""))


def numbered(tag: Tag, _ctx: Context) -> None:
    """Code of SyntaxHighlighter, WP-Syntax and CodeColorer: the code without line numbers."""
    part = find(tag, cls="container") or find(tag, cls="codecolorer") or find(tag, cls="code")
    if part is None:
        return
    inner = find(part, "pre") or part
    lines = [_text(line) for line in find_all(part, cls="line")]
    named = next((item for item in (*classes(inner), *classes(tag)) if item not in _NO_LANGUAGE), "")
    replace_with(tag, _block("\n".join(lines) if lines else _text(inner), named))


def named(tag: Tag, _ctx: Context) -> None:
    """Code of Code Block Pro: with the language that the block names beside it."""
    code = find(tag, "pre")
    labels = [part for part in tags(tag) if part.name == "span" and attr(part, "role") != "button"]
    said = [label for label in labels if text(label).strip()]
    if code is None or len(said) != 1 or len(text(said[0]).split()) > 1:
        return
    code.attrs["lang"] = text(said[0]).strip().lower()
    remove(said[0])


def _block(code: str, language: str) -> Tag:
    return new("pre", {"lang": language}, code.strip("\n"))


def _text(tag: Tag) -> str:
    """Return the code in a tag: no-break spaces become spaces, and a `<br>` ends a line."""
    pieces = (str(node) if is_text(node) else "\n" * (name(node) == "br") for node in descendants(tag))
    return "".join(pieces).replace("\xa0", " ").rstrip(" ")


RULES = (
    Rule(".crayon-syntax", crayon),
    Rule(".urvanov-syntax-highlighter-syntax", crayon),
    Rule("div.syntaxhighlighter", numbered),
    Rule(".wp_syntax", numbered),
    Rule(".codecolorer-container", numbered),
    Rule(".wp-block-kevinbatdorf-code-block-pro", named),
)
