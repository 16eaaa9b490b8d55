"""The command `wpconv`: its options, its output, its exit status."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click

from wpconv.cli.console import Console
from wpconv.cli.deferred import defer_soupsieve
from wpconv.cli.help import Command
from wpconv.cli.options import OPTIONS, SOURCE
from wpconv.errors import Terminated, WpconvError

FAILED = 1
USAGE = 2
SIGNALLED = 128
"""A shell adds the number of the signal that ended a program."""
INTERRUPTED = 130
BROKEN_PIPE = 141
"""The status that a shell shows for a program that SIGPIPE ended."""
INTRODUCTION = """\
Turn WordPress exports (JSON of the REST API, or WXR) into Markdown with front matter.

A SOURCE is a JSON file, a folder of such files, an archive of them, the URL of a live site, or - for
standard input, which is read too when something is piped in and no SOURCE is given.
"""


def start() -> NoReturn:
    """Run the command with the arguments of the process, and exit with its status."""
    stdout = sys.stdout
    defer_soupsieve()
    try:
        status = _status()
    except BrokenPipeError:
        status = _pipe_closed()
    except SystemExit:
        # click replaces standard output and exits when it meets a closed pipe.
        if sys.stdout is stdout:
            raise
        status = _pipe_closed()
    sys.exit(status)


def _pipe_closed() -> int:
    """Discard what is still buffered, which the interpreter would fail to flush when it exits."""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            os.dup2(null, stream.fileno())
    return BROKEN_PIPE


def _status() -> int:
    try:
        return int(command.main(prog_name="wpconv", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _stopped(INTERRUPTED)
    except Terminated as end:
        return _stopped(SIGNALLED + end.number)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - a message helps users of a command more than a traceback
        return _failed(error)


def _failed(error: Exception) -> int:
    if isinstance(error, WpconvError):
        Console().failure(error)
        return USAGE
    cause = f"{type(error).__name__}: {error}"
    Console().failure(WpconvError(cause, "unless your system is the reason, please report it"))
    return FAILED


def _stopped(status: int) -> int:
    # The terminal that sent SIGHUP is gone.
    with suppress(OSError):
        click.echo("stopped: every file that was written is complete; run again for the rest", err=True)
    return status


@click.pass_context
def _run(ctx: click.Context, /, source: tuple[str, ...], **values: Any) -> int:
    if values.pop("show_config"):
        # `--help` and `--version` do not import it.
        from wpconv.cli.config_file import show  # noqa: PLC0415

        # TOML is UTF-8, whatever the encoding of standard output.
        click.echo(show(ctx, {"source": source, **values}).encode())
        return 0
    if not source and sys.stdin is not None and sys.stdin.isatty():
        click.echo(ctx.get_help(), err=True)
        return USAGE
    # Modules live as long as the process: the garbage collector need not visit their objects, now or later.
    gc.disable()
    try:
        # The converter, which `--help`, `--version` and `--show-config` do not import.
        from wpconv.cli.main import run_command  # noqa: PLC0415
    finally:
        gc.freeze()
        gc.enable()
    return run_command(source, values)


command = Command("wpconv", callback=_run, params=[SOURCE, *OPTIONS], help=INTRODUCTION)
