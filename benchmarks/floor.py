"""The minimum for any converter in Python: read the JSON, parse each body with libxml2, write a file.

python benchmarks/floor.py EXPORT OUTPUT
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lxml import html


def main(export: Path, output: Path) -> None:
    output.mkdir(parents=True)
    for file in sorted(export.glob("*.json")):
        for record in json.loads(file.read_text("utf-8")):
            body = record["content"]["rendered"]
            html.fragments_fromstring(body)
            (output / f"{record['slug']}.md").write_text(body, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
