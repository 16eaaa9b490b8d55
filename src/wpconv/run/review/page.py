"""The frame of a review page: its head with style and script, which are all that it loads, and its parts."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape

BEGINS = '<!DOCTYPE html>\n<html lang="en">\n<!-- review of wpconv -->\n'
"""The first lines of every review page, by which a later run knows that it may replace the file."""

_TEXT_STYLE = """
:root{color-scheme:light dark}
.only{background:#ffe08a;color:#1b1b1b;text-decoration:underline dotted}
.only::before{content:"[only here] ";
position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.link{text-decoration:underline}
.file{font-size:.9em;font-style:italic;overflow-wrap:anywhere}
.note{font-size:.9em}
.typed{white-space:pre-line}
h4.h1{font-size:1.4em}h5.h2{font-size:1.25em}h6{font-size:1em}h6.h3{font-size:1.1em}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
table{border-collapse:collapse}
td,th{border:1px solid #8888;padding:.2em .5em;text-align:left;vertical-align:top}
blockquote{border-left:.25em solid #8888;margin-left:0;padding-left:1em}
"""
FRAME_STYLE = f"<style>{_TEXT_STYLE}body{{font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}}</style>"
"""The style of the source in its frame."""

_STYLE = f"""{_TEXT_STYLE}
:root{{--line:#c8c8c8;--soft:#f3f3f3;--loss:#b3261e;--warning:#8a5a00;--info:#285ea8;--clean:#2e6b34}}
@media (prefers-color-scheme:dark){{
:root{{--line:#4a4a4a;--soft:#262626;--loss:#ff8a80;--warning:#ffcc66;--info:#8ab8ff;--clean:#8fd694}}
body{{background:#171717;color:#eaeaea}}a{{color:#8ab8ff}}}}
*{{box-sizing:border-box}}
body{{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:90rem;overflow-wrap:anywhere}}
h1{{font-size:1.6rem}}h2{{font-size:1.3rem;margin-top:2rem}}
summary h3,.clean h3{{display:inline;font-size:1rem}}
summary{{cursor:pointer;padding:.3rem 0}}
:focus-visible{{outline:3px solid var(--info);outline-offset:2px}}
article{{border-top:1px solid var(--line);padding:.3rem 0}}
.facts{{display:block;font-size:.875rem}}.facts>span{{display:inline-block;margin-right:1em}}
nav ul{{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0}}
.loss{{color:var(--loss)}}.warning{{color:var(--warning)}}.info{{color:var(--info)}}.none{{color:var(--clean)}}
.sides{{display:grid;grid-template-columns:1fr 1fr;gap:1rem}}
.sides>section{{min-width:0}}.sides h4{{margin:.5rem 0}}
iframe,.rendered{{width:100%;height:28rem;border:1px solid var(--line);border-radius:4px;background:Canvas}}
.rendered{{overflow:auto;padding:0 .5rem}}
.scroll{{overflow-x:auto}}
svg{{max-width:100%;height:auto}}
svg text{{fill:currentColor;font:14px system-ui,sans-serif}}
svg rect{{fill:currentColor}}
@media (max-width:48rem){{.sides{{grid-template-columns:1fr}}
iframe,.rendered{{height:18rem}}body{{padding:.6rem}}}}
"""

_SCRIPT = """
const form=document.getElementById("filter");
if(form){
const code=form.querySelector("select"),count=form.querySelector("output"),
posts=[...document.querySelectorAll("article[data-codes]")];
const show=()=>{let shown=0;
for(const post of posts){const fits=!code.value||post.dataset.codes.split(" ").includes(code.value);
post.hidden=!fits;shown+=fits}
count.textContent=code.value?shown+" of "+posts.length+" posts on this page":""};
code.addEventListener("change",show);form.hidden=false;show()}
"""


def head(title: str) -> str:
    """Return the beginning of a page up to its first heading.

    Args:
        title: the heading; it is not escaped yet.
    """
    digest = b64encode(sha256(_SCRIPT.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'{BEGINS}<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
    )


def foot() -> str:
    """Return the end of a page: the script of the filter, without which everything can be read."""
    return f"<script>{_SCRIPT}</script>\n</body>\n</html>\n"
