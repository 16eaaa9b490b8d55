"""Every way that we know in which an export in WXR comes damaged, done to the export of wxr.py."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from html import escape

from helpers import damage
from helpers.damage import PAGE
from helpers.wxr import EXPORT, HEAD, IDS, ITEMS, TAIL, TEXTS

BUT_LAST, LAST = IDS[:-1], IDS[-1]
WARNING = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/wp/a.php</b> on line <b>95</b><br />\n"


@dataclass(frozen=True)
class Damage(damage.Damage):
    """A way to damage the export; unless it says so, all posts are whole."""

    whole: tuple[int, ...] = IDS


def _before(part: str, number: int = 0) -> str:
    """Cut the export before a part of its last item."""
    start = EXPORT.index(part, EXPORT.index(f"<title><![CDATA[Tide {LAST}:"))
    return EXPORT[: start + number]


def _replaced(old: str, new: str, count: int = -1) -> bytes:
    assert old in EXPORT
    return EXPORT.replace(old, new, count).encode()


def _stray() -> bytes:
    data = EXPORT.encode()
    for character in "–€½°":
        data = data.replace(character.encode(), character.encode("cp1252"))
    return data


def _without(part: str, number: int) -> bytes:
    """Remove the first occurrence of a part in the item of a number."""
    items = list(ITEMS)
    assert part in items[number - 1]
    items[number - 1] = items[number - 1].replace(part, "", 1)
    return (HEAD + "".join(items) + TAIL).encode()


LAST_CUT = ("truncated-input",)
DAMAGE = (
    Damage("none", EXPORT.encode()),
    # Bytes
    Damage("byte order mark", b"\xef\xbb\xbf" + EXPORT.encode()),
    Damage("two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf" + EXPORT.encode()),
    *(
        Damage(f"{name}{' with a mark' * bool(mark)}", mark + EXPORT.encode(name), ("other-encoding",))
        for name, mark in (
            ("utf-16-le", b"\xff\xfe"),
            ("utf-16-be", b"\xfe\xff"),
            ("utf-16-le", b""),
            ("utf-16-be", b""),
            ("utf-32-le", b"\xff\xfe\0\0"),
            ("utf-32-be", b""),
        )
    ),
    Damage(
        "in the encoding that it declares",
        EXPORT.replace("UTF-8", "ISO-8859-15", 1).encode("iso-8859-15", "replace"),
        ("other-encoding",),
        changed={
            number: lambda text: text.encode("iso-8859-15", "replace").decode("iso-8859-15") for number in IDS
        },
    ),
    Damage("not in the encoding that it declares", EXPORT.replace("UTF-8", "ISO-8859-1", 1).encode()),
    Damage("gzip without a name", gzip.compress(EXPORT.encode())),
    Damage("gzip, cut", gzip.compress(EXPORT.encode(), 0)[:-900], LAST_CUT, BUT_LAST, LAST),
    Damage("stray Windows-1252 bytes", _stray(), ("stray-bytes",)),
    Damage(
        "a character cut in two",
        _before("The very last").encode() + "–".encode()[:2],
        LAST_CUT,
        BUT_LAST,
        LAST,
    ),
    Damage("a tail of zero bytes", EXPORT.encode() + b"\0" * 500, ("zero-bytes",)),
    Damage(
        "the end filled with zero bytes",
        _before("The very last", 5).encode() + b"\0" * 500,
        ("truncated-input", "zero-bytes"),
        BUT_LAST,
        LAST,
    ),
    Damage(
        "zero bytes in a body",
        _replaced("plain paragraph", "plain\0 para\0graph"),
        ("control-character",),
    ),
    Damage("control characters in a body", _replaced("plain", "\x08p\x02lain\x1f"), ("control-character",)),
    Damage(
        "a form feed in a body",
        _replaced("Second one", "Second\x0cone"),
        ("control-character",),
        changed={2: lambda text: text.replace("Second one", "Second\none")},
    ),
    Damage("noncharacters", _replaced("plain", "p\ufffelain\uffff"), ("control-character",)),
    # What stands around
    Damage("a PHP warning before", (WARNING * 2 + EXPORT).encode(), ("php-message",)),
    Damage(
        "a PHP notice before, as on a console",
        ("\nPHP Notice:  a in /b.php on line 3\n" + EXPORT).encode(),
        ("php-message",),
    ),
    Damage("a cache's comment after", (EXPORT + "\n<!-- cached page, 12 kB -->").encode(), ("html-comment",)),
    Damage("newlines around", ("\n\n\n\n" + EXPORT + "\n\n").encode()),
    Damage("a log around", (f"[Mon 03 10:00] GET [200]\n{EXPORT}\n[Mon 03 10:01] done").encode(), ("noise",)),
    Damage("no XML declaration", EXPORT.partition("\n")[2].encode()),
    Damage("a DOCTYPE without entities", _replaced("<rss ", "<!DOCTYPE rss>\n<rss ", 1)),
    Damage("saved by a browser", PAGE.format(escape(EXPORT, quote=False)).encode(), ("unwrapped",)),
    Damage(
        "saved by a browser, cut",
        PAGE.format(escape(_before("The very last", 9), quote=False)).encode()[:-20],
        ("truncated-input", "unwrapped"),
        BUT_LAST,
        LAST,
    ),
    Damage("HTML's escapes", escape(EXPORT).encode(), ("unwrapped",)),
    Damage("in a JSON string", json.dumps(EXPORT).encode(), ("unwrapped",)),
    Damage("Python's repr of bytes", repr(EXPORT.encode()).encode(), ("unwrapped",)),
    Damage("Python's repr", repr(EXPORT).encode(), ("unwrapped",)),
    # Other ways to write it
    Damage(
        "halves of characters",
        EXPORT.encode("utf-16-le", "surrogatepass")
        .decode("utf-16-le")
        .replace("🌫", "\ud83c\udf2b")
        .encode("utf-8", "surrogatepass"),
    ),
    Damage(
        "half of a character",
        EXPORT.replace("🌫", "\ud83c").encode("utf-8", "surrogatepass"),
        ("lone-surrogate",),
        changed={6: lambda text: text.replace("🌫", "\ufffd")},
    ),
    Damage(
        "a prefix that is not declared", _replaced('	xmlns:dc="http://purl.org/dc/elements/1.1/"\n', "")
    ),
    Damage("another version's namespace", _replaced("export/1.2", "export/1.0")),
    Damage("one line", EXPORT.replace("\n\t", "").encode()),
    Damage("carriage returns", EXPORT.replace("\n\t", "\r\n\t").encode()),
    Damage("two exports one after the other", (EXPORT + EXPORT).encode(), ("several-documents",)),
    Damage(
        "two channels",
        (HEAD + "".join(ITEMS[:5]) + TAIL + HEAD + "".join(ITEMS[5:]) + TAIL).encode(),
        ("several-documents",),
    ),
    Damage(
        "escaped, not in CDATA",
        EXPORT.replace("<![CDATA[Tide 3: “high” &amp; low]]>", "Tide 3: “high” &amp;amp; low").encode(),
    ),
    Damage(
        "an ampersand that is not escaped",
        _replaced(
            "<link>https://tide.example/2024/03/tide-3/</link>",
            "<link>https://tide.example/2024/03/tide-3/?a=1&b=2</link>",
        ),
        ("unescaped-markup",),
        BUT_LAST[:2] + IDS[3:],
    ),
    Damage(
        "HTML's entities",
        _replaced("<![CDATA[Tide 3: “high” &amp; low]]>", "Tide 3: &ldquo;high&rdquo; &amp;amp; low"),
        ("unescaped-markup",),
        BUT_LAST[:2] + IDS[3:],
    ),
    Damage(
        "HTML that is not escaped",
        _replaced(f"<![CDATA[{TEXTS[1]}]]>", TEXTS[1]),
        ("unescaped-markup",),
    ),
    Damage("elements twice", _replaced("<description></description>", "<guid>x</guid>"), ("duplicate-key",)),
    Damage(
        "values missing",
        _replaced("<wp:post_parent>0</wp:post_parent>", "<wp:post_parent/>"),
        changed={1: str},
    ),
    Damage(
        "`]]>` in a text that is not escaped",
        _replaced("A plain paragraph", "A plain]]> paragraph"),
        ("unescaped-markup",),
        changed={1: lambda text: text.replace("plain", "plain]]>")},
    ),
    # Ends that are missing
    Damage("without `</title>`", _without("</title>", 4), ("missing-end-tag",)),
    Damage("without `</content:encoded>`", _without("</content:encoded>", 4), ("missing-end-tag",)),
    Damage(
        "without `]]>` of a body",
        _without("]]></content:encoded>", 4).replace(
            b"<excerpt:encoded>", b"</content:encoded><excerpt:encoded>"
        )
        if False
        else _replaced(f"{TEXTS[3]}]]>", TEXTS[3]),
        ("missing-end-tag",),
    ),
    Damage(
        "without `]]>` of a meta value",
        _replaced("<![CDATA[4]]></wp:meta_value>", "<![CDATA[4</wp:meta_value>"),
        ("missing-end-tag",),
    ),
    Damage(
        "without `]]>` of an item's last value",
        "".join(
            (
                HEAD,
                *ITEMS[:3],
                ITEMS[3].replace(";}]]></wp:meta_value>", ";}</wp:meta_value>"),
                *ITEMS[4:],
                TAIL,
            )
        ).encode(),
        ("missing-end-tag",),
    ),
    Damage("without `</wp:postmeta>`", _without("</wp:postmeta>", 4), ("missing-end-tag",)),
    Damage("without `</item>`", _without("</item>", 4), ("missing-end-tag",)),
    Damage("a stray end tag", _replaced("<description></description>", "</p>", 1), ("missing-end-tag",)),
    Damage("without its end", EXPORT.replace(TAIL, "").encode(), LAST_CUT),
    Damage("without `</rss>`", EXPORT.replace("</rss>\n", "").encode(), LAST_CUT),
    # Cuts
    *(
        Damage(f"cut in {name}", _before(part, number).encode(), LAST_CUT, BUT_LAST, LAST)
        for name, part, number in (
            ("a title", f"Tide {LAST}", 4),
            ("a link", f"/tide-{LAST}/", 3),
            ("an end tag", "</content:encoded>", 5),
            ("the end of CDATA", "]]></content:encoded>", 2),
            ("a body", "with a tab", 4),
            ("a date", ":30:00]]>", 1),
            ("a start tag", "<wp:status>", 5),
            ("an attribute", 'nicename="sea"', 11),
            ("a meta value", 's:5:"Inês"', 6),
            ("its last tag", "</item>", 3),
        )
    ),
    Damage("cut between items", (HEAD + "".join(ITEMS[:-1])).encode(), LAST_CUT, BUT_LAST),
    Damage("cut before a title", _before(f"Tide {LAST}", -12).encode(), LAST_CUT, BUT_LAST),
    Damage(
        "without its beginning",
        EXPORT[EXPORT.index("A plain") :].encode(),
        ("broken-xml",),
        IDS[1:],
        changed={1: str},
    ),
    Damage(
        "cut, and begun again",
        (_before("very last") + EXPORT).encode(),
        ("several-documents", "truncated-input"),
        IDS,
        LAST,
    ),
    Damage(
        "text between two items",
        (HEAD + ITEMS[0] + "lost <wp:x>words</wp:x>" + "".join(ITEMS[1:]) + TAIL).encode(),
        ("broken-xml",),
    ),
    Damage(
        "text between two elements",
        _replaced("<description></description>", "some words", 1),
        ("broken-xml",),
    ),
    # Nothing can be read
    Damage(
        "entities",
        _replaced("<rss ", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss ', 1),
        (),
        (),
        failure="declares entities",
    ),
    Damage("empty", b"", (), (), failure="is empty"),
    Damage("zero bytes only", b"\0" * 4096, (), (), failure="zero bytes only"),
    Damage(
        "a feed",
        b'<?xml version="1.0"?><rss version="2.0"><channel><item></item></channel></rss>',
        (),
        (),
        failure="is an XML file",
    ),
)
