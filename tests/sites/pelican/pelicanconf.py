import logging

AUTHOR = "Nobody"
SITENAME = "Check"
SITEURL = ""
PATH = "content"
STATIC_PATHS = ["wp-content/uploads"]
THEME = "theme"
TIMEZONE = "America/St_Johns"
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "none"
USE_FOLDER_AS_CATEGORY = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DIRECT_TEMPLATES = ()
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}},
    "output_format": "html5",
}
# Pelican warns of these because of the export itself, whatever the conversion.
LOG_FILTER = [
    (logging.WARNING, "Empty alt attribute for image %s in %s"),
    (logging.WARNING, 'Unable to generate valid slug for %s "%s".'),
]
