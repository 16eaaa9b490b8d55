"""The secrets of a fetch: the application password of a user, and the user's own headers."""

from __future__ import annotations

import netrc
import os
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path

from wpconv.errors import UsageError
from wpconv.fetch.addresses import Source
from wpconv.fetch.client import may_have_secrets

PASSWORD = "WPCONV_PASSWORD"  # noqa: S105 - the name of a variable
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)")
"""A field of RFC 9110, 5.1 and 5.5."""


def login(user: str, source: Source, ask: Callable[[str], str] | None) -> str:
    """Return the value of `Authorization` for a user of a site (RFC 7617); empty without a user.

    Args:
        user: the user's name.
        source: the site.
        ask: asks the person for the password of a user; None if nobody can be asked.

    Raises:
        UsageError: the password is on the command line or unknown, or would be sent without encryption.
    """
    if not user:
        return ""
    if ":" in user:
        raise UsageError(
            "--user has a password in it, which other users of this machine can read",
            f"give the name only, and the application password in {PASSWORD}",
        )
    if not may_have_secrets(source.url):
        raise UsageError(
            f"{source.host}: a password is sent by https only", "write the address with https://"
        )
    password = os.environ.get(PASSWORD) or _from_netrc(source.host, user) or (ask(user) if ask else "")
    if not password:
        raise UsageError(
            f"the application password of {user} is not known",
            f"set {PASSWORD}, or write it into .netrc; Users > Profile > Application Passwords makes one",
        )
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def _from_netrc(host: str, user: str) -> str:
    """Return the password of a user of a host from the user's netrc (`NETRC`, or in the home folder)."""
    named = os.environ.get("NETRC")
    try:
        path = Path(named) if named else Path.home() / ".netrc"
        entry = netrc.netrc(str(path)).authenticators(host)
    except (OSError, RuntimeError, UnicodeDecodeError, netrc.NetrcParseError):
        return ""
    return (entry[2] or "") if entry and entry[0] in ("", user) else ""


def headers(texts: Sequence[str]) -> dict[str, str]:
    """Return the headers that a user gives as `NAME: VALUE`, or in a file with one in each line as `@FILE`.

    Raises:
        UsageError: one is no header; the message does not show its value.
    """
    lines: list[str] = []
    for text in texts:
        if text.startswith("@"):
            try:
                lines += filter(str.strip, Path(text[1:]).read_text("utf-8").splitlines())
            except (OSError, UnicodeDecodeError):
                raise UsageError(f"--header {text}: the file cannot be read", "check its name") from None
        else:
            lines.append(text)
    found = {}
    for number, line in enumerate(lines, 1):
        match = _HEADER.fullmatch(line.strip())
        if match is None or not match[2].isprintable() or not match[2].isascii():
            raise UsageError(f"--header number {number} is no header", "write it as 'NAME: VALUE'")
        found[match[1]] = match[2]
    return found
