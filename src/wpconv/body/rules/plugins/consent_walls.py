"""Players behind a request for consent."""

from base64 import b64decode
from urllib.parse import unquote

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, find_all, replace_with, text
from wpconv.body.parse.html import parse
from wpconv.notices import NoticeCode


def consent_walls(tag: Tag, ctx: Context) -> None:
    """Players behind a request for consent (Borlabs Cookie): the player, without the request."""
    coded = [attr(inner, "data-borlabs-cookie-content") for inner in (tag, *find_all(tag))]
    coded += ["".join(map(str, script.contents)) for script in find_all(tag, "script")]
    hidden = next((html for code in coded if "<" in (html := _decoded(code))), "")
    if hidden:
        ctx.notice(NoticeCode.REMOVED_CONSENT, " ".join(text(tag).split())[:80])
        replace_with(tag, *parse(hidden).root.contents)


def _decoded(code: str) -> str:
    try:
        html = b64decode(code.strip(), validate=True).decode()
    except ValueError:
        return ""
    return html if "<" in html else unquote(html)


RULES = (Rule(".BorlabsCookie", consent_walls), Rule(".brlbs-cmp-container", consent_walls))
