"""Write a WordPress export with any number of invented posts, the same ones every time.

    python benchmarks/corpus.py build/corpus --posts 1000

writes `posts-0001.json` and so on with 100 posts each, as `/wp/v2/posts?per_page=100&_embed=1` returns
them, and `export.xml`, the same posts as a WordPress export file (WXR), for converters that read that.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from blocks import SITE, body
from words import NOUNS, Writer

PER_FILE = 100
Record = dict[str, Any]


def term(ident: int, taxonomy: str) -> Record:
    base = "tag" if taxonomy == "post_tag" else "category"
    name = NOUNS[ident % len(NOUNS)]
    return {
        "id": ident, "link": f"{SITE}/{base}/{name}/", "name": name.capitalize(), "slug": name,
        "taxonomy": taxonomy, "_links": links(f"{base}s", ident),
    }  # fmt: skip


def links(collection: str, ident: int) -> Record:
    api = f"{SITE}/wp-json/wp/v2"
    return {
        "self": [{"href": f"{api}/{collection}/{ident}", "targetHints": {"allow": ["GET"]}}],
        "collection": [{"href": f"{api}/{collection}"}],
        "about": [{"href": f"{api}/types/post"}],
        "replies": [{"embeddable": True, "href": f"{api}/comments?post={ident}"}],
        "version-history": [{"count": 3, "href": f"{api}/{collection}/{ident}/revisions"}],
        "curies": [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}],
    }


def picture(w: Writer, ident: int) -> Record:
    base = f"{SITE}/wp-content/uploads/2023/05/{w.pick(NOUNS)}"
    sizes = {
        name: {
            "file": f"{base.rpartition('/')[2]}-{width}x{width * 2 // 3}.jpg", "width": width,
            "height": width * 2 // 3, "mime_type": "image/jpeg", "source_url": f"{base}-{width}x{width * 2 // 3}.jpg",
        }
        for name, width in (("medium", 300), ("large", 1024), ("thumbnail", 150), ("medium_large", 768))
    }  # fmt: skip
    return {
        "id": ident, "slug": f"picture-{ident}", "type": "attachment", "link": f"{SITE}/picture-{ident}/",
        "title": {"rendered": w.title()}, "author": 1, "caption": {"rendered": f"<p>{w.sentence()}</p>\n"},
        "alt_text": w.phrase(), "media_type": "image", "mime_type": "image/jpeg",
        "media_details": {"width": 1920, "height": 1280, "sizes": sizes}, "source_url": f"{base}.jpg",
        "_links": links("media", ident),
    }  # fmt: skip


def post(number: int) -> Record:
    """Return one post, which depends only on its number."""
    w = Writer(number)
    ident = number + 100
    date = datetime(2010, 1, 1, 8) + timedelta(hours=7 * number)  # noqa: DTZ001  the site's local time
    title = w.title()
    slug = f"{w.pick(NOUNS)}-{w.pick(NOUNS)}-{ident}"
    content = body(w, w.number(1_000, 14_900))
    category, tags = w.number(1, 9), sorted({w.number(20, 90) for _ in range(w.number(0, 5))})
    author = {
        "id": 1,
        "name": "Ada Quill",
        "url": "",
        "description": "",
        "link": f"{SITE}/author/ada/",
        "slug": "ada",
    }
    media = ident + 10**6
    stamps = {
        "date": date.isoformat(), "date_gmt": (date - timedelta(hours=1)).isoformat(),
        "modified": (date + timedelta(days=9)).isoformat(),
        "modified_gmt": (date + timedelta(days=9, hours=-1)).isoformat(),
    }  # fmt: skip
    return {
        "id": ident, **stamps, "guid": {"rendered": f"{SITE}/?p={ident}"}, "slug": slug, "status": "publish",
        "type": "post", "link": f"{SITE}/{date:%Y/%m}/{slug}/", "title": {"rendered": title},
        "content": {"rendered": content, "protected": False},
        "excerpt": {"rendered": f"<p>{w.sentence()} [&hellip;]</p>\n", "protected": False}, "author": 1,
        "featured_media": media, "comment_status": "open", "ping_status": "closed", "sticky": False,
        "template": "", "format": "standard", "meta": {"footnotes": ""}, "categories": [category], "tags": tags,
        "class_list": [f"post-{ident}", "post", "type-post", "status-publish", "format-standard", "hentry"],
        "yoast_head_json": {"title": f"{title} - The Ledger", "og_locale": "en_US", "og_type": "article",
                            "og_url": f"{SITE}/{slug}/", "author": "Ada Quill", "schema": {"@graph": [author] * 5}},
        "_links": links("posts", ident),
        "_embedded": {
            "author": [{**author, "avatar_urls": {"24": f"{SITE}/a.png"}, "_links": links("users", 1)}],
            "wp:featuredmedia": [picture(w, media)],
            "wp:term": [[term(category, "category")], [term(tag, "post_tag") for tag in tags]],
        },
    }  # fmt: skip


def as_wordpress(value: object) -> str:
    """Return JSON as WordPress writes it: in ASCII, with `/` escaped."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/")


def as_wxr(record: Record) -> str:
    """Return a post as an `<item>` of a WordPress export file (WXR)."""
    terms = [t for group in record["_embedded"]["wp:term"] for t in group]
    categories = "".join(
        f'<category domain="{t["taxonomy"]}" nicename="{t["slug"]}"><![CDATA[{t["name"]}]]></category>'
        for t in terms
    )
    return (
        f"<item><title>{escape(record['title']['rendered'])}</title><link>{record['link']}</link>"
        f"<pubDate>{datetime.fromisoformat(record['date_gmt']):%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<dc:creator><![CDATA[ada]]></dc:creator><content:encoded><![CDATA[{record['content']['rendered']}]]>"
        f"</content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{record['id']}</wp:post_id>"
        f"<wp:post_date>{record['date'].replace('T', ' ')}</wp:post_date><wp:post_name>{record['slug']}</wp:post_name>"
        f"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{categories}</item>\n"
    )


WXR_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    f' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Ledger</title><link>{SITE}</link>\n'
)


def files(count: int) -> Iterator[list[Record]]:
    """Yield the posts in pages of 100, the most that the REST API sends at a time."""
    for start in range(0, count, PER_FILE):
        yield [post(number) for number in range(start, min(count, start + PER_FILE))]


def generate(folder: Path, count: int) -> None:
    """Write an export with `count` posts into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "export.xml").open("w", encoding="utf-8") as xml:
        xml.write(WXR_HEAD)
        for number, records in enumerate(files(count), 1):
            (folder / f"posts-{number:04}.json").write_text(as_wordpress(records), "utf-8")
            xml.writelines(map(as_wxr, records))
        xml.write("</channel></rss>\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1000)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.posts)
