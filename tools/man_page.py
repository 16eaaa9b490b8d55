"""The manual page wpconv(1), from the command's help: see man-pages(7) and groff_man(7)."""

from __future__ import annotations

import re

import click

from wpconv.cli import command
from wpconv.cli.help import ABOUT, EXAMPLES

SUMMARY = "convert WordPress content to Markdown with front matter"


def man_page() -> str:
    """Return the manual page as troff source with the macros of groff_man(7)."""
    ctx = click.Context(command, info_name="wpconv")
    examples, _, statuses = EXAMPLES.partition("\n\n")
    parts = [
        '.TH WPCONV 1 "" "" "User Commands"',
        ".SH NAME",
        f"wpconv \\- {_escaped(SUMMARY)}",
        ".SH SYNOPSIS",
        ".B wpconv",
        "[\\fIOPTIONS\\fR] [\\fISOURCE\\fR]...",
        ".SH DESCRIPTION",
        *_paragraphs(command.help or ""),
        ".SH OPTIONS",
        *_options(ctx),
        ".SH EXAMPLES",
        *_examples(examples),
        ".SH EXIT STATUS",
        _escaped(" ".join(statuses.removeprefix("Exit status: ").split())),
    ]
    return "\n".join(parts) + "\n"


def _options(ctx: click.Context) -> list[str]:
    lines: list[str] = []
    heading = ""
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is None or not isinstance(param, click.Option):
            continue
        group = getattr(param, "group", ABOUT)
        if group != heading:
            lines.append(f".SS {group}")
            heading = group
        lines += [".TP", f".B {_escaped(record[0])}", _escaped(record[1])]
    return lines


def _paragraphs(text: str) -> list[str]:
    return [
        line
        for paragraph in text.replace("\b", "").strip().split("\n\n")
        for line in (".PP", _escaped(" ".join(paragraph.split())))
    ]


def _examples(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.splitlines()[1:]:
        if line.startswith("    "):
            lines += [".RS", ".nf", _escaped(line.strip()), ".fi", ".RE"]
        else:
            lines += [".PP", _escaped(line.strip())]
    return lines


def _escaped(text: str) -> str:
    r"""Return a text in which troff reads no request and no escape (groff_char(7))."""
    text = text.replace("\\", "\\(rs").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return re.sub(r"^\.", r"\\&.", text)
