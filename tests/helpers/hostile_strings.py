"""Strings that some parser of front matter reads as something else, by the kind of misreading."""

from __future__ import annotations

HOSTILE = {
    "a boolean of YAML 1.1": ["yes", "no", "on", "off", "Yes", "NO", "On", "y", "n", "Y", "N"],
    "a boolean": ["true", "false", "True", "FALSE"],
    "null": ["null", "Null", "~", "", " ", "nil"],
    "a year or a number": ["1999", "0", "-0", "+7", "12345678901234567890123456789"],
    "an octal number": ["007", "0755", "09", "0o17"],
    "another base": ["0xCAFE", "0b101", "1_234", "1,234"],
    "a float": ["1.50", "2e5", "6.5E-7", ".5", "5.", "1e", ".inf",
                "-.INF", ".nan", "NaN", "Infinity", "1.2.3"],
    "a sexagesimal number": ["12:30", "23:59:59", "190:20:30.15"],
    "a date": ["2021-03-04", "2021-03-04T05:06:07Z", "2021-03-04 05:06:07", "2021-03-04T05:06:07+02:00"],
    "the end of the block": ["---", "...", "--- a", "+++", ";;;", "-", "a\n---\nb", "a\n+++\nb", "|\n...\n"],
    "a mapping": ["key: value", "key:", ": value", "? key", "{a}", "{a: b}", "{{ page.title }}", "<<", "="],
    "a list": ["- item", "[a]", "[a, b]", "a, b", ",", "a; b", ";"],
    "a comment": ["a #b", "#a", "# a", "a # b: c"],
    "an indicator character of YAML": ["@a", "`a`", "%a", "!a", "!!int 4", "&a", "*a", "|", "> a", "|-"],
    "a template": ["{% include x %}", "{{< youtube x >}}", "${x}", "100%"],
    "a quoted string": ["'a'", '"a"', "it's", "''", '""', '"', "'", 'a"b\'c', '\\"', '"""', "'''"],
    "an escape": ["\\", "a\\", "C:\\new\\table", "\\u0041", "\\x41", "\\n", "\\\\"],
    "a line end": ["a\nb", "a\n\nb\n", "\n", "a\rb", "a\r\nb", "a\u0085b", "a\u2028b", "a\u2029b"],
    "white space": ["\ta", "a\tb", " a", "a ", "  ", "a\u00a0b", "a\u3000b", "a\u200bb"],
    "a control character": ["a\x00b", "a\x07b", "a\x1bb", "a\x7fb", "a\x80b", "a\x9bb"],
    "a byte order mark": ["\ufeffa", "a\ufeffb"],
    "a noncharacter or a private character": ["a\ufffdb", "a\ufffeb", "a\uffffb", "a\ufdd0b", "\ue000"],
    "a long string": ["word " * 60 + "end", "x" * 400, "\U0001f600" * 90],
    "another script": ["Zürich", "Zu\u0308rich", "中文", "עברית", "\U0001f469\u200d\U0001f680 here",
                       "\U0010ffff"],
    "markup": ["<b>a</b>", "a &amp; b", "a < b > c", "*a* _b_", "![a](b)", "a: [b"],
}  # fmt: skip

STRINGS = [text for texts in HOSTILE.values() for text in texts]
