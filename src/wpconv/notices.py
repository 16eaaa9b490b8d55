"""Notices: the losses, guesses and repairs that a run reports, each with a code and a severity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """The severity of a notice, which decides the exit status."""

    INFO = "info"
    """Something was left out or kept by a rule, or repaired without loss: exit 0."""
    WARNING = "warning"
    """A guess, or an id that could not be resolved: exit 0, with `--strict` 1."""
    LOSS = "loss"
    """Content of the input that is not in the output: exit 1."""


class NoticeCode(StrEnum):
    """The codes of notices.

    The text of each starts with the severities that it can have; a second paragraph is advice for the user.
    `make docs` generates `docs/notices.md` from these texts.
    """

    # In a body.
    KEPT_HTML = "kept-html"
    """info: Markdown has no syntax for these tags: they are in the document as short HTML.

    Some generators need a setting for HTML in Markdown; `--html drop` leaves only the text.
    """
    DROPPED_HTML = "dropped-html"
    """info: with `--html drop`: tags without a Markdown syntax were dropped; the document has their text."""
    BACKGROUND_IMAGE = "background-image"
    """info: an image that is only the CSS background of a text was left out; the detail has its address."""
    DROPPED_SCRIPT_LINK = "dropped-script-link"
    """info: the target of a link was a script and was dropped; its text is in the document."""
    DYNAMIC_BLOCK = "dynamic-block"
    """warning, loss: a block whose content only the site can make, or that has too much, was left out.

    The JSON of the REST API has such content: convert it too, or add the content by hand.
    """
    EMBED_BECAME_LINK = "embed-became-link"
    """info: a Flash object or an embedded file became a link to it."""
    EMBED_WITHOUT_ADDRESS = "embed-without-address"
    """info: an embedded player without an address was left out."""
    REMOVED_BOILERPLATE = "removed-boilerplate"
    """info, warning: page elements that plugins add to a post were left out: share buttons, related posts,
    tables of contents; a warning if they hold much text.

    Compare with the page if it is a warning.
    """
    HIDDEN_TEXT = "hidden-text"
    """info, warning: text that browsers do not show was left out; a warning if it is long.

    Compare with the page if it is a warning.
    """
    HTML_EXTRACTED = "html-extracted"
    """warning: the body has lost its start tags; blocks were restored from its end tags.

    Export the post again; `--restore-emphasis` guesses bold and italic text too.
    """
    IMAGE_WITHOUT_ADDRESS = "image-without-address"
    """info: an image without an address was left out."""
    NESTING_FLATTENED = "nesting-flattened"
    """info: blocks that are nested deeper than Markdown allows were moved up."""
    PLAYLIST_WITHOUT_TRACKS = "playlist-without-tracks"
    """loss: the export does not hold the tracks of a playlist.

    Add them by hand.
    """
    REMOVED_FORM = "removed-form"
    """info: a form was left out, because a static site cannot receive it."""
    REMOVED_CONSENT = "removed-consent"
    """info: the consent dialog in front of an embedded player was left out; the player is in the document."""
    REMOVED_ICON_LINK = "removed-icon-link"
    """info, warning: a link that shows only an icon, or nothing, was left out; the detail has its target;
    a warning if no other link leads there.

    Add it with a text if it matters.
    """
    REMOVED_DRAWING = "removed-drawing"
    """info: an inline SVG drawing with this title was left out.

    Save it as a file where it matters.
    """
    REMOVED_TRACKER = "removed-tracker"
    """info: an invisible image or frame, such as a tracking pixel, was left out."""
    REPEATED_TITLE = "repeated-title"
    """info: the heading at the beginning of a body was left out: it equals the title, which sites show."""
    REMOVED_TWIN = "removed-twin"
    """info: content that the page holds twice, for another size of screen or for screen readers, is in the
    document once."""
    RESTORED_PLAYER = "restored-player"
    """info: a player whose address only a script of the site read, from an attribute, is in the document."""
    SHORTCODE_LEFT_OUT = "shortcode-left-out"
    """info: a shortcode whose output depends on the running site was left out."""
    SLIDESHOW_WITHOUT_IMAGES = "slideshow-without-images"
    """loss: the images of a slideshow cannot be read from the body.

    Add them by hand.
    """
    UNKNOWN_SHORTCODE = "unknown-shortcode"
    """warning: text that looks like a shortcode, but is not a known one, stays as text.

    Compare with the page; you can write [a rule](../CONTRIBUTING.md#a-rule-in-ten-minutes) for it.
    """
    ANCHOR_MISSING = "anchor-missing"
    """warning: a link leads to an id (`#id`) that its post does not have.

    Correct the link, or add the id to the post.
    """
    LINK_ATTACHMENT = "link-attachment"
    """info: a link led to the page of an attachment, and leads to its file now."""
    LINK_BROKEN = "link-broken"
    """warning: a link within the site leads to nothing that the input holds.

    Export the missing posts too, or correct the link.
    """
    LINK_GUESSED = "link-guessed"
    """warning: a link leads to no address of the input, but its last part is the slug of one post alone.

    Check that it is the right one.
    """
    LINK_MOVED = "link-moved"
    """info: a link had an old address of a post, and has its new one now."""
    LINK_TO_ADMIN = "link-to-admin"
    """info: a link to the login, the administration or a preview of WordPress was removed; its text stays."""
    LINK_TO_API = "link-to-api"
    """info: a link to the API, or to a function of the running site, was removed; its text stays."""
    LINK_TO_ARCHIVE = "link-to-archive"
    """info: a link leads to a list of posts: of a term, an author or a month, to a search or a feed.

    Check that the new site has such a page.
    """
    LINK_TO_DRAFT = "link-to-draft"
    """warning: a link leads to a post that the site does not publish: a draft, a private or protected one, or
    one of an excluded type.

    Publish the post, or remove the link.
    """
    LOST_TEXT = "lost-text"
    LOST_HEADING = "lost-heading"
    LOST_ITEM = "lost-item"
    LOST_ROW = "lost-row"
    LOST_CODE = "lost-code"
    LOST_LINK = "lost-link"
    LOST_IMAGE = "lost-image"
    """loss: `--verify`: the Markdown lacks this part of the post; please report it."""
    LOST_PLAYER = "lost-player"
    """loss: `--verify`: the document lacks a player that the body names, in an attribute too.

    Add it by hand where the page shows it.
    """
    GAINED_TEXT = "gained-text"
    GAINED_HEADING = "gained-heading"
    GAINED_ITEM = "gained-item"
    GAINED_ROW = "gained-row"
    GAINED_CODE = "gained-code"
    GAINED_LINK = "gained-link"
    GAINED_IMAGE = "gained-image"
    """loss: `--verify`: the Markdown has this part, which the post does not have; please report it."""
    MOVED_TEXT = "moved-text"
    MOVED_HEADING = "moved-heading"
    MOVED_ITEM = "moved-item"
    MOVED_ROW = "moved-row"
    MOVED_CODE = "moved-code"
    MOVED_LINK = "moved-link"
    MOVED_IMAGE = "moved-image"
    """loss: `--verify`: the Markdown has these parts in another order than the post; please report it."""

    # In a post.
    CONTROL_CHARACTER = "control-character"
    """info: control characters, which text files must not hold, were removed."""
    LINE_SEPARATOR = "line-separator"
    """info: Unicode line separators in a text became line ends, which HTML reads as spaces."""
    LONE_SURROGATE = "lone-surrogate"
    """warning: half of a UTF-16 surrogate pair became `�`.

    Correct the character by hand.
    """
    NONCHARACTER = "noncharacter"
    """info: code points that Unicode reserves as noncharacters were removed."""
    MISSING_CONTENT = "missing-content"
    """warning: the record has no `content`.

    Export it without `_fields` and without `context=embed`.
    """
    DATE_PAIR = "date-pair"
    """warning: `date` and `date_gmt` do not differ by a time zone: `date` was taken without an offset.

    Check the date of the post.
    """
    UNREADABLE_DATE = "unreadable-date"
    """warning: a date could not be read and was left out.

    Set it by hand.
    """
    OWN_FIELD = "own-field"
    """warning: a value that `--field` names is not of the type after its colon, or is a password, an e-mail
    address or an IP, and was left out.

    Correct the option or the field.
    """
    PROTECTED = "protected"
    """info: the post is protected by a password: it was written as a draft."""
    DROPPED_FIELD = "dropped-field"
    """info, warning: the target has no field for values that posts, users or media have; a warning for terms.

    `--field` takes a value of a post over into its document.
    """
    COMMENT_WITHOUT_PARENT = "comment-without-parent"
    """info: a comment answers one that the input lacks: it is written at the top level."""
    UNRESOLVED_AUTHOR = "unresolved-author"
    """warning: the input holds no user with this id, which the document has as `author_id`.

    [Export the users too](../README.md#how-ids-become-names).
    """
    UNRESOLVED_MEDIA = "unresolved-media"
    """warning: the input holds no media with this id, which the document has as `featured_media`.

    [Export the media too](../README.md#how-ids-become-names).
    """
    UNRESOLVED_TERM = "unresolved-term"
    """warning: the input holds no term with this id, which the document has as `category_ids`, `tag_ids`, ….

    [Export the categories and tags too](../README.md#how-ids-become-names).
    """

    # In a file.
    MEDIA_MISSING = "media-missing"
    """loss: the uploads lack a file: [get it from the old site](media.md#what-is-missing), and run again."""
    MEDIA_NOT_MEDIA = "media-not-media"
    """loss: a web page (such as the error message of a server) or a program in the uploads is not copied."""
    MEDIA_TOO_LARGE = "media-too-large"
    """warning, loss: a file is larger than 100 MB, or than `--max-size`: then it is not copied."""
    MEDIA_THUMBNAIL = "media-thumbnail"
    """info: only a smaller copy of an image was found; the media records would tell its largest one."""
    MEDIA_EXTERNAL = "media-external"
    """info: posts show files of another site, which stay there; the detail has the site and their number."""
    MEDIA_RENAMED = "media-renamed"
    """info: a file has another name, because its own is not valid, not unique or left out somewhere."""

    # In a run.
    OTHER_HOST = "other-host"
    """warning: links lead to addresses of this site on another host: if it is yours, add `--host`."""

    # In a source.
    COMMENTS_LEFT_OUT = "comments-left-out"
    """info: the input holds comments, which are not written.

    `--comments data` writes them.
    """
    TERM_WITHOUT_PAGE = "term-without-page"
    """warning: the generator has no file that would keep the old URL of a term with this name.

    Redirect the old URL, or rename the term.
    """
    TRUNCATED_INPUT = "truncated-input"
    """loss: a text, a compressed file or an archive is cut off; all posts before the cut are written, an
    incomplete one with `incomplete: true`.

    Export or download it again.
    """
    DAMAGED_ARCHIVE = "damaged-archive"
    """loss: an archive is damaged; every file in it that can still be found was read.

    Make or download it again.
    """
    DAMAGED_COMPRESSION = "damaged-compression"
    """loss: a compressed file, or a file of an archive, is damaged; what can be decompressed was read.

    Make or download it again.
    """
    DUPLICATE_MEMBER = "duplicate-member"
    """warning: several files of an archive have the same name: in a zip all are read, in a tar the last."""
    CUT_CHARACTER = "cut-character"
    """loss: the input is cut within a character.

    Export it again.
    """
    BROKEN_JSON = "broken-json"
    """loss: characters that are not valid JSON were skipped.

    Export it again.
    """
    BROKEN_XML = "broken-xml"
    """loss: text of a WXR file that belongs to no element was skipped.

    Export it again.
    """
    UNREADABLE_NUMBER = "unreadable-number"
    """loss: a number could not be read and was left out."""
    DUPLICATE_KEY = "duplicate-key"
    """warning: an object has a key twice, of which the last value was taken, or a WXR item has an element
    twice, of which the first was taken."""
    MISSING_END_TAG = "missing-end-tag"
    """warning: an element or a CDATA section of a WXR file has no end; it was ended at the next one.

    Compare the post with the page.
    """
    ODD_ESCAPE = "odd-escape"
    """warning: a string holds an escape sequence that JSON does not define; it stays as it is."""
    STRAY_BYTES = "stray-bytes"
    """warning: bytes that are not UTF-8 were read as Windows-1252."""
    UNESCAPED_QUOTE = "unescaped-quote"
    """warning: a quotation mark within a string was taken as part of it."""
    UNESCAPED_MARKUP = "unescaped-markup"
    """info: `&`, `<` or `]]>` in a text of a WXR file is not escaped; it was taken as text."""
    BYTE_ORDER_MARK = "byte-order-mark"
    """info: a byte order mark before the JSON was skipped."""
    EXTRA_COMMA = "extra-comma"
    """info: a superfluous comma was skipped."""
    MISSING_COMMA = "missing-comma"
    """info: a missing comma was added."""
    MISSING_VALUE = "missing-value"
    """info: a key without a value was skipped."""
    HTML_COMMENT = "html-comment"
    """info: an HTML comment around the JSON was skipped."""
    PHP_MESSAGE = "php-message"
    """info: a PHP warning or error message around the JSON was skipped."""
    NOISE = "noise"
    """info: text around the JSON was skipped."""
    NOISE_INSIDE = "noise-inside"
    """info: text between the values of the JSON was skipped."""
    JSONP = "jsonp"
    """info: the JSON was the argument of a JavaScript call (JSONP)."""
    XSSI_PREFIX = "xssi-prefix"
    """info: the JSON had a prefix such as `)]}'` that keeps browsers from running it."""
    WEB_PAGE = "web-page"
    """info: the JSON was part of an HTML page."""
    UNWRAPPED = "unwrapped"
    """info: the JSON was taken out of a string, of HTML escapes, or of a page that a browser saved."""
    NOT_A_NUMBER = "not-a-number"
    """info: `NaN` or `Infinity` was read as `null`."""
    OTHER_ENCODING = "other-encoding"
    """info: the text is not in UTF-8; its encoding was detected."""
    PYTHON_REPR = "python-repr"
    """info: the values are written in Python's syntax."""
    RAW_CONTROL_CHARACTER = "raw-control-character"
    """info: a string holds a control character without an escape."""
    RECORD_SEPARATOR = "record-separator"
    """info: record separators (RFC 7464) between values were skipped."""
    SEVERAL_DOCUMENTS = "several-documents"
    """info: the source holds several JSON documents one after the other."""
    UNKNOWN_RECORD = "unknown-record"
    """info: a JSON value that is not a record of WordPress was skipped."""
    ZERO_BYTES = "zero-bytes"
    """info: zero bytes around the JSON were skipped."""

    # In a fetch.
    FETCH_INCOMPLETE = "fetch-incomplete"
    """info, warning, loss: a record, a collection or the rest of a site could not be fetched.

    Run again: what was fetched is kept.
    """
    FETCH_SHORT = "fetch-short"
    """warning: the site counts another number of posts or terms than it has sent.

    A plugin may hide some; fetch again, or as a user who may read them.
    """


@dataclass(frozen=True, slots=True)
class Notice:
    """A reported loss, guess or repair."""

    code: NoticeCode
    detail: str
    """A sentence for users that names what is concerned, such as an address or a shortcode."""
    severity: Severity = Severity.INFO
    post_id: int | None = None
    offset: int | None = None
    """The position in the source in bytes, if it is known."""

    def to_json(self) -> dict[str, Any]:
        """Return its fields as JSON values, in the order in which they are declared."""
        return {
            "code": self.code,
            "detail": self.detail,
            "severity": self.severity,
            "post_id": self.post_id,
            "offset": self.offset,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Notice:
        """Return the notice that `to_json` made the values of; `post_id` and `offset` may be absent.

        Raises:
            KeyError: the code, the detail or the severity is absent.
            ValueError: this version does not know the code or the severity.
        """
        code, severity = NoticeCode(values["code"]), Severity(values["severity"])
        return cls(code, values["detail"], severity, values.get("post_id"), values.get("offset"))
