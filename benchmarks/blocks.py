"""Blocks of HTML as WordPress and its plugins write them into `content.rendered`."""

from __future__ import annotations

from collections.abc import Callable

from words import NOUNS, Writer

SITE = "https://ledger.example"


def inline(w: Writer) -> str:
    """Return a sentence, sometimes with a link, emphasis, code or a line break."""
    text = w.sentence()
    if w.chance(0.45):
        text += w.pick((
            f" <strong>{w.phrase().capitalize()}</strong> {w.clause()}.",
            f" <em>{w.phrase().capitalize()}</em> {w.clause()}.",
            f' See <a href="{SITE}/2023/{w.number(1, 12):02}/{w.pick(NOUNS)}-{w.pick(NOUNS)}/">{w.phrase()}</a>.',
            f' <a href="https://example.org/{w.pick(NOUNS)}?a=1&#038;b={w.number(1, 99)}" target="_blank" rel="noopener">{w.phrase()}</a>.',
            f" Run <code>{w.pick(NOUNS)}_{w.pick(NOUNS)} --{w.pick(NOUNS)}={w.number(1, 9)}</code> first.",
            f" It costs $ {w.number(2, 80)}.50 * {w.number(2, 9)}, see http://example.org/{w.pick(NOUNS)}_{w.number(1, 9)}",
            f"<br />\n{w.sentence()}",
            f"&nbsp;{w.sentence()}",
        ))  # fmt: skip
    return text


def sentences(w: Writer, low: int = 1, high: int = 4) -> str:
    return " ".join(inline(w) for _ in range(w.number(low, high)))


def paragraph(w: Writer) -> str:
    return f'<p class="wp-block-paragraph">{sentences(w)}</p>'


def heading(w: Writer) -> str:
    level = w.pick((2, 2, 3, 4))
    title = f"<strong>{w.title()}</strong>" if w.chance(0.1) else w.title()
    return f'<h{level} class="wp-block-heading" id="h-{w.pick(NOUNS)}">{title}</h{level}>'


def listing(w: Writer) -> str:
    name = w.pick(("ul", "ul", "ol"))
    rows = []
    for _ in range(w.number(4, 9)):
        nested = ""
        if w.chance(0.15):
            inner = "\n\n\n\n".join(f"<li>{w.sentence()}</li>" for _ in range(w.number(2, 4)))
            nested = f'\n<ul class="wp-block-list">\n{inner}\n</ul>\n'
        rows.append(f"<li>{inline(w)}{nested}</li>")
    return f'<{name} class="wp-block-list">\n' + "\n\n\n\n".join(rows) + f"\n</{name}>"


def image(w: Writer) -> str:
    base = f"{SITE}/wp-content/uploads/2023/{w.number(1, 12):02}/{w.pick(NOUNS)}"
    sizes = ", ".join(f"{base}-{x}x{x * 2 // 3}.jpg {x}w" for x in (1024, 300, 768, 1536))
    caption = f'<figcaption class="wp-element-caption">{inline(w)}</figcaption>' if w.chance(0.7) else ""
    return (
        f'<figure class="wp-block-image size-large"><img loading="lazy" decoding="async" width="1024" height="682"'
        f' src="{base}-1024x682.jpg" alt="{w.phrase()}" class="wp-image-{w.number(10, 999)}" srcset="{sizes}"'
        f' sizes="auto, (max-width: 1024px) 100vw, 1024px" />{caption}</figure>'
    )


def gallery(w: Writer) -> str:
    inner = "\n\n\n\n".join(image(w) for _ in range(w.number(2, 3)))
    return (
        f'<figure class="wp-block-gallery has-nested-images columns-default is-cropped">\n{inner}\n</figure>'
    )


def table(w: Writer) -> str:
    columns = range(w.number(2, 4))
    head = "".join(f"<th>{w.pick(NOUNS).capitalize()}</th>" for _ in columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{w.phrase()}</td>" for _ in columns) + "</tr>" for _ in range(w.number(4, 10))
    )
    return (
        '<figure class="wp-block-table"><table class="has-fixed-layout">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></figure>"
    )


def quote(w: Writer) -> str:
    return (
        '<blockquote class="wp-block-quote is-layout-flow wp-block-quote-is-layout-flow">\n'
        f"{paragraph(w)}\n<cite>{w.phrase().capitalize()}</cite></blockquote>"
    )


