import hashlib
import subprocess
import sys
from pathlib import Path

from helpers import ROOT

BENCHMARKS = ROOT / "benchmarks"


def test_the_corpus_is_the_same_everywhere(tmp_path: Path) -> None:
    """The benchmark's posts are the same bytes on any machine, so that its figures can be compared."""
    subprocess.run([sys.executable, BENCHMARKS / "corpus.py", tmp_path, "--posts", "120"], check=True)
    names = ["export.xml", "posts-0001.json", "posts-0002.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    digest = hashlib.sha256(b"".join((tmp_path / name).read_bytes() for name in names))
    assert digest.hexdigest() == ("71aad196dd8a30863fb6ec392d555b36abcb7bc807ef5933a88b2e1f013ddf4c")


def test_make_bench_starts() -> None:
    """The script of `make bench` finds all modules that it imports."""
    subprocess.run([sys.executable, BENCHMARKS / "measure.py", "--help"], check=True, capture_output=True)
