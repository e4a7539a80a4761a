"""Lists of all pages are made anew where something that they show has changed, and not else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sourcebook.publishing.change_detection import _reads_page_list
from sourcebook.publishing.rendering import Rendered
from sourcebook.publishing.static_templates import ALL, TrackedMeta, shown

META = {"title": "One", "hide": ["toc"], "records": [{"line": 3}]}


@pytest.mark.parametrize(
    ("look", "noted"),
    [
        (lambda meta: meta["title"], {"title"}),
        (lambda meta: meta.get("gone"), {"gone"}),
        (lambda meta: "hide" in meta, {"hide"}),
        (lambda meta: (meta["title"], meta.get("hide")), {"title", "hide"}),
        (lambda meta: list(meta), {ALL}),
        (lambda meta: len(meta), {ALL}),
        (lambda meta: bool(meta), {ALL}),
        (lambda meta: meta == META, {ALL}),
        (lambda meta: dict(meta), {ALL}),
        (lambda meta: {**meta}, {ALL}),
        (lambda meta: json.dumps(meta), {ALL}),
        (lambda meta: str(meta), {ALL}),
        (lambda meta: [*meta.values(), *meta.items(), *meta.keys()], {ALL}),
        (lambda meta: meta | {}, {ALL}),
        (lambda meta: None, set()),
    ],
)
def test_every_way_to_look_is_noted(look: Callable[[Any], object], noted: set[str]) -> None:
    """A template may look at front matter however it likes; it sees what is there."""
    found: set[str] = set()
    assert look(TrackedMeta(META, found)) == look(META)
    assert (found >= noted) if ALL in noted else (found == noted)


def test_what_nobody_looks_at_may_change() -> None:
    """Of front matter, what a list has looked at counts, whether it was there or not."""

    def page(**meta: object) -> Rendered:
        return Rendered("one.md", title="One", meta=meta)

    listed = {"moved_to"}
    assert shown(page(line=3), listed) == shown(page(line=4), listed)
    assert shown(page(line=3), listed) != shown(page(line=3, moved_to="two/"), listed)
    assert shown(page(line=3), {ALL}) != shown(page(line=4), {ALL})
    assert shown(Rendered("one.md", title="Two"), listed) != shown(page(), listed)


def test_a_project_s_template_with_messages_is_read(tmp_path: Path) -> None:
    """A translated template that lists all pages is found, as any other; MkDocs must build then."""
    template = tmp_path / "own.html"
    template.write_text("{% trans %}All pages{% endtrans %}: {{ pages|length }}", "utf-8")
    assert _reads_page_list(template)
    template.write_text("{% trans %}No list of pages{% endtrans %}", "utf-8")
    assert not _reads_page_list(template)
