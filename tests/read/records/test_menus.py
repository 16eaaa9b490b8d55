from __future__ import annotations

import pytest

from wpconv.read.records import menus

BLOCKS = (
    '<!-- wp:home-link {"label":"Start"} /-->'
    '<!-- wp:navigation-submenu {"label":"About","type":"page","id":2,"url":"https://a.example/about/"} -->'
    '<!-- wp:navigation-link {"label":"Team &amp; crew","url":"/team/"} /-->'
    "<!-- /wp:navigation-submenu -->"
    '<!-- wp:navigation-link {"label":"Shop","url":"https://shop.example/"} /-->'
)
HTML = """
<li class="wp-block-navigation-item"><a href="/"><span>Start</span></a></li>
<li class="has-child"><a href="https://a.example/about/"><span>About</span></a><button></button>
<ul><li><a href="/team/"><span>Team &amp; crew</span></a></li></ul></li>
<li><a href="https://shop.example/">Shop</a></li>
"""


@pytest.mark.parametrize(
    "content", [BLOCKS, {"raw": BLOCKS, "rendered": ""}, {"rendered": HTML}], ids=["row", "edit", "public"]
)
def test_navigation_blocks(content: object) -> None:
    """A navigation block gives the same entries from its markup and from the HTML that the API shows."""
    record = {"id": 5, "slug": "top", "type": "wp_navigation", "content": content}
    entries = [(each.menu, each.id, each.title, each.url, each.parent) for each in menus.navigation(record)]
    assert entries == [
        ("top", 1, "Start", "/", 0),
        ("top", 2, "About", "https://a.example/about/", 0),
        ("top", 3, "Team &amp; crew", "/team/", 2),
        ("top", 4, "Shop", "https://shop.example/", 0),
    ]


def test_entries_of_a_classic_menu() -> None:
    """An entry keeps its place, its title and what it leads to, of the API and of wp-cli."""
    of_api = menus.item(
        {"id": 25, "title": {"rendered": "Team"}, "url": "https://a.example/team/", "object": "page",
         "object_id": 13, "parent": 24, "menu_order": 2, "menus": 6}
    )  # fmt: skip
    assert (of_api.menu, of_api.id, of_api.title, of_api.parent, of_api.order) == ("6", 25, "Team", 24, 2)
    assert (of_api.object_type, of_api.object_id) == ("page", 13)
    of_cli = menus.item(
        {"db_id": 25, "title": "Team", "link": "/team/", "position": "2", "menu_item_parent": "24"}
    )
    assert (of_cli.id, of_cli.url, of_cli.parent, of_cli.order) == (25, "/team/", 24, 2)


@pytest.mark.parametrize(
    ("locations", "expected"), [(["primary"], "main"), (["footer"], "links"), ([], "links"), (None, "links")]
)
def test_names_of_menus(locations: object, expected: str) -> None:
    """The menu at the theme's first location is `main`, any other has its slug."""
    name = menus.name({"id": 6, "name": "Links", "slug": "links", "locations": locations})
    assert (name.id, name.menu, name.title) == (0, "6", expected)


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- wp:navigation-link {broken} /-->",
        "<!-- wp:navigation-link /-->",
        f'<!-- wp:navigation-link {{"a":{"[" * 100_000}}} /-->',
        "",
    ],
)
def test_damaged_markup(markup: str) -> None:
    """Markup without attributes gives entries without a title, and broken attributes give none."""
    entries = menus.navigation({"type": "wp_navigation", "content": {"raw": markup}})
    assert all((each.title, each.url) == ("", "") for each in entries)


@pytest.mark.parametrize("attributes", ["{broken}", "", '{"a":' + "[" * 100_000 + "}", '{"label":}'])
def test_a_container_with_damaged_attributes(attributes: str) -> None:
    """The end of a container whose attributes are damaged closes that one, and no other."""
    markup = (
        '<!-- wp:navigation-submenu {"label":"A"} -->'
        f"<!-- wp:navigation-submenu {attributes} -->"
        '<!-- wp:navigation-link {"label":"C"} /--><!-- /wp:navigation-submenu -->'
        '<!-- wp:navigation-link {"label":"D"} /--><!-- /wp:navigation-submenu -->'
        '<!-- wp:navigation-link {"label":"E"} /-->'
    )
    entries = menus.navigation({"type": "wp_navigation", "content": {"raw": markup}})
    assert [(each.title, each.parent) for each in entries] == [
        ("A", 0),
        ("", 1),
        ("C", 2),
        ("D", 1),
        ("E", 0),
    ]


def test_links_that_contain_links() -> None:
    """WordPress 5.9 wrote links with others in them; an end without a beginning closes nothing."""
    markup = (
        '<!-- wp:navigation-link {"label":"A"} --><!-- /wp:navigation-submenu -->'
        '<!-- wp:navigation-link {"label":"B"} /--><!-- /wp:navigation-link -->'
        '<!-- wp:navigation-link {"label":"C"} /-->'
    )
    entries = menus.navigation({"type": "wp_navigation", "content": {"raw": markup}})
    assert [(each.title, each.parent) for each in entries] == [("A", 0), ("B", 1), ("C", 0)]
