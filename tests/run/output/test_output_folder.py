from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from helpers.process import contents, post, wpconv, written
from wpconv.cli import command


def run(*arguments: object) -> int:
    """Run the command in this process, which is faster than starting an interpreter for each run."""
    return int(command.main([str(each) for each in arguments], prog_name="wpconv", standalone_mode=False))


def killed(writes: int, *arguments: object) -> None:
    """Run the command in a process that exits without cleaning up after this number of writes."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    replace, left = Path.replace, writes

    def counted(self: Path, target: Path) -> Path:
        nonlocal left
        if left == 0:
            os._exit(9)
        left -= 1
        return replace(self, target)

    Path.replace = counted  # type: ignore[method-assign,assignment]
    try:
        run(*arguments)
    finally:
        os._exit(0)


def test_a_killed_run_is_continued(tmp_path: Path) -> None:
    """A document that a killed run updated is not taken for an edit, though the manifest lacks its hash."""
    runs = RandomRuns()
    runs.begin()
    runs.run_it(["-q"])
    runs.change_a_post(1)
    runs.kill_it(1)
    runs.change_a_post(1)
    runs.run_it(["-q"])
    runs.edit_a_file(1, "mine\n")
    runs.run_it(["-q"])
    runs.nothing_of_mine_is_lost()
    runs.teardown()


def test_redirects_of_a_killed_run(tmp_path: Path) -> None:
    """The next run updates a redirects file that a run wrote before it was killed."""
    source, out = tmp_path / "posts.json", tmp_path / "out"
    options = (source, "-o", out, "--redirects", "_redirects", "-q")
    written(source, post(1, link="https://example.org/?p=1"))
    run(*options)
    written(source, post(1, link="https://example.org/?p=11"))
    killed(1, *options)
    assert (out / "_redirects").read_text() == "/ p=1 /posts/post-1/ 301\n/ p=11 /posts/post-1/ 301\n"
    written(source, post(1, link="https://example.org/?p=111"))
    assert run(*options) == 0
    assert (out / "_redirects").read_text() == "/ p=1 /posts/post-1/ 301\n/ p=111 /posts/post-1/ 301\n"


def test_an_unchanged_run_writes_nothing(tmp_path: Path) -> None:
    """A run that finds nothing changed writes no file, not even the manifest."""
    source, out = written(tmp_path / "posts.json", post(1), post(2)), tmp_path / "out"
    wpconv(source, "-o", out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    for options in ([], ["--no-cache"], ["--report", tmp_path / "report.json"]):
        assert wpconv(source, "-o", out, *options).stderr == "2 posts read; 2 unchanged\n"
        assert {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()} == {
            path: time for path, time in before.items() if path.is_file()
        }


def test_a_changed_post_alone_is_converted_again(tmp_path: Path) -> None:
    """Only the changed one of two posts in a source is written again."""
    source, out = written(tmp_path / "posts.json", post(1), post(2)), tmp_path / "out"
    wpconv(source, "-o", out)
    kept = (out / "posts" / "post-2.md").stat().st_mtime_ns
    written(source, post(1, title={"rendered": "Another"}), post(2))
    assert wpconv(source, "-o", out).stderr == "2 posts read; 1 unchanged, 1 updated\n"
    assert (out / "posts" / "post-2.md").stat().st_mtime_ns == kept


def test_a_changed_term_or_attachment(tmp_path: Path) -> None:
    """Documents are converted again when a term or attachment changes that their ids resolve to."""
    term = {"id": 5, "taxonomy": "category", "name": "Old", "slug": "old", "count": 1}
    image = {
        "id": 9,
        "media_type": "image",
        "mime_type": "image/png",
        "source_url": "https://example.org/a.png",
    }
    gallery = {"rendered": '[gallery ids="9"]'}
    source = written(
        tmp_path / "in" / "posts.json", post(1, categories=[5]), post(2), post(3, content=gallery)
    )
    written(tmp_path / "in" / "terms.json", term, image)
    wpconv(source.parent, "-o", tmp_path / "out")
    written(tmp_path / "in" / "terms.json", {**term, "name": "New"}, image)
    assert "2 unchanged, 1 updated" in wpconv(source.parent, "-o", tmp_path / "out").stderr
    assert 'categories: ["New"]' in (tmp_path / "out" / "posts" / "post-1.md").read_text()
    image = {**image, "source_url": "https://example.org/b.png"}
    written(tmp_path / "in" / "terms.json", {**term, "name": "New"}, image)
    assert "2 unchanged, 1 updated" in wpconv(source.parent, "-o", tmp_path / "out").stderr
    assert "b.png" in (tmp_path / "out" / "posts" / "post-3.md").read_text()


def test_changed_options(tmp_path: Path) -> None:
    """A run with other options converts unchanged posts again."""
    source, out = written(tmp_path / "posts.json", post(1)), tmp_path / "out"
    wpconv(source, "-o", out)
    done = wpconv(source, "-o", out, "--front-matter", "toml")
    assert done.stderr == "1 post read; 1 updated\n"
    assert (out / "posts" / "post-1.md").read_text().startswith("+++\n")


def test_an_unchanged_run_reports_the_same(tmp_path: Path) -> None:
    """A run without changes repeats the notices in their order, the counts and the exit status."""
    html = {"rendered": "<p>Words.</p><object data='x'></object>"}
    source = written(
        tmp_path / "in" / "posts.json",
        post(3, author=5, content=html),
        post(4),
        post(1, author=6, content=html),
        post(2, status="trash"),
        {"some": "thing"},
    )
    first = wpconv(source.parent, "-o", tmp_path / "out", "-v", "--strict")
    again = wpconv(source.parent, "-o", tmp_path / "out", "-v", "--strict")
    assert first.returncode == again.returncode == 1
    assert again.stderr == first.stderr.replace("3 written", "3 unchanged")


def test_check_lists_changes(tmp_path: Path) -> None:
    """--check lists the files that a run would change, writes none, and exits 1 for these alone."""
    source, out = written(tmp_path / "posts.json", post(1, author=5), post(2)), tmp_path / "out"
    fresh = wpconv(source, "-o", out, "--check")
    assert (fresh.returncode, fresh.stdout) == (
        1,
        "would write posts/post-1.md\nwould write posts/post-2.md\n",
    )
    assert "2 posts read; would write 2; " in fresh.stderr
    assert not out.exists()
    wpconv(source, "-o", out)
    current = wpconv(source, "-o", out, "--check", "--strict")
    assert (current.returncode, current.stdout) == (0, "")
    assert "2 posts read; 2 unchanged; " in current.stderr
    written(source, post(1), post(3))
    changed = wpconv(source, "-o", out, "--check", "--prune")
    assert changed.returncode == 1
    assert changed.stdout.splitlines() == [
        "would update posts/post-1.md",
        "would write posts/post-3.md",
        "would remove posts/post-2.md",
    ]
    dry = wpconv(source, "-o", out, "--dry-run")
    assert dry.returncode == 0
    assert (out / "posts" / "post-2.md").exists()


def test_prune(tmp_path: Path) -> None:
    """--prune keeps edited files, files of others, unselected posts, and all if a source cannot be read."""
    source, out = written(tmp_path / "in" / "posts.json", *map(post, range(1, 6))), tmp_path / "out"
    wpconv(source, "-o", out)
    (out / "posts" / "post-1.md").write_text("edited\n")
    (out / "posts" / "other.md").write_text("other\n")
    written(source, post(3), post(4), post(5))
    (tmp_path / "in" / "bad.json").write_text("nothing")
    assert "nothing is pruned" in wpconv(source.parent, "-o", out, "--prune").stderr
    assert (out / "posts" / "post-2.md").exists()
    (tmp_path / "in" / "bad.json").unlink()
    done = wpconv(source.parent, "-o", out, "--prune", "--id", 3)
    assert done.returncode == 1
    assert "post-1.md: its post is gone, but it was edited" in done.stderr
    assert sorted(path.stem for path in (out / "posts").iterdir()) == [
        "other", "post-1", "post-3", "post-4", "post-5",
    ]  # fmt: skip


NUMBERS = st.integers(1, 4)


class RandomRuns(RuleBasedStateMachine):
    """Runs, killed runs, edits and deletions in any order."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.source, self.out = self.root / "in" / "posts.json", self.root / "out"
        self.versions = {1: 0, 2: 0}
        self.mine: dict[Path, str] = {}
        self.write_source()

    def teardown(self) -> None:
        shutil.rmtree(getattr(self, "root", "nowhere"), ignore_errors=True)

    def write_source(self) -> None:
        posts = [
            post(number, content={"rendered": f"<p>Version {version} of it.</p>"})
            for number, version in self.versions.items()
        ]
        written(self.source, *posts)

    def path(self, number: int) -> Path:
        return self.out / "posts" / f"post-{number}.md"

    @rule(number=NUMBERS)
    def change_a_post(self, number: int) -> None:
        self.versions[number] = self.versions.get(number, 0) + 1
        self.write_source()

    @rule(number=NUMBERS)
    def remove_a_post(self, number: int) -> None:
        if len(self.versions) > 1:
            self.versions.pop(number, None)
            self.write_source()

    @rule(number=NUMBERS, text=st.sampled_from(["", "mine\n", "---\ntitle: mine\n---\n"]))
    def edit_a_file(self, number: int, text: str) -> None:
        path = self.path(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.mine[path] = text

    @rule(number=NUMBERS)
    def delete_a_file(self, number: int) -> None:
        self.path(number).unlink(missing_ok=True)
        self.mine.pop(self.path(number), None)

    @rule(options=st.lists(st.sampled_from(["--prune", "--no-cache", "-q"]), unique=True))
    def run_it(self, options: list[str]) -> None:
        status = run(self.source, "-o", self.out, *options)
        in_the_way = [path for path in self.mine if int(path.stem[-1]) in self.versions]
        for number, version in self.versions.items():
            if self.path(number) not in self.mine:
                assert f"Version {version} of it.\n" in self.path(number).read_text()
        assert status == int(bool(in_the_way)) or "--prune" in options

    @rule(writes=st.integers(0, 4))
    def kill_it(self, writes: int) -> None:
        killed(writes, self.source, "-o", self.out, "-q")

    @rule()
    def check_it(self) -> None:
        before = contents(self.out) if self.out.exists() else {}
        run(self.source, "-o", self.out, "--check", "-q")
        assert (contents(self.out) if self.out.exists() else {}) == before

    @invariant()
    def nothing_of_mine_is_lost(self) -> None:
        for path, text in getattr(self, "mine", {}).items():
            assert path.read_text() == text

    @invariant()
    def no_file_is_half(self) -> None:
        for path in (self.out / "posts").glob("[!.]*") if hasattr(self, "out") else ():
            text = path.read_text()
            assert path in self.mine or (text.startswith("---\n") and text.endswith(" of it.\n"))


RandomRuns.TestCase.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
TestRandomRuns = pytest.mark.slow(RandomRuns.TestCase)
