"""The exceptions of wpconv; each carries a cause and advice that a user can act on."""


class WpconvError(Exception):
    """A failure with a cause and advice; `str()` returns the cause. The command line prints both.

    Args:
        cause: one sentence without a final full stop that names the file or option.
        advice: the remedy, a command to copy where there is one; may be empty.
    """

    def __init__(self, cause: str, advice: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.advice = advice


class UsageError(WpconvError, ValueError):
    """An option has a value that is not allowed, or options contradict each other; the command exits 2."""


class ReadError(WpconvError):
    """A source, or a record in it, cannot be read; a run goes on with the others and exits 1."""


class WriteError(WpconvError):
    """A file cannot be written; a run goes on with the others and exits 1."""


class Terminated(BaseException):
    """SIGTERM or SIGHUP arrived; like KeyboardInterrupt it ends the run after cleaning up, not as a failure.

    Args:
        number: the number of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
