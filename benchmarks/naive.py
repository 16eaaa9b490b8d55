"""The usual short script: Beautiful Soup, markdownify, dateutil and PyYAML with their defaults.

    python benchmarks/naive.py EXPORT OUTPUT

It removes some elements with `find_all` and decodes titles with Beautiful Soup, and does nothing else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup
from dateutil import parser
from markdownify import ATX, MarkdownConverter

CONVERTER = MarkdownConverter(heading_style=ATX, bullets="-")


def text(html: str) -> str:
    return BeautifulSoup(html, "lxml").get_text()


def front_matter(record: dict[str, Any]) -> dict[str, Any]:
    embedded = record.get("_embedded", {})
    categories, tags = (embedded.get("wp:term") or [[], []])[:2]
    author = embedded.get("author") or [{}]
    image = embedded.get("wp:featuredmedia") or [{}]
    return {
        "title": text(record["title"]["rendered"]),
        "date": parser.isoparse(record["date"]),
        "modified": parser.isoparse(record["modified"]),
        "slug": record["slug"],
        "categories": [text(term["name"]) for term in categories],
        "tags": [text(term["name"]) for term in tags],
        "author": author[0].get("name", ""),
        "image": image[0].get("source_url", ""),
    }


def markdown(html: str) -> str:
    soup = BeautifulSoup(html, "lxml")
    for tag in soup.find_all(["script", "style", "form"]):
        tag.decompose()
    for tag in soup.find_all(class_="sharedaddy"):
        tag.decompose()
    for tag in soup.find_all("p"):
        if not tag.get_text(strip=True) and not tag.find("img"):
            tag.decompose()
    for tag in soup.find_all("iframe"):
        tag.replace_with(tag.get("src", ""))
    return CONVERTER.convert_soup(soup).strip()


def main(export: Path, output: Path) -> None:
    output.mkdir(parents=True)
    for file in sorted(export.glob("*.json")):
        for record in json.loads(file.read_text("utf-8")):
            fields = yaml.safe_dump(front_matter(record), sort_keys=False, allow_unicode=True)
            document = f"---\n{fields}---\n\n{markdown(record['content']['rendered'])}\n"
            (output / f"{record['slug']}.md").write_text(document, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
