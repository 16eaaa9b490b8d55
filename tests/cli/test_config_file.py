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
    "field": Setting(is_list=True, of_types="/"),
    "set": Setting(is_list=True, is_typed=True, of_types="/"),
    "path": Setting(is_list=True, of_types="="),
}


def written(folder: Path, text: str, name: str = "wpconv.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_nearest_file_upwards_is_found(tmp_path: Path) -> None:
    """The search goes from the working folder upwards and ends at the first file that has options."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    outer = written(tmp_path, "[tool.wpconv]\nstrict = true\n", "pyproject.toml")
    written(tmp_path / "a", "[tool.other]\n", "pyproject.toml")
    assert config_file.find(inner) == outer
    nearer = written(tmp_path / "a", "strict = true\n")
    assert config_file.find(inner) == nearer


def test_the_own_file_wins_over_the_shared_one(tmp_path: Path) -> None:
    """`wpconv.toml` is read where `pyproject.toml` beside it has options too."""
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
def test_values_are_what_the_command_line_would_give(
    tmp_path: Path, line: str, key: str, value: object
) -> None:
    """A TOML value becomes the text, the flag or the list that the option takes."""
    assert config_file.load(written(tmp_path, line), SETTINGS) == {key: value}


def test_a_post_type_has_tables_of_its_own(tmp_path: Path) -> None:
    """What a table of `types` says joins what is said for all, each marked with its type."""
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
    assert config_file.load(path, SETTINGS) == {
        "path": ["blog/{slug}.md", "product=shop/{slug}.md"],
        "field": ["seo=meta.seo", "product/price=meta.price:float"],
        "set": ['product/layout="product"'],
    }


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    """A folder named in the file is the same one from whatever folder the command runs; `-` stays."""
    path = written(tmp_path, 'output = "content"\nsource = ["exports", "-", "/abs"]')
    loaded = config_file.load(path, SETTINGS)
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
def test_a_wrong_file_is_named_with_its_fault(tmp_path: Path, text: str, cause: str, advice: str) -> None:
    """An unknown key, a value of the wrong kind and broken TOML name the file and what to do."""
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        config_file.load(path, SETTINGS)
    assert cause in caught.value.cause
    assert str(path) in caught.value.cause
    assert advice in caught.value.advice


@pytest.mark.parametrize("content", ["[tool]\nwpconv = 3", "[tool.black]"])
def test_a_shared_file_without_our_table_is_no_configuration(tmp_path: Path, content: Any) -> None:
    """Another project's `pyproject.toml` is passed over, and an error when it is named."""
    path = written(tmp_path, content, "pyproject.toml")
    assert config_file.find(tmp_path) != path
    with pytest.raises(UsageError, match="has no table"):
        config_file.load(path, SETTINGS)
