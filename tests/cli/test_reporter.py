from __future__ import annotations

from wpconv.cli.reporter import summary
from wpconv.notices import Notice, NoticeCode
from wpconv.run.report import Totals


def test_the_summary_counts_in_words() -> None:
    """The summary is one line; kinds and codes are sorted, nouns in the singular or plural."""
    totals = Totals(posts=3, failures=1)
    totals.actions.update({"written": 1, "unchanged": 1})
    totals.left_out.update({"taxonomy": 2, "comment": 1, "status": 2})
    totals.add(Notice(NoticeCode.KEPT_HTML, ""))
    assert summary(totals) == (
        "3 posts read; 1 unchanged, 1 written; left out: 1 comment, 2 status, 2 taxonomies; 1 failure; "
        "notices: 1 kept-html"
    )
