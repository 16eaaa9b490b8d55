"""The source distribution and the wheel in `dist`, which `make check-dist` builds and tests."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from helpers import ROOT
from helpers.process import contents

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = "verify"
REQUIREMENTS = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"][EXTRAS]]
BOUND = re.compile(r"([\w-]+)>=([\w.]+)(.*)")
LOWEST = [BOUND.sub(r"\1==\2\3", each) for each in REQUIREMENTS]
"""The requirements with their lower bounds as versions."""
NEEDED = (
    "src/wpconv/__main__.py", "tests/conftest.py", "fixtures/site/pages.json", "docs/wpconv.1", "Makefile",
    "constraints.txt", "tools/update_docs.py", "benchmarks/measure.py", "examples/hugo/hugo.toml", "LICENSE",
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "zensical.toml", "action.yml",
)  # fmt: skip

pytestmark = [pytest.mark.slow, pytest.mark.dist]


@pytest.fixture(autouse=True, scope="module")
def _asked_for(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--packages"):
        pytest.skip("make check-dist tests it")


def built(pattern: str) -> Path:
    """Return the one file in `dist` with such a name."""
    (path,) = (ROOT / "dist").glob(pattern)
    return path


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without the settings of the tests' environment."""
    return subprocess.run(
        list(map(str, command)), cwd=cwd, check=False, capture_output=True, encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "HOME": str(cwd)} if sys.platform != "win32" else None,
    )  # fmt: skip


@pytest.fixture(scope="module", params=["lowest", "newest"])
def environment(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of a new environment with the wheel, and with such versions of the libraries."""
    folder = tmp_path_factory.mktemp(request.param)
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(LOWEST) if request.param == "lowest" else "")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--constraint", constraints, f"{built('*.whl')}[{EXTRAS}]"],
        check=True,
    )  # fmt: skip
    return programs


def test_an_installed_wheel_converts_the_demo(environment: Path, tmp_path: Path) -> None:
    """With these versions the command writes the same as with the locked ones, without a warning."""
    arguments = (
        ROOT / "fixtures" / "site",
        "--target",
        "pelican",
        "--verify",
        "--timezone",
        "America/St_Johns",
    )
    expected, out = tmp_path / "expected", tmp_path / "out"
    locked = run(sys.executable, "-m", "wpconv", *arguments, "-o", expected, cwd=tmp_path)
    done = run(environment / "python", "-W", "error", "-m", "wpconv", *arguments, "-o", out, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (locked.returncode, locked.stderr)
    written = contents(out)
    assert len(written) > 20
    assert {**written, ".wpconv.json": b""} == {**contents(expected), ".wpconv.json": b""}


def test_an_installed_wheel_has_the_command_and_the_library(environment: Path, tmp_path: Path) -> None:
    """The script `wpconv` is there, and `import wpconv` needs no more than what was installed."""
    shown = run(environment / "wpconv", "--version", cwd=tmp_path)
    assert built("*.whl").name.split("-")[1] in shown.stdout
    code = "import wpconv; print(wpconv.convert_html('<p>One <em>body</em>.</p>').markdown)"
    assert run(environment / "python", "-c", code, cwd=tmp_path).stdout == "One *body*.\n"


def test_the_wheel_has_the_package_and_the_manual_page_only() -> None:
    """The wheel has every module of the package, the types' marker and the manual page, and nothing else."""
    with zipfile.ZipFile(built("*.whl")) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    package = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    (manual,) = (name for name in names if name.endswith("share/man/man1/wpconv.1"))
    assert names == package | {"wpconv/py.typed", manual}


def test_the_source_distribution_has_what_is_tracked_and_needed(tmp_path: Path) -> None:
    """It has all that its tests and pages need, and no file that is not part of the project."""
    with tarfile.open(built("*.tar.gz")) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
        sdist.extractall(tmp_path, filter="data")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
    assert names - set(listed.stdout.decode().split("\0")) == {"PKG-INFO"}
    assert names >= set(NEEDED)
    (folder,) = tmp_path.iterdir()
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider"],
        cwd=folder, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert collected.returncode == 0, collected.stdout[-2000:]
