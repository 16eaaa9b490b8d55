"""Notices about values of the input that no document holds, because the target has no field for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from wpconv.document.targets import Target
from wpconv.model import Author, Media, PostFacts, Term, WriteOptions
from wpconv.notices import Notice, NoticeCode, Severity

_NUMBER_OF_VALUES: Mapping[str, tuple[str, Callable[[PostFacts], int]]] = {
    "categories": ("categories", lambda post: len(post.terms.get("category", ()))),
    "tags": ("tags", lambda post: len(post.terms.get("post_tag", ()))),
    "taxonomies": ("custom taxonomies", lambda post: len(post.terms.keys() - {"category", "post_tag"})),
    "sticky": ("`sticky: true`", lambda post: int(post.sticky)),
    "format": ("formats other than standard", lambda post: int(post.format not in ("", "standard"))),
}
"""How notices name a value of posts, and the number that a post has of it, by the attribute of `PostFields`
or, if that has none, the key in the record."""
_WARNINGS = frozenset({"categories", "tags", "taxonomies"})


def dropped_fields(
    posts: Sequence[PostFacts],
    entities: Iterable[Term | Author | Media],
    target: Target,
    options: WriteOptions,
) -> Iterator[Notice]:
    """Yield one notice for each kind of value that is left out.

    Args:
        posts: the posts that are converted.
        entities: the terms, users and media of the input.
        target: the target of the run.
        options: what the user takes over with `--field` is not left out.
    """
    taken = {
        path.partition(".")[0].partition(":")[0]
        for each in options.user_fields.values()
        for path in each.from_record.values()
    }
    for name, (plural, number) in _NUMBER_OF_VALUES.items():
        capacity = _capacity(target, name)
        if capacity is not None and name not in taken:
            concerned = [post.id for post in posts if number(post) > capacity]
            severity = Severity.WARNING if name in _WARNINGS else Severity.INFO
            yield from _notice(
                f"{plural}, of which a document holds {capacity or 'none'}", concerned, severity
            )
    entities = list(entities)
    users = [each.id for each in entities if isinstance(each, Author) and each.description]
    yield from _notice("a biography, which documents do not hold", users, noun="user")
    media = [each.id for each in entities if isinstance(each, Media) and each.caption]
    yield from _notice("a caption, which documents hold only where a post shows it", media, noun="attachment")


def _capacity(target: Target, name: str) -> int | None:
    """Return how many values of a kind a document can hold; None if there is no limit."""
    for row in target.rows:
        if row.field == name:
            value = {"a": ("b",), "c": ("d",)} if name == "taxonomies" else ("a", "b")
            return 1 if row.filter(value) == "a" else None
    return 0


def _notice(
    what: str, ids: Sequence[int | None], severity: Severity = Severity.INFO, *, noun: str = "post"
) -> Iterator[Notice]:
    if ids:
        examples = ", ".join(map(str, ids[:3])) + (", …" if len(ids) > 3 else "")
        detail = f"{len(ids)} {noun}{'s' if len(ids) > 1 else ''} ({examples}): {what}"
        yield Notice(NoticeCode.DROPPED_FIELD, detail, severity)
