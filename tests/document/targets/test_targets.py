from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import ROOT
from helpers.golden import Golden
from helpers.process import wpconv
from wpconv.api import convert_records
from wpconv.document import build, paths, targets, template_escapes
from wpconv.document.fields import PostFields
from wpconv.document.front_matter import FENCES, Value
from wpconv.document.targets import Target
from wpconv.errors import UsageError
from wpconv.literals import TargetName
from wpconv.model import FieldOverrides, WriteOptions

FIXTURES = ROOT / "fixtures" / "targets"
MOMENT = datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone(timedelta(hours=2)))
FULL = PostFields(
    title="Tea & <Cake>",
    date=MOMENT,
    modified=MOMENT,
    slug="tea",
    permalink="/2024/05/tea/",
    aliases=("/old/tea/",),
    categories=("Food", "Drink, hot"),
    tags=("tea",),
    taxonomies={"genre": ("how-to",)},
    authors=("Ann", "Bob"),
    description="A *cup*",
    image="https://one.example/tea.jpg",
    image_alt="A cup",
    weight=3,
    comments_closed=True,
    lang="en",
    wp_id=12,
    unresolved_ids={"tag_ids": [7]},
    path="posts/tea.md",
)


def front_matter(post: PostFields, target: Target, options: WriteOptions) -> dict[str, Value]:
    """Return a document's fields, which cause no notices."""
    fields, notices = build.fields(post, target, options)
    assert notices == []
    return fields


@pytest.mark.parametrize("name", targets.names())
def test_the_same_posts_in_every_target(name: str, tmp_path: Path, golden: Golden) -> None:
    """Three posts and a page, one of them a draft, give the files in the target's fixture folder."""
    source = FIXTURES / "posts.json"
    done = wpconv(source, "-o", tmp_path, "--target", name, "--no-cache")
    assert done.returncode == 0, done.stderr
    written = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    goldens = {path.relative_to(FIXTURES / name) for path in (FIXTURES / name).rglob("*") if path.is_file()}
    names = {path for path in written if not path.name.startswith(".wpconv")}
    for path in names | goldens:
        golden(FIXTURES / name / path, written[path].read_bytes().decode() if path in written else None)


@pytest.mark.parametrize("name", targets.names())
def test_drafts(name: str) -> None:
    """In every target a field or a folder keeps drafts unpublished, and no other posts."""
    target, options = targets.target(name), WriteOptions(target=name)
    public = front_matter(FULL, target, options)
    draft = front_matter(replace(FULL, draft=True, status="private"), target, options)
    by_folder = target.layout.drafts.get("post") or target.layout.drafts.get("*")
    assert by_folder or draft != public
    assert not target.published_only & draft.keys()
    assert "draft" not in public


@pytest.mark.parametrize("name", targets.names())
def test_an_empty_post_has_no_empty_field(name: str) -> None:
    """A value that a post lacks gives no field, in any target."""
    fields = front_matter(PostFields(), targets.target(name), WriteOptions(target=name))
    assert all(value not in ("", [], {}, None) for value in fields.values())


@pytest.mark.parametrize("name", targets.names())
def test_the_tables_are_consistent(name: str) -> None:
    """Rows name attributes of PostFields, formats are known, and path templates pass the check for users'."""
    target = targets.target(name)
    assert {row.field for row in target.rows} <= set(PostFields.__slots__)
    assert set(target.formats.values()) <= set(FENCES)
    assert {"post", "*"} <= target.layout.types.keys()
    for template in (*target.layout.types.values(), *target.layout.drafts.values()):
        paths.check_template(template)
    keys = {row.key for row in target.rows}
    assert {target.permalink, target.aliases} - {""} <= keys


def test_a_taxonomy_gets_no_reserved_key() -> None:
    """The key of a custom taxonomy with the name of a field, or of a reserved key, begins with `wp_`."""
    post = replace(FULL, taxonomies={"title": ("a",), "type": ("b",), "Layout": ("c",), "a.b": ("d",)})
    fields = front_matter(post, targets.target("hugo"), WriteOptions(target="hugo"))
    assert fields["title"] == "Tea & <Cake>"
    assert [fields[key] for key in ("wp_title", "wp_type", "wp_Layout", "a_b")] == [
        ["a"],
        ["b"],
        ["c"],
        ["d"],
    ]


