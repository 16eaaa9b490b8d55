"""The command: what it is given, what it prints, what it exits with."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any, NoReturn

import click

from wpconv.cli.help import Command
from wpconv.cli.options import OPTIONS, SOURCE

INTERRUPTED = 130
BROKEN_PIPE = 141
"""What a shell shows of a program that SIGPIPE ended."""


def main() -> NoReturn:
    """Run the command and exit with its status."""
    sys.exit(_status())


def _status() -> int:
    try:
        return int(command.main(prog_name="wpconv", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("wpconv: interrupted", err=True)
        return INTERRUPTED
    except OSError as error:
        if error.errno != errno.EPIPE:
            raise
        # Nothing is left to say, and the interpreter must not try to flush what nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


@click.pass_context
def _run(ctx: click.Context, /, source: tuple[str, ...], **choices: Any) -> int:
    """Turn WordPress REST API exports into Markdown with front matter.

    A SOURCE is a JSON file, a folder of such files, an archive of them, or - for standard input, which
    is read too when something is piped in and no SOURCE is given.
    """
    if not source and sys.stdin.isatty():
        click.echo(ctx.get_help(), err=True)
        return 2
    # The converter takes longer to import than `--help` may take.
    from wpconv.cli.session import run  # noqa: PLC0415

    return run(source, choices)


command = Command("wpconv", callback=_run, params=[SOURCE, *OPTIONS])
