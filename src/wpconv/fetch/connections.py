"""Connections of urllib3 that never lead into a private network unless the site itself is in one."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Event, Timer
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager, make_headers
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from wpconv.errors import UsageError
from wpconv.fetch.addresses import is_loopback, is_private

POOLED = 4
"""Connections that are kept open: as many as files are downloaded at once."""


class PrivateAddressError(HTTPError):
    """A public site has led to an address in a private network (server-side request forgery)."""


class _Timed(HTTPConnection):
    """A connection whose headers have to arrive in twice the time for an answer.

    The timeout of a socket begins again with each byte, so that a server could send them without an end.
    """

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as in urllib3
        """Return the response when its headers are there; raise TimeoutError if they take too long."""
        seconds, sock, is_late = self.timeout, self.sock, Event()

        def stop() -> None:
            is_late.set()
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

        if not isinstance(seconds, int | float) or sock is None:
            return super().getresponse()
        timer, response = Timer(2 * seconds, stop), None
        timer.daemon = True
        timer.start()
        try:
            response = super().getresponse()
        finally:
            timer.cancel()
            if is_late.is_set():
                if response is not None:
                    response.close()
                raise TimeoutError
        return response


class _TimedHTTPS(_Timed, HTTPSConnection):
    pass


class _PublicHTTP(_Timed):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _PublicHTTPS(_TimedHTTPS):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _Timed


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _TimedHTTPS


class _PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


_ANY: dict[str, Any] = {"http": _HTTPPool, "https": _HTTPSPool}
_PUBLIC: dict[str, Any] = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}


def _checked(connected: socket.socket) -> socket.socket:
    """Return a socket to a public address; the check is made before anything is sent.

    The name is not looked up for it, because a second answer of the same name server may differ.

    Raises:
        PrivateAddressError: the address is private.
    """
    address = str(connected.getpeername()[0])
    if is_private(address):
        connected.close()
        raise PrivateAddressError(f"{address} is an address in a private network")
    return connected


def pools(scheme: str, host: str) -> PoolManager:
    """Return the connections for a fetch, through the proxy that the environment names, if any.

    Args:
        scheme: that of the site.
        host: the host of the site; if its own address is private, others may be private too.
    """
    proxy = getproxies().get(scheme)
    if proxy and not is_loopback(host) and not proxy_bypass(host):
        # The proxy makes the connections, and is often in the private network itself.
        return _through(proxy if "://" in proxy else f"http://{proxy}")
    manager = PoolManager(maxsize=POOLED)
    manager.pool_classes_by_scheme = _ANY if is_in_private_network(host) else _PUBLIC
    return manager


def _through(proxy: str) -> ProxyManager:
    """Return the connections through a proxy, with the user and the password in its URL (RFC 9110, 11.7.2).

    Raises:
        UsageError: the proxy is none for HTTP.
    """
    try:
        parts = urlsplit(proxy)
        place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        login = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        headers = make_headers(proxy_basic_auth=login) if parts.username else None
        manager = ProxyManager(place, maxsize=POOLED, proxy_headers=headers)
    except (ValueError, HTTPError):
        raise UsageError(
            "the proxy that the environment names is none for HTTP", "write it as http://HOST:PORT"
        ) from None
    manager.pool_classes_by_scheme = _ANY
    return manager


def is_in_private_network(host: str) -> bool:
    """Return whether a host has a private address."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(is_private(str(address[0])) for *_, address in found)
