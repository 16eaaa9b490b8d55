"""The exceptions of wpconv, each with a cause and with advice that a user can act on."""

import re

_API_ADDRESS = r"https?://[\w:/.?=&%~+-]*(?:wp-json|rest_route)[\w:/.?=&%~+-]*"
"""An address of the REST API without characters that a shell expands."""


def is_api_address(url: str) -> bool:
    """Return whether a URL is one of the REST API, which a command may contain without escapes."""
    # Compiled here, because `--help` needs it as little as most runs.
    return re.fullmatch(_API_ADDRESS, url) is not None


def curl_command(api: str) -> str:
    """Return the command that fetches the newest posts of a site, for the advice of an error.

    Args:
        api: the address of its REST API (`https://…/wp-json/`); anything else gives `HOST` in its place.
    """
    address = api if is_api_address(api) else "https://HOST/wp-json/"
    return f"curl '{address}wp/v2/posts{'&' if '?' in address else '?'}per_page=100&_embed=1' -o posts.json"


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
