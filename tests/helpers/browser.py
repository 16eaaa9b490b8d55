"""A headless Chromium, driven by the DevTools protocol over pipes (`--remote-debugging-pipe`)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAMES = () if sys.platform == "win32" else ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
"""None if no Chromium is installed; pipes have other numbers on Windows."""

_OPTIONS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --remote-debugging-pipe --disable-quic "
    "--disable-background-networking --disable-component-update --disable-sync"
)
_KEYS = {"Enter": (13, "\r"), "Tab": (9, ""), "Escape": (27, ""), "ArrowDown": (40, "")}
"""The number of a key, and the text that it types."""


class Browser:
    """One page of a browser.

    Args:
        commands: the file descriptor that takes messages.
        answers: the file descriptor that gives them.
    """

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = os.fdopen(commands, "wb", buffering=0)
        self._answers = os.fdopen(answers, "rb")
        self._number = 0
        self._session = ""
        self.messages: list[str] = []
        """What was written to the console, errors among it."""
        self.requests: list[str] = []
        """The URLs that were asked for."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol and return its result; events until then are noted."""
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._commands.write(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, page: Path | str) -> None:
        """Open a file or URL and wait until it has loaded."""
        self.call("Page.navigate", url=page.as_uri() if isinstance(page, Path) else page)
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def value(self, script: str) -> Any:
        """Return the value of a JavaScript expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait_for(self, script: str) -> None:
        """Wait until a JavaScript expression in the page is true; fail after 20 seconds."""
        for _ in range(200):
            if self.value(script):
                return
            time.sleep(0.1)
        raise AssertionError(f"never true: {script}")

    def press(self, key: str) -> None:
        """Press and release a key, by the name that `KeyboardEvent.key` has for it."""
        number, text = _KEYS[key]
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=number,
                text=text,
            )

    def screenshot(self) -> bytes:
        """Return what the window shows, as PNG."""
        return b64decode(self.call("Page.captureScreenshot")["data"])

    def close(self) -> None:
        """Close the pipes, upon which the browser ends."""
        self._commands.close()
        self._answers.close()

    def _next(self) -> dict[str, Any]:
        data = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            assert byte, "the browser has ended"
            data += byte
        message: dict[str, Any] = json.loads(data)
        method, values = message.get("method"), message.get("params", {})
        if method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            self.messages.append(json.dumps(values))
        elif method == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"])
        return message


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Return a context with a browser.

    Args:
        profile: a new folder for its files.
    """
    read_commands, commands = os.pipe()
    answers, write_answers = os.pipe()
    process = subprocess.Popen(
        ["bash", "-c", f'exec "$0" {_OPTIONS} "$@" 3<&{read_commands} 4>&{write_answers}', CHROMIUM or "",
         f"--user-data-dir={profile}"],
        pass_fds=(read_commands, write_answers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(read_commands)
    os.close(write_answers)
    page = None
    try:
        page = Browser(commands, answers)
        yield page
    finally:
        if page is not None:
            page.close()
        process.kill()
        process.wait()
