"""Notices: the losses, guesses and repairs that a run reports, each with a code and a severity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """The weight of a notice for the exit status."""

    INFO = "info"
    """Left out or kept by a rule, or repaired without loss: exit 0."""
    WARNING = "warning"
    """A guess or an id that nothing resolves: exit 0, with `--strict` 1."""
    LOSS = "loss"
    """Content of the input that is not in the output: exit 1."""


class NoticeCode(StrEnum):
    """All codes of notices.

    The text of each begins with the severities that it may have; a second paragraph says what a user can do.
    `docs/notices.md` is made from these texts by `make docs`.
    """

    # In a body.
    KEPT_HTML = "kept-html"
    """info: Markdown has no word for these tags: their smallest HTML stands in the document.

    Some generators want to be told that HTML is meant; `--html drop` leaves only the text.
    """
    DROPPED_HTML = "dropped-html"
    """info: the same with `--html drop`: the text is there, the tags are not."""
    BACKGROUND_IMAGE = "background-image"
    """info: a picture behind a text that only its style names was left out.

    The detail has its address.
    """
    DROPPED_SCRIPT_LINK = "dropped-script-link"
    """info: a link that ran a script lost its target; its text stays."""
    EMBED_BECAME_LINK = "embed-became-link"
    """info: a Flash film or a document shown within the page became a link."""
    EMBED_WITHOUT_ADDRESS = "embed-without-address"
    """info: a player that has no address was left out."""
    FURNITURE = "furniture"
    """info, warning: what plugins put around the writing was left out: share buttons, related posts,
    tables of contents; a warning where it holds much text.

    Look at the page if it is a warning.
    """
    HIDDEN_TEXT = "hidden-text"
    """info, warning: words that no reader sees were left out; a warning where they are many.

    Look at the page if it is a warning.
    """
    HTML_EXTRACTED = "html-extracted"
    """warning: the body kept its closing tags only; blocks were made from where each ends.

    Fetch the export again; `--restore-emphasis`.
    """
    IMAGE_WITHOUT_ADDRESS = "image-without-address"
    """info: an image that has no address was left out."""
    NESTING_FLATTENED = "nesting-flattened"
    """info: blocks deeper than Markdown can say were moved up."""
    PLAYLIST_WITHOUT_TRACKS = "playlist-without-tracks"
    """loss: the tracks of a playlist are not in the export.

    Write them by hand.
    """
    REMOVED_FORM = "removed-form"
    """info: a form was left out: nothing would answer it."""
    REMOVED_CONSENT = "removed-consent"
    """info: the question before a player that waits for consent was left out; the player stands there."""
    REMOVED_ICON_LINK = "removed-icon-link"
    """info: a link that shows only an icon, or nothing, was left out; this is where it led.

    Write a text for it where it matters.
    """
    REMOVED_TRACKER = "removed-tracker"
    """info: an image or frame that nobody sees was left out."""
    SHORTCODE_LEFT_OUT = "shortcode-left-out"
    """info: a shortcode whose output only its site can make."""
    SLIDESHOW_WITHOUT_IMAGES = "slideshow-without-images"
    """loss: the images of a slideshow cannot be read.

    Write them by hand.
    """
    UNKNOWN_SHORTCODE = "unknown-shortcode"
    """warning: what looks like a shortcode and is none that is known stays as text.

    Look at the page; [a rule](../CONTRIBUTING.md#a-rule-in-ten-minutes) is ten minutes.
    """
    LOST_TEXT = "lost-text"
    """loss: `--verify`: the Markdown, rendered again, lacks it.

    Please report it.
    """
    LOST_HEADING = "lost-heading"
    """loss: `--verify`: the Markdown, rendered again, lacks it.

    Please report it.
    """
    LOST_ITEM = "lost-item"
    """loss: `--verify`: the Markdown, rendered again, lacks it.

    Please report it.
    """
    LOST_ROW = "lost-row"
    """loss: `--verify`: the Markdown, rendered again, lacks it.

    Please report it.
    """
    LOST_CODE = "lost-code"
    """loss: `--verify`: the Markdown, rendered again, lacks it.

    Please report it.
    """
    LOST_LINK = "lost-link"
    """loss: `--verify`: the Markdown, rendered again, lacks it.

    Please report it.
    """
    LOST_IMAGE = "lost-image"
    """loss: `--verify`: the Markdown, rendered again, lacks it.

    Please report it.
    """
    GAINED_TEXT = "gained-text"
    """loss: `--verify`: the Markdown, rendered again, has it and the post has not.

    Please report it.
    """
    GAINED_HEADING = "gained-heading"
    """loss: `--verify`: the Markdown, rendered again, has it and the post has not.

    Please report it.
    """
    GAINED_ITEM = "gained-item"
    """loss: `--verify`: the Markdown, rendered again, has it and the post has not.

    Please report it.
    """
    GAINED_ROW = "gained-row"
    """loss: `--verify`: the Markdown, rendered again, has it and the post has not.

    Please report it.
    """
    GAINED_CODE = "gained-code"
    """loss: `--verify`: the Markdown, rendered again, has it and the post has not.

    Please report it.
    """
    GAINED_LINK = "gained-link"
    """loss: `--verify`: the Markdown, rendered again, has it and the post has not.

    Please report it.
    """
    GAINED_IMAGE = "gained-image"
    """loss: `--verify`: the Markdown, rendered again, has it and the post has not.

    Please report it.
    """
    MOVED_IMAGE = "moved-image"
    """loss: `--verify`: the Markdown, rendered again, has it in another order.

    Please report it.
    """
    MOVED_LINK = "moved-link"
    """loss: `--verify`: the Markdown, rendered again, has it in another order.

    Please report it.
    """
    MOVED_CODE = "moved-code"
    """loss: `--verify`: the Markdown, rendered again, has it in another order.

    Please report it.
    """
    MOVED_ROW = "moved-row"
    """loss: `--verify`: the Markdown, rendered again, has it in another order.

    Please report it.
    """
    MOVED_ITEM = "moved-item"
    """loss: `--verify`: the Markdown, rendered again, has it in another order.

    Please report it.
    """
    MOVED_HEADING = "moved-heading"
    """loss: `--verify`: the Markdown, rendered again, has it in another order.

    Please report it.
    """
    MOVED_TEXT = "moved-text"
    """loss: `--verify`: the Markdown, rendered again, has it in another order.

    Please report it.
    """

    # In a post.
    CONTROL_CHARACTER = "control-character"
    """info: characters that no file should hold were left out."""
    LINE_SEPARATOR = "line-separator"
    """info: line separators inside a text became blanks."""
    LONE_SURROGATE = "lone-surrogate"
    """warning: half of a pair of code units became `�`.

    Look at the post.
    """
    NONCHARACTER = "noncharacter"
    """info: code points that Unicode reserves for programs were left out."""
    MISSING_CONTENT = "missing-content"
    """warning: the export holds no content of this post.

    Export it without `_fields` and `context=embed`.
    """
    DATE_PAIR = "date-pair"
    """warning: `date` and `date_gmt` are no time zone apart: the wall clock stays, without an offset.

    Look at the post's date.
    """
    UNREADABLE_DATE = "unreadable-date"
    """warning: a date that is none was left out.

    Set it by hand.
    """
    OWN_FIELD = "own-field"
    """warning: what `--field` points to is not of the kind that was asked for.

    Correct the field.
    """
    PROTECTED = "protected"
    """info: the post asks for a password: it is written as a draft."""
    UNRESOLVED_AUTHOR = "unresolved-author"
    """warning: no user of the run has this id: it stands under `author_id`.

    [export users too](../README.md#how-ids-become-names).
    """
    UNRESOLVED_MEDIA = "unresolved-media"
    """warning: no media of the run has this id: it stands under `featured_media`.

    [export media too](../README.md#how-ids-become-names).
    """
    UNRESOLVED_TERM = "unresolved-term"
    """warning: no term of the run has this id: it stands under `category_ids`, `tag_ids`, ….

    [export categories and tags too](../README.md#how-ids-become-names).
    """

    # In a source.
    TRUNCATED_INPUT = "truncated-input"
    """loss: a text, a compressed file or an archive is cut off; all posts before the cut are written, the one
    that was hit with `incomplete: true`.

    Download it again.
    """
    DAMAGED_ARCHIVE = "damaged-archive"
    """loss: an archive is damaged; every file in it that can still be found was read.

    Make or download it again.
    """
    DUPLICATE_MEMBER = "duplicate-member"
    """warning: several files of an archive have the same name: in a zip all are read, in a tar the last."""
    CUT_CHARACTER = "cut-character"
    """loss: the last character is cut in two."""
    BROKEN_JSON = "broken-json"
    """loss: characters that make no sense as JSON were left out."""
    UNREADABLE_NUMBER = "unreadable-number"
    """loss: a number that cannot be read was left out."""
    DUPLICATE_KEY = "duplicate-key"
    """warning: an object has the same key twice: the last counts."""
    ODD_ESCAPE = "odd-escape"
    """warning: an escape that JSON does not know."""
    STRAY_BYTES = "stray-bytes"
    """warning: bytes that are not UTF-8 were read as Windows-1252."""
    UNESCAPED_QUOTE = "unescaped-quote"
    """warning: a quotation mark inside a text was taken for a part of it."""
    BYTE_ORDER_MARK = "byte-order-mark"
    """info: a byte order mark stands before the JSON."""
    EXTRA_COMMA = "extra-comma"
    """info: a comma too many or too few, a key without a value."""
    MISSING_COMMA = "missing-comma"
    """info: a comma too many or too few, a key without a value."""
    MISSING_VALUE = "missing-value"
    """info: a comma too many or too few, a key without a value."""
    HTML_COMMENT = "html-comment"
    """info: what is no JSON around it or between its values was passed over."""
    PHP_MESSAGE = "php-message"
    """info: what is no JSON around it or between its values was passed over."""
    NOISE = "noise"
    """info: what is no JSON around it or between its values was passed over."""
    NOISE_INSIDE = "noise-inside"
    """info: what is no JSON around it or between its values was passed over."""
    JSONP = "jsonp"
    """info: the JSON stood inside something else and was taken out."""
    XSSI_PREFIX = "xssi-prefix"
    """info: the JSON stood inside something else and was taken out."""
    WEB_PAGE = "web-page"
    """info: the JSON stood inside something else and was taken out."""
    UNWRAPPED = "unwrapped"
    """info: the JSON stood inside something else and was taken out."""
    NOT_A_NUMBER = "not-a-number"
    """info: `NaN` and its like were read as `null`."""
    OTHER_ENCODING = "other-encoding"
    """info: the text is not in UTF-8."""
    PYTHON_REPR = "python-repr"
    """info: the values are written as Python does."""
    RAW_CONTROL_CHARACTER = "raw-control-character"
    """info: a control character without an escape."""
    RECORD_SEPARATOR = "record-separator"
    """info: several documents after each other."""
    SEVERAL_DOCUMENTS = "several-documents"
    """info: several documents after each other."""
    UNKNOWN_RECORD = "unknown-record"
    """info: a JSON value that is nothing WordPress sends was passed over."""
    ZERO_BYTES = "zero-bytes"
    """info: zero bytes around the JSON."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A reported loss, guess or repair."""

    code: NoticeCode
    detail: str
    """What a person needs to find the place and act on it."""
    severity: Severity = Severity.INFO
    post_id: int | None = None
    offset: int | None = None
    """The byte of the source that it is about, where one is known."""
