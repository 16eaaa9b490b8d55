"""What a rule is, and what it may ask."""

from collections.abc import Callable
from dataclasses import dataclass, field

from wpconv.body.dom import Tag
from wpconv.model import BodyOptions, Dialect, Media
from wpconv.notices import Notice, NoticeCode, Severity


@dataclass(slots=True)
class Context:
    """One post's body on its way through the rules."""

    options: BodyOptions = field(default_factory=BodyOptions)
    dialect: Dialect = field(default_factory=Dialect)
    post_id: int | None = None
    media: Callable[[int], Media | None] = lambda _id: None
    """An attachment by its id, from the collections of the run."""
    is_raw: bool = False
    """Whether the body is what its author typed: a row of the database, which no filter has seen."""
    notices: list[Notice] = field(default_factory=list)
    shown: set[tuple[str, str]] = field(default_factory=set)
    """What rules remember for later tags of this body: a kind of thing, and which of them was met."""

    @property
    def keeps_html(self) -> bool:
        """Whether HTML may stand where Markdown has no word."""
        return self.options.html != "drop"

    def notice(self, code: NoticeCode, detail: str, severity: Severity = Severity.INFO) -> None:
        """Report what was left out, kept or guessed."""
        self.notices.append(Notice(code, detail, severity, self.post_id))


Apply = Callable[[Tag, Context], None]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One WordPress thing and what becomes of it.

    `match` is written as one meets the thing: `iframe`, `.alignleft`, `figure.wp-block-gallery`,
    `#toc_container`, `[gallery]` for a shortcode, `[vc_*]` for a family of them.
    """

    match: str
    apply: Apply
    verbatim: bool = False
    """Whether what stands between a shortcode and its closing is code, whatever brackets it holds."""
