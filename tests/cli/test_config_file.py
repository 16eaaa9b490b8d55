from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wpconv.cli import config_file
from wpconv.cli.config_file import Setting
from wpconv.errors import UsageError

SETTINGS = {
    "output": Setting(is_path=True),
    "limit": Setting(),
    "since": Setting(),
    "strict": Setting(is_flag=True),
    "type": Setting(is_list=True),
    "source": Setting(is_list=True, is_path=True),
    "field": Setting(is_list=True, type_separator="/"),
    "set": Setting(is_list=True, is_json=True, type_separator="/"),
    "path": Setting(is_list=True, type_separator="="),
}


def written(folder: Path, text: str, name: str = "wpconv.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    """The search starts in the working folder, and ends at the first file above it that has options."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    outer = written(tmp_path, "[tool.wpconv]\nstrict = true\n", "pyproject.toml")
    written(tmp_path / "a", "[tool.other]\n", "pyproject.toml")
    assert config_file.find(inner) == outer
    nearer = written(tmp_path / "a", "strict = true\n")
    assert config_file.find(inner) == nearer


def test_the_own_file_wins_over_the_shared_one(tmp_path: Path) -> None:
    """`wpconv.toml` is read, not the table in a `pyproject.toml` beside it."""
    written(tmp_path, "[tool.wpconv]\n", "pyproject.toml")
    own = written(tmp_path, "")
    assert config_file.find(tmp_path) == own


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("limit = 3", "limit", "3"),
        ("strict = true", "strict", True),
        ("since = 2024-02-29", "since", "2024-02-29"),
        ("since = 2024-02-29T10:00:00", "since", "2024-02-29T10:00:00"),
        ('type = "post"', "type", ["post"]),
        ('type = ["post", "page"]', "type", ["post", "page"]),
        ('field = {title = "meta.seo"}', "field", ["title=meta.seo"]),
        ('set = {toc = true, year = "1999", n = [1, "a"]}', "set", ["toc=true", 'year="1999"', 'n=[1, "a"]']),
    ],
)
def test_values_are_those_of_the_command_line(tmp_path: Path, line: str, key: str, value: object) -> None:
    """A TOML value becomes the string, flag or list that the option takes."""
    assert config_file.read(written(tmp_path, line), SETTINGS) == {key: value}


def test_a_post_type_has_tables_of_its_own(tmp_path: Path) -> None:
    """Values from a table of `types` are added to those for all types, with their type before them."""
    path = written(
        tmp_path,
        """
        path = "blog/{slug}.md"
        field = {seo = "meta.seo"}
        [types.product]
        path = "shop/{slug}.md"
        field = {price = "meta.price:float"}
        set = {layout = "product"}
        """,
    )
    assert config_file.read(path, SETTINGS) == {
        "path": ["blog/{slug}.md", "product=shop/{slug}.md"],
        "field": ["seo=meta.seo", "product/price=meta.price:float"],
        "set": ['product/layout="product"'],
    }


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    """Paths are relative to the folder of the file, not to the working folder; `-` stays."""
    path = written(tmp_path, 'output = "content"\nsource = ["exports", "-", "/abs"]')
    loaded = config_file.read(path, SETTINGS)
    assert loaded["output"] == str(tmp_path / "content")
    assert loaded["source"] == [str(tmp_path / "exports"), "-", "/abs"]


@pytest.mark.parametrize(
    ("text", "cause", "advice"),
    [
        ("ouput = 'x'", "no option 'ouput'", "'output'"),
        ("strict = 1", "strict is true or false", ""),
        ("limit = true", "limit cannot be True", "string or a number"),
        ("limit = [1]", "limit cannot be [1]", "string or a number"),
        ("limit = ", "cannot be read", "correct the file"),
        ("types = 3", "a table for each post type", "[types.product.field]"),
        ("[types]\npage = 3", "a table for each post type", "[types.product.field]"),
        ("[types.page]\nfeild = {}", "no option 'feild'", "'field'"),
        ("[types.page]\nlimit = 3", "no option 'limit'", "did you mean"),
    ],
)
def test_errors_in_the_file(tmp_path: Path, text: str, cause: str, advice: str) -> None:
    """Unknown keys, values of the wrong type and invalid TOML are named with the file and advice."""
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        config_file.read(path, SETTINGS)
    assert cause in caught.value.cause
    assert str(path) in caught.value.cause
    assert advice in caught.value.advice


@pytest.mark.parametrize("content", ["[tool]\nwpconv = 3", "[tool.black]"])
def test_a_shared_file_without_our_table(tmp_path: Path, content: Any) -> None:
    """A `pyproject.toml` without options is skipped by the search, and an error if --config names it."""
    path = written(tmp_path, content, "pyproject.toml")
    assert config_file.find(tmp_path) != path
    with pytest.raises(UsageError, match="has no table"):
        config_file.read(path, SETTINGS)
