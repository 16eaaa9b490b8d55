"""Fetching and converting a real WordPress of several versions, with every form of permalinks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.process import contents, wpconv
from wordpress.conftest import WordPress

pytestmark = [pytest.mark.slow, pytest.mark.wordpress]

PUBLIC = {
    *(f"posts/log-{number}.md" for number in range(1, 121)),
    "posts/first-bowline.md", "posts/all-kinds-of-links.md", "posts/all-kinds-of-media.md",
    "posts/classic-text.md", "posts/new-name.md", "posts/locked.md", "recipe/fish-stew.md",
    "pages/about.md", "pages/about/team.md",
}  # fmt: skip
"""The documents of all posts that everybody may read, but one page."""


def documents(folder: Path) -> dict[str, bytes]:
    return {name: body for name, body in contents(folder).items() if name.endswith(".md")}


def test_a_whole_site(wordpress: WordPress, tmp_path: Path) -> None:
    """All public posts are converted, with names for ids; nothing forbidden is asked; offline is the same."""
    before = len(wordpress.requests)
    run = wpconv(wordpress.url, "-o", "site", "--save", "export", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    written = documents(tmp_path / "site")
    assert written.keys() >= PUBLIC
    assert len(written) == len(PUBLIC) + 1
    assert "unresolved" not in run.stderr
    assert b'categories: ["Knots"]' in written["posts/first-bowline.md"]
    assert "Inês Vaz".encode() in written["posts/first-bowline.md"]
    asked = wordpress.requests[before:]
    assert not any("status=" in line or "context=" in line for line in asked)
    assert wpconv("export", "-o", "offline", cwd=tmp_path).returncode == 0
    assert documents(tmp_path / "offline") == written


def test_drafts_with_an_application_password(wordpress: WordPress, tmp_path: Path) -> None:
    """A user's drafts, scheduled and private posts are there as drafts; the password is in no file."""
    env = {"WPCONV_PASSWORD": wordpress.password}
    command = (wordpress.url, "-u", wordpress.user, "-o", "site", "--save", "export")
    run = wpconv(*command, cwd=tmp_path, env=env)
    assert run.returncode == 0, run.stderr
    written = documents(tmp_path / "site")
    assert written.keys() >= PUBLIC
    drafts = [name for name, body in written.items() if b"\ndraft: true" in body]
    assert {"posts/private.md", "posts/draft.md"} <= set(drafts)
    assert all(wordpress.password.encode() not in body for body in contents(tmp_path).values())
    menus = tmp_path / "export/wp-json/wp/v2/menu-items/page-0001.json"
    assert len(json.loads(menus.read_bytes())) == 3


def test_a_wrong_password(wordpress: WordPress, tmp_path: Path) -> None:
    """A wrong password, which public routes answer as if there were none, ends the run before it begins."""
    run = wpconv(wordpress.url, "-u", wordpress.user, cwd=tmp_path, env={"WPCONV_PASSWORD": "no"})
    assert run.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_later_run(wordpress: WordPress, tmp_path: Path) -> None:
    """If nothing changed, no file changes; then a changed, a new and a deleted post are brought."""
    command = (wordpress.url, "-o", "site", "--save", "export", "--prune")
    assert wpconv(*command, cwd=tmp_path).returncode == 0
    before = contents(tmp_path)
    assert wpconv(*command, cwd=tmp_path).returncode == 0
    assert contents(tmp_path) == before
    wordpress.php(
        "$p = fn($s) => get_page_by_path($s, OBJECT, 'post')->ID;"
        "wp_update_post(['ID' => $p('log-7'), 'post_content' => '<p>Rewritten.</p>']);"
        "wp_trash_post($p('log-8'));"
        "wp_insert_post(['post_title' => 'Fresh', 'post_name' => 'fresh', 'post_status' => 'publish',"
        " 'post_content' => '<p>New.</p>']);"
    )
    before_posts = documents(tmp_path / "site")
    run = wpconv(*command, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    after = documents(tmp_path / "site")
    assert b"Rewritten." in after["posts/log-7.md"]
    assert after.keys() - before_posts.keys() == {"posts/fresh.md"}
    assert before_posts.keys() - after.keys() == {"posts/log-8.md"}
    wordpress.php(
        "wp_untrash_post($wpdb->get_var(\"SELECT ID FROM $wpdb->posts WHERE post_status = 'trash'\"));"
    )
