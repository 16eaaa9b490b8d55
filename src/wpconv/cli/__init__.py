"""The command: what it is given, what it prints, what it exits with."""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import Any, NoReturn

import click

from wpconv.cli.console import Console
from wpconv.cli.help import Command
from wpconv.cli.options import OPTIONS, SOURCE
from wpconv.cli.settings import shown
from wpconv.errors import WpconvError

INTERRUPTED = 130
TERMINATED = 143
USAGE = 2
BROKEN_PIPE = 141
"""What a shell shows of a program that SIGPIPE ended."""
INTRODUCTION = """\
Turn WordPress REST API exports into Markdown with front matter.

A SOURCE is a JSON file, a folder of such files, an archive of them, or - for standard input, which is
read too when something is piped in and no SOURCE is given.
"""


class Terminated(BaseException):
    """Somebody ended the run: it tidies up, as after an interrupt."""


def main() -> NoReturn:
    """Run the command and exit with its status."""
    sys.exit(_status())


def _status() -> int:
    signal.signal(signal.SIGTERM, _terminate)
    try:
        return int(command.main(prog_name="wpconv", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except WpconvError as error:
        Console().failure(error)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return _stopped(INTERRUPTED)
    except Terminated:
        return _stopped(TERMINATED)
    except OSError as error:
        if error.errno != errno.EPIPE:
            raise
        # Nothing is left to say, and the interpreter must not try to flush what nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def _terminate(_number: int, _frame: object) -> NoReturn:
    raise Terminated


def _stopped(status: int) -> int:
    click.echo("stopped: what is written is whole, run again for the rest", err=True)
    return status


@click.pass_context
def _run(ctx: click.Context, /, source: tuple[str, ...], **choices: Any) -> int:
    if not source and sys.stdin.isatty():
        click.echo(ctx.get_help(), err=True)
        return USAGE
    if choices.pop("show_config"):
        click.echo(shown(ctx, {"source": source, **choices}))
        return 0
    # The converter takes longer to import than `--help` may take.
    from wpconv.cli.session import run  # noqa: PLC0415

    return run(source, choices)


command = Command("wpconv", callback=_run, params=[SOURCE, *OPTIONS], help=INTRODUCTION)
