"""`--verify` looks for the players that attributes of the body name."""

from wpconv.body.verify.attribute_players import lost_players
from wpconv.notices import Notice, NoticeCode, Severity

HTML = '<div data-settings="{&quot;vimeo_url&quot;:&quot;https:\\/\\/vimeo.com\\/12345678&quot;}"></div>'


def test_a_player_that_is_missing_is_a_loss() -> None:
    """A player in an attribute that is not in the Markdown is reported with its address."""
    url = "https://player.vimeo.com/video/12345678"
    assert lost_players(HTML * 2, "Text", []) == [Notice(NoticeCode.LOST_PLAYER, url, Severity.LOSS)]


def test_a_player_in_the_document_is_not_lost() -> None:
    """Any form that has the video's id says which one it is: an address, or a generator's shortcode."""
    assert lost_players(HTML, "{{< vimeo 12345678 >}}", []) == []


def test_a_player_in_a_notice_is_not_lost_silently() -> None:
    """What a notice names, the user knows of."""
    notice = Notice(NoticeCode.REMOVED_TRACKER, "an invisible <iframe>: https://vimeo.com/12345678")
    assert lost_players(HTML, "Text", [notice]) == []
