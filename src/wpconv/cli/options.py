"""The options of the command, in the groups and the order of `--help`."""

from __future__ import annotations

from typing import Any, get_args

import click

from wpconv import __version__
from wpconv.cli.help import Option, Size
from wpconv.literals import (
    CommentMode,
    EmbedMode,
    FrontMatterFormat,
    HtmlMode,
    LinkMode,
    MediaMode,
    TargetName,
)

INPUT, SITE, SELECT, BODY, OUTPUT, FILES, RUN, ABOUT = (
    "Input", "Live site", "Selection", "Body", "Documents", "Output folder", "Run", "About",
)  # fmt: skip

COUNT = click.IntRange(min=1)
MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])


def print_version(ctx: click.Context, _param: click.Parameter, is_given: Any) -> None:
    """Print the version and exit, if the option is given."""
    if is_given and not ctx.resilient_parsing:
        click.echo(f"wpconv {__version__}")
        ctx.exit()


def load_config(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    """Make the values of the configuration file the defaults of the other options."""
    if not ctx.resilient_parsing:
        # `--help` and `--version` exit before this, so they do not import it.
        from wpconv.cli.config_file import load  # noqa: PLC0415

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
        OUTPUT, "--target", type=click.Choice(get_args(TargetName)), default="neutral", show_default=True,
        help="The static site generator whose conventions the documents follow.",
    ),
    Option(
        OUTPUT, "--front-matter", type=click.Choice(get_args(FrontMatterFormat)),
        help="The format of front matter, if the target reads several.",
    ),
    Option(
        OUTPUT, "--path", "paths", metavar="[TYPE=]TEMPLATE", multiple=True,
        help="The path of posts, or of posts of TYPE: 'blog/{year}/{slug}.md'.",
    ),
    Option(
        OUTPUT, "--field", "fields", metavar="KEY=SOURCE", multiple=True,
        help="Add a field from the JSON record of the post: rating=meta.rating:int.",
    ),
    Option(
        OUTPUT, "--set", "constants", metavar="KEY=VALUE", multiple=True,
        help="Add a field with the same value in every document: layout=post.",
    ),
    Option(
        OUTPUT, "--rename", metavar="KEY=NEW", multiple=True,
        help="Write a field under another key: modified=lastmod.",
    ),
    Option(OUTPUT, "--omit", metavar="KEY", multiple=True, help="Leave a field out: wp_id."),
    Option(
        OUTPUT, "--links", type=click.Choice(get_args(LinkMode)),
        help="Write links within the site as URLs of the new site (default with -o), as paths of files, "
        "in the target's syntax, or as they are.",
    ),
    Option(
        OUTPUT, "--host", "hosts", metavar="HOST", multiple=True,
        help="Another name of the site, for its links: old.example.com.",
    ),
    Option(
        OUTPUT, "--redirects", metavar="FILE", default="",
        help="Write redirects from old URLs: _redirects (Netlify), .htaccess, x.conf (nginx) or x.json.",
    ),
    Option(
        OUTPUT, "--comments", type=click.Choice(get_args(CommentMode)), default="none", show_default=True,
        help="Write approved comments as a data file for each post, or into its front matter.",
    ),
    Option(
        OUTPUT, "--site-data", is_flag=True,
        help="Write menus, terms and settings as data files, and as a fragment of configuration.",
    ),
    Option(
        OUTPUT, "--bundle", is_flag=True,
        help="Write each document into its own folder: slug/index.md.",
    ),
    Option(
        BODY, "--html", type=click.Choice(get_args(HtmlMode)), default="keep", show_default=True,
        help="Keep HTML that has no Markdown syntax; write captions and details as HTML too (figures); "
        "or drop its tags and leave the text.",
    ),
    Option(
        BODY, "--embeds", type=click.Choice(get_args(EmbedMode)), default="html", show_default=True,
        help="Write embedded players as HTML, links, or shortcodes of the target.",
    ),
    Option(
        BODY, "--restore-emphasis", is_flag=True,
        help="Guess where emphasis starts, in bodies that lost their start tags.",
    ),
    Option(
        BODY, "--verify", is_flag=True,
        help="Render each document's Markdown, and report what differs from the post.",
    ),
    Option(
        INPUT, "--timezone", metavar="NAME", default="",
        help="The time zone of records without date_gmt, such as Europe/Berlin.",
    ),
    Option(
        INPUT, "--strict-json", is_flag=True,
        help="Fail for invalid JSON or XML instead of recovering what can be recovered.",
    ),
    Option(
        INPUT, "--max-size", "max_bytes", metavar="SIZE", type=Size(), default="2G", show_default=True,
        help="The largest size that a compressed file may unpack to.",
    ),
    Option(
        INPUT, "--max-depth", metavar="N", type=COUNT, default=200, show_default=True,
        help="The deepest nesting of JSON values.",
    ),
    Option(
        INPUT, "--max-members", metavar="N", type=COUNT, default=100_000, show_default=True,
        help="The largest number of files in an archive.",
    ),
    Option(
        SITE, "--save", metavar="DIR", type=click.Path(file_okay=False),
        help="Save the export of the site in DIR; by default in a folder named after its host.",
    ),
    Option(SITE, "--fetch-only", is_flag=True, help="Save the export, and convert nothing."),
    Option(
        SITE, "--refresh", is_flag=True,
        help="Fetch everything anew, not only what is new, changed or gone since the last time.",
    ),
    Option(
        SITE, "-u", "--user", metavar="NAME", default="",
        help="Fetch drafts and private posts as this user, with the application password in WPCONV_PASSWORD "
        "or .netrc; else it is asked for.",
    ),
    Option(
        SITE, "-H", "--header", "headers", metavar="HEADER", multiple=True, is_secret=True,
        help="Send 'NAME: VALUE' with each request to the site; @FILE reads such lines from a file.",
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
        FILES, "--uploads", metavar="PATH", multiple=True, type=click.Path(),
        help="Copy media from a folder or archive of wp-content/uploads, or of the whole site.",
    ),
    Option(
        FILES, "--media", type=click.Choice(get_args(MediaMode)), default="full", show_default=True,
        help="The files to copy: none, the sizes in use, the largest, the originals, or the whole library.",
    ),
    Option(
        FILES, "--media-dir", metavar="DIR", default="",
        help="The folder for media below the output folder; by default that of the target.",
    ),
    Option(
        FILES, "--overwrite", is_flag=True,
        help="Replace files that wpconv did not write, or that were edited since.",
    ),
    Option(
        FILES, "--prune", is_flag=True,
        help="Remove documents of posts that are gone, unless too many would go.",
    ),
    Option(FILES, "--prune-all", is_flag=True, help="Remove them however many they are."),
    Option(FILES, "--check", is_flag=True, help="Write nothing; exit 1 if a run would change a file."),
    Option(
        FILES, "--dry-run", is_flag=True,
        help="Write nothing; print which files a run would change.",
    ),
    Option(FILES, "--no-cache", is_flag=True, help="Convert unchanged posts again."),
    Option(
        RUN, "-j", "--jobs", metavar="N", type=COUNT,
        help="The number of processes; by default all cores, or one for small inputs.",
    ),
    Option(RUN, "--dask", metavar="ADDRESS", help="Convert on the Dask cluster with this scheduler."),
    Option(
        RUN, "--report", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True),
        help="Write a report on each post as JSON; - for standard output.",
    ),
    Option(
        RUN, "--review", metavar="FILE", type=click.Path(dir_okay=False),
        help="Write a page that shows posts beside their documents, worst first; implies --verify.",
    ),
    Option(
        RUN, "--strict", is_flag=True,
        help="Exit 1 for warnings too: guesses and unresolved ids.",
    ),
    Option(RUN, "-q", "--quiet", is_flag=True, help="Print losses and failures only."),
    Option(RUN, "-v", "--verbose", is_flag=True, help="Print every notice."),
    Option(
        ABOUT, "--config", metavar="FILE", type=click.Path(dir_okay=False), is_eager=True,
        expose_value=False, callback=load_config,
        help="Read options from FILE, not from the nearest wpconv.toml or pyproject.toml.",
    ),
    Option(
        ABOUT, "--show-config", is_flag=True,
        help="Print the value and origin of all options, and exit.",
    ),
    Option(
        ABOUT, "--version", is_flag=True, is_eager=True, expose_value=False, callback=print_version,
        help="Print the version and exit.",
    ),
)  # fmt: skip
"""In the order of `--help`."""
