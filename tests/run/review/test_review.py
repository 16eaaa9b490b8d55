from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from helpers import ROOT
from helpers.browser import CHROMIUM, Browser, browser
from helpers.process import HAS_FORK, contents, post, wpconv, written
from wpconv.run.review import pages

FORM = '<form><p>Name <input name="q"></p><button>Send</button></form>'
HOSTILE = (
    '<script>alert(1)</script><img src="https://h.example/x.png" onerror="alert(1)" alt="A &lt;b&gt;">'
    '<svg onload="alert(1)"><text>t</text></svg><p style="background:url(https://h.example/b.png)">Words</p>'
    '</div></div></details></article><li>a<li>b<a href="javascript:alert(1)">click</a>'
    '<iframe src="https://h.example/"></iframe><video poster="https://h.example/p.png"></video>'
)


def body(html: str) -> dict[str, str]:
    return {"rendered": html}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a file of posts: two clean ones, and others with a form, hostile HTML and a broken link."""
    return written(
        tmp_path / "posts.json",
        post(1),
        post(2, content=body(f"<p>Some text.</p>{FORM}")),
        post(3, title=body('<script>x</script>A & "b"'), content=body(HOSTILE)),
        post(4, content=body('<p>A <a href="https://example.org/gone/">link</a>.</p>')),
        post(5),
    )


def review(source: Path, *options: object, folder: str = "out", status: int = 0) -> str:
    """Return the review page of a run that ends with this status."""
    page = source.with_name("review.html")
    done = wpconv(source, "-o", source.with_name(folder), "--review", page, *options)
    assert done.returncode == status, done.stderr
    return page.read_text("utf-8")


def test_every_post_is_listed_and_the_source_only_if_it_differs(source: Path) -> None:
    """The list has every post; those without a notice or a difference have no source."""
    text = review(source)
    assert len(re.findall("<article ", text)) == 5
    shown = re.findall(r'<iframe [^>]*title="Source of posts/post-(\d)\.md"', text)
    assert sorted(shown) == ["2", "3", "4"]
    assert "&lt;mark class=&quot;only&quot;&gt;Name&lt;/mark&gt;" in text
    assert re.search(
        r"<td>posts/post-4.md</td><td>https://example.org/gone/</td><td>\w+</td><td>broken</td>", text
    )


def test_the_page_has_one_script_and_nothing_to_load(source: Path) -> None:
    """Scripts, handlers, styles and addresses to load are gone from the page and from its frames."""
    text = review(source)
    assert text.count("<script") == 1
    frames = re.findall(r'srcdoc="([^"]*)"', text)
    assert len(frames) == text.count("<iframe") == text.count('<iframe sandbox=""') == 3
    assert not any(re.search(r"&lt;(script|img|svg|iframe|a )", frame) for frame in frames)
    assert not re.search(r"\s(src|srcset|poster|style|on\w+)=", re.sub(r'srcdoc="[^"]*"', "", text))
    assert "[image: A &lt;b&gt; https://h.example/x.png]" in text


def test_the_same_input_gives_the_same_bytes(source: Path) -> None:
    """The number of workers, and what the output folder held before, do not change the page."""
    first = review(source)
    assert review(source) == first
    assert review(source, "--jobs", 2) == first
    assert review(source, "--jobs", 2, folder="other") == first


def test_unchanged_documents_are_not_touched(source: Path) -> None:
    """A review of an unchanged folder changes no document."""
    wpconv(source, "-o", source.with_name("out"))
    documents = list(source.with_name("out").rglob("*.md"))
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in documents}
    review(source)
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in documents} == before


def test_missing_media_and_redirects_are_tables(tmp_path: Path) -> None:
    """Files that the uploads lack, and redirects, are listed."""
    image = '<p>A</p><img src="https://example.org/wp-content/uploads/2024/05/x.png" alt="">'
    source = written(tmp_path / "posts.json", post(1, content=body(image)))
    (tmp_path / "uploads" / "2024" / "05").mkdir(parents=True)
    text = review(source, "--uploads", tmp_path / "uploads", "--redirects", "_redirects", status=1)
    assert '<h2 id="media">Missing media</h2>' in text
    assert "<td>2024/05/x.png</td>" in text
    assert '<h2 id="redirects">Redirects</h2>' in text
    assert "<td>/post-1/</td>" in text


def test_posts_without_a_document_come_first(source: Path) -> None:
    """A document that cannot be written is named with its cause."""
    out = source.with_name("out")
    (out / "posts").mkdir(parents=True)
    (out / "posts" / "post-5.md").write_text("mine")
    page = source.with_name("review.html")
    assert wpconv(source, "-o", out, "--review", page).returncode == 1
    first = page.read_text("utf-8").partition("<article ")[2].partition("</article>")[0]
    assert "posts/post-5.md" in first
    assert "no document" in first


def test_the_notices_of_a_post_are_listed_worst_first(tmp_path: Path) -> None:
    """Losses and warnings are before information, whatever their order in the post."""
    html = f'{FORM}<p>[unknown_thing id="1"] <a href="https://example.org/gone/">link</a>.</p>'
    text = review(written(tmp_path / "posts.json", post(1, content=body(html))))
    listed = re.findall(r'<li><span class="(\w+)">', text)
    assert listed == ["warning", "warning", "info"]


@pytest.mark.skipif(not HAS_FORK, reason="only a fork has what a test replaces")
def test_long_reviews_have_several_files(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file ends before the limit, the next ones are linked, and those of a longer review are removed."""
    monkeypatch.setattr(pages, "ROOM", 4_000)
    folder = source.parent
    review(source)
    names = sorted(path.name for path in folder.glob("review*.html"))
    assert names[:2] == ["review-2.html", "review-3.html"]
    texts = [(folder / name).read_text("utf-8") for name in names]
    assert sum(text.count("<article ") for text in texts) == 5
    assert all(f'href="./{names[0]}"' in text for text in texts[1:])
    assert '<a href="./review.html#posts">Posts</a>' in texts[0]
    monkeypatch.undo()
    review(source)
    assert [path.name for path in folder.glob("review*.html")] == ["review.html"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("page.html", "<p>mine</p>", "is not the review of an earlier run"),
        ("posts.json", None, "is a source of this run|is not the review|does not end in"),
        ("review.md", None, "does not end in .html"),
        ("no/review.html", None, "its folder does not exist"),
    ],
)
def test_other_files_are_not_replaced(source: Path, name: str, text: str | None, message: str) -> None:
    """A file that is no review stays, and the run ends before it begins."""
    page = source.parent / name
    if text is not None:
        page.write_text(text)
    before = contents(source.parent)
    done = wpconv(source, "-o", source.with_name("out"), "--review", page)
    assert done.returncode == 2
    assert re.search(message, done.stderr)
    assert contents(source.parent) == before