def code(w: Writer) -> str:
    lines = "\n".join(
        f"{'    ' * w.number(0, 2)}{w.pick(NOUNS)} = {w.pick(NOUNS)}[&quot;{w.pick(NOUNS)}&quot;] &lt; {w.number(1, 99)}"
        for _ in range(w.number(4, 12))
    )
    return f'<pre class="wp-block-code"><code lang="python" class="language-python">{lines}</code></pre>'


def embed(w: Writer) -> str:
    return (
        '<figure class="wp-block-embed is-type-video is-provider-youtube wp-block-embed-youtube">'
        f'<div class="wp-block-embed__wrapper">\n<iframe loading="lazy" title="{w.title()}" width="500" height="281"'
        f' src="https://www.youtube.com/embed/{w.number(10**9, 10**10)}x?feature=oembed" frameborder="0"'
        ' allow="autoplay; clipboard-write; encrypted-media" allowfullscreen></iframe>\n</div></figure>'
    )


def columns(w: Writer) -> str:
    inner = "\n\n\n\n".join(
        f'<div class="wp-block-column is-layout-flow">\n{paragraph(w)}\n</div>' for _ in range(2)
    )
    return f'<div class="wp-block-columns is-layout-flex wp-container-core-columns-is-layout-1">\n{inner}\n</div>'


def classic(w: Writer) -> str:
    """Return text of the classic editor after `wpautop`: styles, spacers, a caption, a bold line as heading."""
    base = f"{SITE}/wp-content/uploads/2012/{w.number(1, 12):02}/{w.pick(NOUNS)}"
    return (
        f'<p style="text-align: justify;">{sentences(w)}</p>\n<p>&nbsp;</p>\n<p><b>{w.title()}</b></p>\n'
        f'<div id="attachment_{w.number(1, 999)}" style="width: 310px" class="wp-caption alignright"><img src="{base}.jpg"'
        f' alt="" width="300" height="200" /><p class="wp-caption-text">{w.sentence()}</p></div>\n'
        f'<p><span style="font-size: 14px;">{sentences(w)}</span></p>\n<ul>\n<li>{inline(w)}</li>\n<li>{inline(w)}</li>\n</ul>'
    )


def builder(w: Writer) -> str:
    """Return a section of a page builder: text and an image inside nine wrappers."""
    wrappers = (
        "elementor-section elementor-top-section", "elementor-container elementor-column-gap-default",
        "elementor-row", "elementor-column elementor-col-100", "elementor-column-wrap elementor-element-populated",
        "elementor-widget-wrap", "elementor-element elementor-widget elementor-widget-text-editor",
        "elementor-widget-container", "elementor-text-editor elementor-clearfix",
    )  # fmt: skip
    opened = "".join(
        f'<div class="{name}" data-id="{w.number(10**6, 10**7):x}" data-element_type="section">'
        for name in wrappers
    )
    return f"{opened}<p>{sentences(w)}</p><p>{sentences(w)}</p>{image(w)}{'</div>' * len(wrappers)}"


def shortcodes(w: Writer) -> str:
    """Return a section of another page builder whose shortcodes were not rendered."""
    return (
        f"<p>[vc_row css=&#8221;.vc_custom_{w.number(1000, 9999)}{{margin: 0px}}&#8221;][vc_column width=&#8221;1/2&#8243;]"
        f"[vc_column_text]</p>\n<p>{sentences(w)}</p>\n<p>[/vc_column_text][/vc_column][/vc_row]</p>"
    )


def share(w: Writer) -> str:
    """Return share buttons, which a plugin appends to the body."""
    buttons = "".join(
        f'<li class="share-{name}"><a rel="nofollow noopener" class="share-{name} sd-button share-icon"'
        f' href="{SITE}/?share={name}&amp;nb={w.number(1, 9)}"><span>{name.title()}</span></a></li>'
        for name in ("email", "print", "pocket")
    )
    return (
        f'<div class="sharedaddy sd-sharing-enabled"><div class="sd-content"><ul>{buttons}</ul></div></div>'
    )


Block = Callable[[Writer], str]
BLOCKS: tuple[Block, ...] = (
    *(paragraph,) * 7, *(heading,) * 3, *(listing,) * 3, *(image,) * 2,
    quote, quote, table, table, code, embed, gallery, columns, classic, classic, builder, shortcodes,
)  # fmt: skip


def body(w: Writer, length: int) -> str:
    """Return random blocks, joined as WordPress does, of at least `length` characters."""
    parts = [paragraph(w)]
    while sum(map(len, parts)) < length:
        parts.append(w.pick(BLOCKS)(w))
    if w.chance(0.45):
        parts.append(share(w))
    return "\n" + "\n\n\n\n".join(parts) + "\n"