def test_an_unknown_target_or_format_is_named() -> None:
    """A target, a format or a bundle that does not exist is an error, with the choices that do."""
    with pytest.raises(UsageError, match="no target 'hog'") as caught:
        targets.check(WriteOptions(target="hog"))
    assert "hugo" in caught.value.advice
    with pytest.raises(UsageError, match="reads no front matter in toml"):
        targets.check(WriteOptions(target="jekyll", front_matter="toml"))
    with pytest.raises(UsageError, match="has no bundles"):
        targets.check(WriteOptions(target="jekyll", bundle=True))


def layout(**choices: object) -> dict[str, str]:
    return dict(targets.layout(WriteOptions(**choices)).types)


def test_bundles_and_paths_of_the_user() -> None:
    """A bundle is a folder for each document; a template of the user's replaces that of its type alone."""
    assert layout(target="hugo", bundle=True) == {
        "post": "content/posts/{slug}/index.md",
        "page": "content/{path}/index.md",
        "*": "content/{type}/{slug}/index.md",
    }
    chosen = targets.layout(WriteOptions(target="hugo", paths={"page": "content/p/{path}.md"}))
    assert chosen.types["page"] == "content/p/{path}.md"
    assert chosen.section == "content/p/{path}/_index.md"
    assert chosen.types["post"] == "content/posts/{slug}.md"


def test_drafts_keep_their_folder() -> None:
    """The user's template for posts does not apply to drafts that their folder keeps unpublished."""
    chosen = targets.layout(
        WriteOptions(target="jekyll", paths={"post": "_posts/{year}-{month}-{day}-{id}.md"})
    )
    assert chosen.drafts["post"] == "_drafts/{slug}.md"


TEMPLATES = [
    ("blog/{year}/{slgu}.md", "did you mean {slug}"),
    ("blog/{}.md", "use slug"),
    ("blog/{slug.md", "braces"),
    ("blog/{month:02}-{slug}.md", "write {month}"),
    ("blog/{slug!r}.md", "write {slug}"),
    ("blog/{year}.md", "{slug}, {path} or {id}"),
    ("/blog/{slug}.md", "blog/{slug}.md"),
    ("../{slug}.md", "blog/{slug}.md"),
    ("a/../../{slug}.md", "blog/{slug}.md"),
    ("a//{slug}.md", "blog/{slug}.md"),
    ("a\\{slug}.md", "blog/{slug}.md"),
    ("c:/{slug}.md", "blog/{slug}.md"),
    ("a./{slug}.md", "blog/{slug}.md"),
    ("{slug}", "blog/{slug}.md"),
    ("{slug}/", "blog/{slug}.md"),
    ("", "{slug}"),
]


@pytest.mark.parametrize(("template", "advice"), TEMPLATES)
def test_wrong_templates(template: str, advice: str) -> None:
    """A template that gives no valid path is an error, and its advice says what to write instead."""
    with pytest.raises(UsageError, match="--path") as caught:
        paths.check_template(template)
    assert advice in caught.value.advice


def fields_of(record: object = None, **overrides: object) -> dict[str, object]:
    options = WriteOptions(user_fields={"*": FieldOverrides(**overrides)})
    return front_matter(replace(FULL, record=record or {}), targets.target("neutral"), options)


def test_omit_rename_set() -> None:
    """Fields are left out, get another key at the same position, and are added."""
    fields = fields_of(
        omit=frozenset({"slug", "image"}),
        rename={"modified": "lastmod", "wp_id": "extra.id"},
        constants={"toc": True},
    )
    assert list(fields)[:4] == ["title", "date", "lastmod", "permalink"]
    assert fields["extra"] == {"id": 12}
    assert fields["toc"] is True
    assert "image" not in fields
    assert fields["image_alt"] == "A cup"


RIGHT = [
    {"omit": frozenset({"permalink"}), "rename": {"title": "permalink"}},
    {"rename": {"title": "name", "slug": "title"}},
    {"from_record": {"rating": "meta.rating"}, "omit": frozenset({"rating"})},
    {"omit": frozenset({"genre"}), "rename": {"series": "part_of"}},
]


