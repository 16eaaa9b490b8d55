"""The tables and the chart of the review page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from wpconv.notices import Severity
from wpconv.run.review.entries import Entry

_BAR = 320
"""The width of the longest bar in pixels."""
_KINDS: tuple[tuple[Severity | None, str], ...] = (
    (Severity.LOSS, "with losses"),
    (Severity.WARNING, "with warnings"),
    (Severity.INFO, "with information"),
    (None, "without notices"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its rows may be divided between pages."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    """Cells as text, which is not escaped yet."""

    @property
    def opening(self) -> str:
        """The beginning of the table, on each page that has rows of it."""
        heads = "".join(f'<th scope="col">{head}</th>' for head in self.heads)
        return (
            f'<h2 id="{self.id}">{self.title}</h2>\n<div class="scroll" role="region" tabindex="0" '
            f'aria-label="{self.title}"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
        )

    @property
    def closing(self) -> str:
        """The end of the table."""
        return "</tbody></table></div>\n"

    def lines(self) -> Iterator[str]:
        """Yield the rows as HTML."""
        for row in self.rows:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in row)
            yield f"<tr>{cells}</tr>\n"


def chart(entries: Iterable[Entry]) -> str:
    """Return a bar chart of the number of posts by their worst notice, as SVG that is also text."""
    counts = Counter(each.severity for each in entries)
    longest = max((*counts.values(), 1))
    bars = []
    for row, (severity, label) in enumerate(_KINDS):
        number = counts[severity]
        width = number * _BAR // longest
        bars.append(
            f'<g class="{severity or "none"}"><rect x="150" y="{row * 28 + 4}" width="{width}" height="20"/>'
            f'<text x="0" y="{row * 28 + 19}">{label}</text>'
            f'<text x="{158 + width}" y="{row * 28 + 19}">{number:,}</text></g>'
        )
    told = ", ".join(f"{counts[severity]:,} {label}" for severity, label in _KINDS)
    return (
        f'<svg width="560" height="112" viewBox="0 0 560 112" role="img" aria-label="Posts: {told}">'
        f"{''.join(bars)}</svg>\n"
    )
