from sourcebook.citing import csl_item as csl
from sourcebook.exports.bibliography import bibtex, ris
from sourcebook.records.entities import Actor
from sourcebook.records.sources import Article

from .made import corpus


def published(when: str, **more: object) -> tuple[str, dict[str, object]]:
    """Return the BibTeX and CSL-JSON of a source that was published at a date."""
    made = corpus({"post": []})
    source = made.sources["post"]
    article = Article.model_validate(
        {"title": "Fire & {smoke} 100 %", "publisher": "post", "published": when,
         "language": "en", "paragraphs": ["One."], **more}
    )  # fmt: skip
    made.actors["post"] = Actor(name="The Post", kind="media")
    other = type(source)("post", article, source.summary)
    return bibtex(made, other), csl(made, other)


def test_a_bibtex_entry() -> None:
    """Reference managers get every field, with BibTeX's own signs escaped."""
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
    """CSL-JSON says who published what and where it is."""
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
    """An author is named only if the record has one; an outlet may be that too."""
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
    """What is about, uncertain, open or unspecified says so, and invents no day."""
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
