"""A small export in WXR as WordPress 7 writes it, with bodies that XML escapes or that damage changes."""

from __future__ import annotations

from helpers.records import BODIES

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file. It may name <item> and </item>. -->
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/"
>

<channel>
	<title>Tide &#38; wind</title>
	<link>https://tide.example</link>
	<description>With <![CDATA[<item>]]></description>
	<language>en-US</language>
	<wp:wxr_version>1.2</wp:wxr_version>
	<wp:base_site_url>https://tide.example</wp:base_site_url>
	<wp:base_blog_url>https://tide.example</wp:base_blog_url>

	<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[ines]]></wp:author_login>\
<wp:author_email><![CDATA[ines@tide.example]]></wp:author_email>\
<wp:author_display_name><![CDATA[Inês Vaz]]></wp:author_display_name></wp:author>

	<wp:category>
		<wp:term_id>1</wp:term_id>
		<wp:category_nicename><![CDATA[gear]]></wp:category_nicename>
		<wp:category_parent><![CDATA[]]></wp:category_parent>
		<wp:cat_name><![CDATA[Gear &amp; rope]]></wp:cat_name>
	</wp:category>
	<wp:tag>
		<wp:term_id>4</wp:term_id>
		<wp:tag_slug><![CDATA[sea]]></wp:tag_slug>
		<wp:tag_name><![CDATA[Mar – azul]]></wp:tag_name>
	</wp:tag>

	<generator>https://wordpress.org/?v=7.1.4</generator>

"""
TAIL = "\t</channel>\n</rss>\n"
CODE = '<pre>Text in XML: <![CDATA[a & b]]> and </item>, <item> and </wp:postmeta> in it.</pre>'  # fmt: skip
TEXTS = (*BODIES, CODE, "<p>The very last one, – with a tab\tand a line\nbreak.</p>\n")
IDS = tuple(range(1, len(TEXTS) + 1))


def cdata(text: str) -> str:
    """Return a CDATA section as `wxr_cdata` writes it."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def item(number: int, text: str) -> str:
    """Return the item of a post."""
    return f"""\
	<item>
		<title>{cdata(f"Tide {number}: “high” &amp; low")}</title>
		<link>https://tide.example/2024/03/tide-{number}/</link>
		<pubDate>Mon, 01 Jan 2001 00:00:00 +0000</pubDate>
		<dc:creator>{cdata("ines")}</dc:creator>
		<guid isPermaLink="false">https://tide.example/?p={number}</guid>
		<description></description>
		<content:encoded>{cdata(text)}</content:encoded>
		<excerpt:encoded>{cdata("")}</excerpt:encoded>
		<wp:post_id>{number}</wp:post_id>
		<wp:post_date>{cdata(f"2024-03-{number:02} 08:30:00")}</wp:post_date>
		<wp:post_date_gmt>{cdata(f"2024-03-{number:02} 07:30:00")}</wp:post_date_gmt>
		<wp:post_modified>{cdata(f"2024-03-{number:02} 08:30:00")}</wp:post_modified>
		<wp:post_modified_gmt>{cdata(f"2024-03-{number:02} 07:30:00")}</wp:post_modified_gmt>
		<wp:comment_status>{cdata("open")}</wp:comment_status>
		<wp:post_name>{cdata(f"tide-{number}")}</wp:post_name>
		<wp:status>{cdata("publish")}</wp:status>
		<wp:post_parent>0</wp:post_parent>
		<wp:menu_order>0</wp:menu_order>
		<wp:post_type>{cdata("post")}</wp:post_type>
		<wp:post_password>{cdata("")}</wp:post_password>
		<wp:is_sticky>0</wp:is_sticky>
		<category domain="post_tag" nicename="sea">{cdata("Mar – azul")}</category>
		<category domain="category" nicename="gear">{cdata("Gear &amp; rope")}</category>
		<wp:postmeta>
		<wp:meta_key>{cdata("rating")}</wp:meta_key>
		<wp:meta_value>{cdata(str(number))}</wp:meta_value>
		</wp:postmeta>
		<wp:postmeta>
		<wp:meta_key>{cdata("cooks")}</wp:meta_key>
		<wp:meta_value>{cdata('a:1:{i:0;s:5:"Inês";}')}</wp:meta_value>
		</wp:postmeta>
	</item>
"""


ITEMS = tuple(item(number, text) for number, text in zip(IDS, TEXTS, strict=True))
EXPORT = HEAD + "".join(ITEMS) + TAIL
