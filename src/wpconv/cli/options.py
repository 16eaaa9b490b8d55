"""Every option of the command, as data: its name, its help, and the field of Options that it fills."""

from __future__ import annotations

from typing import Any

import click

from wpconv.cli.help import Option, Size
from wpconv.version import VERSION

INPUT, OUTPUT, BODY, RUN, ABOUT = "Input", "Output", "Body", "Run", "About"


def _print_version(ctx: click.Context, _param: click.Parameter, asked: Any) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(f"wpconv {VERSION}")
        ctx.exit()


COUNT = click.IntRange(min=1)

SOURCE = click.Argument(["source"], nargs=-1, metavar="[SOURCE]...")

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
        OUTPUT, "--limit", metavar="N", type=COUNT,
        help="Stop after N posts, for a trial.",
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
        RUN, "--strict", is_flag=True,
        help="Exit 1 for warnings too: guesses, and ids that nothing resolves.",
    ),
    Option(RUN, "-q", "--quiet", is_flag=True, help="Print losses and failures only."),
    Option(RUN, "-v", "--verbose", is_flag=True, help="Print every notice, one by one."),
    Option(
        ABOUT, "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
        help="Print the version and exit.",
    ),
)  # fmt: skip
