"""Links in whole runs: what later runs convert again, the report, and workers."""

from __future__ import annotations

import json
import pickle
import random
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from helpers import ROOT
from helpers.process import SITE, contents, post, wpconv, written
from wpconv import convert_records, documents
from wpconv.document.links.addresses import SitePost, build_addresses
from wpconv.model import Location, PostFacts, WriteOptions

HOST = "https://a.example"
WXR = ROOT / "fixtures" / "wxr"


def linked(number: int, *targets: str, slug: str = "", **more: Any) -> dict[str, Any]:
    """Return the record of a post that links to some URLs."""
    slug = slug or f"post-{number}"
    body = "".join(f'<p><a href="{url}">x</a></p>' for url in targets) + more.pop("body", "")
    return post(
        number, slug=slug, link=f"{HOST}/{slug}/", content={"rendered": body, "protected": False}, **more
    )


def actions(report: Path) -> dict[str, str]:
    return {each["path"]: each["action"] for each in json.loads(report.read_text("utf-8"))["posts"]}


def convert(tmp_path: Path, records: list[dict[str, Any]], *options: str) -> dict[str, Any]:
    """Convert records into a folder, and return the report."""
    source = written(tmp_path / "posts.json", *records)
    done = wpconv(source, "-o", tmp_path / "out", "--report", tmp_path / "r.json", *options)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads((tmp_path / "r.json").read_text("utf-8"))
    report["done"] = {each["path"].partition("/")[2]: each["action"] for each in report["posts"]}
    report["summary"] = done.stderr.splitlines()[-1]
    return report


THREE = [linked(1, "/post-2/"), linked(2), linked(3, "/post-2/", f"{HOST}/nowhere/")]


def test_renaming_a_post_updates_the_documents_that_link_to_it(tmp_path: Path) -> None:
    """A new address of a post rewrites its own document and those that link to it, and no other."""
    records = [*THREE, linked(4, "/post-1/"), linked(5)]
    convert(tmp_path, records)
    records[1] = linked(2, slug="renamed", meta={"_wp_old_slug": ["post-2"]})
    report = convert(tmp_path, records)
    assert report["done"] == {
        "post-1.md": "updated", "renamed.md": "written", "post-3.md": "updated",
        "post-4.md": "unchanged", "post-5.md": "unchanged",
    }  # fmt: skip
    assert "(/renamed/)" in (tmp_path / "out/posts/post-1.md").read_text("utf-8")


def test_a_post_that_appears_mends_the_links_to_it(tmp_path: Path) -> None:
    """A link that was broken is rewritten once the input has the post, and broken again without it."""
    convert(tmp_path, [THREE[0]])
    report = convert(tmp_path, THREE)
    assert [each["state"] for each in report["links"]] == ["rewritten", "rewritten", "broken"]
    assert [each["state"] for each in convert(tmp_path, [THREE[0]])["links"]] == ["broken"]


def test_an_unchanged_run_reports_the_same_links(tmp_path: Path) -> None:
    """Without a change nothing is converted, and summary and report count the same links."""
    first = convert(tmp_path, THREE)
    again = convert(tmp_path, THREE)
    assert set(again["done"].values()) == {"unchanged"}
    assert (again["links"], again["totals"]["links"]) == (first["links"], first["totals"]["links"])
    assert "3 links: 2 rewritten, 1 broken" in first["summary"]
    without_report = wpconv(tmp_path / "posts.json", "-o", tmp_path / "out").stderr.splitlines()[-1]
    assert without_report == again["summary"]


def test_a_heading_keeps_the_id_that_another_post_links_to(tmp_path: Path) -> None:
    """An id is kept as long as another post links to it, and its document is updated when none does."""
    target = linked(2, body='<h2 id="steps">Steps</h2>')
    convert(tmp_path, [linked(1, "/post-2/#steps"), target])
    document = tmp_path / "out/posts/post-2.md"
    assert '<a id="steps"></a>' in document.read_text("utf-8")
    assert convert(tmp_path, [linked(1, "/post-2/"), target])["done"]["post-2.md"] == "updated"
    assert "<a id" not in document.read_text("utf-8")


def test_an_id_that_disappears_is_reported(tmp_path: Path) -> None:
    """The document with the link is converted again when the id that it leads to is gone."""
    convert(tmp_path, [linked(1, "/post-2/#a"), linked(2, body='<p id="a">x</p>')])
    report = convert(tmp_path, [linked(1, "/post-2/#a"), linked(2, body="<p>x</p>")])
    assert [each["state"] for each in report["links"]] == ["anchor-missing"]


def test_other_hosts_are_named_once(tmp_path: Path) -> None:
    """Links to another name of the site are one warning for each host, also in later runs."""
    records = [*(linked(number, "http://old.example/post-9/") for number in range(1, 4)), linked(9)]
    for _ in range(2):
        report = convert(tmp_path, records)
        assert report["totals"]["notices"] == {"other-host": 1}
        assert "3 links lead to old.example" in report["repairs"][0]["detail"]
    assert "1 other-host" in wpconv(tmp_path / "posts.json", "-o", tmp_path / "out").stderr
    report = convert(tmp_path, records, "--host", "old.example")
    assert report["totals"]["links"] == {"rewritten": 3}


