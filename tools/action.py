"""The step of action.yml: run wpconv with the action's inputs, set the outputs, write the job's summary.

The inputs are the environment variables SOURCE, OUTPUT and OPTIONS. An empty one is taken from wpconv.toml,
then from DEFAULTS. GitHub names the files to append to: GITHUB_OUTPUT and GITHUB_STEP_SUMMARY.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

WPCONV = (sys.executable, "-m", "wpconv")
DEFAULTS = {"source": "exports", "output": "."}
ACTIONS = ("written", "updated", "unchanged", "removed")
LISTED = 100
"""The number of losses and failures that the summary lists at most."""


def command(report: Path) -> list[str]:
    """Return the command line for the inputs, which writes its report to a file."""
    options = shlex.split(os.environ["OPTIONS"])
    shown = subprocess.run([*WPCONV, *options, "--show-config"], capture_output=True, check=False)
    # A wrong option is reported by the run itself.
    config = tomllib.loads(shown.stdout.decode()) if shown.returncode == 0 else {}
    sources = shlex.split(os.environ["SOURCE"] or ("" if config.get("source") else DEFAULTS["source"]))
    output = os.environ["OUTPUT"] or ("" if config.get("output") else DEFAULTS["output"])
    folder = ["--output", output] if output else []
    return [*WPCONV, *options, *folder, "--report", str(report), "--", *sources]


def notices(report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each notice of a report with the document or the source that it is about."""
    for post in report["posts"]:
        yield from ((post["path"], notice) for notice in post["notices"])
    yield from ((repair["source"], repair) for repair in report["repairs"])


def outputs(report: dict[str, Any]) -> dict[str, int | str]:
    """Return the outputs that are numbers, and `changed`."""
    actions, site_files = report["totals"]["actions"], report["totals"]["site_files"]
    counts = {name: actions.get(name, 0) for name in ACTIONS} | {"removed": len(report["removed"])}
    severities = Counter(notice["severity"] for _, notice in notices(report))
    changed = counts["removed"] or (actions.keys() | site_files.keys()) & {"written", "updated"}
    return {
        "changed": "true" if changed else "false",
        "posts": report["totals"]["posts"],
        **counts,
        "failures": len(report["failures"]),
        "losses": severities["loss"],
        "warnings": severities["warning"],
    }


def summary(status: int, report: dict[str, Any] | None) -> str:
    """Return the summary as Markdown: the numbers, the losses and the failures."""
    head = f"### wpconv: exit status {status}\n\n"
    if report is None:
        return f"{head}There is no report: see the log of the step.\n"
    numbers = {name: value for name, value in outputs(report).items() if name != "changed"}
    table = (
        f"| {' | '.join(numbers)} |\n|{'--:|' * len(numbers)}\n| {' | '.join(map(str, numbers.values()))} |\n"
    )
    lines = [f"{where}: {n['detail']}" for where, n in notices(report) if n["severity"] == "loss"]
    lines += [f"{failure['path'] or ''}: {failure['cause']}" for failure in report["failures"]]
    more = [f"and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    # Text of the site's authors: escaped, and without empty lines, which would end the HTML block.
    listed = "\n".join(escape(" ".join(line.split()), quote=False) for line in lines[:LISTED] + more)
    return f"{head}{table}" + (f"\n<pre>\n{listed}\n</pre>\n" if lines else "")


def main() -> int:
    """Run wpconv and return its exit status."""
    file = Path(os.environ["RUNNER_TEMP"], "wpconv-report.json")
    file.unlink(missing_ok=True)
    try:
        status = subprocess.run(command(file), check=False).returncode
    except ValueError as error:  # of shlex: a quote has no end
        print(f"::error::inputs of wpconv: {error}")
        status = 2
    report = json.loads(file.read_text("utf-8")) if file.exists() else None
    values = {"status": status, "report": file, **(outputs(report) if report else {"changed": "false"})}
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as stream:
        stream.writelines(f"{name}={value}\n" for name, value in values.items())
    with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as stream:
        stream.write(summary(status, report))
    return status


if __name__ == "__main__":
    sys.exit(main())
