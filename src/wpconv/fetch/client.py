"""HTTP for one site: one request at a time, with pauses, retries and bounds; secrets go to its hosts only."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urljoin, urlsplit

from urllib3 import BaseHTTPResponse, HTTPHeaderDict, PoolManager, Timeout
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    SSLError,
)
from urllib3.exceptions import TimeoutError as HTTPTimeoutError

from wpconv import __version__
from wpconv.errors import ReadError
from wpconv.fetch.addresses import Source, is_loopback, is_same_site
from wpconv.fetch.connections import PrivateAddressError, pools

USER_AGENT = f"wpconv/{__version__}"
REDIRECTS = frozenset((301, 302, 303, 307, 308))
MAX_REDIRECTS = 5
TEMPORARY = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))
"""Statuses after which the same request may succeed; 52x are Cloudflare's."""
TOO_MANY = frozenset((429, 503))
MAX_PAGE = 64 << 20
"""Bytes of one answer of the API, decompressed."""
LONGEST_PAUSE = 600.0
"""Seconds that `Retry-After` may ask for."""
SLOWEST = 1024
"""Bytes per second below which an answer is given up once it takes longer than the timeout."""
CHUNK = 1 << 16
HARMLESS = frozenset(("accept", "accept-encoding", "accept-language", "cache-control", "from", "user-agent"))
"""Headers of the user that are no secrets."""


class FetchError(ReadError):
    """A site, or a part of it, cannot be fetched."""


class NoAnswerError(FetchError):
    """A request has no complete answer.

    Args:
        cause: as in ReadError.
        advice: as in ReadError.
        is_temporary: whether the same request may succeed later.
        asked_for: the seconds that the site asks to wait.
    """

    def __init__(
        self, cause: str, advice: str = "", *, is_temporary: bool = True, asked_for: float = 0.0
    ) -> None:
        super().__init__(cause, advice)
        self.is_temporary = is_temporary
        self.asked_for = asked_for


