from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wpconv.body.render.delimiter_runs import Run, pair

READER = MarkdownIt("commonmark")
TEXTS = st.lists(
    st.sampled_from(["*", "**", "***", "_", "__", "a", "b", " ", ".", "(", "é", "“"]), max_size=12
)


def runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the start, the length and the character of each delimiter run."""
    start = 0
    while start < len(text):
        end = start + 1
        if text[start] in "*_":
            while end < len(text) and text[end] == text[start]:
                end += 1
            yield start, end - start, text[start]
        start = end


def emphasised(text: str) -> str:
    """Return the HTML of a line of text by the pairs that are found in it."""
    found = list(runs(text))
    given_runs = [
        Run(char, length, text[start - 1] if start else " ", text[start + length : start + length + 1] or " ")
        for start, length, char in found
    ]
    out = list(text)
    for opening, at, closing, to, count in pair(given_runs):
        tag = "strong" if count == 2 else "em"
        first, last = found[opening][0] + at, found[closing][0] + to
        for number in range(count):
            out[first + number] = out[last + number] = ""
        out[first], out[last] = f"<{tag}>", f"</{tag}>"
    return "".join(out)


@pytest.mark.slow
@settings(max_examples=1000)
@given(TEXTS.map("".join))
def test_pairs_are_those_of_markdown_it(text: str) -> None:
    """Delimiter runs are paired as markdown-it pairs them."""
    text = f"a{text}a"
    assert emphasised(text) == READER.renderInline(text)
