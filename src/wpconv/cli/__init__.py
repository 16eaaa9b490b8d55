"""The command: what it is given, what it prints, what it exits with."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any, NoReturn

import click

from wpconv.cli.console import Console
from wpconv.cli.help import Command
from wpconv.cli.options import OPTIONS, SOURCE
from wpconv.errors import Terminated, WpconvError

INTERRUPTED = 130
TERMINATED = 143
FAILED = 1
USAGE = 2
BROKEN_PIPE = 141
"""What a shell shows of a program that SIGPIPE ended."""
INTRODUCTION = """\
Turn WordPress REST API exports into Markdown with front matter.

A SOURCE is a JSON file, a folder of such files, an archive of them, or - for standard input, which is
read too when something is piped in and no SOURCE is given.
"""


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
        return _stopped(INTERRUPTED)
    except Terminated:
        return _stopped(TERMINATED)
    except BrokenPipeError:
        # Nothing is left to say, and the interpreter must not try to flush what nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - no traceback helps who runs a converter
        return _failed(error)


def _failed(error: Exception) -> int:
    if isinstance(error, WpconvError):
        Console().failure(error)
        return USAGE
    cause = f"{type(error).__name__}: {error}"
    Console().failure(WpconvError(cause, "if this is not about your system, please report it"))
    return FAILED


def _stopped(status: int) -> int:
    click.echo("stopped: what is written is whole, run again for the rest", err=True)
    return status


@click.pass_context
def _run(ctx: click.Context, /, source: tuple[str, ...], **choices: Any) -> int:
    if choices.pop("show_config"):
        # `--help` should not wait for what it does not need: here a TOML parser, below the converter.
        from wpconv.cli.settings import shown  # noqa: PLC0415

        click.echo(shown(ctx, {"source": source, **choices}))
        return 0
    if not source and sys.stdin is not None and sys.stdin.isatty():
        click.echo(ctx.get_help(), err=True)
        return USAGE
    # Modules outlive the run: there is no use in looking for garbage among them, now or later.
    gc.disable()
    try:
        # As above.
        from wpconv.cli.main import run  # noqa: PLC0415
    finally:
        gc.freeze()
        gc.enable()
    return run(source, choices)


command = Command("wpconv", callback=_run, params=[SOURCE, *OPTIONS], help=INTRODUCTION)
