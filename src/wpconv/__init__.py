"""wpconv turns WordPress REST API exports into Markdown with front matter for static sites.

The public interface (docs/api.md): `convert_html` for one body, `convert_records` for JSON objects in memory,
`documents` for files, `WordPressConverter` in place of markdownify's converter. Each name is imported when it
is first used, so that `import wpconv` is fast.
"""

# As `typing.TYPE_CHECKING`, which type checkers know by its name; importing typing would take the longest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from wpconv.api import Body, convert_html, convert_records, documents
    from wpconv.body.converter import WordPressConverter
    from wpconv.errors import ReadError, UsageError, WpconvError, WriteError
    from wpconv.model import Document
    from wpconv.notices import Notice, NoticeCode, Severity

__version__ = "0.1.0"

_MODULES = {
    "Body": "wpconv.api",
    "Document": "wpconv.model",
    "Notice": "wpconv.notices",
    "NoticeCode": "wpconv.notices",
    "ReadError": "wpconv.errors",
    "Severity": "wpconv.notices",
    "UsageError": "wpconv.errors",
    "WordPressConverter": "wpconv.body.converter",
    "WpconvError": "wpconv.errors",
    "WriteError": "wpconv.errors",
    "convert_html": "wpconv.api",
    "convert_records": "wpconv.api",
    "documents": "wpconv.api",
}
"""The module of each public name."""

__all__ = [
    "Body",
    "Document",
    "Notice",
    "NoticeCode",
    "ReadError",
    "Severity",
    "UsageError",
    "WordPressConverter",
    "WpconvError",
    "WriteError",
    "__version__",
    "convert_html",
    "convert_records",
    "documents",
]

# Type checkers would take a module with this function for one that has every name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a public name; called for names that the module does not have yet (PEP 562)."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        # For the same reason as above.
        from importlib import import_module  # noqa: PLC0415

        value: object = getattr(import_module(_MODULES[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})
