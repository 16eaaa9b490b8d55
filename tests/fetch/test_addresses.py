from __future__ import annotations

import pytest

from wpconv.errors import UsageError
from wpconv.fetch.addresses import api_url, is_private, is_same_site, parse


@pytest.mark.parametrize(
    ("text", "url", "api", "route"),
    [
        ("https://example.org", "https://example.org/", "", ""),
        ("HTTPS://Example.ORG/Blog/?x=1#y", "https://example.org/Blog/", "", ""),
        ("https://example.org/wp-json", "https://example.org/", "https://example.org/wp-json/", ""),
        (
            "https://example.org/b/wp-json/wp/v2/posts/12",
            "https://example.org/b",
            "https://example.org/b/wp-json/",
            "wp/v2/posts/12",
        ),
        (
            "http://example.org:8080/index.php?rest_route=/wp/v2/pages&page=3",
            "http://example.org:8080/",
            "http://example.org:8080/index.php?rest_route=/",
            "wp/v2/pages",
        ),
        (
            "https://example.org/index.php/wp-json/wp/v2/posts?per_page=5",
            "https://example.org/",
            "https://example.org/index.php/wp-json/",
            "wp/v2/posts",
        ),
        ("https://bücher.example/", "https://xn--bcher-kva.example/", "", ""),
    ],
)
def test_what_a_url_names(text: str, url: str, api: str, route: str) -> None:
    """A URL names a site, the root of its API, or a collection or record in it."""
    source = parse(text)
    assert (source.url, source.api, source.route, list(source.query)) == (url, api, route, [])


@pytest.mark.parametrize("text", ["https://", "https://me:pw@example.org/", "https://[::1/", "https://me@x/"])
def test_what_is_no_site(text: str) -> None:
    """A URL without a host, or with a user in it, is refused without repeating a password."""
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert "pw" not in f"{caught.value.cause} {caught.value.advice}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://example.org/", "example.org"),
        ("https://example.org/blog/en/", "example.org-blog-en"),
        ("http://localhost:8080/", "localhost-8080"),
        ("https://example.org/wp-json/wp/v2/posts/12", "example.org-posts-12"),
        ("https://example.org/../../etc", "example.org-etc"),
    ],
)
def test_the_name_of_the_folder(text: str, name: str) -> None:
    """The folder has one name, which leads nowhere else."""
    assert parse(text).name == name


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("https://example.org/x", True),
        ("http://www.example.org:8080/x", True),
        ("https://example.org.evil.example/", False),
        ("https://example.org@evil.example/", False),
        ("https://evil@example.org/", False),
        ("ftp://example.org/", False),
        ("file:///etc/passwd", False),
        ("https://cdn.example/x", True),
        ("https://blog.example.org/", False),
    ],
)
def test_the_hosts_of_a_site(url: str, is_own: bool) -> None:
    """Scheme, `www.` and port do not matter; other hosts are not the site, unless they are named."""
    assert is_same_site(url, "https://example.org/", ["cdn.example"]) == is_own


def test_each_port_of_this_machine_is_a_site() -> None:
    """On the loopback the port belongs to the name of the site."""
    assert not is_same_site("http://127.0.0.1:81/", "http://127.0.0.1:80/")
    assert is_same_site("http://127.0.0.1:81/x", "http://127.0.0.1:81/")


PRIVATE = ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fe80::1%eth0")


OTHER_FORMS = (
    "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::808:808", "2002:c0a8:1::",
    "fe80::1%eth0", "0.0.0.0", "::", "224.0.0.251", "ff02::fb", "100.64.0.1", "2001:db8::1",
)  # fmt: skip


@pytest.mark.parametrize("address", OTHER_FORMS)
def test_other_forms_of_private_addresses(address: str) -> None:
    """An IPv6 address that stands for a private IPv4 address is private, and so is one of a group."""
    assert is_private(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    """Addresses of private networks, of this machine and of a cloud's metadata are private."""
    assert is_private(address)


def test_public_addresses() -> None:
    """Other addresses are not, and a name is no address."""
    assert not any(map(is_private, ("9.9.9.9", "2620:fe::fe", "64:ff9b::9.9.9.9", "2002:909:909::", "x.org")))


@pytest.mark.parametrize(
    ("root", "url"),
    [
        ("https://x.example/wp-json/", "https://x.example/wp-json/wp/v2/posts?page=2"),
        ("https://x.example/?rest_route=/", "https://x.example/?rest_route=/wp/v2/posts&page=2"),
        (
            "https://public-api.wordpress.com/wp/v2/sites/x.example/",
            "https://public-api.wordpress.com/wp/v2/sites/x.example/posts?page=2",
        ),
    ],
)
def test_routes_are_joined_to_the_root(root: str, url: str) -> None:
    """Parameters follow `?`, or `&` where the route is a parameter itself."""
    assert api_url(root, "wp/v2/posts", [("page", "2")]) == url


@pytest.mark.parametrize("text", ["https://exa mple.org/", "https://a<b.example/", "https://a,b.example/"])
def test_a_host_that_is_none(text: str) -> None:
    """A host with characters that no host has is an error before any request."""
    with pytest.raises(UsageError, match="no host"):
        parse(text)
