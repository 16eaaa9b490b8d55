from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from wpconv.cli.deferred import defer_soupsieve
defer_soupsieve()
from bs4 import BeautifulSoup
soup = BeautifulSoup("<p class=a>x<b>y</b></p>", "lxml")
assert "soupsieve.css_parser" not in sys.modules
assert [tag.name for tag in soup.select("p.a > b")] == ["b"]
assert "soupsieve.css_parser" in sys.modules
import soupsieve
from soupsieve import SelectorSyntaxError
assert soupsieve.match("b", soup.b) and soup.css.match("html") is False
try:
    soup.select("p[")
except SelectorSyntaxError:
    print("fine")
"""


def test_selectors_work_when_their_library_is_deferred() -> None:
    """Soup Sieve is imported by the first selector, and works as if it had been imported before."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("fine\n", "")
