"""The events of a run, and its report: counts, and the outcome of each source and post (docs/report.md)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from wpconv import __version__
from wpconv.errors import WpconvError
from wpconv.model import Document, LinkRecord
from wpconv.notices import Notice, NoticeCode, Severity
from wpconv.run.jobs import Outcome
from wpconv.run.planning.plan import Index, Plan

if TYPE_CHECKING:
    # Only runs that copy files import it.
    from wpconv.media_use import MediaUse

    # Only runs with --review import it.
    from wpconv.run.review.collected import Collected

Stage = Literal["Fetching", "Reading", "Converting", "Copying"]
"""A part of a run; its steps are records, then sources, then posts, then files."""

FORMAT = 3
"""The version of the report's schema; 2 has links, 3 counts the files of the site apart from documents."""
REMARKS = ("unmapped_fields", "duplicates", "nothing_selected")
"""The keys under which the manifest repeats what a plan says about the input besides its counts."""


class Events:
    """Receives the events of a run. Every method does nothing; subclasses override those that they need."""

    def password(self, user: str) -> str:  # noqa: ARG002 - nobody is asked
        """Return the application password of a user of a live site; empty if nobody can be asked."""
        return ""

    def fetched(self, folder: str, counts: Mapping[str, int], requests: int) -> None:
        """A site was fetched into a folder: the number of records by collection, and of requests."""

    def stage_started(self, name: str, steps: int) -> None:
        """A stage, or the fetch of a collection, with this number of steps begins."""

    def step_done(self, size: int = 0) -> None:
        """One step of the current stage is done; `size` is the number of bytes of a file that it fetched."""

    def stage_ended(self) -> None:
        """The current stage is over."""

    def failure(self, error: WpconvError, path: str | None) -> None:
        """A source could not be read or a file not written; `path` is the document that is missing for it."""

    def notice(self, path: str, notice: Notice) -> None:
        """A loss, guess or repair in a document; `path` is empty if it concerns a source as a whole."""

    def unmapped_fields(self, names: Sequence[str]) -> None:
        """Posts of the input have fields that no front matter key holds; `names` is sorted."""

    def duplicates(self, names: Sequence[str]) -> None:
        """Posts have another copy in the input that counts; `names` are in input order."""

    def warning(self, text: str) -> None:
        """The run does not do what the user may expect of its arguments."""

    def document(self, document: Document) -> None:
        """A post was converted in a run without an output folder."""

    def file_done(self, action: str, path: str) -> None:
        """A document was `written`, `updated`, `unchanged`, `removed`, or converted and `printed`."""


@dataclass(slots=True)
class Totals:
    """The counts of a run; they grow while it goes on."""

    posts: int = 0
    """The number of posts in the input."""
    actions: Counter[str] = field(default_factory=Counter)
    """The number of documents by action: `written`, `updated`, `unchanged`, `removed`, `printed`."""
    site_files: Counter[str] = field(default_factory=Counter)
    """The number of files for redirects, terms, comments, menus and settings, by the same actions."""
    left_out: Counter[str] = field(default_factory=Counter)
    """The number of records that became no document, by kind."""
    files: Counter[str] = field(default_factory=Counter)
    """The number of copied files by action, and of `missing` ones."""
    remote_files: Counter[str] = field(default_factory=Counter)
    """The number of files that documents still refer to on the old site, by its host."""
    notices: Counter[str] = field(default_factory=Counter)
    """By code."""
    severities: Counter[Severity] = field(default_factory=Counter)
    """The number of notices by severity."""
    links: Counter[str] = field(default_factory=Counter)
    """The number of links within the site, by state."""
    failures: int = 0
    only_fetched: bool = False
    """Whether live sites were fetched, and nothing was to be converted."""
    has_collections: bool = False
    """Whether the input has terms, users or media besides those in posts."""
    is_cut_short: bool = False
    """Whether a failure ended the run early, so that the other counts are incomplete."""

    def add(self, notice: Notice) -> None:
        """Count a notice."""
        self.notices[notice.code] += 1
        self.severities[notice.severity] += 1


