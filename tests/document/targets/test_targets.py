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
from wpconv.document import path_templates, targets, template_escapes, user_fields
from wpconv.document.fields import PostValues
from wpconv.document.front_matter import FENCES
from wpconv.errors import UsageError
from wpconv.model import OwnFields, WriteOptions

FIXTURES = ROOT / "fixtures" / "targets"
MOMENT = datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone(timedelta(hours=2)))
FULL = PostValues(
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
    unresolved={"tag_ids": [7]},
    path="posts/tea.md",
)


@pytest.mark.parametrize("name", targets.names())
def test_the_same_posts_in_every_target(name: str, tmp_path: Path, golden: Golden) -> None:
    """Three posts and a page, one of them a draft, side by side in all targets."""
    source = FIXTURES / "posts.json"
    done = wpconv(source, "-o", tmp_path, "--target", name, "--no-cache")
    assert done.returncode == 0, done.stderr
    written = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    goldens = {path.relative_to(FIXTURES / name) for path in (FIXTURES / name).rglob("*") if path.is_file()}
    names = {path for path in written if not path.name.startswith(".wpconv")}
    for path in names | goldens:
        golden(FIXTURES / name / path, written[path].read_bytes().decode() if path in written else None)


@pytest.mark.parametrize("name", targets.names())
def test_a_draft_keeps_its_place_and_gains_no_url(name: str) -> None:
    """Every target says of a draft that it is one, by a field or its folder, and of no other post."""
    target, options = targets.target(name), WriteOptions(target=name)
    public = targets.front_matter(FULL, target, options)
    draft = targets.front_matter(replace(FULL, draft=True, status="private"), target, options)
    by_folder = target.layout.drafts.get("post") or target.layout.drafts.get("*")
    assert by_folder or draft != public
    assert not target.published_only & draft.keys()
    assert "draft" not in public


@pytest.mark.parametrize("name", targets.names())
def test_an_empty_post_has_no_empty_field(name: str) -> None:
    """What a post does not have is absent, whatever the target."""
    fields = targets.front_matter(PostValues(), targets.target(name), WriteOptions(target=name))
    assert all(value not in ("", [], {}, None) for value in fields.values())


@pytest.mark.parametrize("name", targets.names())
def test_every_table_is_whole(name: str) -> None:
    """Rows name values that there are, formats blocks, and templates are what a user may write."""
    target = targets.target(name)
    assert {row.field for row in target.rows} <= set(PostValues.__slots__)
    assert set(target.formats.values()) <= set(FENCES)
    assert {"post", "*"} <= target.layout.types.keys()
    for template in (*target.layout.types.values(), *target.layout.drafts.values()):
        path_templates.check(template)
    keys = {row.key for row in target.rows}
    assert {target.permalink, target.aliases} - {""} <= keys


def test_a_taxonomy_takes_no_key_that_means_something() -> None:
    """A custom taxonomy called like a field, or like a word of the generator's, stands under another key."""
    values = replace(FULL, taxonomies={"title": ("a",), "type": ("b",), "Layout": ("c",), "a.b": ("d",)})
    fields = targets.front_matter(values, targets.target("hugo"), WriteOptions(target="hugo"))
    assert fields["title"] == "Tea & <Cake>"
    assert [fields[key] for key in ("wp_title", "wp_type", "wp_Layout", "a_b")] == [
        ["a"],
        ["b"],
        ["c"],
        ["d"],
    ]


def test_an_unknown_target_or_format_is_named() -> None:
    """What cannot be is said before a run, with what could."""
    with pytest.raises(UsageError, match="no target 'hog'") as caught:
        targets.check(WriteOptions(target="hog"))
    assert "hugo" in caught.value.advice
    with pytest.raises(UsageError, match="reads no front matter in toml"):
        targets.check(WriteOptions(target="jekyll", front_matter="toml"))
    with pytest.raises(UsageError, match="has no bundles"):
        targets.check(WriteOptions(target="jekyll", bundle=True))


def layout(**choices: object) -> dict[str, str]:
    return dict(targets.layout(WriteOptions(**choices)).types)


