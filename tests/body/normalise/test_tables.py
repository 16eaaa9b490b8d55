"""Tables."""

import pytest

from helpers.bodies import to_markdown

CASES = {
    "sections without rows": (
        "<table><thead><th>h</th></thead><tbody><td>a</td></tbody></table>",
        "| h |\n| --- |\n| a |",
    ),
    "cells without a row": (
        "<table><td>a</td><td>b</td><tr><td>c</td><td>d</td></tr></table>",
        "|  |  |\n| --- | --- |\n| a | b |\n| c | d |",
    ),
    "a row of bold cells": (
        "<table><tr><td><b>Boat</b></td><td></td></tr><tr><td><b>Gull</b></td><td>red</td></tr></table>",
        "| Boat |  |\n| --- | --- |\n| **Gull** | red |",
    ),
    "bold cells below an empty header": (
        (
            "<table><thead><tr><th></th><th> </th></tr></thead><tr><td><b>a</b></td><td><b>b</b>:</td></tr>"
            "<tr><td>c</td><td>d</td></tr></table>"
        ),
        "| a | b: |\n| --- | --- |\n| c | d |",
    ),
    "a header of bold cells": (
        "<table><tr><th><strong>a</strong></th><th><b>b</b></th></tr><tr><td>c</td><td>d</td></tr></table>",
        "| a | b |\n| --- | --- |\n| c | d |",
    ),
    "a row that is bold in part": (
        "<table><tr><td><b>a</b></td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "|  |  |\n| --- | --- |\n| **a** | b |\n| c | d |",
    ),
    "one bold row": (
        "<table><tr><td><b>a</b></td><td><b>b</b></td></tr></table>",
        "|  |  |\n| --- | --- |\n| **a** | **b** |",
    ),
    "headings in cells": (
        (
            "<table><tr><th>a</th><th><h3>b</h3></th></tr><tr><td><h2><b>c</b> d</h2>e</td>"
            "<td><h4><img src='/f'></h4></td></tr></table>"
        ),
        "| a | b |\n| --- | --- |\n| **c d**<br>e | ![](/f) |",
    ),
    "one cell": ("<table><tr><td><p>a</p><h2>b</h2>- c<br>- d</td></tr></table>", "a\n\n## b\n\n- c\n- d"),
    "one cell with content": (
        "<table><tr><td></td><td> </td></tr><tr><td><h3>a</h3>b</td><td><br></td></tr></table>",
        "### a\n\nb",
    ),
    "a caption": (
        "<table><caption>a</caption><tr><th>b</th></tr><tr><td>c</td></tr></table>",
        "*a*\n\n| b |\n| --- |\n| c |",
    ),
    "a caption below the table": (
        (
            "<table style='border: 0; caption-side: bottom'><caption>a</caption><tr><th>b</th></tr>"
            "<tr><td>c</td></tr></table>"
        ),
        "| b |\n| --- |\n| c |\n\n*a*",
    ),
    "a caption with a style of its own": (
        (
            "<table><caption style='caption-side:bottom'>a</caption>"
            "<tr><th>b</th></tr><tr><td>c</td></tr></table>"
        ),
        "| b |\n| --- |\n| c |\n\n*a*",
    ),
    "a caption aligned with the bottom": (
        "<table><caption align='bottom'>a</caption><tr><th>b</th></tr><tr><td>c</td></tr></table>",
        "| b |\n| --- |\n| c |\n\n*a*",
    ),
    "one header cell": ("<table><tr><th>a <b>b</b></th></tr></table>", "**a b**"),
    "a column of blocks": (
        (
            "<table><tr><th>a</th></tr><tr><td><ul><li>b</li></ul></td></tr><tr><td></td></tr>"
            "<tr><td colspan='2'><h3>c</h3><table><tr><td>d</td><td>e</td></tr></table></td></tr></table>"
        ),
        "**a**\n\n- b\n\n### c\n\n|  |  |\n| --- | --- |\n| d | e |",
    ),
    "a column of prose": (
        f"<table><tr><td>a</td></tr><tr><td>{'word ' * 30}</td></tr></table>",
        f"a\n\n{'word ' * 29}word",
    ),
    "a column of images": (
        "<table><tr><td><img src='/a'></td></tr><tr><td><a href='/c'><img src='/b'></a></td></tr></table>",
        "![](/a)\n\n[![](/b)](/c)",
    ),
    "a column of short values": (
        "<table><tr><td>a</td></tr><tr><td><p><code>b</code></p></td></tr></table>",
        "|  |\n| --- |\n| a |\n| `b` |",
    ),
    "a typed list in a cell": (
        "<table><tr><th>a</th><th>b</th></tr><tr><td>- c<br>- d</td><td>e</td></tr></table>",
        "| a | b |\n| --- | --- |\n| - c<br>- d | e |",
    ),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.values(), ids=CASES.keys())
def test_tables(html: str, markdown: str) -> None:
    """Rows and headers are found, and what only arranges content is no table."""
    assert to_markdown(html) == markdown
