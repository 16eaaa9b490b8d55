"""The entries of the review page: posts, their order, and their HTML but for the bodies."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.run.jobs import Outcome

_SHOWN = 500
"""The number of notices of a post that are listed."""
_RANKS = (Severity.LOSS, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Entry:
    """One post of the list."""

    number: int
    """Of the post in the order of the input."""
    path: str
    title: str
    notices: tuple[Notice, ...]
    place: str
    """Where its record is in the input."""
    failure: str = ""
    """Why there is no document; empty if there is one."""
    words: int = 0
    found: int = 0

    @property
    def severity(self) -> Severity | None:
        """The worst severity of its notices; None without any."""
        if self.failure:
            return Severity.LOSS
        return next((each for each in _RANKS if self.count(each)), None)

    @property
    def share(self) -> float:
        """The share of words that the document has, from 0 to 1."""
        return self.found / self.words if self.words else 1.0

    @property
    def order(self) -> tuple[bool, int, int, int, float, int]:
        """A key that sorts the worst posts first."""
        losses, warnings = -self.count(Severity.LOSS), -self.count(Severity.WARNING)
        return not self.failure, losses, warnings, -self._raw_elements(), self.share, self.number

    def count(self, severity: Severity) -> int:
        """Return the number of notices of a severity."""
        return sum(notice.severity == severity for notice in self.notices)

    def _raw_elements(self) -> int:
        kept = (notice for notice in self.notices if notice.code == NoticeCode.KEPT_HTML)
        return sum(len(notice.detail.split()) for notice in kept)


def entry(outcome: Outcome, number: int) -> Entry:
    """Return the entry of an outcome."""
    post, review = outcome.post, outcome.review
    return Entry(
        number=number,
        path=post.path,
        title=review.title if review is not None else post.path,
        notices=outcome.notices,
        place=f"{post.location.source}, record {post.location.index + 1}",
        failure=outcome.failure.cause if outcome.failure is not None else "",
        words=review.words if review is not None else 0,
        found=review.found if review is not None else 0,
    )


def opening(each: Entry, *, has_body: bool) -> str:
    """Return the HTML of an entry up to its body, and without one the whole entry.

    Args:
        each: the entry.
        has_body: whether its source and its rendered document follow.
    """
    codes = " ".join(sorted({notice.code for notice in each.notices}))
    head = f'<article id="post-{each.number}" data-codes="{codes}">'
    title = f"<h3>{escape(each.title)}</h3>{_facts(each)}"
    if not (has_body or each.notices or each.failure):
        return f'{head}<div class="clean">{title}</div></article>\n'
    failure = f'<p class="loss">{escape(each.failure)}</p>' if each.failure else ""
    start = f"{head}<details><summary>{title}</summary>{failure}{_notices(each)}"
    return start if has_body else start + closing()


def closing() -> str:
    """Return the end of an entry with a body."""
    return "</details></article>\n"


def _facts(each: Entry) -> str:
    facts = [f"<span><code>{escape(each.path)}</code></span>"]
    if each.failure:
        facts.append('<span class="loss">no document</span>')
    facts += [
        f'<span class="{severity}">{_counted(number, severity)}</span>'
        for severity in _RANKS
        if (number := each.count(severity))
    ]
    if each.words:
        facts.append(f"<span>{percent(each.found, each.words)} of {each.words:,} words found</span>")
    return f'<span class="facts">{" ".join(facts)}</span>'


def _counted(number: int, severity: Severity) -> str:
    if severity is Severity.INFO:
        return f"{number} info"
    plural = {Severity.LOSS: "losses", Severity.WARNING: "warnings"}[severity]
    return f"{number} {severity if number == 1 else plural}"


def percent(part: int, whole: int) -> str:
    """Return a share as a percentage, rounded down, so that only a whole is 100 %."""
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10} %" if tenths % 10 else f"{tenths // 10} %"


def _notices(each: Entry) -> str:
    worst_first = sorted(each.notices, key=lambda notice: _RANKS.index(notice.severity))
    items = "".join(f"<li>{_notice(notice)}</li>" for notice in worst_first[:_SHOWN])
    if len(each.notices) > _SHOWN:
        items += f"<li>{len(each.notices) - _SHOWN:,} more, which --report lists</li>"
    listed = f"<ul>{items}</ul>" if items else ""
    return f'<p class="facts">{escape(each.place)}</p>{listed}'


def _notice(notice: Notice) -> str:
    return (
        f'<span class="{notice.severity}">{notice.severity}</span> <code>{notice.code}</code> '
        f"{escape(notice.detail)}"
    )
