"""Links to documents in the syntax of generators, which turn them into the URLs of the documents.

Each function takes the path of a document below the generator's folder of documents, and a fragment, which
may be empty.
"""

from __future__ import annotations

from urllib.parse import quote

_SAFE = "/!$&'*+,;=:@-._~"


def hugo(path: str, fragment: str) -> str:
    """Return Hugo's shortcode `relref`: https://gohugo.io/shortcodes/relref/."""
    return f'{{{{< relref "/{path}{_hash(fragment)}" >}}}}'


def jekyll(path: str, fragment: str) -> str:
    """Return Liquid's tag `link` as Jekyll defines it: https://jekyllrb.com/docs/liquid/tags/#links."""
    return f"{{% link {path} %}}{_hash(fragment)}"


def zola(path: str, fragment: str) -> str:
    """Return an internal link: https://www.getzola.org/documentation/content/linking/#internal-links."""
    return f"@/{quote(path, _SAFE)}{_hash(fragment)}"


def pelican(path: str, fragment: str) -> str:
    """Return a link to an internal file: https://docs.getpelican.com/en/latest/content.html."""
    return f"{{filename}}/{quote(path, _SAFE)}{_hash(fragment)}"


def _hash(fragment: str) -> str:
    return f"#{quote(fragment, _SAFE)}" if fragment else ""