class TooLargeError(NoAnswerError):
    """An answer has more bytes than allowed.

    Args:
        url: its address.
        limit: the number of bytes that it may have.
    """

    def __init__(self, url: str, limit: int) -> None:
        super().__init__(f"{url}: is larger than {limit} bytes", is_temporary=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with any status."""

    url: str
    """The address that answered, after redirects."""
    status: int
    headers: Mapping[str, str]
    """By names in lower case."""
    body: bytes
    """Without content encoding."""


@dataclass(slots=True)
class Pace:
    """How fast requests follow each other, in seconds."""

    between: float = 0.5
    """The pause before each request; doubled when the site asks for slower requests."""
    backoff: float = 1.0
    """The pause before the first retry, doubled for each further one."""
    retries: int = 5
    timeout: float = 60.0


def pace_for(host: str) -> Pace:
    """Return the pace for a host: this machine need not be spared."""
    return Pace(between=0, backoff=0.05) if is_loopback(host) else Pace()


@dataclass(slots=True)
class Client:
    """Requests to one site.

    Args:
        source: the site.
        headers: the user's own headers.
        login: the value of `Authorization` for the API; empty for none.
        hosts: further hosts of the site, for media.
        pace: None for the usual one.
    """

    source: Source
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    login: str = field(default="", repr=False)
    hosts: tuple[str, ...] = ()
    pace: Pace = field(default_factory=Pace)
    requests: int = 0
    """How many requests were sent."""

    _pools: PoolManager = field(init=False, repr=False)
    _last: float = field(default=0.0, init=False)
    """When the last request was sent."""

    def __post_init__(self) -> None:
        self._pools = pools(urlsplit(self.source.url).scheme, self.source.host)

    def get(
        self,
        url: str,
        *,
        limit: int = MAX_PAGE,
        cut: bool = False,
        with_login: bool = False,
        retries: int | None = None,
    ) -> Answer:
        """Return the answer to a GET request, after redirects and retries.

        Args:
            url: an address of the site.
            limit: the number of bytes that the body may have.
            cut: read no more bytes than that, rather than fail.
            with_login: send the user's login.
            retries: how often to try again; None for the usual number.

        Raises:
            NoAnswerError: there is no complete answer, or it leads to another host.
        """
        retries = self.pace.retries if retries is None else retries
        for attempt in range(retries + 1):
            asked_for = 0.0
            try:
                answer = self._follow(url, limit, cut=cut, with_login=with_login)
            except NoAnswerError as error:
                if not error.is_temporary or attempt == retries:
                    raise
            else:
                if answer.status not in TEMPORARY or attempt == retries:
                    return answer
                if answer.status in TOO_MANY:
                    self.pace.between *= 2
                asked_for = retry_after(answer.url, answer.headers)
            self.pause(attempt, asked_for)
        raise AssertionError  # the last attempt returns or raises

    def pause(self, attempt: int, asked_for: float = 0.0) -> None:
        """Wait before another try.

        Args:
            attempt: the number of failed tries before the last one.
            asked_for: the seconds that the site has asked for.
        """
        backoff = self.pace.backoff * 2**attempt * (1 + random.random() / 4)  # noqa: S311 - no secret
        time.sleep(max(asked_for, backoff))

    def _follow(self, url: str, limit: int, *, cut: bool, with_login: bool) -> Answer:
        start = url
        for _hop in range(MAX_REDIRECTS + 1):
            with_login = with_login and _may_have_login(url, start)
            answer = self._send(url, limit, cut=cut, with_login=with_login)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return answer
            url = redirected(url, answer.headers["location"])
            if not (is_same_site(url, self.source.url) or is_same_site(url, start)):
                other = urlsplit(url)
                raise NoAnswerError(
                    f"{start}: redirects to another host, {other.hostname or other.scheme}",
                    f"if it is the site, give its address: wpconv {other.scheme}://{_place(other)}/"
                    if other.hostname
                    else "",
                    is_temporary=False,
                )
        raise NoAnswerError(f"{start}: redirects more than {MAX_REDIRECTS} times", is_temporary=False)

    def _send(self, url: str, limit: int, *, cut: bool, with_login: bool) -> Answer:
        with self.stream(url, with_login=with_login) as response:
            body = b"".join(self.chunks(response, url, limit, cut=cut))
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(url, response.status, headers, body)

    def stream(
        self,
        url: str,
        *,
        with_login: bool = False,
        more: Mapping[str, str] | None = None,
        is_paced: bool = True,
    ) -> _Open:
        """Return an open response, for `with`; redirects are answers.

        Args:
            url: an address of the site, or of a host that the user has named.
            with_login: send the user's login.
            more: further headers.
            is_paced: wait until the next request may be sent.

        Raises:
            NoAnswerError: there is no answer.
        """
        if is_paced:
            self._wait()
        self.requests += 1
        # Names of headers are equal in any case.
        headers = HTTPHeaderDict({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"})
        for name, value in {**self._own_headers(url), **(more or {})}.items():
            headers[name] = value
        if with_login and self.login and self._is_safe(url):
            headers["Authorization"] = self.login
        timeout = Timeout(connect=min(self.pace.timeout, 20.0), read=self.pace.timeout)
        try:
            response = self._pools.request(
                "GET",
                url,
                headers=headers,
                timeout=timeout,
                preload_content=False,
                redirect=False,
                retries=False,
            )
        except HTTPError as error:
            raise _no_answer(url, error) from None
        return _Open(response)

    def _own_headers(self, url: str) -> dict[str, str]:
        """Return the user's headers for a URL: secrets are for the user's own host and HTTPS only."""
        is_own = self._is_safe(url)
        return {name: value for name, value in self.headers.items() if is_own or name.lower() in HARMLESS}

    def _is_safe(self, url: str) -> bool:
        """Return whether secrets may be sent to a URL."""
        return may_have_secrets(url) and is_same_site(url, self.source.url)

    def _wait(self) -> None:
        pause = self._last + self.pace.between - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        self._last = time.monotonic()

    def chunks(
        self, response: BaseHTTPResponse, url: str, limit: int, *, cut: bool = False
    ) -> Iterator[bytes]:
        """Yield the body of an open response.

        Raises:
            NoAnswerError: it is cut, too large, too slow, or its encoding is damaged.
        """
        size, started = 0, time.monotonic()
        try:
            # One read of the socket at a time shows slow answers, and bounds what compressed bytes unpack to.
            while chunk := response.read1(CHUNK, decode_content=True):
                size += len(chunk)
                if size > limit and cut:
                    yield chunk
                    return
                if size > limit:
                    raise TooLargeError(url, limit)
                seconds = time.monotonic() - started
                if seconds > self.pace.timeout and size < seconds * SLOWEST:
                    raise NoAnswerError(f"{url}: answers too slowly, {size} bytes in {seconds:.0f} s")
                yield chunk
        except HTTPError as error:
            raise _no_answer(url, error) from None


@dataclass(slots=True)
class _Open:
    """A response that is closed at the end of `with`; one that was not read to its end is not used again."""

    response: BaseHTTPResponse

    def __enter__(self) -> BaseHTTPResponse:
        return self.response

    def __exit__(self, *_error: object) -> None:
        self.response.close()


def _place(parts: SplitResult) -> str:
    """Return the host and the port of a URL, without a user and a password."""
    return parts.netloc.rpartition("@")[2]


def redirected(url: str, location: str) -> str:
    """Return the URL that an answer redirects to.

    Args:
        url: the one that was asked for.
        location: the header `Location`, absolute or relative.

    Raises:
        NoAnswerError: it is no URL.
    """
    try:
        new = urljoin(url, location)
        urlsplit(new).port  # noqa: B018 - raises ValueError if it is no number
    except ValueError:
        raise NoAnswerError(f"{url}: redirects to no URL", is_temporary=False) from None
    return new


def may_have_secrets(url: str) -> bool:
    """Return whether secrets may be sent: by HTTPS, or to this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or is_loopback(parts.hostname or "")


def _may_have_login(url: str, start: str) -> bool:
    """Return whether a redirect from a URL that may have the login leads to the same host, and stays safe."""
    return may_have_secrets(url) and urlsplit(url).netloc == urlsplit(start).netloc


def retry_after(url: str, headers: Mapping[str, str]) -> float:
    """Return the seconds that an answer asks to wait (RFC 9110, 10.2.3); 0 if it does not.

    Args:
        url: its address.
        headers: its headers, under names in lower case or in any case.

    Raises:
        NoAnswerError: it asks for more than LONGEST_PAUSE.
    """
    text = headers.get("retry-after", "").strip()
    try:
        seconds = (
            float(text)
            if text.isdecimal()
            else (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
        )
    except (TypeError, ValueError, OverflowError):
        return 0
    if seconds > LONGEST_PAUSE:
        raise NoAnswerError(
            f"{url}: asks to wait {seconds:.0f} seconds", "run again later", is_temporary=False
        )
    return seconds


_CAUSES: tuple[tuple[tuple[type[HTTPError], ...], str, str, bool], ...] = (
    ((PrivateAddressError,), "{url}: leads into a private network", "", False),
    (
        (SSLError,),
        "{host}: has no valid certificate ({error})",
        "the certificate of the site must be one that your system trusts",
        False,
    ),
    ((NameResolutionError,), "{host}: is not found", "check the name, and the connection", False),
    (
        (NewConnectionError, ConnectTimeoutError),
        "{host}: cannot be reached",
        "check that the site is up",
        True,
    ),
    ((HTTPTimeoutError,), "{url}: does not answer in time", "", True),
    ((ProtocolError,), "{url}: the answer is cut off", "", True),
    ((DecodeError,), "{url}: the compressed answer is damaged", "", True),
)
"""The classes of an error of urllib3, its cause and advice in words, and whether another try may help."""


def _no_answer(url: str, error: HTTPError) -> NoAnswerError:
    """Return the failure for an error of urllib3, without the names of its objects."""
    for classes, cause, advice, is_temporary in _CAUSES:
        if isinstance(error, classes):
            text = cause.format(url=url, host=urlsplit(url).netloc, error=error)
            return NoAnswerError(text, advice, is_temporary=is_temporary)
    return NoAnswerError(f"{url}: {type(error).__name__}")