@pytest.mark.parametrize("overrides", RIGHT)
def test_possible_overrides(overrides: dict[str, object]) -> None:
    """The key of a field that was omitted or renamed is free, and an unknown key may be a taxonomy's."""
    targets.check(WriteOptions(user_fields={"*": FieldOverrides(**overrides)}))


@pytest.mark.parametrize("name", targets.names())
def test_every_key_of_a_target_may_be_left_out(name: str) -> None:
    """Every key that a target writes is accepted by --omit, and so is the name of a table."""
    fields = front_matter(FULL, targets.target(name), WriteOptions(target=name))
    targets.check(WriteOptions(target=name, user_fields={"post": FieldOverrides(omit=frozenset(fields))}))


def test_a_field_of_one_post_is_not_renamed_over_another() -> None:
    """If a taxonomy of the post has the new key of a field, both keep their keys."""
    options = WriteOptions(user_fields={"*": FieldOverrides(rename={"title": "genre"})})
    fields = front_matter(FULL, targets.target("neutral"), options)
    assert (fields["title"], fields["genre"]) == ("Tea & <Cake>", ["how-to"])


def test_overrides_of_a_type() -> None:
    """The overrides of a post type are applied after those of all types, and to no other type."""
    options = WriteOptions(
        user_fields={
            "*": FieldOverrides(constants={"a": 1, "b": 1}),
            "recipe": FieldOverrides(constants={"b": 2}),
        }
    )
    neutral = targets.target("neutral")
    recipe = front_matter(replace(FULL, type="recipe"), neutral, options)
    post = front_matter(FULL, neutral, options)
    assert (recipe["a"], recipe["b"]) == (1, 2)
    assert (post["a"], post["b"]) == (1, 1)


RECORD = {
    "meta": {"rating": "4", "half": 4.5, "when": "2024-05-06", "yes": "1", "none": None, "empty": ""},
    "acf": {"cooks": [{"name": "Ann"}, {"name": ""}, {}], "deep": {"list": [], "null": None}},
    "flag": False,
}
PATHS = [
    ("meta.rating", "4"), ("meta.rating:int", 4), ("meta.rating:float", 4.0), ("meta.half:str", "4.5"),
    ("meta.yes:bool", True), ("meta.when:date", datetime(2024, 5, 6)), ("meta.rating:list", ["4"]),  # noqa: DTZ001
    ("acf.cooks", [{"name": "Ann"}]), ("acf.cooks.0.name", "Ann"), ("flag", False), ("acf.deep", None),
    ("meta.none", None), ("meta.empty:int", None), ("acf.cooks.9.name", None), ("nothing.here", None),
    ("meta.rating.deeper", None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), PATHS)
def test_fields_from_the_record(path: str, value: object) -> None:
    """A path leads through objects and lists; an empty value gives no field."""
    fields = fields_of(RECORD, from_record={"x": path})
    assert fields.get("x") == value
    assert type(fields.get("x")) is type(value)


@pytest.mark.parametrize(
    "path", ["meta.half:int", "acf.cooks:int", "meta.rating:bool", "meta.half:date", "acf:str"]
)
def test_a_value_of_another_type_is_reported(path: str) -> None:
    """A value that cannot be converted to the type is left out with a notice."""
    options = WriteOptions(user_fields={"*": FieldOverrides(from_record={"x": path})})
    fields, (notice,) = build.fields(replace(FULL, record=RECORD), targets.target("neutral"), options)
    assert "x" not in fields
    assert (notice.code, notice.severity, notice.post_id) == ("own-field", "warning", 12)
    assert path.partition(":")[0] in notice.detail


def test_the_old_url_is_an_alias() -> None:
    """If the user leaves the permalink out and the path gives another URL, the old URL is an alias."""
    hugo, options = (
        targets.target("hugo"),
        WriteOptions(target="hugo", user_fields={"*": FieldOverrides(omit=frozenset({"url"}))}),
    )
    moved = front_matter(replace(FULL, path="content/posts/tea.md"), hugo, options)
    same = front_matter(replace(FULL, path="content/2024/05/tea.md"), hugo, options)
    assert moved["aliases"] == ["/2024/05/tea/", "/old/tea/"]
    assert same["aliases"] == ["/old/tea/"]


