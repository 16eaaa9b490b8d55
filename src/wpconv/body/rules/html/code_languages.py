"""Languages of code blocks."""

import re

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find

_ATTRS = ("data-enlighter-language", "data-language", "data-lang")
_CLASS = re.compile(r"(?:^|\s)(?:language-|lang-|lang:|highlight-source-|brush:\s*)([^\s;{}]+|;)")
_BESIDE = re.compile(
    r"(?:^|\s)(?:hljs|sourceCode|prettyprint|highlight)\s+([a-z][\w+#]*)$|^([a-z][\w+#]*)\s+hljs$"
)
_NAMES = {
    "jscript": "javascript",
    "as3": "actionscript",
    "htmlmixed": "html",
    "c-sharp": "csharp",
    "ps": "powershell",
}
_NO_LANGUAGE = frozenset(
    ("plain", "plaintext", "text", "txt", "none", "generic", "raw", "default", "nohighlight", "null",
     "undefined", "linenums", "linenumbers", "prettyprinted", "notranslate", "numbersource", "wide",
     "copybtn")
)  # fmt: skip
_HUMAN_LANGUAGE = re.compile(
    r"(?:ar|da|de|el|en|es|fi|fr|he|hi|it|ja|ko|nb|nl|no|pt|ru|sv|tr|uk|und|zh|x)(?:-\w+)?|\w+-[A-Z]{2}"
)
"""A `lang` that names a human language."""


def code_languages(tag: Tag, _ctx: Context) -> None:
    """The language of a code block, from the attributes and classes that editors and highlighters write."""
    sources = [source for source in (tag, find(tag, "code"), tag.parent) if source is not None]
    value = next((language for source in sources if (language := _language(source))), "").lower()
    found = next(iter(value.split()), "")
    tag.attrs["lang"] = "" if found in _NO_LANGUAGE else _NAMES.get(found, found)


def _language(tag: Tag) -> str:
    names = attr(tag, "class")
    data = next((attr(tag, key) for key in _ATTRS if attr(tag, key)), "")
    match = _CLASS.search(names) or _BESIDE.search(names)
    found = match[match.lastindex or 0] if match else ""
    written = attr(tag, "lang") if tag.name in ("pre", "code") else ""
    return data or found or ("" if _HUMAN_LANGUAGE.fullmatch(written) else written)


RULES = (Rule("pre", code_languages),)
