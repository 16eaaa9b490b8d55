"""The configuration of Pelican."""

import json
from pathlib import Path

from markdown import markdown

HERE = Path(__file__).parent


def data(name, default):
    """Return the content of a data file of `--site-data` or `--comments data`."""
    file = HERE / name
    return json.loads(file.read_text("utf-8")) if file.exists() else default


AUTHOR = "Me"
SITENAME = data("site.json", {}).get("title", "My site")
SITEURL = ""
PATH = "content"
THEME = "theme"
TIMEZONE = "Europe/Lisbon"  # that of the WordPress site
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "none"  # is not shown
USE_FOLDER_AS_CATEGORY = False
STATIC_PATHS = ["wp-content/uploads", "extra"]
EXTRA_PATH_METADATA = {"extra/_redirects": {"path": "_redirects"}}
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DIRECT_TEMPLATES = ["index"]
AUTHOR_SAVE_AS = ""
DEFAULT_PAGINATION = 20
MENUITEMS = [(entry["title"], entry["url"]) for entry in data("menus.json", {}).get("main", [])]
COMMENTS = {file.stem: data(file, []) for file in HERE.glob("comments/*.json")}
JINJA_FILTERS = {"markdown": markdown}
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}},
    "output_format": "html5",
}