def test_a_section_of_zola_has_no_other_keys() -> None:
    """Zola refuses unknown keys in `_index.md`, so that they are in `extra`, without those for the URL."""
    zola = targets.target("zola")
    post = replace(FULL, type="page", path="content/2024/05/tea/_index.md")
    fields = front_matter(post, zola, WriteOptions(target="zola"))
    assert set(fields) <= zola.section_keys
    assert set(fields["extra"]) >= {"date", "updated", "authors", "taxonomies", "wp_id"}
    assert not set(fields["extra"]) & {"slug", "path"}
    assert "path" in front_matter(replace(post, path="content/tea.md"), zola, WriteOptions(target="zola"))


def test_pages_below_a_draft_are_published_in_zola() -> None:
    """A draft with pages below it is a section that is not rendered: `draft` would hide those, too."""
    post = replace(FULL, type="page", draft=True, path="content/2024/05/tea/_index.md")
    fields = front_matter(post, targets.target("zola"), WriteOptions(target="zola"))
    assert (fields["render"], fields["extra"]["draft"], "draft" in fields) == (False, True, False)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/wp-content/uploads/桜 (1).jpg", "/wp-content/uploads/%E6%A1%9C%20(1).jpg"),
        ("https://cdn.example/a%20b.jpg?w=1&h=2", "https://cdn.example/a%20b.jpg?w=1&h=2"),
        ("/100%.jpg", "/100%25.jpg"),
    ],
)
def test_the_image_of_docusaurus_is_a_uri(url: str, expected: str) -> None:
    """Docusaurus ends the build for an image whose URL has other characters than a URI."""
    fields = front_matter(
        replace(FULL, image=url), targets.target("docusaurus"), WriteOptions(target="docusaurus")
    )
    assert fields["image"] == expected


BRACES = st.text(st.sampled_from("{}<>%/*ab() \n\"'"), max_size=40)
CALL = re.compile(r'\{\{ "(\{[{%])" \}\}')


@given(BRACES)
def test_liquid_prints_the_text(text: str) -> None:
    """Liquid finds only outputs of strings, and what it prints is the text."""
    escaped = template_escapes.liquid(text)
    assert CALL.sub(lambda call: call[1], escaped) == text
    assert not re.search(r"\{[{%]", CALL.sub("\0", escaped))


ESCAPED = [
    (template_escapes.hugo, "a {{ b }} {% c %}", "a {{ b }} {% c %}"),
    (template_escapes.hugo, "{{< x >}} {{% y %}}", "{{</* x */>}} {{%/* y */%}}"),
    (template_escapes.hugo, "{{</* x */>}}", "{{</*/* x */*/>}}"),
    (template_escapes.hugo, "{{< a {{< b >}}", "{{</* a {{< b */>}}"),
    (template_escapes.hugo, "{{< a", '{{</* a\n\n[//]: # "*/>}}"'),
    (
        template_escapes.hugo,
        template_escapes.shortcode("youtube x") + " {{< y >}}",
        "{{< youtube x >}} {{</* y */>}}",
    ),
    (template_escapes.liquid, "{{ x }} {% y %} {{{ z", '{{ "{{" }} x }} {{ "{%" }} y %} {{ "{{" }}{ z'),
    (template_escapes.zola, "{{ x }} {{ f(a=1) }}", "{{ x }} {{/* f(a=1) */}}"),
    (template_escapes.zola, "{% q() %} b {% end %}", "{%/* q() */%} b {%/* end */%}"),
    (template_escapes.unchanged, "{{ f() }}", "{{ f() }}"),
]


@pytest.mark.parametrize(("function", "markdown", "expected"), ESCAPED)
def test_template_syntax_is_escaped(function: object, markdown: str, expected: str) -> None:
    """Syntax that a template language would run is escaped; other text stays as it is."""
    assert function(markdown) == expected