def test_a_review_needs_an_output_folder(source: Path) -> None:
    """Without -o, the command says so."""
    done = wpconv(source, "--review", source.with_name("review.html"))
    assert done.returncode == 2
    assert "--review needs an output folder" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_a_browser_shows_it_without_a_message_or_a_request(source: Path, tmp_path: Path) -> None:
    """In Chromium, entries open, the filter works, and nothing is loaded, run or written to the console."""
    review(source, ROOT / "fixtures" / "site")
    page = source.with_name("review.html")
    with browser(tmp_path / "profile") as chromium:
        chromium.open(page)
        count = chromium.value("document.querySelectorAll('body > article').length")
        assert count == page.read_text("utf-8").count("<article ") > 5
        chromium.value("document.querySelectorAll('article details').forEach(each => each.open = true)")
        assert chromium.value("document.querySelector('.rendered').getBoundingClientRect().height > 100")
        assert chromium.value("getComputedStyle(document.getElementById('filter')).display != 'none'")
        chromium.value(
            "(() => { const code = document.querySelector('#filter select'); code.value = 'removed-form'; "
            "code.dispatchEvent(new Event('change')) })()"
        )
        shown = "[...document.querySelectorAll('article')].filter(each => each.checkVisibility())"
        assert chromium.value(f"{shown}.every(each => each.dataset.codes.includes('removed-form'))")
        number = chromium.value(f"{shown}.length")
        assert 0 < number < count
        assert chromium.value("document.querySelector('#filter output').textContent").startswith(
            f"{number} of "
        )
        chromium.call(
            "Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=1, mobile=True
        )
        assert chromium.value("document.documentElement.scrollWidth <= innerWidth")
    assert chromium.messages == []
    assert [url for url in chromium.requests if url != "about:srcdoc"] == [page.as_uri()]


