"""Files that are not media, by the suffixes of their names and by their first bytes."""

from __future__ import annotations

import re

HEAD = 512
"""The bytes of a file that `is_web_page` needs."""
IMAGES = frozenset((
    "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "avif", "heic", "heif", "svg", "bmp", "tif",
    "tiff", "ico", "jxl", "apng",
))  # fmt: skip
_UPLOADS = IMAGES | frozenset((
    "asf", "asx", "wmv", "wmx", "wm", "avi", "divx", "flv", "mov", "qt", "mpeg", "mpg", "mpe", "mp4",
    "m4v", "ogv", "webm", "mkv", "3gp", "3gpp", "3g2", "3gp2", "mp3", "m4a", "m4b", "aac", "ra", "ram",
    "wav", "ogg", "oga", "opus", "flac", "mid", "midi", "wma", "wax", "mka", "pdf", "doc", "docx", "docm",
    "dot", "dotx", "dotm", "xls", "xlsx", "xlsm", "xlsb", "xla", "xlt", "xlw", "xltx", "xltm", "xlam",
    "ppt", "pptx", "pptm", "pps", "ppsx", "ppsm", "pot", "potx", "potm", "ppam", "sldx", "sldm", "onetoc",
    "onetoc2", "onetmp", "onepkg", "mdb", "mpp", "wri", "oxps", "xps", "odt", "odp", "ods", "odg", "odc",
    "odb", "odf", "wp", "wpd", "key", "numbers", "pages", "rtf", "rtx", "epub", "txt", "asc", "c", "cc",
    "h", "srt", "csv", "tsv", "ics", "css", "vtt", "dfxp", "gpx", "kml", "kmz", "geojson", "tar", "zip",
    "gz", "gzip", "rar", "7z", "psd", "xcf", "ai", "eps", "swf", "woff", "woff2", "ttf", "otf", "eot",
    "glb", "gltf", "stl",
))  # fmt: skip
"""The types that WordPress lets users upload (`wp_get_mime_types`), and those that plugins often add."""
_PAGES_AND_PROGRAMS = frozenset((
    "php", "php3", "php4", "php5", "php7", "php8", "phps", "phtml", "phar", "cgi", "fcgi", "pl", "py",
    "rb", "sh", "asp", "aspx", "jsp", "jspx", "cfm", "shtml", "htm", "html", "xhtml", "md", "markdown",
    "mdx", "rst", "njk", "liquid", "haml", "ejs", "pug",
))  # fmt: skip
"""Programs that a server runs, and pages that site generators read as documents."""
_PHP = re.compile(r"\.(?:php\d?|phtml|phar)\b", re.IGNORECASE)
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def suffix(path: str) -> str:
    """Return the suffix of a file's name in lower case, without the dot."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_image(path: str) -> bool:
    """Return whether a file is an image, by its suffix."""
    return suffix(path) in IMAGES


def is_page_or_program(path: str) -> bool:
    """Return whether a server or a site generator would run a file, or make a page of it.

    Some servers run `shell.php.jpg`, too.
    """
    return suffix(path) in _PAGES_AND_PROGRAMS or bool(_PHP.search(path.rpartition("/")[2]))


def is_upload(path: str) -> bool:
    """Return whether a file that no post refers to is one that a user uploads: no log, backup or cache."""
    return (
        suffix(path) in _UPLOADS
        and not is_page_or_program(path)
        and not any(step.startswith(".") for step in path.split("/"))
    )


def is_web_page(head: bytes) -> bool:
    """Return whether a file holds HTML: a server's error page that was saved under the name of a file.

    Args:
        head: its first bytes, at most `HEAD`.
    """
    return bool(_WEB_PAGE.match(head))
