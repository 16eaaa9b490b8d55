"""The help of the command: options in groups and examples at the end; and the type of sizes."""

from __future__ import annotations

from typing import Any

import click
from click.core import ParameterSource

EXAMPLES = """\
Examples:
  Convert a folder of exports into a folder of Markdown:
    wpconv exports/ -o content/
  Fetch a site and convert it; the next time, only what has changed:
    wpconv https://example.org -o site/
  Look at one post, from a file or from the site itself:
    wpconv post.json
    wpconv https://example.org/wp-json/wp/v2/posts/12
  Try the first five posts of an archive, and list their paths:
    wpconv site.zip --limit 5 --jsonl | jq -r .path

Exit status: 0 nothing was lost; 1 something was lost or failed, and standard
error names it, all else was written; 2 the command line is wrong or the input
holds no posts; 129, 130 and 143 stopped by SIGHUP, SIGINT and SIGTERM; 141
the reader of standard output is gone.
"""

CONFIG_FILE = "wpconv.config"
"""The key of the context's `meta` that holds the name of the configuration file."""
ABOUT = "About"
"""The group of `--help`, which click adds."""


class Option(click.Option):
    """An option in a group of the help.

    Args:
        group: the heading of the group.
        names: the names of the option and its parameter, as in click.
        is_secret: the value may be a secret: it is neither read from a configuration file nor shown.
        settings: the other arguments of `click.Option`.
    """

    def __init__(self, group: str, *names: str, is_secret: bool = False, **settings: Any) -> None:
        super().__init__(names, **settings)
        self.group = group
        self.is_secret = is_secret

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Convert and check a value; the error for one from a configuration file names the file."""
        try:
            return super().process_value(ctx, value)
        except click.BadParameter as error:
            is_from_file = ctx.get_parameter_source(self.name or "") is ParameterSource.DEFAULT_MAP
            if not (is_from_file and CONFIG_FILE in ctx.meta):
                raise
            raise click.BadParameter(f"{error.message} (in {ctx.meta[CONFIG_FILE]})", ctx, self) from None

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Return the default without the range, which for all options is `x>=1`."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


def long_name(param: click.Parameter) -> str:
    """Return the long name of an option without dashes, which is its key in a configuration file."""
    return max(param.opts, key=len).lstrip("-")


class Command(click.Command):
    """A command whose help shows options in groups, and the examples at the end."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each group of options under its heading, in the order of the list of options."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):
                groups.setdefault(getattr(param, "group", ABOUT), []).append(record)
        for heading, records in groups.items():
            with formatter.section(heading):
                formatter.write_dl(records, col_max=28)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the examples without rewrapping them."""
        formatter.write_paragraph()
        formatter.write(EXAMPLES)


class Size(click.ParamType[int]):
    """A number of bytes, optionally with the unit K, M or G (powers of 1024)."""

    name = "size"
    factors = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}  # noqa: RUF012 - a constant; click's types have no ClassVar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of bytes; fail if the value is not a size."""
        text = str(value).upper().removesuffix("B")
        digits = text.rstrip("KMG")
        if digits.isdecimal() and text.removeprefix(digits) in self.factors:
            return int(digits) * self.factors[text.removeprefix(digits)]
        return self.fail(f"{value!r} is not a size: give a number of bytes, such as 500M or 2G", param, ctx)
