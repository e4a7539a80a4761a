"""Puts hostile texts into every text field of the small corpus, to test escaping."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from sourcebook.records.base import ADDRESS_LENGTH, LABEL_LENGTH, SENTENCE_LENGTH
from sourcebook.records.prose import tokens, uncited_sentences
from sourcebook.text import one_line

from .corpora import copy_small

STRINGS = (
    # HTML
    "<script>alert('pwned')</script>", "\"><img src=x onerror=alert('pwned')>",
    "' onmouseover='alert(1)", "</title></p></div></nav><script>alert('pwned')</script>",
    "<!-- never closed", "<![CDATA[ x ]]>", "<?php x ?>", "<a href=javascript:alert(1)>words</a>",
    "<div markdown>", "<br>", '<a id="p1"></a>', "\\u003cscript\\u003e", "&", "<", ">",
    "&lt;b&gt; &amp; &#60;b&#62; &nbsp; &copy &#x202e;", "\"double\" 'single' “”‘’„",
    # Links, pictures and addresses
    "[words](javascript:alert(1))", "![picture](https://elsewhere.example/x.png)", "[words][1]",
    "[1]: javascript:alert(1) 'title'", "<https://elsewhere.example>", "<javascript:alert(1)>",
    "https://elsewhere.example/?a=1&lt=2&copy;=3", "www.elsewhere.example",
    "name@elsewhere.example", "[", "]", "](", "[words", "[[", "]]", "[[nowhere", "()", "(",
    # Beginnings and ends of Markdown blocks
    "# heading", "#heading", "heading #", "## heading ##", "C#", "- item", "+ item", "* item",
    "1. item", "1) item", "12345678901. item", "-", "+", "1.", "> quotation", "===", "---", "***",
    "___", "- - -", "```", "```\ncode\n```", "~~~", "    code", ": definition", "!!! note",
    "??? note", '=== "tab"', "[TOC]", "[^1]: note", "[^1]", "*[HTML]: abbreviation", "- [ ] task",
    "{: .name }", "---\ntitle: other\n---", "%YAML 1.2", "...",
    # Tables
    "|", "| a | b |", "a | b", "|---|---|", "\\|", "a \\\\| b",
    # Inline Markdown
    "*em* **strong** _em_ __strong__ ***both***", "snake_case_word", "2 * 3 * 4", "`code`",
    "``", "`", "~~struck~~", "^up^", "$x$", "\\", "\\\\", "ends with \\", "\\*", "!", "Stop!", "!!",
    "ends with !\\",
    # Templates
    "{{ config }}", "{{ 7*7 }}", "{% raw %}", "{# comment #}", "{", "}", "%}", "${x}", "#{x}",
    # Lines and spaces
    "one\ntwo\n\nthree\n\n\n# four", "tab\tand\rreturn", "a\u2028b\u2029c\u0085d", "a\u00a0b",
    "  spaces   within  ",
    # Hidden characters
    "\u202eright to left\u202c", "\u2066isolate\u2069", "bell\u0007 escape\u001b[31m nothing\u0000",
    "zero\u200bwidth\ufeff", "\u0002klzzwxh:0\u0003", "\u0002wzxhzdk:0\u0003", "klzzwxh:0",
    "\u0001\u007f\u0080\u009f", "\ue000", "\U000e0041", "so\u00adft", "می\u200cخواهم",
    # Other scripts, and very long texts
    "日本語 עברית العربية 👷🏽‍♀️ e\u0301", "x" * 5000, "word " * 1000, "&" * 60, "<" * 60, "[" * 60,
    "*" * 60, "_" * 60, "`" * 60, "![" * 30, "(" * 60, "\\" * 61,
)  # fmt: skip
"""Texts that a page must show literally. Many of them would be harmful if they weren't escaped."""

SOURCE, FULL = "ellan-courier-1951-03-05", "harbour-post-1951-03"
CITATION = f" [@{SOURCE}, ¶1]"
HOSTILE_FILE = "\"><img src=x onerror=alert('pwned')>|`{{ 7 }}&lt;.yml"
QUOTE_WORDS = 25

Words = Callable[[str], str]
"""A function that takes a field's name and returns the text for the field."""


class Expected(dict[str, dict[str, str]]):
    """The texts that pages must show: path in ``docs/`` -> field's name -> text on one line."""

    def add(self, path: str, field: str, text: str) -> str:
        """Record that the page at ``path`` must show a text; return the text unchanged."""
        self.setdefault(path, {})[field] = one_line(text)
        return text


def rewrite(project: Path, words: Words) -> Expected:
    """Copy the small corpus to ``project`` with texts from ``words``; return the expected texts."""
    words = _fitting(words)
    sources = copy_small(project) / "sources"
    expected = Expected()
    for kind in ("actors", "locations", "events", "questions"):
        records: dict[str, Any] = {}
        for path in sorted((sources / kind).iterdir()):
            records |= yaml.safe_load(path.read_text("utf-8"))
            path.unlink()
        for id_, record in records.items():
            _entity(record, words, lambda *told, page=f"{kind}/{id_}.md": expected.add(page, *told))
        _dump(sources / kind / HOSTILE_FILE, records)
    for source in (SOURCE, FULL):
        page = f"sources/{source}.md"
        _article(sources / "articles" / f"{source}.md", words, page, expected)
        path = sources / "summaries" / f"{source}.yml"
        summary = yaml.safe_load(path.read_text("utf-8"))
        _summary(summary, words, lambda *told, page=page: expected.add(page, *told))
        _dump(path, summary)
    front = {"title": words("page-title"), "description": words("page-description")}
    _write(sources / "pages" / "about.md", front, "Text.")
    expected.add("about.md", "page-title", front["title"])
    return expected