def test_options_reach_the_documents(tmp_path: Path) -> None:
    """The command's options for fields and paths have their effect."""
    source = FIXTURES / "posts.json"
    done = wpconv(
        source, "-o", tmp_path, "--path", "blog/{year}/{slug}.md", "--path", "page=p/{path}.md",
        "--omit", "slug",
        "--set", "layout=post", "--set", 'year="1999"', "--field", "page/order=menu_order:int",
        "--rename", "modified=lastmod", "--front-matter", "json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    fields = json.JSONDecoder().raw_decode((tmp_path / "blog/2024/the-blue-hour.md").read_text("utf-8"))[0]
    assert fields["layout"] == "post"
    assert fields["year"] == "1999"
    assert "lastmod" in fields
    assert not {"slug", "modified", "order"} & fields.keys()
    page = json.JSONDecoder().raw_decode((tmp_path / "p/about.md").read_text("utf-8"))[0]
    assert page["order"] == 4


WRONG = [
    (["--path", "x/{slgu}.md"], "did you mean {slug}?"),
    (["--field", "x"], "KEY="),
    (["--field", "x=meta.y:itn"], "did you mean :int?"),
    (["--set", "=x"], "KEY="),
    (["--rename", "x="], "KEY="),
    (["--omit", "modfied"], "did you mean modified?"),
    (["--omit", "page/wpid"], "did you mean wp_id?"),
    (["--target", "hugo", "--omit", "wp_id"], "did you mean params.wp_id?"),
    (["--target", "hugo", "--rename", "modified=changed"], "did you mean lastmod?"),
    (["--target", "docusaurus", "--omit", "genre"], "did you mean"),
    (["--rename", "title=permalink"], "--omit permalink"),
    (["--target", "hugo", "--rename", "title=params"], "--omit params"),
    (["--rename", "title=x", "--rename", "post/slug=x"], "--omit x"),
    (["--redirects", "moved.txt"], "_redirects"),
    (["--redirects", ".wpconv.json"], "_redirects"),
    (["--redirects", "./sub/../.wpconv.json"], "_redirects"),
    (["--redirects", ".WPCONV.json"], "_redirects"),
    (["--target", "zola", "--front-matter", "json"], "toml or yaml"),
]


@pytest.mark.parametrize(("options", "advice"), WRONG)
def test_wrong_options(options: list[str], advice: str, tmp_path: Path) -> None:
    """A wrong option gives exit status 2 and advice, and nothing is written."""
    done = wpconv(FIXTURES / "posts.json", "-o", tmp_path / "out", *options)
    assert done.returncode == 2
    assert advice in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", targets.names())
def test_the_page_of_a_target(name: str) -> None:
    """The page of a target shows the front matter of its fixture, its settings and its paths."""
    page = (ROOT / "docs" / "targets" / f"{name}.md").read_text("utf-8")
    assert f"--target {name}" in page or name == "neutral"
    (shown,) = re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)\n```", page, re.DOTALL | re.MULTILINE)
    assert (FIXTURES / name / shown[0]).read_text("utf-8").startswith(shown[1] + "\n")
    target = targets.target(name)
    for setting in target.settings:
        assert re.split(r"[ ,:.(]", setting.text)[0] in page
    for template in target.layout.types.values():
        assert f"`{template}`" in page
        assert f"`{template}`" in (ROOT / "docs" / "targets.md").read_text("utf-8")
    assert ("--bundle" in page) == target.bundles


@pytest.mark.parametrize("name", ["hexo", "jekyll"])
def test_an_excerpt_that_themes_print_as_html_is_escaped(name: TargetName) -> None:
    """A tag in the text of an excerpt is text in a page, too."""
    values = replace(FULL, description="a <b> & c")
    fields, _ = build.fields(values, targets.target(name), WriteOptions(target=name))
    assert fields["excerpt"] == "a &lt;b&gt; &amp; c"


def test_documents_of_pelican_in_folders_have_urls_with_folders() -> None:
    """Without a permalink, links lead to the path of a document, which Pelican would not keep itself."""
    records = [
        {"id": 1, "type": "recipe", "slug": "stew", "content": {"rendered": "Boil."}},
        {"id": 2, "type": "page", "slug": "about", "content": {"rendered": "We."}},
        {"id": 3, "type": "page", "slug": "team", "parent": 2, "content": {"rendered": "You."}},
        {"id": 4, "type": "post", "slug": "news", "content": {"rendered": "Now."}},
    ]
    found = {each.path: each.front_matter for each in convert_records(records, target="pelican")}
    urls = {path: (fields.get("url"), fields.get("save_as")) for path, fields in found.items()}
    assert urls == {
        "content/recipe/stew.md": ("recipe/stew.html", "recipe/stew.html"),
        "content/pages/about.md": (None, None),
        "content/pages/about/team.md": ("pages/about/team.html", "pages/about/team.html"),
        "content/news.md": (None, None),
    }
