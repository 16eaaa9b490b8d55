"""Shortcodes with code, of SyntaxHighlighter and similar plugins."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import PageElement, Tag, find, is_text, new, rename, replace_with, tags, text
from wpconv.body.rules._shared.shortcode import first

_LANGUAGES = (
    "actionscript3", "applescript", "arduino", "bash", "clojure", "coldfusion", "cpp", "csharp",
    "css", "delphi", "diff", "erlang", "fsharp", "groovy", "haskell", "html", "java", "javafx",
    "javascript", "js", "matlab", "objc", "perl", "php", "powershell", "python", "ruby", "scala",
    "shell", "sql", "swift", "vb", "xml", "yaml",
)  # fmt: skip
_BLOCKS = ("p", "pre", "div")
_PLAIN = ("code", "source", "sourcecode", "crayon", "plain")


def shortcode_code(tag: Tag, _ctx: Context) -> None:
    """`[code]`, `[sourcecode]`, `[python]`, …: a code block in that language, or a code span."""
    own_name = tag.name.strip("[]")
    language = own_name if own_name in _LANGUAGES else first(tag, "lang", "language", "0")
    parent = tag.parent
    if not find(tag) and "\n" not in text(tag) and parent is not None and _has_more(parent, tag):
        rename(tag, "code")
    else:
        replace_with(tag, new("pre", {"lang": language} if language else {}, *_lines(tag)))


def _has_more(parent: Tag, tag: Tag) -> bool:
    """Return whether a paragraph holds more than this tag and white space."""
    others = (node for node in parent.contents if node is not tag)
    return parent.name == "p" and (
        len(parent.contents) > 3 or any(is_text(node) and str(node).strip() for node in others)
    )


def _lines(tag: Tag) -> list[PageElement | str]:
    """Return the code, with empty lines instead of the paragraphs that `wpautop` made of them."""
    has_blocks = any(node.name in _BLOCKS for node in tags(tag))
    nodes: list[PageElement | str] = []
    for node in tag.contents:
        if isinstance(node, Tag) and node.name in _BLOCKS:
            nodes += ["\n\n"] if nodes and node.contents else []
            nodes += node.contents
        elif not (has_blocks and is_text(node) and str(node).isspace()):
            nodes.append(node)
    begins_below = bool(nodes) and isinstance(nodes[0], Tag) and nodes[0].name == "br"
    return nodes[1:] if begins_below else nodes


RULES = tuple(Rule(f"[{name}]", shortcode_code, verbatim=True) for name in (*_PLAIN, *_LANGUAGES))
