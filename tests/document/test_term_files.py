from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from wpconv.document import targets
from wpconv.document.term_files import TermFields, TermFiles, term_files

HUGO, ZOLA = targets.target("hugo"), targets.target("zola")
NAMES = [
    "News & Views", "C++", "a/b testing", "R&D", "Привет мир", "Straße", "Café", "foo.bar", "100% wool",
    "Under_score", "日本語", "It's", "x#y", "semi;colon", "Dash - dash", "Über uns!", "(paren)", "comma, inc",
]  # fmt: skip


def category(name: str, slug: str = "x", **values: object) -> TermFields:
    return TermFields("category", name, slug, f"/category/{slug}/", **values)  # type: ignore[arg-type]


def test_a_page_of_hugo() -> None:
    """Hugo's page of a term has its old URL, its name, the names above it and its description."""
    term = category("Knots & Rope", "knots", description="All *knots*: {{< x >}}", parents=("Gear",))
    files = term_files([term], "hugo", HUGO, "yaml")
    assert files.texts == {
        "content/categories/knots-&-rope/_index.md": "---\n"
        'title: "Knots & Rope"\nurl: "/category/knots/"\nparams:\n  parents: ["Gear"]\n---\n\n'
        "All *knots*: {{</* x */>}}\n"
    }


def test_hugo_finds_the_pages(tmp_path: Path) -> None:
    """Hugo itself takes every file for the page of the term of a document, whatever its name is."""
    terms = [category(name, f"term-{number}") for number, name in enumerate(NAMES)]
    files = term_files(terms, "hugo", HUGO, "yaml")
    assert files.without_page == ()
    front = json.dumps({"title": "p", "categories": NAMES}, ensure_ascii=False)
    texts = {
        **files.texts,
        "content/p.md": front + "\n",
        "hugo.toml": 'baseURL = "https://example.org/"\n',
        "layouts/single.html": "{{ range .GetTerms `categories` }}"
        "{{ .Title }}\t{{ .RelPermalink }}\n{{ end }}",
        "layouts/list.html": "x",
    }
    for path, text in texts.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    subprocess.run(
        [Path(sys.executable).parent / "hugo", "--quiet"], cwd=tmp_path, check=True, capture_output=True
    )
    from html import unescape

    shown = unescape((tmp_path / "public" / "p" / "index.html").read_text("utf-8"))
    pairs = [line.split("\t") for line in shown.splitlines() if line]
    assert sorted(pairs) == sorted([name, f"/category/term-{number}/"] for number, name in enumerate(NAMES))


@pytest.mark.parametrize("name", ['"Quoted"', "A: B", "why?", "con.", ".hidden", "a//b", "/", "a|b"])
def test_names_that_are_no_file_names(name: str) -> None:
    """A name that some system refuses as a file name gets no page, and is returned."""
    files = term_files([category(name)], "hugo", HUGO, "yaml")
    assert (files.texts, [term.name for term in files.without_page]) == ({}, [name])


def test_two_terms_of_one_name() -> None:
    """Of two terms of one name, which are one for Hugo, the first slug keeps its page."""
    files = term_files([category("News", "news-2"), category("News", "news")], "hugo", HUGO, "yaml")
    assert list(files.texts) == ["content/categories/news/_index.md"]
    assert [term.slug for term in files.without_page] == ["news-2"]


def test_sections_of_zola() -> None:
    """In Zola the old URL of a term redirects to its page, where the name tells the page's URL."""
    files = term_files([category("Big Boats", "boats"), category("Über", "ueber")], "zola", ZOLA, "toml")
    assert files.texts == {
        "content/category/boats/_index.md": '+++\ntitle = "Big Boats"\n'
        'redirect_to = "/categories/big-boats/"\n+++\n'
    }
    assert [term.name for term in files.without_page] == ["Über"]


def test_terms_of_drafts_have_no_section_in_zola() -> None:
    """Zola has no page for a term that only drafts have, so nothing redirects to it."""
    files = term_files([category("Bread", "bread", is_shown=False)], "zola", ZOLA, "toml")
    assert files == TermFiles({})


def test_tags_of_docusaurus() -> None:
    """Docusaurus reads the URLs and descriptions of tags from one file, by their names in the documents."""
    tag = TermFields("post_tag", "Tea: black", "tea", "/tag/tea/", description="Hot\n\nand strong")
    files = term_files([tag, category("No")], "docusaurus", targets.target("docusaurus"), "yaml")
    assert files.texts == {
        "blog/tags.yml": '"Tea: black":\n  label: "Tea: black"\n  permalink: "/tea"\n'
        '  description: "Hot and strong"\n'
    }


@pytest.mark.parametrize("other", [("Tea", "tea-2"), ("TEA", "tea")])
def test_two_tags_of_docusaurus_with_one_name_or_url(other: tuple[str, str]) -> None:
    """Docusaurus refuses two tags with one URL, so that the first has it, and the other is returned."""
    tags = [TermFields("post_tag", *values) for values in (("Tea", "tea"), other)]
    files = term_files(tags, "docusaurus", targets.target("docusaurus"), "yaml")
    assert len(yaml.safe_load(files.texts["blog/tags.yml"])) == 1
    assert len(files.without_page) == 1


def test_other_targets_have_no_files() -> None:
    """A target without files for terms gets none."""
    assert term_files([category("A")], "jekyll", targets.target("jekyll"), "yaml").texts == {}
