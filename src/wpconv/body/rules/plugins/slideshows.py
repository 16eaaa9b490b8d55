"""Slideshows of Jetpack and Slider Revolution."""

import json
from typing import Any

from wpconv.body.context import Context, Rule
from wpconv.body.dom import Tag, attr, new, rename, replace_with, text
from wpconv.body.parse.html import parse
from wpconv.notices import NoticeCode, Severity


def slideshows(tag: Tag, ctx: Context) -> None:
    """Jetpack's slideshow: all images with their captions."""
    slides = _slides(attr(tag, "data-gallery"))
    if slides:
        replace_with(tag, *map(_figure, slides))
    elif not text(tag).strip():
        ctx.notice(
            NoticeCode.SLIDESHOW_WITHOUT_IMAGES, "the images of a slideshow cannot be read", Severity.LOSS
        )


def _slides(gallery: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(gallery)
    except (ValueError, RecursionError):
        return []
    slides = [slide for slide in found if isinstance(slide, dict)] if isinstance(found, list) else []
    return [slide for slide in slides if slide.get("src") or slide.get("caption")]


def _figure(slide: dict[str, Any]) -> Tag:
    image = new("img", {"src": str(slide.get("src") or ""), "alt": str(slide.get("alt") or "")})
    caption = str(slide.get("caption") or "")
    return new("figure", {}, image, new("figcaption", {}, *parse(caption).root.contents))


def layers(tag: Tag, _ctx: Context) -> None:
    """The slides and layers of Slider Revolution: blocks of their own."""
    rename(tag, "div")


RULES = (Rule(".jetpack-slideshow", slideshows), Rule("rs-slide", layers), Rule("rs-layer", layers))