def test_bundles_and_own_paths() -> None:
    """A bundle is a folder for each document; a template of the user's wins for its type alone."""
    assert layout(target="hugo", bundle=True) == {
        "post": "content/posts/{slug}/index.md",
        "page": "content/{path}/index.md",
        "*": "content/{type}/{slug}/index.md",
    }
    own_way = targets.layout(WriteOptions(target="hugo", paths={"page": "content/p/{path}.md"}))
    assert own_way.types["page"] == "content/p/{path}.md"
    assert own_way.section == "content/p/{path}/_index.md"
    assert own_way.types["post"] == "content/posts/{slug}.md"


def test_a_draft_stays_where_drafts_are() -> None:
    """A template for posts publishes no draft of a generator that goes by the folder."""
    own_way = targets.layout(
        WriteOptions(target="jekyll", paths={"post": "_posts/{year}-{month}-{day}-{id}.md"})
    )
    assert own_way.drafts["post"] == "_drafts/{slug}.md"


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
def test_a_wrong_template_is_named_with_a_way_out(template: str, advice: str) -> None:
    """A template that no run could follow is refused, and the message says what to write."""
    with pytest.raises(UsageError, match="--path") as caught:
        path_templates.check(template)
    assert advice in caught.value.advice


def fields_of(record: object = None, **wishes: object) -> dict[str, object]:
    options = WriteOptions(own={"*": OwnFields(**wishes)})
    return targets.front_matter(replace(FULL, record=record or {}), targets.target("neutral"), options)


def test_omit_rename_set() -> None:
    """Fields go, get another key in their place, and join, each as the user says."""
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
    {"fields": {"rating": "meta.rating"}, "omit": frozenset({"rating"})},
    {"omit": frozenset({"genre"}), "rename": {"series": "part_of"}},
]


@pytest.mark.parametrize("wishes", RIGHT)
def test_what_can_be_is_no_mistake(wishes: dict[str, object]) -> None:
    """A key that another field has left is free, and a key that no target knows may be a taxonomy's."""
    targets.check(WriteOptions(own={"*": OwnFields(**wishes)}))


@pytest.mark.parametrize("name", targets.names())
def test_every_key_of_a_target_may_be_left_out(name: str) -> None:
    """No key that a target writes is taken for a mistake, and neither is a table's name."""
    fields = targets.front_matter(FULL, targets.target(name), WriteOptions(target=name))
    targets.check(WriteOptions(target=name, own={"post": OwnFields(omit=frozenset(fields))}))


def test_a_field_of_one_post_is_not_renamed_over_another() -> None:
    """Where a taxonomy has the key that a field should get, both keep their own."""
    options = WriteOptions(own={"*": OwnFields(rename={"title": "genre"})})
    fields = targets.front_matter(FULL, targets.target("neutral"), options)
    assert (fields["title"], fields["genre"]) == ("Tea & <Cake>", ["how-to"])


def test_a_type_has_its_own_wishes() -> None:
    """What holds for one post type comes after what holds for all, and for no other type."""
    options = WriteOptions(
        own={"*": OwnFields(constants={"a": 1, "b": 1}), "recipe": OwnFields(constants={"b": 2})}
    )
    neutral = targets.target("neutral")
    recipe = targets.front_matter(replace(FULL, type="recipe"), neutral, options)
    post = targets.front_matter(FULL, neutral, options)
    assert (recipe["a"], recipe["b"]) == (1, 2)
    assert (post["a"], post["b"]) == (1, 1)


