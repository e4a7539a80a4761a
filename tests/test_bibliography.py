from sourcebook.citing.items import csl_item as csl
from sourcebook.exports.bibliography import bibtex, ris
from sourcebook.records.entities import Actor
from sourcebook.records.source_kinds import SOURCE_KINDS
from sourcebook.records.sources import Article

from .made import corpus


def published(when: str, **more: object) -> tuple[str, dict[str, object]]:
    """Return the BibTeX and CSL-JSON of a source with the date ``when`` and the fields ``more``."""
    made = corpus({"post": []})
    source = made.sources["post"]
    article = Article.model_validate(
        {"title": "Fire & {smoke} 100 %", "publisher": "post", "published": when,
         "language": "en", "paragraphs": ["One."], **more}
    )  # fmt: skip
    made.actors["post"] = Actor(name="The Post", kind="media")
    other = type(source)("post", article, source.summary)
    return bibtex(made, other), csl(made, other)


BIBLATEX = {
    "article", "artwork", "audio", "book", "booklet", "dataset", "image", "incollection",
    "inproceedings", "inreference", "jurisdiction", "legal", "legislation", "letter", "misc",
    "online", "patent", "report", "software", "standard", "thesis", "unpublished", "video",
}  # fmt: skip
"""Types of entries in chapter 2.1 of the manual of biblatex 3.20."""
RIS = {
    "ART", "BLOG", "BOOK", "CASE", "CHAP", "COMP", "CPAPER", "DATA", "ELEC", "ENCYC", "GEN", "HEAR",
    "ICOMM", "JOUR", "LEGAL", "MANSCPT", "MAP", "MGZN", "NEWS", "PAMP", "PAT", "PCOMM", "RPRT",
    "SOUND", "STAND", "STAT", "THES", "VIDEO",
}  # fmt: skip
"""Types of references in the specification of RIS (2011)."""
SCHEMA_ORG = {
    "Article", "AudioObject", "BlogPosting", "Book", "Chapter", "CreativeWork", "Dataset",
    "DiscussionForumPosting", "EmailMessage", "Episode", "Legislation", "Manuscript", "Map",
    "Message", "NewsArticle", "Photograph", "PublicationIssue", "Report", "ScholarlyArticle",
    "SocialMediaPosting", "SoftwareSourceCode", "Thesis", "VideoObject", "VisualArtwork", "WebPage",
}  # fmt: skip
"""Types of works at schema.org."""


def test_each_kind_of_source_is_one_that_others_know() -> None:
    """Each kind of source has a type that biblatex, RIS and schema.org define."""
    for kind, facts in SOURCE_KINDS.items():
        assert facts.bibtex in BIBLATEX, kind
        assert facts.ris in RIS, kind
        assert facts.schema_type in SCHEMA_ORG, kind


def test_a_bibtex_entry() -> None:
    """A BibTeX entry has all fields of the source, and BibTeX's special characters are escaped."""
    entry, _ = published("2015-10-12", url="https://post.invalid/fire", copy_from="an archive")
    assert entry == (
        "@article{post,\n"
        "  title = {{Fire \\& \\{smoke\\} 100 \\%}},\n"
        "  journal = {The Post},\n"
        "  year = {2015},\n"
        "  date = {2015-10-12},\n"
        "  langid = {en},\n"
        "  url = {https://post.invalid/fire},\n"
        "  note = {Copy: an archive},\n"
        "}\n"
    )


def test_a_csl_item() -> None:
    """CSL-JSON has a source's publisher, title, date and address."""
    _, item = published("2015-10-12", url="https://post.invalid/fire")
    assert item == {
        "id": "post",
        "type": "article-newspaper",
        "title": "Fire & {smoke} 100 %",
        "container-title": "The Post",
        "issued": {"date-parts": [[2015, 10, 12]]},
        "language": "en",
        "URL": "https://post.invalid/fire",
    }


def test_who_published_an_article_is_not_said_to_have_written_it() -> None:
    """Exports name the publisher as author only if the source's record lists it as an author."""
    made = corpus({"post": [], "times": []})
    times = made.sources["times"]
    signed = times.article.model_copy(update={"authors": ("times", "post")})
    made.sources["times"] = type(times)("times", signed, times.summary)
    assert "author" not in csl(made, made.sources["post"])
    assert "author =" not in bibtex(made, made.sources["post"])
    assert "AU  -" not in ris(made, made.sources["post"])
    assert csl(made, made.sources["times"])["author"] == [{"literal": "times"}, {"literal": "post"}]
    assert "  author = {{times} and {post}},\n" in bibtex(made, made.sources["times"])
    assert "AU  - times\nAU  - post\n" in ris(made, made.sources["times"])


def test_a_date_is_no_more_precise_than_it_is() -> None:
    """Approximate, uncertain, open and partial dates aren't exported as exact days."""
    for when, issued in {
        "2015": {"date-parts": [[2015]]},
        "2015-10~": {"date-parts": [[2015, 10]], "circa": True},
        "2015-10-XX": {"date-parts": [[2015, 10]], "circa": True},
        "201X": {"date-parts": [[2010]], "circa": True},
        "2015-21": {"date-parts": [[2015]]},
        "2015-09/2015-10": {"date-parts": [[2015, 9], [2015, 10]]},
        "../2015-10": {"date-parts": [[2015, 10]], "circa": True},
    }.items():
        assert published(when)[1]["issued"] == issued
