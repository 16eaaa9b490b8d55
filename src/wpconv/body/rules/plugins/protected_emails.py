"""Mail addresses that Cloudflare hides from robots."""

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, ancestor, attr, find_all, new, replace_with

_LINK = "/cdn-cgi/l/email-protection#"


def protected_emails(root: Tag, _ctx: Context) -> None:
    """Mail addresses that Cloudflare hides from robots: the address, as a link to it."""
    for tag in find_all(root):
        if not tag.attrs:
            continue
        if tag.name == "a" and _LINK in attr(tag, "href"):
            # The text may be the hidden address too, or another text.
            code = attr(tag, "href").partition(_LINK)[2]
            tag.attrs["href"] = f"mailto:{address}" if (address := _decoded(code)) else attr(tag, "href")
        if address := _decoded(attr(tag, "data-cfemail")):
            _show(tag, address)


def _show(tag: Tag, address: str) -> None:
    outer = ancestor(tag, "a")
    if outer is None:
        replace_with(tag, new("a", {"href": f"mailto:{address}"}, address))
    else:
        replace_with(tag, address)
        if "/cdn-cgi/" in attr(outer, "href"):
            outer.attrs["href"] = f"mailto:{address}"


def _decoded(code: str) -> str:
    """Return an address from its hexadecimal bytes, each combined with the first one (exclusive or)."""
    try:
        key, *rest = bytes.fromhex(code)
        address = bytes(byte ^ key for byte in rest).decode()
    except ValueError:
        return ""
    return address if "@" in address else ""


def _concerns(html: str) -> bool:
    return "data-cfemail" in html or _LINK in html


RULES = (Rule(":root", protected_emails, concerns=_concerns),)
