"""Every way that we know in which an export comes damaged, done to the records of records.py."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from helpers.records import BODIES, IDS, RECORDS, dumped

TEXT = dumped(RECORDS)
RAW = dumped(RECORDS, ascii_only=False)
LINES = [dumped(each) for each in RECORDS]
WARNING = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/wp/a.php</b> on line <b>95</b><br />\n"
PAGE = (
    '<html><head><meta name="color-scheme" content="light dark"></head><body>'
    '<pre style="word-wrap: break-word; white-space: pre-wrap;">{}</pre></body></html>'
)


@dataclass(frozen=True)
class Damage:
    """A way to damage an export, and what can still be read."""

    name: str
    data: bytes
    codes: tuple[str, ...] = ()
    """The notices that must be given, and no others."""
    whole: tuple[int, ...] = IDS
    """The ids of the posts that come out as if nothing had been."""
    cut: int | None = None
    """The id of the post that comes out in part."""
    failure: str = ""
    """A part of the failure that must be named."""
    changed: dict[int, Callable[[Any], Any]] = field(default_factory=dict)
    """What damage has made of some records for good."""


def _before(text: str, part: str, number: int = 0) -> str:
    """Cut a text before a part of its last record."""
    start = text.index(part, text.index('{"id":12,'))
    return text[: start + number]


def _stray() -> bytes:
    data = RAW.encode()
    for character in "–€½°":
        data = data.replace(character.encode(), character.encode("cp1252"))
    return data


def _set_body(old: str, new: str) -> bytes:
    assert old in TEXT
    return TEXT.replace(old, new).encode()


def _body(text: str) -> Callable[[dict[str, Any]], Any]:
    return lambda each: {**each, "content": {**each["content"], "rendered": text}}


def _python_bytes() -> bytes:
    return repr(RAW.encode()).encode()


BUT_LAST = IDS[:-1]
DAMAGE = (
    # Bytes
    Damage("byte order mark", b"\xef\xbb\xbf" + RAW.encode(), ("byte-order-mark",)),
    Damage("two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf" + RAW.encode(), ("byte-order-mark",)),
    *(
        Damage(f"{name}{' with a mark' * bool(mark)}", mark + RAW.encode(name), codes)
        for name, mark, codes in (
            ("utf-16-le", b"\xff\xfe", ("byte-order-mark", "other-encoding")),
            ("utf-16-be", b"\xfe\xff", ("byte-order-mark", "other-encoding")),
            ("utf-16-le", b"", ("other-encoding",)),
            ("utf-16-be", b"", ("other-encoding",)),
            ("utf-32-le", b"\xff\xfe\0\0", ("byte-order-mark", "other-encoding")),
            ("utf-32-be", b"", ("other-encoding",)),
        )
    ),
    Damage("gzip without a name", gzip.compress(RAW.encode())),
    Damage("gzip, cut", gzip.compress(RAW.encode(), 0)[:-300], ("truncated-input",), BUT_LAST, 12),
    Damage("stray Windows-1252 bytes", _stray(), ("stray-bytes",)),
    Damage(
        "a character cut in two",
        _before(RAW, "The last").encode() + "–".encode()[:2],
        ("cut-character", "truncated-input"),
        BUT_LAST,
        12,
    ),
    Damage("a tail of zero bytes", TEXT.encode() + b"\0" * 500, ("zero-bytes",)),
    Damage(
        "the end filled with zero bytes",
        _before(TEXT, "The last").encode() + b"\0" * 500,
        ("truncated-input", "zero-bytes"),
        BUT_LAST,
        12,
    ),
    # What stands around
    Damage("a PHP warning before", (WARNING * 2 + TEXT).encode(), ("php-message",)),
    Damage(
        "a PHP notice before, as on a console",
        ("\nPHP Notice:  a in /b.php on line 3\n" + TEXT).encode(),
        ("php-message",),
    ),
    Damage("a cache's comment after", (TEXT + "\n<!-- cached page, 12 kB -->").encode(), ("html-comment",)),
    Damage("newlines around", ("\n\n\n\n" + TEXT + "\n\n").encode()),
    Damage("a log around", (f"[Mon 03 10:00] GET [200]\n{TEXT}\n[Mon 03 10:01] done").encode(), ("noise",)),
    Damage("JSONP", f"/**/receive({TEXT})".encode(), ("jsonp",)),
    Damage("JSONP, its end", f"jQuery1.cb_2({TEXT});\n".encode(), ("jsonp",)),
    *(
        Damage(f"guard {guard!r}", (guard + TEXT).encode(), ("xssi-prefix",))
        for guard in (")]}'\n", ")]}',\n", "for(;;);", "while(1);", "&&&START&&&")
    ),
    Damage("saved by a browser", PAGE.format(escape(RAW, quote=False)).encode(), ("unwrapped",)),
    Damage(
        "saved by a browser, cut",
        PAGE.format(escape(_before(RAW, "The last"), quote=False)).encode()[:-20],
        ("truncated-input", "unwrapped"),
        BUT_LAST,
        12,
    ),
    Damage(
        "in a web page's script",
        f"<!DOCTYPE html><script>var a = {{'b': 1}}; wp({TEXT});</script>".encode(),
        ("web-page",),
    ),
    Damage("HTML's escapes", escape(RAW).encode(), ("unwrapped",)),
    Damage("in a JSON string", json.dumps(TEXT).encode(), ("unwrapped",)),
    Damage("in a JSON string, twice", json.dumps(json.dumps(TEXT)).encode(), ("unwrapped",)),
    Damage(
        "in a JSON string, cut",
        json.dumps(_before(TEXT, "The last"))[:-1].encode(),
        ("truncated-input", "unwrapped"),
        BUT_LAST,
        12,
    ),
    Damage("each in a JSON string", "\n".join(map(json.dumps, LINES)).encode(), ("unwrapped",)),
    # Other ways to write it
    Damage("Python's repr", repr(list(RECORDS)).encode(), ("python-repr",)),
    Damage(
        "Python's repr, cut",
        _before(repr(list(RECORDS)).replace("'id': 12,", '{"id":12,'), "The last")
        .replace('{{"id":12,', "{'id': 12,")
        .encode(),
        ("python-repr", "truncated-input"),
        BUT_LAST,
        12,
    ),
    Damage("Python's repr of bytes", _python_bytes(), ("unwrapped",)),
    Damage("a record a line", "\n".join(LINES).encode()),
    Damage("a list a line", "\n".join(f"[{line}]" for line in LINES).encode()),
    Damage("a list of lists", f"[[{','.join(LINES[:6])}],[{','.join(LINES[6:])}]]".encode()),
    Damage(
        "a record a line, cut",
        _before("\n".join(LINES), "The last").encode(),
        ("truncated-input",),
        BUT_LAST,
        12,
    ),
    Damage("record separators", "".join(f"\x1e{line}\n" for line in LINES).encode(), ("record-separator",)),
    Damage("one after the other", "".join(LINES).encode(), ("several-documents",)),
    Damage(
        "lists one after the other", "".join(f"[{line}]" for line in LINES).encode(), ("several-documents",)
    ),
    Damage("commas between, but no list", ",\n".join(LINES).encode(), ("several-documents",)),
    Damage(
        "trailing commas",
        re.sub(r"([}\]])(?=[}\]])", r"\1,", TEXT).encode(),
        ("extra-comma",),
        changed={11: _body(BODIES[10].replace("]}", "],}"))},
    ),
    Damage("commas doubled", TEXT.replace('},{"id"', '},,{"id"').encode(), ("extra-comma",)),
    Damage(
        "commas missing",
        TEXT.replace('},{"id"', '}\n{"id"').replace(',"slug"', '"slug"').encode(),
        ("missing-comma",),
    ),
    Damage(
        "control characters as they are",
        TEXT.replace("\\n", "\n").replace("\\t", "\t").encode(),
        ("odd-escape", "raw-control-character"),
        changed={5: _body(BODIES[4].replace("\\n", "\\\n"))},
    ),
    Damage(
        "blanks of other kinds",
        TEXT.replace("[{", "[\xa0{").replace(":true", ":\u200btrue").encode(),
        ("noise-inside",),
    ),
    Damage(
        "values missing",
        TEXT.replace('"parent":null', '"parent":').replace('"author":1,', '"author":,').encode(),
        ("missing-value",),
        changed=dict.fromkeys(
            IDS, lambda each: {k: v for k, v in each.items() if k not in ("author", "parent")}
        ),
    ),
    Damage("NaN and its like", TEXT.replace('"parent":null', '"parent":NaN').encode(), ("not-a-number",)),
    Damage("keys twice", TEXT.replace('"meta":[]', '"meta":[1],"meta":[]').encode()),
    Damage(
        "a number without end",
        TEXT.replace('"author":1', f'"author":{"1" * 5000}').encode(),
        ("unreadable-number",),
        changed=dict.fromkeys(IDS, lambda each: {k: v for k, v in each.items() if k != "author"}),
    ),
    Damage(
        "half a character",
        _set_body("\\ud83c\\udf2b", "\\ud83c"),
        ("lone-surrogate",),
        changed={6: _body(BODIES[5].replace("🌫", "\ufffd"))},
    ),
    Damage(
        "zero bytes in a body",
        _set_body("plain paragraph", "plain\\u0000 para\0graph"),
        ("control-character", "raw-control-character"),
    ),
    Damage(
        "line separators",
        _set_body("Second one", "Second\\u2028one\\u0085!"),
        ("line-separator",),
        changed={2: _body(BODIES[1].replace("Second one", "Second\none\n!"))},
    ),
    Damage(
        "escapes of JavaScript",
        _set_body("A plain", "It\\'s \\x41"),
        ("odd-escape",),
        changed={1: _body(BODIES[0].replace("A plain", "It's A"))},
    ),
    Damage("quotation marks as they are", TEXT.replace('\\"', '"').encode(), ("unescaped-quote",)),
    # Cuts
    *(
        Damage(f"cut in {name}", _before(TEXT, part, number).encode(), ("truncated-input",), BUT_LAST, 12)
        for name, part, number in (
            ("a title", "Tide 12", 4),
            ("a number", '"menu_order":-11', 15),
            ("a word", '"sticky":false', 12),
            ("a key", '"content"', 4),
            ("an escape", "\\u201c", 3),
            ("a list", '"categories":[1,', 16),
            ("its last bracket", '\\/12"}]}}]', 8),
        )
    ),
    Damage("cut before the list's end", TEXT[:-1].encode(), ("truncated-input",)),
    Damage("cut between records", _before(TEXT, '{"id":12').encode(), ("truncated-input",), BUT_LAST),
    Damage(
        "cut after a key", _before(TEXT, '"date"').encode(), ("truncated-input", "unknown-record"), BUT_LAST
    ),
    Damage(
        "without its beginning",
        TEXT[TEXT.index("A plain") :].encode(),
        ("broken-json", "noise", "several-documents", "unknown-record"),
        IDS[1:],
    ),
    Damage(
        "cut, and begun again",
        (_before(TEXT, "The last") + TEXT).encode(),
        ("broken-json",),
        IDS,
        12,
    ),
    Damage(
        "one record broken",
        TEXT.replace('"menu_order":-3', '"menu_order":<-3>').encode(),
        ("broken-json",),
        tuple(each for each in IDS if each != 4),
        4,
    ),
    # Nothing can be read
    Damage("empty", b"", (), (), failure="is empty"),
    Damage("blank", b" \n\n", (), (), failure="is empty"),
    Damage("zero bytes only", b"\0" * 4096, (), (), failure="zero bytes only"),
    Damage(
        "an error page",
        b"<!DOCTYPE html><html><head><title>Site &rsaquo; Error</title></head><body>500</body>",
        (),
        (),
        failure="a web page \u201cSite › Error\u201d",
    ),
    Damage(
        "a login page",
        b"<!DOCTYPE html><title>Log In</title><form name='loginform' action='/wp-login.php'>",
        (),
        (),
        failure="a login page \u201cLog In\u201d",
    ),
    Damage(
        "a folder's index",
        b"<html><head><title>Index of /wp-json</title></head><pre>Name</pre></html>",
        (),
        (),
        failure="Index of /wp-json",
    ),
    Damage("a feed", b"<?xml version='1.0'?><rss><channel/></rss>", (), (), failure="an XML file"),
    Damage("an image", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), (), (), failure="a PNG image"),
    Damage("prose", b"There is nothing here but a sentence.", (), (), failure="holds no JSON"),
    Damage("too deep", b"[" * 5000 + b"]" * 5000, (), (), failure="deep"),
    Damage("a begin", b'[{"id', (), (), failure="cut off or broken"),
)


def is_prefix(part: Any, whole: Any) -> bool:
    """Return whether a value is a beginning of another, as a cut leaves it."""
    if isinstance(whole, dict):
        keys = list(part) if isinstance(part, dict) else [None]
        last = keys[-1:]
        return keys == list(whole)[: len(keys)] and all(
            is_prefix(part[key], whole[key]) if [key] == last else part[key] == whole[key] for key in keys
        )
    if isinstance(whole, list):
        return (
            isinstance(part, list)
            and len(part) <= len(whole)
            and part[:-1] == whole[: max(0, len(part) - 1)]
            and (not part or is_prefix(part[-1], whole[len(part) - 1]))
        )
    if isinstance(whole, str):
        return isinstance(part, str) and whole.startswith(part)
    return type(part) is type(whole) and part == whole
