"""How the command shows itself: options in groups, examples at the end, one type of its own."""

from __future__ import annotations

from typing import Any

import click
from click.core import ParameterSource

EXAMPLES = """\
Examples:
  Convert a folder of exports into a folder of Markdown:
    wpconv exports/ -o content/
  Look at one post, from a file or from the site itself:
    wpconv post.json
    curl -s 'https://example.org/wp-json/wp/v2/posts/12?_embed=1' | wpconv
  Try the first five posts of an archive, and list their paths:
    wpconv site.zip --limit 5 --jsonl | jq -r .path

Exit status: 0 nothing was lost; 1 something was lost or failed, each named on
standard error, everything else written; 2 the command line is wrong or nothing
convertible was found; 130 interrupted; 143 terminated.
"""


CONFIG_FILE = "wpconv.config"
"""The key under which the context remembers the configuration file."""
ABOUT = "About"
"""The group of `--help`, which click adds."""


class Option(click.Option):
    """An option that stands in a group of the help.

    Args:
        group: the heading it stands under.
        names: its spellings, as click takes them.
        settings: what else click takes.
    """

    def __init__(self, group: str, *names: str, **settings: Any) -> None:
        super().__init__(names, **settings)
        self.group = group

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Return what the option is given, and name the file that an unfit value comes from."""
        try:
            return super().process_value(ctx, value)
        except click.BadParameter as error:
            if ctx.get_parameter_source(self.name or "") is not ParameterSource.DEFAULT_MAP:
                raise
            raise click.BadParameter(f"{error.message} (in {ctx.meta[CONFIG_FILE]})", ctx, self) from None

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Return the default alone: that a count is at least one goes without saying."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


class Command(click.Command):
    """A command whose help has its options in groups and its examples as they were written."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each group of options under its heading, in the order of declaration."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):
                groups.setdefault(getattr(param, "group", ABOUT), []).append(record)
        for heading, records in groups.items():
            with formatter.section(heading):
                formatter.write_dl(records, col_max=28)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the examples line by line."""
        formatter.write_paragraph()
        formatter.write(EXAMPLES)


class Size(click.ParamType[int]):
    """A number of bytes, with K, M or G behind it where that is shorter."""

    name = "size"
    factors = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}  # noqa: RUF012 - never written to

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of bytes."""
        text = str(value).upper().removesuffix("B")
        digits = text.rstrip("KMG")
        if digits.isdecimal() and text.removeprefix(digits) in self.factors:
            return int(digits) * self.factors[text.removeprefix(digits)]
        return self.fail(f"{value!r} is no size: give a number of bytes such as 500M or 2G", param, ctx)
