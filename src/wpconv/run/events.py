"""The events of a run, for code that shows or collects them."""

from collections.abc import Sequence
from typing import Literal

from wpconv.errors import WpconvError
from wpconv.model import Document
from wpconv.notices import Notice

Stage = Literal["Reading", "Converting"]
"""A part of a run; its steps are sources, then posts."""


class Events:
    """Receives the events of a run. Every method does nothing; subclasses override those that they need."""

    def stage_started(self, name: Stage, steps: int) -> None:
        """A stage with this number of steps begins."""

    def step_done(self) -> None:
        """One step of the current stage is done."""

    def stage_ended(self) -> None:
        """The current stage is over."""

    def failure(self, error: WpconvError, path: str | None) -> None:
        """A source could not be read or a file not written; `path` is the document that is missing for it."""

    def notice(self, path: str, notice: Notice) -> None:
        """A loss, guess or repair in a document; `path` is empty if it concerns a source as a whole."""

    def unmapped_fields(self, names: Sequence[str]) -> None:
        """Posts of the input have fields that no front matter key holds; `names` is sorted."""

    def document(self, document: Document) -> None:
        """A post was converted in a run without an output folder."""

    def file_done(self, action: str, path: str) -> None:
        """A document was `written`, `updated`, `unchanged`, `removed`, or converted and `printed`."""