class Report:
    """Counts and collects what happens in a run, and passes each event on.

    Args:
        events: receives each event after it was counted.
        keeps_posts: whether to collect each post in `posts`, and its URLs in `links` and `media`.
    """

    def __init__(self, events: Events | None = None, *, keeps_posts: bool = False) -> None:
        self.events = events or Events()
        self.keeps_posts = keeps_posts
        self.totals = Totals()
        self.review: Collected | None = None
        """Receives each outcome, if the run writes a review page."""
        self.posts: list[dict[str, Any]] = []
        self.links: list[dict[str, Any]] = []
        self.media: list[dict[str, str]] = []
        self._missing: set[str] = set()
        self._remote: set[tuple[str, str]] = set()
        self.failures: list[dict[str, Any]] = []
        self.repairs: list[dict[str, Any]] = []
        """Notices about sources as a whole."""
        self.removed: list[str] = []
        self.timings: dict[str, float] = {}
        """Seconds, by the name of the stage in lower case."""
        self.source_failures = 0
        """The number of failures before the conversion began: sources that cannot be read."""
        self._unmapped_fields: set[str] = set()
        self._remarks: dict[str, Any] = {}
        self._other_hosts: Counter[str] = Counter()
        self._has_journal_error = False
        self._stage = ""
        self._started = 0.0

    def start_stage(self, name: Stage, steps: int) -> None:
        """End the current stage and start another one."""
        self.end_stage()
        self._stage, self._started = name.lower(), perf_counter()
        self.events.stage_started(name, steps)

    def end_stage(self) -> None:
        """End the current stage, if there is one."""
        if self._stage:
            before = self.timings.get(self._stage, 0.0)
            self.timings[self._stage] = before + perf_counter() - self._started
            self._stage = ""
            self.events.stage_ended()

    def add_failure(self, error: WpconvError, path: str | None = None) -> None:
        """Add a failure, with the path of the document that is missing for it."""
        self.totals.failures += 1
        self.failures.append({"path": path, "cause": error.cause, "advice": error.advice})
        self.events.failure(error, path)

    def add_fetched(self, folder: str, counts: Mapping[str, int], requests: int) -> None:
        """Add a live site that was fetched into a folder."""
        self.events.fetched(folder, counts, requests)

    def add_source_notice(self, source: str, notice: Notice) -> None:
        """Add a notice about a source as a whole, or about a record that is not a post."""
        self.totals.add(notice)
        self.repairs.append({"source": source, **_notice_to_json(notice)})
        self.events.notice("", notice)

    def add_index(self, index: Index) -> Index:
        """Add the failures and notices of a source that was read, and return its index."""
        self.events.step_done()
        for failure in index.failures:
            self.add_failure(failure)
        for notice in index.notices:
            self.add_source_notice(index.source.name, notice)
        self._unmapped_fields |= index.unmapped_fields
        self.totals.has_collections |= bool(index.entities)
        return index

    def add_plan(self, plan: Plan) -> None:
        """Add the counts of the input."""
        self.source_failures = self.totals.failures
        self.totals.posts = plan.post_count
        self.totals.left_out.update(plan.left_out)
        for source, loss in plan.losses:
            self.add_source_notice(source, loss)
        for notice in (*plan.dropped, *_comments_left_out(plan.left_out.get("comment", 0))):
            self.add_source_notice("", notice)
        self._plan_remarks(sorted(self._unmapped_fields), plan.duplicates, plan.nothing_selected)

    def _plan_remarks(
        self, unmapped_fields: Sequence[str], duplicates: Sequence[str], nothing_selected: str
    ) -> None:
        self._remarks = dict(zip(REMARKS, (unmapped_fields, duplicates, nothing_selected), strict=True))
        self.events.unmapped_fields(unmapped_fields)
        if duplicates:
            self.events.duplicates(duplicates)
        if nothing_selected:
            self.events.warning(f"nothing is selected: {nothing_selected}")

    def add_outcome(self, outcome: Outcome) -> None:
        """Add the outcome of a post. An error of the journal is added once."""
        self.events.step_done()
        if self.review is not None:
            self.review.add(outcome)
        if self.keeps_posts:
            self.posts.append(_outcome_to_json(outcome))
        if outcome.journal_error is not None and not self._has_journal_error:
            self._has_journal_error = True
            self.add_failure(outcome.journal_error)
        if outcome.failure is not None:
            self.add_failure(outcome.failure, outcome.post.path)
            return
        for notice in outcome.notices:
            self.totals.add(notice)
            self.events.notice(outcome.post.path, notice)
        self._add_links(outcome)
        for use in outcome.media:
            self._add_use(outcome.post.path, use)
        self.add_action(outcome.action, outcome.post.path)
        if outcome.document is not None:
            self.events.document(outcome.document)

    def _add_use(self, path: str, use: MediaUse) -> None:
        if self.keeps_posts:
            self.media.append(_use_to_json(path, use))
        if use.state == "missing" and use.file not in self._missing:
            self._missing.add(use.file)
            self.totals.files["missing"] += 1

    def add_file(self, action: str, path: str) -> None:
        """Count a copied file by what was done with it."""
        self.totals.files[action] += 1
        self.events.file_done(action, path)

    def _add_links(self, outcome: Outcome) -> None:
        for link in outcome.links:
            self.totals.links[link.state] += 1
            if link.state == "other-host":
                self._other_hosts[urlsplit(link.reference.url.strip()).netloc.lower()] += 1
            if link.kind in {"file", "attachment"} and link.state in {"unchanged", "rewritten"}:
                self._add_file_link(link.new or "")
            if self.keeps_posts:
                self.links.append(_link_to_json(outcome.post.path, link))

    def _add_file_link(self, url: str) -> None:
        """Count a file that a document refers to on the old site, once for all its sizes."""
        # Only runs that rewrite links import it.
        from wpconv.document.links import upload_paths  # noqa: PLC0415

        parts = upload_paths.split(url)
        file = (parts.netloc.lower(), upload_paths.without_size(parts.path)) if parts else ("", "")
        if file[0] and file not in self._remote:
            self._remote.add(file)
            self.totals.remote_files[file[0]] += 1

    def end_conversion(self) -> None:
        """End the stage of the conversion, and add what its links show together."""
        self.end_stage()
        for host, count in sorted(self._other_hosts.items()):
            lead = "links lead" if count > 1 else "link leads"
            detail = (
                f"{count} {lead} to {host}, to addresses that this site has; if it is yours: --host {host}"
            )
            self.add_source_notice("", Notice(NoticeCode.OTHER_HOST, detail, Severity.WARNING))

    def add_site_file(self, action: str, path: str) -> None:
        """Count a file for redirects, terms, comments, menus or settings by what was done with it."""
        self.totals.site_files[action] += 1
        self.events.file_done(action, path)

    def add_removed(self, path: str) -> None:
        """Add a document that was removed because its post is gone."""
        self.removed.append(path)
        self.add_action("removed", path)

    def add_action(self, action: str, path: str) -> None:
        """Count a document by what was done with it."""
        self.totals.actions[action] += 1
        self.events.file_done(action, path)

    def repeatable(self) -> dict[str, Any]:
        """Return, as JSON values, what a run over the same sources reports again besides its documents."""
        return {
            "posts": self.totals.posts,
            "left_out": self.totals.left_out,
            "has_collections": self.totals.has_collections,
            **self._remarks,
            # The links of documents are counted again.
            "repairs": [each for each in self.repairs if each["code"] != NoticeCode.OTHER_HOST],
        }

    def repeat(self, last: Mapping[str, Any], outcomes: Sequence[Outcome]) -> None:
        """Add what an earlier run reported.

        Args:
            last: the result of its `repeatable`.
            outcomes: the outcomes of its posts.
        """
        self.totals.posts = last["posts"]
        self.totals.left_out.update(last["left_out"])
        self.totals.has_collections = last.get("has_collections", False)
        self._plan_remarks(*(last.get(key, ()) for key in REMARKS))
        # What a fetch reports again, before the conversion, is there already.
        for repair in (each for each in last["repairs"] if each not in self.repairs):
            self.add_source_notice(repair["source"], Notice.from_json(repair))
        self.start_stage("Converting", len(outcomes))
        for outcome in outcomes:
            self.add_outcome(outcome)
        self.end_conversion()

    def to_json(self, output: str | None, status: int) -> str:
        """Return the report as a JSON document.

        Args:
            output: the output folder as the user named it; None for standard output.
            status: the exit status of the command.
        """
        report = {
            "wpconv": __version__,
            "format": FORMAT,
            "output": output,
            "exit_status": status,
            "totals": {
                "posts": self.totals.posts,
                "actions": self.totals.actions,
                "site_files": self.totals.site_files,
                "files": +self.totals.files,
                "left_out": self.totals.left_out,
                "notices": self.totals.notices,
                "links": self.totals.links,
                "failures": self.totals.failures,
            },
            "posts": self.posts,
            "media": self.media,
            "links": self.links,
            "removed": self.removed,
            "failures": self.failures,
            "repairs": self.repairs,
            "timings": {stage: round(seconds, 3) for stage, seconds in self.timings.items()},
        }
        return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _comments_left_out(number: int) -> list[Notice]:
    if not number:
        return []
    detail = f"{number} comment{'s' if number > 1 else ''}, which --comments data would write"
    return [Notice(NoticeCode.COMMENTS_LEFT_OUT, detail)]


def _outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    post = outcome.post
    return {
        "source": post.location.source,
        "index": post.location.index,
        "offset": post.location.offset,
        "id": post.post_id,
        "type": post.type,
        "path": post.path,
        "action": outcome.action,
        "notices": [_notice_to_json(notice) for notice in outcome.notices],
    }


def _use_to_json(path: str, use: MediaUse) -> dict[str, str]:
    return {"from": path, "old": use.url, "new": use.new, "kind": use.kind, "state": use.state}


def _link_to_json(path: str, link: LinkRecord) -> dict[str, Any]:
    return {"from": path, "href": link.reference.url, "to": link.new, "kind": link.kind, "state": link.state}


def _notice_to_json(notice: Notice) -> dict[str, Any]:
    """Return a notice as the report's schema has it: without the post's id, which its entry says."""
    return {key: value for key, value in notice.to_json().items() if key != "post_id"}
