"""The HTML in Divi's code modules, `[et_pb_code]`, before it is parsed.

Divi writes a comment for each line end, also inside of tags, and WordPress's `wptexturize` takes the tags for
text: it replaces the quotation marks of attributes.
"""

import re

_NAME = r"et_pb_(?:fullwidth_)?code\b"
_MODULE = rf"(?s)(\[{_NAME}[^\]]*\])((?:(?!\[{_NAME}).)*?)(?=\[/{_NAME}\])"
_LINE_END = r"(?:<!(?:--|–-?|&#8211;-?)\s*)?\[et_pb_line_break_holder\](?:\s*(?:--|-?–|-?&#8211;)>)?"
_TAG = r"<[a-zA-Z][^<>]*>"
_SPACE = r"(?:\s|&nbsp;|&#160;)*"
_QUOTE = r"(?:[“”„″«»]|&(?:#8220|#8221|#8222|#8243|#171|#187|Prime|ldquo|rdquo|laquo|raquo);)"


def restore_divi_code(html: str) -> str:
    """Return a body with the line ends and quotation marks of the HTML in its code modules."""
    return re.sub(_MODULE, lambda module: module[1] + restored(module[2]), html)


def restored(html: str) -> str:
    """Return the HTML of a code module with its line ends, and straight quotation marks in its tags."""
    return re.sub(_TAG, lambda tag: _with_quotes(tag[0]), re.sub(_LINE_END, "\n", html))


def _with_quotes(tag: str) -> str:
    """Return a start tag with straight quotation marks; French ones have a space inside."""
    opened = re.sub(rf"={_SPACE}{_QUOTE}{_SPACE}", '="', tag)
    return re.sub(rf"{_SPACE}{_QUOTE}", '"', opened)
