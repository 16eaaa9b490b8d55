import re
import tomllib
from pathlib import Path

import pytest

from helpers import ROOT
from helpers.process import wpconv

README = (ROOT / "README.md").read_text("utf-8")


def test_the_configuration_file_is_read(tmp_path: Path) -> None:
    """The example of a `wpconv.toml` sets the options that it names."""
    (example,) = re.findall(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    (tmp_path / "wpconv.toml").write_text(example)
    shown = tomllib.loads(wpconv("--show-config", cwd=tmp_path).stdout)
    paths = {"source": [str(tmp_path / "exports")], "output": str(tmp_path / "my-site")}
    assert {name: shown[name] for name in tomllib.loads(example)} == tomllib.loads(example) | paths


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_options_are_completed(shell: str) -> None:
    """Each shell gets a script with which it completes options."""
    assert f"_WPCONV_COMPLETE={shell}_source wpconv" in README
    assert "wpconv" in wpconv(env={"_WPCONV_COMPLETE": f"{shell}_source"}).stdout
    words = {"COMP_WORDS": "wpconv --targ", "COMP_CWORD": "--targ" if shell == "fish" else "1"}
    assert "--target" in wpconv(env={"_WPCONV_COMPLETE": f"{shell}_complete", **words}).stdout