RECORD = {
    "meta": {"rating": "4", "half": 4.5, "when": "2024-05-06", "yes": "1", "none": None, "empty": ""},
    "acf": {"cooks": [{"name": "Ann"}, {"name": ""}, {}], "deep": {"list": [], "null": None}},
    "flag": False,
}
PLACES = [
    ("meta.rating", "4"), ("meta.rating:int", 4), ("meta.rating:float", 4.0), ("meta.half:str", "4.5"),
    ("meta.yes:bool", True), ("meta.when:date", datetime(2024, 5, 6)), ("meta.rating:list", ["4"]),  # noqa: DTZ001
    ("acf.cooks", [{"name": "Ann"}]), ("acf.cooks.0.name", "Ann"), ("flag", False), ("acf.deep", None),
    ("meta.none", None), ("meta.empty:int", None), ("acf.cooks.9.name", None), ("nothing.here", None),
    ("meta.rating.deeper", None),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value"), PLACES)
def test_a_field_from_any_place_of_the_record(place: str, value: object) -> None:
    """A path into the record is followed through objects and lists; what is empty stays absent."""
    fields = fields_of(RECORD, fields={"x": place})
    assert fields.get("x") == value
    assert type(fields.get("x")) is type(value)


@pytest.mark.parametrize(
    "place", ["meta.half:int", "acf.cooks:int", "meta.rating:bool", "meta.half:date", "acf:str"]
)
def test_a_value_of_another_kind_is_reported(place: str) -> None:
    """What is not of the kind that the user names is left out and named, never bent."""
    options = WriteOptions(own={"*": OwnFields(fields={"x": place})})
    values = replace(FULL, record=RECORD)
    assert "x" not in targets.front_matter(values, targets.target("neutral"), options)
    (notice,) = user_fields.notices(values, options)
    assert (notice.code, notice.severity, notice.post_id) == ("own-field", "warning", 12)
    assert place.partition(":")[0] in notice.detail


def test_what_moves_becomes_an_alias() -> None:
    """Without its permalink a document's URL follows from its path, and the old one redirects to it."""
    hugo, options = (
        targets.target("hugo"),
        WriteOptions(target="hugo", own={"*": OwnFields(omit=frozenset({"url"}))}),
    )
    moved = targets.front_matter(replace(FULL, path="content/posts/tea.md"), hugo, options)
    same = targets.front_matter(replace(FULL, path="content/2024/05/tea.md"), hugo, options)
    assert moved["aliases"] == ["/2024/05/tea/", "/old/tea/"]
    assert same["aliases"] == ["/old/tea/"]


BRACES = st.text(st.sampled_from("{}<>%/*ab() \n\"'"), max_size=40)
CALL = re.compile(r'\{\{ "(\{[{%])" \}\}')


@given(BRACES)
def test_liquid_prints_what_was_written(text: str) -> None:
    """All that Liquid finds to call is the printing of a string, and what it prints is the text."""
    defused = template_escapes.liquid(text)
    assert CALL.sub(lambda call: call[1], defused) == text
    assert not re.search(r"\{[{%]", CALL.sub("\0", defused))


DEFUSED = [
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
    (template_escapes.nothing, "{{ f() }}", "{{ f() }}"),
]


@pytest.mark.parametrize(("function", "markdown", "expected"), DEFUSED)
def test_calls_are_defused(function: object, markdown: str, expected: str) -> None:
    """Each template language finds nothing to call; what it would not call stays as it is."""
    assert function(markdown) == expected


def test_options_reach_the_documents(tmp_path: Path) -> None:
    """The command's options for fields and paths do what they say."""
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
def test_a_wrong_option_is_refused_with_a_way_out(options: list[str], advice: str, tmp_path: Path) -> None:
    """Exit status 2, nothing written, and what to write instead."""
    done = wpconv(FIXTURES / "posts.json", "-o", tmp_path / "out", *options)
    assert done.returncode == 2
    assert advice in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", targets.names())
def test_the_page_about_targets_shows_what_comes_out(name: str) -> None:
    """Each target has its section, with the front matter of its golden and what a site has to set."""
    page = (FIXTURES.parent.parent / "docs" / "targets.md").read_text("utf-8")
    section = re.search(rf"^## {name}$.*?(?=^## |\Z)", page, re.DOTALL | re.MULTILINE | re.IGNORECASE)
    assert section
    assert f"--target {name}" in section[0] or name == "neutral"
    (shown,) = re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)\n```", section[0], re.DOTALL | re.MULTILINE)
    assert (FIXTURES / name / shown[0]).read_text("utf-8").startswith(shown[1] + "\n")
    for need in targets.target(name).needs:
        assert re.split(r"[ ,:.(]", need.text)[0] in section[0]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("hugo", "&lt;script&gt;alert(1)&lt;/script&gt; \\*a\\* &#126;&#126;b&#126;&#126; ~5"),
        ("jekyll", "&lt;script&gt;alert(1)&lt;/script&gt; *a* ~~b~~ ~5"),
        ("neutral", "<script>alert(1)</script> *a* ~~b~~ ~5"),
    ],
)
def test_an_excerpt_is_text(target: str, expected: str) -> None:
    """Hugo renders an excerpt as Markdown and themes of Jekyll print it as HTML: neither makes it markup."""
    text = "<script>alert(1)</script> *a* ~~b~~ ~5"
    row = next(row for row in targets.target(target).rows if row.field == "description")
    assert row.filter(text) == expected
