"""Players are found in addresses, in JSON and by a host's name with an id."""

import pytest

from wpconv.body.players import may_have_players, player_at, player_of

YOUTUBE = "https://www.youtube.com/embed/"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.youtube.com/watch?feature=share&v=a1B2c3D4e5F&t=90", f"{YOUTUBE}a1B2c3D4e5F?start=90"),
        ("//youtu.be/a1B2c3D4e5F?t=1m30s", f"{YOUTUBE}a1B2c3D4e5F?start=90"),
        ("https:\\/\\/www.youtube-nocookie.com\\/embed\\/a1B2c3D4e5F", f"{YOUTUBE}a1B2c3D4e5F"),
        ("https://m.youtube.com/shorts/a1B2c3D4e5F", f"{YOUTUBE}a1B2c3D4e5F"),
        ("https://vimeo.com/channels/staff/12345678", "https://player.vimeo.com/video/12345678"),
        ("https://vimeo.com/12345678/0a1b2c3d4e", "https://player.vimeo.com/video/12345678?h=0a1b2c3d4e"),
        ("https://dai.ly/x7abc12", "https://www.dailymotion.com/embed/video/x7abc12"),
        ("https://tide.wistia.com/medias/abc123def4", "https://fast.wistia.net/embed/iframe/abc123def4"),
        ('<iframe src="//w.soundcloud.com/player/?url=x">', "https://w.soundcloud.com/player/?url=x"),
        ("/uploads/tide.mp4?v=2", "/uploads/tide.mp4?v=2"),
        ('{"url":"https://harbour.example/a.mp3","x":1}', "https://harbour.example/a.mp3"),
    ],
)
def test_an_address_is_found(text: str, url: str) -> None:
    """The address of a player in a text becomes that of its frame or file."""
    player = player_at(text)
    assert player is not None
    assert player.url == url


@pytest.mark.parametrize(
    "text",
    [
        "https://www.youtube.com/@harbour",
        "https://img.youtube.com/vi/a1B2c3D4e5F/hqdefault.jpg",
        "https://vimeo.com/about",
        "https://harbour.example/mp4-files/",
        "a.mp4",
        "",
    ],
)
def test_other_addresses_are_no_players(text: str) -> None:
    """Profiles, preview images and names of files are not the addresses of players."""
    assert player_at(text) is None


@pytest.mark.parametrize(
    "attrs",
    [
        {"class": "youtube-player", "data-id": "a1B2c3D4e5F"},
        {"data-yt-id": "a1B2c3D4e5F"},
        {"data-ytid": "a1B2c3D4e5F"},
        {"data-youtube": "a1B2c3D4e5F"},
        {"data-plyr-provider": "youtube", "data-plyr-embed-id": "a1B2c3D4e5F"},
        {"data-options": '{"provider":"youtube","videoId":"a1B2c3D4e5F"}'},
        {"data-x": '{"a":[{"b":"https:\\/\\/youtu.be\\/a1B2c3D4e5F"}]}'},
    ],
)
def test_a_player_is_named_by_attributes(attrs: dict[str, str]) -> None:
    """The host can stand in a class, a name or a value; the id in an attribute or in JSON."""
    player = player_of(attrs)
    assert player is not None
    assert player.url == f"{YOUTUBE}a1B2c3D4e5F"


@pytest.mark.parametrize(
    "attrs",
    [
        {"class": "youtube-icon", "data-id": "70d6db19"},
        {"class": "player", "data-id": "a1B2c3D4e5F"},
        {"class": "youtube", "id": "a1B2c3D4e5F"},
        {"data-bytes": "a1B2c3D4e5F"},
        {"data-x": "{not JSON"},
        {"href": "https://youtu.be/a1B2c3D4e5F"},
    ],
)
def test_other_attributes_name_no_player(attrs: dict[str, str]) -> None:
    """An id without a host, or of another form, names no player; nor does what browsers read themselves."""
    assert player_of(attrs) is None


def test_the_quick_test_is_true_for_every_kind() -> None:
    """The quick test never denies a player that the thorough one finds."""
    for value in ("https://youtu.be/a1B2c3D4e5F", "//w.soundcloud.com/player/?x", "/a/b.flac", "/a.ogv"):
        assert player_of({"data-x": value}), value
        assert may_have_players(f'<p data-x="{value}">')
    assert may_have_players('<p data-yt="a1B2c3D4e5F">')
    assert not may_have_players('<p data-x="https://harbour.example/tide.jpg">')


@pytest.mark.slow
def test_long_attributes_take_linear_time() -> None:
    """A long value without a player is read once, not once from each of its slashes."""
    assert player_at("/a" * 200_000) is None


def test_the_chosen_host_counts() -> None:
    """Elementor keeps an address for each host; `video_type` says which one is shown."""
    settings = '{"youtube_url":"https://youtu.be/a1B2c3D4e5F","video_type":"vimeo","vimeo_url":"https://vimeo.com/12345678"}'
    player = player_of({"data-settings": settings})
    assert player is not None
    assert player.identity == "12345678"
    hosted = '{"youtube_url":"https://youtu.be/a1B2c3D4e5F","video_type":"hosted"}'
    assert player_of({"data-settings": hosted}) is None
