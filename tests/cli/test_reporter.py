from __future__ import annotations

from wpconv.cli.reporter import summary
from wpconv.notices import Notice, NoticeCode
from wpconv.run.report import Totals


def test_the_summary_counts_in_words() -> None:
    """The summary is one line; kinds and codes are sorted, nouns in the singular or plural."""
    totals = Totals(posts=3, failures=1)
    totals.actions.update({"written": 1, "unchanged": 1})
    totals.left_out.update({"taxonomy": 2, "comment": 1, "menus": 2})
    totals.add(Notice(NoticeCode.KEPT_HTML, ""))
    assert summary(totals) == (
        "3 posts read; 1 unchanged, 1 written; left out: 1 comment, 2 menus; 1 failure; notices: 1 kept-html"
    )


def test_descriptions_of_a_site_are_named_only_if_there_is_nothing_else() -> None:
    """Nobody expects a document of the list of taxonomies, but without any post it says what was read."""
    totals = Totals()
    totals.left_out.update({"taxonomy": 2, "API index": 1})
    assert summary(totals) == "0 posts read; left out: 1 API index, 2 taxonomies"
    totals.posts = 1
    assert summary(totals) == "1 post read"
