"""What can go wrong, as exceptions whose text a user can act on."""

from __future__ import annotations


class WpconvError(Exception):
    """A failure with a cause and a way out; the command line prints both and goes on where it can.

    Args:
        cause: what happened, naming the file or option, in one sentence without a final full stop.
        advice: what to do about it: a command to copy where there is one.
    """

    def __init__(self, cause: str, advice: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.advice = advice


class Terminated(BaseException):
    """Somebody ended the run: it tidies up, as after an interrupt."""


class UsageError(WpconvError):
    """The command line asks for something that cannot be: exit 2."""


class ReadError(WpconvError):
    """A source, or one record of it, cannot be read: the others go on, exit 1."""


class WriteError(WpconvError):
    """A file cannot be written: the others go on, exit 1."""
