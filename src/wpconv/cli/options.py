"""Every option of the command, as data: its name, its help, and the field of Options that it fills."""

from __future__ import annotations

from typing import Any

import click

from wpconv.cli.help import Option, Size
from wpconv.version import VERSION

INPUT, SELECT, BODY, OUTPUT, FILES, RUN, ABOUT = (
    "Input", "Selection", "Body", "Documents", "Output folder", "Run", "About",
)  # fmt: skip

COUNT = click.IntRange(min=1)
MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])
TARGETS = (
    "neutral", "hugo", "jekyll", "eleventy", "astro", "zola", "pelican", "docusaurus", "hexo",
)  # fmt: skip


def print_version(ctx: click.Context, _param: click.Parameter, asked: Any) -> None:
    """Print the version and exit, if asked to."""
    if asked and not ctx.resilient_parsing:
        click.echo(f"wpconv {VERSION}")
        ctx.exit()


def load_config(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    """Take options from a file, once it is sure that they are needed."""
    if not ctx.resilient_parsing:
        # `--help` and `--version` come before, and need not wait for a TOML parser.
        from wpconv.cli.settings import load  # noqa: PLC0415

        load(ctx, value)


SOURCE = click.Argument(["source"], nargs=-1, metavar="[SOURCE]...", type=click.Path(allow_dash=True))

OPTIONS = (
    Option(
        OUTPUT, "-o", "--output", metavar="DIR", type=click.Path(file_okay=False),
        help="Write one file per post below DIR. Without it, documents go to standard output.",
    ),
    Option(
        OUTPUT, "--jsonl", is_flag=True,
        help="Print one JSON object per post: path, front_matter, body, notices.",
    ),
    Option(
        OUTPUT, "--target", type=click.Choice(TARGETS), default="neutral", show_default=True,
        help="The site generator whose conventions documents follow.",
    ),
    Option(
        OUTPUT, "--front-matter", type=click.Choice(["yaml", "toml", "json", "meta"]),
        help="How front matter is written, where the target leaves a choice.",
    ),
    Option(
        OUTPUT, "--path", "paths", metavar="[TYPE=]TEMPLATE", multiple=True,
        help="Where posts, or posts of this type, go: 'blog/{year}/{slug}.md'.",
    ),
    Option(
        OUTPUT, "--field", "fields", metavar="KEY=PLACE", multiple=True,
        help="A field from anywhere in the record: rating=meta.rating:int.",
    ),
    Option(
        OUTPUT, "--set", "constants", metavar="KEY=VALUE", multiple=True,
        help="A field that is the same in every document: layout=post.",
    ),
    Option(
        OUTPUT, "--rename", metavar="KEY=NEW", multiple=True,
        help="Write a field under another key: modified=lastmod.",
    ),
    Option(OUTPUT, "--omit", metavar="KEY", multiple=True, help="Leave a field out: wp_id."),
    Option(
        OUTPUT, "--redirects", metavar="FILE", default="",
        help="Write what moved, below DIR: _redirects (Netlify), .htaccess, x.conf (nginx) or x.json.",
    ),
    Option(
        OUTPUT, "--bundle", is_flag=True,
        help="Give each document a folder of its own: slug/index.md.",
    ),
    Option(
        BODY, "--html", type=click.Choice(["keep", "drop"]), default="keep", show_default=True,
        help="Keep the smallest HTML where Markdown has no word, or only its text.",
    ),
    Option(
        BODY, "--embeds", type=click.Choice(["html", "link", "native"]), default="html", show_default=True,
        help="Write players as HTML, as links, or as the target's shortcodes.",
    ),
    Option(
        BODY, "--restore-emphasis", is_flag=True,
        help="Guess where emphasis began, in bodies whose opening tags are lost.",
    ),
    Option(
        BODY, "--verify", is_flag=True,
        help="Render each document again, and report what its Markdown lost.",
    ),
    Option(
        INPUT, "--timezone", metavar="NAME", default="",
        help="Time zone of records without date_gmt, such as Europe/Berlin.",
    ),
    Option(
        INPUT, "--strict-json", is_flag=True,
        help="Refuse what is not strict JSON instead of saving what can be saved.",
    ),
    Option(
        INPUT, "--max-size", "max_bytes", metavar="SIZE", type=Size(), default="2G", show_default=True,
        help="How much one compressed file may unpack to.",
    ),
    Option(
        INPUT, "--max-depth", metavar="N", type=COUNT, default=200, show_default=True,
        help="How deep JSON values may nest.",
    ),
    Option(
        INPUT, "--max-members", metavar="N", type=COUNT, default=100_000, show_default=True,
        help="How many files an archive may hold.",
    ),
    Option(
        SELECT, "--type", "types", metavar="TYPE", multiple=True,
        help="Only posts of this type, such as post, page or product.",
    ),
    Option(
        SELECT, "--exclude-type", "excluded_types", metavar="TYPE", multiple=True,
        help="No posts of this type.",
    ),
    Option(
        SELECT, "--status", "statuses", metavar="STATUS", multiple=True,
        help="Only posts with this status, such as publish or draft.",
    ),
    Option(SELECT, "--since", metavar="DATE", type=MOMENT, help="Only posts of this day or later."),
    Option(SELECT, "--until", metavar="DATE", type=MOMENT, help="Only posts of this day or earlier."),
    Option(
        SELECT, "--author", "authors", metavar="NAME", multiple=True,
        help="Only posts by this author, by name, slug or id.",
    ),
    Option(
        SELECT, "--category", "categories", metavar="NAME", multiple=True,
        help="Only posts in this category, by name, slug or id.",
    ),
    Option(
        SELECT, "--tag", "tags", metavar="NAME", multiple=True,
        help="Only posts with this tag, by name, slug or id.",
    ),
    Option(SELECT, "--id", "ids", metavar="ID", type=int, multiple=True, help="Only the post with this id."),
    Option(SELECT, "--limit", metavar="N", type=COUNT, help="Only the first N posts, for a trial."),
    Option(
        FILES, "--overwrite", is_flag=True,
        help="Replace files that wpconv did not write, or that were edited since.",
    ),
    Option(FILES, "--prune", is_flag=True, help="Remove the documents of posts that are gone."),
    Option(FILES, "--check", is_flag=True, help="Write nothing; exit 1 if a run would change a file."),
    Option(
        FILES, "--dry-run", is_flag=True,
        help="Write nothing; print what would be done with each file.",
    ),
    Option(FILES, "--no-cache", is_flag=True, help="Convert posts again that have not changed."),
    Option(
        RUN, "-j", "--jobs", metavar="N", type=COUNT,
        help="How many processes work; as many as there are cores, one for small inputs.",
    ),
    Option(RUN, "--dask", metavar="ADDRESS", help="Work on the Dask cluster with this scheduler."),
    Option(
        RUN, "--report", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True),
        help="Write what became of each post as JSON; - for standard output.",
    ),
    Option(
        RUN, "--strict", is_flag=True,
        help="Exit 1 for warnings too: guesses, and ids that nothing resolves.",
    ),
    Option(RUN, "-q", "--quiet", is_flag=True, help="Print losses and failures only."),
    Option(RUN, "-v", "--verbose", is_flag=True, help="Print every notice, one by one."),
    Option(
        ABOUT, "--config", metavar="FILE", type=click.Path(dir_okay=False), is_eager=True,
        expose_value=False, callback=load_config,
        help="Take options from FILE, not from the nearest wpconv.toml or pyproject.toml.",
    ),
    Option(
        ABOUT, "--show-config", is_flag=True,
        help="Print all options with where they come from, and exit.",
    ),
    Option(
        ABOUT, "--version", is_flag=True, is_eager=True, expose_value=False, callback=print_version,
        help="Print the version and exit.",
    ),
)  # fmt: skip
"""Grouped as `--help` shows them."""