def test_the_order_of_records_and_workers_change_no_byte(tmp_path: Path) -> None:
    """Documents are the same whatever the order of the records, the files and the number of processes."""
    rng = random.Random(5)
    records = [
        linked(n, f"/post-{rng.randint(1, 150)}/#a", f"/?p={rng.randint(1, 150)}", body=f'<b id="a">{n}</b>')
        for n in range(1, 140)
    ]
    outputs = []
    for number, count in enumerate((1, 2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        written(folder / "a.json", *records[: 70 * count])
        written(folder / "b.json", *records[70 * count :], post(999))
        wpconv(folder / "a.json", folder / "b.json", "-o", folder / "out", "-j", count)
        outputs.append(
            {name: data for name, data in contents(folder / "out").items() if "wpconv" not in name}
        )
        rng.shuffle(records)
    assert outputs[0] == outputs[1]


def test_links_stay_without_an_output_folder(tmp_path: Path) -> None:
    """On standard output and in the library, links are as in the post unless the user asks."""
    absolute = [linked(1, f"{HOST}/post-2/"), linked(2)]
    source = written(tmp_path / "posts.json", *absolute)
    assert f"]({HOST}/post-2/)" in wpconv(source).stdout
    assert f"]({HOST}/post-2/)" in wpconv(source, "--jsonl").stdout
    assert "](/post-2/)" in wpconv(source, "--jsonl", "--links", "site").stdout
    assert f"]({HOST}/post-2/)" in next(convert_records(absolute)).body
    assert "](/post-2/)" in next(convert_records(absolute, links="site")).body
    assert "](post-2.md)" in next(convert_records(absolute, links="file")).body


def test_excluded_types_are_not_linked(tmp_path: Path) -> None:
    """A link to a post of a type that the user leaves out is a link to a post that is not published."""
    records = [linked(1, "/oilskin/"), linked(2, slug="oilskin", type="product")]
    report = convert(tmp_path, records, "--exclude-type", "product")
    assert [each["state"] for each in report["links"]] == ["draft"]
    report = convert(tmp_path, records, "--type", "post")
    assert [each["state"] for each in report["links"]] == ["rewritten"]


def test_addresses_are_small() -> None:
    """The addresses of a run take less than 1 kB for each post."""
    facts = [
        PostFacts(
            Location("x", n), "a.example", "post", n, f"a-slug-of-usual-length-{n}", None,
            f"{HOST}/2024/05/a-slug-of-usual-length-{n}/", "publish",
        )
        for n in range(1, 1001)
    ]  # fmt: skip
    posts = [SitePost(fact, f"posts/{fact.slug}.md") for fact in facts]
    assert len(pickle.dumps(build_addresses(posts, [], WriteOptions(links="site")))) < 500_000


@pytest.mark.parametrize("mode", ["site", "file", "native"])
def test_verify_reads_rewritten_links(tmp_path: Path, mode: str) -> None:
    """`--verify` compares with the links as they are written."""
    for target in ("hugo", "pelican", "neutral"):
        source = written(tmp_path / "posts.json", *THREE)
        done = wpconv(source, "--links", mode, "--target", target, "--verify")
        assert done.returncode == 0, done.stderr


def test_a_caption_becomes_the_title(tmp_path: Path) -> None:
    """The caption, which only the page of an attachment shows, is the title of a link to its file."""
    media = {
        "id": 9, "type": "attachment", "media_type": "image", "mime_type": "image/jpeg",
        "link": f"{HOST}/boat/", "source_url": f"{HOST}/wp-content/uploads/boat.jpg",
        "caption": {"rendered": "<p>At &amp; after dawn</p>"},
    }  # fmt: skip
    record = linked(1, f"{HOST}/boat/", body=f'<p><a href="{HOST}/boat/" title="Own">y</a></p>')
    source = written(tmp_path / "posts.json", record, media)
    printed = wpconv(source, "--links", "site").stdout
    assert f'[x]({HOST}/wp-content/uploads/boat.jpg "At & after dawn")' in printed
    assert f'[y]({HOST}/wp-content/uploads/boat.jpg "Own")' in printed


@pytest.mark.parametrize("target", ["neutral", "hugo", "pelican", "jekyll"])
def test_only_addresses_differ(target: str) -> None:
    """With rewritten links, documents have the same text, code and structure as with those of the posts."""
    kept = {each.path: each for each in documents(SITE, target=target, html="drop", links="keep")}
    for document in documents(SITE, target=target, html="drop", links="site"):
        one, other = (structure(each.body) for each in (kept[document.path], document))
        assert one == other


def structure(markdown: str) -> list[tuple[str, str]]:
    """Return the types and contents of the tokens of Markdown, without links and without URLs."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    inline = [child for token in tokens for child in token.children or [token]]
    text = "".join(each.content for each in inline if each.type in ("text", "code_inline"))
    rest = [each for each in inline if not each.type.startswith(("link_", "text"))]
    return [("text", text), *((each.type, each.content) for each in rest)]


def test_a_site_has_the_same_links_in_each_form(tmp_path: Path) -> None:
    """The links of a site in WXR, whose terms have no permalinks, lead where those of its REST API lead."""
    found = []
    for name in ("site.xml", "rest"):
        done = wpconv(WXR / name, "-o", tmp_path / name, "--report", tmp_path / "r.json", "-q")
        assert done.returncode == 0, done.stderr
        links = json.loads((tmp_path / "r.json").read_text("utf-8"))["links"]
        found.append({each["href"]: (each["to"], each["state"]) for each in links if "links" in each["from"]})
    assert found[0] == found[1]
    assert len(found[0]) > 30