LABELS = frozenset(
    ["name", "title", "alias", "article-title", "page-title", "licence", "copy_from", "role",
     "counts", "unit", "relation", "actors-words", "locations-words", "data-key", "data",
     "identifier", "link"]
)  # fmt: skip
"""Fields, some added by this module, whose texts have at most ``LABEL_LENGTH`` characters."""
SENTENCES = frozenset(["says", "claim-note", "quote", "answer", "unused"])
"""Fields whose texts are limited to ``SENTENCE_LENGTH``."""


def _fitting(words: Words) -> Words:
    """Return a function that calls ``words``, and cuts each text to its field's maximum length."""

    def cut(field: str) -> str:
        short = LABEL_LENGTH - 10 if field in LABELS else None
        return words(field)[: SENTENCE_LENGTH if field in SENTENCES else short]

    return cut


def plain(text: str) -> str:
    """Return ``text`` with ``[`` replaced by ``(`` until nothing is read as a link or citation."""
    while any(not isinstance(token, str) for token in tokens(text)):
        text = text.replace("[", "(", 1)
    return text


def cited(text: str) -> str:
    """Return ``text`` with a citation at its end.

    If a sentence still lacks a citation, return the text "words" with one instead.
    """
    text = plain(text) + CITATION
    return text if not uncited_sentences(text) else f"words{CITATION}"


def _entity(record: dict[str, Any], words: Words, tell: Callable[[str, str], str]) -> None:
    for key in ("name", "title"):
        if key in record:
            question = "?" if "about" in record else ""
            record[key] = tell(key, words(key) + question)
    if "about" not in record:
        record["aliases"] = [tell("alias", words("alias"))]
        record["website"] = address(words("website"))
    _described(record, words, tell)
    for key in ("summary", "note"):
        record[key] = cited(words(key))
        tell(key, record[key].removesuffix(CITATION))
    if "dated_by" in record:
        record["dated_by"] = cited(words("dated_by"))
        tell("dated_by", record["dated_by"].removesuffix(CITATION))


def _described(record: dict[str, Any], words: Words, tell: Callable[[str, str], str]) -> None:
    """Add the fields ``data``, ``ids`` and ``links`` to a record.

    ``tell``: a function that records an expected text of the record's page.
    """
    record["data"] = {plain(words("data-key")): tell("data", plain(words("data")))}
    record["ids"] = {"ellan archive": tell("identifier", words("identifier"))}
    record["links"] = [{"title": tell("link", words("link")), "url": address(words("link-url"))}]


def _article(path: Path, words: Words, page: str, expected: Expected) -> None:
    record = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    body = path.read_text("utf-8").split("---\n", 2)[2].strip("\n").split("\n\n")
    record["title"] = expected.add(page, "article-title", words("article-title"))
    if "licence" in record:
        record["licence"] = expected.add(page, "licence", words("licence"))
    for key in ("dated_by", "standfirst", "caption", "note"):
        record[key] = expected.add(page, key, plain(words(key)))
    record["copy_from"] = expected.add(page, "copy_from", words("copy_from"))
    _described(record, words, lambda *told: expected.add(page, *told))
    record["url"] = address(words("url"))
    record["copy_url"] = address(words("copy_url"))
    paragraphs = []
    for number in range(len(body)):
        # Remove empty lines, which would end the paragraph.
        text = re.sub(r"\n[ \t\r]*\n\s*", "\n", plain(words(f"paragraph-{number}")))
        paragraphs.append(expected.add(page, f"paragraph-{number}", text.strip() or "words"))
    _write(path, record, "\n\n".join(paragraphs))


def _summary(summary: dict[str, Any], words: Words, tell: Callable[[str, str], str]) -> None:
    summary["abstract"] = tell("abstract", plain(words("abstract")))
    for number, claim in enumerate(summary["claims"]):

        def told(key: str, text: str, number: int = number) -> str:
            return tell(f"claim-{number}-{key}", text)

        claim["says"] = told("says", plain(words("says")))
        claim["note"] = told("claim-note", plain(words("claim-note")))
        claim["quote"] = told("quote", " ".join(words("quote").split()[:QUOTE_WORDS]) or "words")
        claim["actors"] = {"night-watchman": told("role", words("role"))}
        unit = re.sub(r"\d", "", words("unit"))
        counts = told("counts", words("counts"))
        value = told("value", " ".join(f"10 x{unit}".split()))
        claim["figures"] = [{"counts": counts, "value": value}]
        relation = told("relation", words("relation"))
        claim["relation"] = {"subject": "fire-chief", "type": relation, "object": "port-ellan"}
        claim["answers"] = {"how-it-started": told("answer", plain(words("answer")))}
    for kind, id_ in (("actors", "fire-chief"), ("locations", "north-quay")):
        summary["names"][kind] = {id_: {tell(f"{kind}-words", words(f"{kind}-words")): 1}}
    for number in summary.get("unused", {}):
        summary["unused"][number] = tell("unused", plain(words("unused")))


def address(text: str) -> str:
    """Return a web address that contains ``text``."""
    path = re.sub(r"[\s\x00-\x1f\x7f-\x9f]", "", text)
    return f"https://elsewhere.example/{path}"[:ADDRESS_LENGTH]


def _dump(path: Path, data: Any) -> None:
    # By default, ``yaml.dump`` writes all characters outside ASCII as escapes, such as "\u202E".
    # Some hidden characters aren't valid in YAML unless they are escaped.
    path.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False), "utf-8")


def _write(path: Path, record: dict[str, Any], body: str) -> None:
    front = yaml.dump(record, Dumper=yaml.CSafeDumper, sort_keys=False)
    path.write_text(f"---\n{front}---\n\n{body}\n", "utf-8", newline="")
