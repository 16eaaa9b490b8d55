"""A rule, and the context of the post that it is applied to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from wpconv.body.dom import Tag
from wpconv.dialect import Dialect
from wpconv.model import BodyOptions, Media, Reference
from wpconv.notices import Notice, NoticeCode, Severity


@dataclass(slots=True)
class Context:
    """The settings and the state with which one post's body is converted."""

    options: BodyOptions = field(default_factory=BodyOptions)
    dialect: Dialect = field(default_factory=Dialect)
    post_id: int | None = None
    media: Callable[[int], Media | None] = lambda _id: None
    """Return an attachment by its id, or None if the run has read none with it."""
    attached: Callable[[], list[Media]] = list
    """Return the attachments of the post, which a gallery without ids shows."""
    rewrite: Callable[[Reference], str | None] | None = None
    """Return the URL that is written for a reference, or None for a link of which only the text is written.

    Without a function, all URLs are written as they are. All are passed to it by `references` alone.
    """
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles for links that have none, by the URL that `rewrite` returned."""
    wanted_ids: frozenset[str] = frozenset()
    """Ids in this body that links of other posts lead to, besides its own links."""
    is_raw: bool = False
    """Whether the body is `post_content` from the database, to which WordPress's filters were not applied."""
    title: str = ""
    """The post's title as text: the site shows it above the body."""
    notices: list[Notice] = field(default_factory=list)
    shown_media: set[tuple[str, str]] = field(default_factory=set)
    """Images and frames converted so far: the tag's name, and what `media.identity` returns."""
    noscript_media: set[str] = field(default_factory=set)
    """Identities of images and frames taken from a `<noscript>`; a lazy copy that follows is removed."""
    for_screens: dict[str, tuple[Tag, set[str]]] = field(default_factory=dict)
    """Tags for one size of screen, with the addresses in them, by their text."""
    host: str = ""
    """The host of the post's site, without `www.`; empty if it is not known."""
    embedded_posts: set[str] = field(default_factory=set)
    """The `data-secret` of embedded WordPress posts whose quote is converted; their frame is removed."""

    @property
    def keeps_html(self) -> bool:
        """Whether HTML is written where Markdown has no syntax."""
        return self.options.html != "drop"

    def notice(self, code: NoticeCode, detail: str, severity: Severity = Severity.INFO) -> None:
        """Report what was removed, kept as HTML or guessed."""
        self.notices.append(Notice(code, detail, severity, self.post_id))


Apply = Callable[[Tag, Context], None]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A function for the tags, classes, ids or shortcodes that `match` selects."""

    match: str
    """`iframe`, `.alignleft`, `figure.wp-block-gallery`, `#toc_container`, the shortcode `[gallery]`; all
    classes or shortcodes with a prefix, `.hidden-*`, `[vc_*]`; `:root` for the whole body, before rules are
    applied to its tags."""
    apply: Apply
    """Edits the tag in place; it does not raise."""
    verbatim: bool = False
    """Whether the shortcode's content is code, in which brackets are no shortcodes."""
    needs: str = ""
    """An attribute without which the rule changes no tag: it is then not called; empty if there is none."""
    leaves_text: bool = False
    """Whether it leaves an element as it is that contains one visible text and nothing else, if this element
    is no link with a title, without an address or to an id of the same page."""
    concerns: Callable[[str], bool] = lambda _html: True
    """Of a rule for `:root`: a quick test whether a body's HTML may hold what the rule is for. Of a rule that
    needs the attribute `style`: the same for the attribute's value."""
