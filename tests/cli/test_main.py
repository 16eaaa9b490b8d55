from __future__ import annotations

import pytest

from wpconv.cli.main import exit_status
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.run.report import Totals


@pytest.mark.parametrize(
    ("posts", "failures", "severities", "strict", "status"),
    [
        (0, 0, [], False, 2),
        (0, 1, [], False, 2),
        (1, 0, [], False, 0),
        (1, 1, [], False, 1),
        (1, 0, [Severity.INFO], True, 0),
        (1, 0, [Severity.WARNING], False, 0),
        (1, 0, [Severity.WARNING], True, 1),
        (1, 0, [Severity.LOSS], False, 1),
    ],
)
def test_exit_statuses(
    posts: int, failures: int, severities: list[Severity], strict: bool, status: int
) -> None:
    """Losses and failures exit 1, warnings only with --strict; an input without posts exits 2."""
    totals = Totals(posts=posts, failures=failures)
    for severity in severities:
        totals.add(Notice(NoticeCode.PROTECTED, "", severity))
    assert exit_status(totals, strict=strict) == status
