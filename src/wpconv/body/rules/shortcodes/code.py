"""Code in shortcodes, as SyntaxHighlighter and its like have it."""

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
    """`[code]`, `[sourcecode]`, `[python]`, …: a code block in that language, or code in a line of text."""
    own_name = tag.name.strip("[]")
    language = own_name if own_name in _LANGUAGES else first(tag, "lang", "language", "0")
    around = tag.parent
    if not find(tag) and "\n" not in text(tag) and around is not None and _has_more(around, tag):
        rename(tag, "code")
    else:
        replace_with(tag, new("pre", {"lang": language} if language else {}, *_lines(tag)))


def _has_more(around: Tag, tag: Tag) -> bool:
    """Tell whether a paragraph holds more than this and blanks."""
    others = (node for node in around.contents if node is not tag)
    return around.name == "p" and (
        len(around.contents) > 3 or any(is_text(node) and str(node).strip() for node in others)
    )


def _lines(tag: Tag) -> list[PageElement | str]:
    """Return the code with the empty lines that WordPress took for the ends of paragraphs."""
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
