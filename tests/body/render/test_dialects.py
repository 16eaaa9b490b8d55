"""Escapes and syntax that only some dialects of Markdown need."""

from helpers.bodies import to_markdown
from wpconv.dialect import Dialect
from wpconv.document import targets


def test_asterisk_after_word() -> None:
    """Kramdown and Python-Markdown pair an asterisk after a word with the next one: it is escaped."""
    html = "<p>El Ciruja*, “<em>minga</em>” and 2 * 3, HP14_6-A_ or a_b_</p>"
    dialect = Dialect(loose_emphasis=targets.target("jekyll").dialect.loose_emphasis)
    assert to_markdown(html, dialect=dialect) == "El Ciruja\\*, “*minga*” and 2 * 3, HP14\\_6-A_ or a_b_"
    assert to_markdown(html) == "El Ciruja*, “*minga*” and 2 * 3, HP14_6-A_ or a_b_"


def test_pipe_in_text() -> None:
    """To kramdown, a line with a pipe is a table, also a heading in a list item: the pipe is escaped."""
    dialect = Dialect(pipe_in_text_is_table=targets.target("jekyll").dialect.pipe_in_text_is_table)
    html = "<ul><li><p>a | b</p><h2>c | d</h2></li></ul>"
    assert to_markdown(html, dialect=dialect) == "- a \\| b\n\n    ## c \\| d"
    assert to_markdown(html) == "- a | b\n\n    ## c | d"


def test_braces_at_the_end_of_a_heading() -> None:
    """Zola and Docusaurus take braces at the end of a heading for its attributes even after a backslash."""
    dialect = Dialect(escaped_heading_attributes=targets.target("zola").dialect.escaped_heading_attributes)
    assert to_markdown("<h2>About {#x}</h2>", dialect=dialect) == "## About \\{#x}<!-- -->"
    assert to_markdown("<h2>About {#x}</h2>") == "## About \\{#x}"


def test_hash_at_line_start() -> None:
    """Python-Markdown reads a heading without a space after `#`: the `#` is escaped."""
    dialect = Dialect(hash_needs_no_space=targets.target("pelican").dialect.hash_needs_no_space)
    assert to_markdown("<p>#tide<br>#1 of two</p>", dialect=dialect) == "\\#tide  \n\\#1 of two"
    assert to_markdown("<h2>#tide</h2>", dialect=dialect) == "## #tide"
    assert to_markdown("<p>#tide</p>") == "#tide"


def test_strikethrough() -> None:
    """`~~` is written only for dialects that have it; others get `<del>`."""
    dialect = Dialect(strikethrough=targets.target("pelican").dialect.strikethrough)
    assert to_markdown("<p>a <s>b</s></p>", dialect=dialect) == "a <del>b</del>"
    assert to_markdown("<p>a <s>b</s></p>") == "a ~~b~~"