CONTRASTS = """
(() => {
  const light = color => color.match(/[\\d.]+/g).slice(0, 3).map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const color = getComputedStyle(element).backgroundColor;
      if (color != "rgba(0, 0, 0, 0)") return color;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18, 18, 18)" : "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("h1, a, summary, .loss, .warning, .info, .none, .only, .facts, td")]
    .map(element => [light(getComputedStyle(element).color), light(behind(element))])
    .map(([one, other]) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
})()
"""
"""The contrasts of texts with what is behind them, as WCAG 2.2 defines them."""


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_in_light_and_dark(source: Path, tmp_path: Path, scheme: str) -> None:
    """Every text has the contrast of at least 4.5 that WCAG 2.2 asks for, and the two schemes differ."""
    review(source, ROOT / "fixtures" / "site")
    with browser(tmp_path / "profile") as chromium:
        chromium.call(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
        )
        chromium.open(source.with_name("review.html"))
        found = chromium.value(CONTRASTS)
        assert len(found) > 100
        assert min(found) >= 4.5
        assert (chromium.value("getComputedStyle(document.body).backgroundColor") == "rgb(23, 23, 23)") == (
            scheme == "dark"
        )


def tab_through(chromium: Browser) -> list[str]:
    """Press Tab to the end, and Enter at closed entries; return the elements that were reached."""
    focus, reached = "document.activeElement", []
    while not reached or reached[-1] != "BODY":
        chromium.press("Tab")
        reached.append(chromium.value(f"{focus}.tagName"))
        if chromium.value(f"{focus}.matches('article details:not([open]) summary')"):
            chromium.press("Enter")
            chromium.wait_for(f"{focus}.parentElement.open")
    return reached


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_it_is_used_with_the_keyboard(source: Path, tmp_path: Path) -> None:
    """The Tab key reaches the filter and each entry; Enter opens one, whose texts can be reached then."""
    review(source)
    with browser(tmp_path / "profile") as chromium:
        chromium.open(source.with_name("review.html"))
        for _ in range(100):  # a frame that is still loading cannot be reached yet
            reached = tab_through(chromium)
            if reached.count("IFRAME") == 3:
                break
            time.sleep(0.1)
        assert (reached.count("SELECT"), reached.count("IFRAME")) == (1, 3)
        assert chromium.value("document.querySelectorAll('article details[open]').length") == 3
        names = "[...document.querySelectorAll('[tabindex], iframe')].map(e => e.ariaLabel || e.title)"
        assert all(chromium.value(names))
    assert chromium.messages == []


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_the_files_of_a_long_review_lead_to_each_other(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Chromium, each of several files opens without a message, and links to all others."""
    monkeypatch.setattr(pages, "ROOM", 4_000)
    review(source)
    files = sorted(source.parent.glob("review*.html"))
    with browser(tmp_path / "profile") as chromium:
        for file in files:
            chromium.open(file)
            linked = chromium.value("[...document.querySelectorAll('nav a')].map(each => each.href)")
            linked = {url.partition("#")[0] for url in linked}
            assert linked | {file.as_uri()} == {each.as_uri() for each in files}
    assert chromium.messages == []
