"""The index of tags and the page of each tag. Both are generated only if a record has a tag."""

from collections.abc import Iterator

from ...collation import filed
from ...corpus import Ref
from ...messages import gettext as _
from ...messages import marked, ngettext
from ...records.types import RECORD_TYPES
from ..page_spec import PageSpec
from ..parts.described import tag_name
from ..parts.divided_analyses import LINK, AnalysisList, by_letters, divided, rest_pages
from ..parts.exploring import explore_pages
from ..site import Site

INDEX = "tags/index"

PATHS = {f"{INDEX}.md": marked("Tags"), "tags/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the index of tags and the page of each tag, with the further pages of long lists."""
    tagged = site.corpus.tagged
    if not tagged:
        return
    names = {tag: tag_name(site, tag) for tag in tagged}
    counts = [(tag, len(refs)) for tag, refs in tagged.items()]
    listed = AnalysisList(
        "all", marked("Tags"), sorted(counts, key=lambda one: (filed(names[one[0]]), one[0])),
        lambda one: (filed(names[one[0]]), one[0]),
        by_letters(lambda one: names[one[0]]),
        lambda one: (-one[1], one[0]),
        lambda one: LINK,
        macro="tags",
        telling=marked("Shown here: {shown} of {count}, those that most records have."),
    )  # fmt: skip
    shown = {
        "title": _("Tags"),
        "lead": _("The tags that actors, locations, events, questions and sources have."),
        "siblings": explore_pages(site),
    }
    found = divided(INDEX, [listed])
    yield PageSpec(f"{INDEX}.md", "tags", {**shown, "of": found.first}, cacheable=True)
    yield from rest_pages(INDEX, found, shown)
    for tag, refs in tagged.items():
        yield from _tag(site, tag, names[tag], refs)


def _tag(site: Site, tag: str, name: str, refs: list[Ref]) -> Iterator[PageSpec]:
    labels = {ref: site.corpus.label(ref) for ref in refs}
    lists = [
        AnalysisList(
            info.folder, info.plural,
            sorted(of_type, key=lambda ref: (filed(labels[ref]), ref.id)),
            lambda ref: (filed(labels[ref]), ref.id),
            by_letters(lambda ref: labels[ref]),
            lambda ref: ref.id,
            lambda ref: LINK,
            macro="tagged",
            telling=marked("Shown here: {shown} of {count}."),
        )
        for info in RECORD_TYPES.values()
        if (of_type := [ref for ref in refs if ref.type == info.id])
    ]  # fmt: skip
    shown = {
        "title": _("Tag: {name}").format(name=name),
        "lead": ngettext("{count} record has this tag.", "{count} records have this tag.",
                         len(refs)).format(count=len(refs)),
        "siblings": (),
    }  # fmt: skip
    found = divided(f"tags/{tag}", lists)
    yield PageSpec(
        f"tags/{tag}.md", "tag", {**shown, "lists": list(found.first.values())}, cacheable=True
    )
    yield from rest_pages(f"tags/{tag}", found, shown)
