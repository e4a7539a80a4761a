"""Texts that are inserted into files: words and characters of formats, and values of fields."""

from ..hostility import STRINGS

EDTF = (
    "1951-03-04", "1951-03", "1951", "195X", "19XX", "1951-XX-04", "1951-03-XX", "1951?", "1951~",
    "1951-03%", "1951-21", "1951-24", "2016-25", "2016-34", "2016-41", "2016-42", "1951-03-04/..",
    "../1951", "1951/", "/1951", "/", "../..", "..", "1951-03/1951-02", "-0001", "-0044-03-15",
    "0000", "9999-12-31", "9999", "Y12025", "Y-17E7", "Y17E999999999", "1951S2", "1951-02-29",
    "1951-02-30", "1951-13", "1951-00", "1951-03-04T10:20:30Z", "1951-03-04T24:00:00+14:00",
    "1951-03-04T10:20", "?1951-03", "1951-?03-~04", "[1951,1952]", "{1951..1953}", "[..1951]",
    "2015-1X", "2015-X1", "XXXX", "XXXX-03-04", "1951-03-04~/1951-03-09?", "51-3-4", "unknown",
)  # fmt: skip
"""Dates, most of them in EDTF, some of them invalid."""

FIGURES = (
    "30", "30+", "~30", "25-30 %", "dozens", "hundreds", ">=12", "<=40", "0", "-5", "1e9", "inf",
    "nan", "1,000,000", "9" * 310, "1.5", "0.1.2", "30-25", "½", "٣٠", "three", "12 %", "1/3",
)  # fmt: skip
LOCATORS = (
    "1", "2", "99", "0", "-1", "title", "standfirst", "caption", "1-2", "p. 47", "fol. 12r",
    "00:14:30", "1, 2", "one",
)  # fmt: skip
IDS = (
    "port-ellan", "harbour-fire", "night-watchman", "how-it-started", "ellan-courier", "media",
    "ellan-courier-1951-03-05", "harbour-post-1951-03#lamp", "north-quay", "fire-chief", "nobody",
    "a" * 101, "A-b", "-", "con", "index", "..", "a/b", "é",
)  # fmt: skip
PROSE = (
    " [@ellan-courier-1951-03-05, ¶1].", "[[north-quay]]", "[[harbour-fire|the fire]]", "[[", "]]",
    "[[location:port-ellan]]", "[@", "[@x]", ", ¶", "¶1-2]", "[@a, ¶1; @b, ¶2]", "TODO", "TODO: x",
)  # fmt: skip
HUGE = ("x" * 20_000, "word " * 10_000, "[" * 5_000, "é" * 70_000, "\n\n" * 5_000, "> " * 2_000)
"""Very long texts. They are rarely used, because they take long."""

TEXTS = (
    *EDTF, *FIGURES, *LOCATORS, *IDS, *PROSE, *STRINGS, "", " ", "null", "true", "yes", "~",
    "1e309",
    "https://elsewhere.example/", "http://", "https://[::1", "Q1", "Q", "en", "zh-Hant-TW", "x-y",
    "full", "digest", "CC-BY-4.0", "exact", "none", "Who?", "#ff0000", "\ud7ff", "İ", "ß", "ŉ",
)  # fmt: skip
"""Texts that are valid or nearly valid in some field."""

_LINES = tuple(text for text in STRINGS if "[" not in text)
FITTING = {
    **dict.fromkeys(("date", "published", "dates"), EDTF),
    **dict.fromkeys(("value",), FIGURES),
    **dict.fromkeys(("paragraph", "at"), LOCATORS),
    **dict.fromkeys(("event", "actors", "locations", "part_of", "within", "publisher"), IDS),
    **dict.fromkeys(("name", "says", "quote", "abstract", "copy_from", "licence", "counts",
                     "aliases", "caption", "standfirst", "dated_by", "role", "type"), _LINES),
    "title": (*_LINES, *(f"{text}?" for text in _LINES)),
    "summary": tuple(f"{text} [@ellan-courier-1951-03-05, ¶1]." for text in _LINES),
    "note": tuple(f"{text} [@ellan-courier-1951-03-05, ¶1]." for text in _LINES),
    "coordinates": (["54.1", "-3.2"], ["90", "180"], ["-90", "-180"], ["0", "0"], ["91", "0"]),
    "precision": ("exact", "town", "area", "approximate", "none"),
    "kind": ("media", "town", "person", "disaster", "country", "other", "denial", "forecast"),
    "language": ("en", "ar", "zh-Hant", "de-CH-1996", "sr-Latn-RS", "und", "en-GB"),
    "url": ("https://elsewhere.example/", "https://é.example/ü?a=1&b", "http://[::1]/", "ftp://x"),
}  # fmt: skip
"""Maps a field to values that are often valid in it."""

NUMBERS = (0, 1, -1, 2, 90, 180, 181, 1951, 2**31, 2**63, 10**400, 0.5, -0.0, 1e308, True, None)

YAML = (
    ": ", "- ", "? ", "\n", "\n  ", "\n    ", "\t", "#", " #", "&a ", "*a", "!!str ", "!!python/x ",
    "<<: ", "|", ">", "|-\n", ">-\n", "'", '"', "[", "]", "{", "}", ",", "---\n", "...\n",
    "%YAML 1.2",
    "\n---\n", "@", "`", "\\", '"\\x"', "\ufeff", "\x85", "\u2028", "\0", "\x07", "\r", "\r\n", "=",
    "{a: " * 30, "[" * 30, "- " * 60, "<<<<<<< HEAD\n", "=======\n", ">>>>>>> theirs\n", "~",
    "null",
)  # fmt: skip
MARKDOWN = (
    "# ", "\n\n", "\n", "- ", "1. ", "> ", "    ", "```\n", "~~~\n", "`", "``", "*", "**", "_", "|",
    "|---|\n", "![", "](", "[1]: ", "[^1]", "[TOC]", "{: .x }", "{: #p1 }", "<!--", "-->", "<div>",
    "<div markdown>", "</div>", "<script>", "<a href=", "&lt;", "&#0;", "&#x110000;", "\\", "---\n",
    "===\n", "*[HTML]: x\n", "!!! note\n", "<br>", "<pre>", "\u0002", "\u0003", "klzzwxh:0", "  \n",
    "- " * 40, "> " * 40, "[" * 200, "*" * 200, "<b>" * 100, "![" * 90,
)  # fmt: skip
JSON = (
    "{", "}", "[", "]", ",", ":", "null", "true", "1e999", "-", "NaN", "Infinity", '"', "\\u0000",
    "\\ud800", "\\", '"type":', '"coordinates":', '"properties": null', '"geometry": null', "[]",
    "{}", "[[[[", "]]]]", "[" * 1_200, '"Point"', '"MultiPolygon"', '"GeometryCollection"', "181",
    '"Feature"', '"issued": {"date-parts": [[1951, 13, 40]]}', '"author": [null]', "9" * 5_000, " ",
)  # fmt: skip
LATEX = (
    "@article{", "@string{", "@comment{", "@preamble{", "@", "{", "}", '"', "=", ",", "#", "\\",
    "%",
    "\\&", "\\'e", "\\~{n}", "{\\textless}", "\\textbar", "\\pounds", "$x^2$", "$", "\\url{", "~",
    "\\emph{", "\\\\", "--", " and ", " and others", "crossref = {", "date = {1951-03/1951-04},",
    "month = mar,", "month = {13},", "year = {19XX},", "author = {family=A, given=B, prefix=c},",
    "title = {", "jan # feb", "\\^", "\\char`", "\\begin{", "\\end{", "\\'", "{" * 200, "}" * 200,
)  # fmt: skip
HTML = (
    "<p>", "</p>", "<div>", "</div>", "<article>", "<h1>", "</h1>", "<br>", "<table><tr><td>",
    "<!--",
    "-->", "<![CDATA[", "<script>", "</script>", "<style>", "<title>", "<meta charset=",
    "<base href=",
    '<meta name="author" content="', '<time datetime="', '<html lang="', "&nbsp;", "&#0;",
    "&#xd800;",
    "&amp", "<", ">", '"', "'", "\0", "\x85", "\u2028", "\n\n", "http://[",
    "https://elsewhere.example/",
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"', "}</script>",
    '"isAccessibleForFree": false', "<div>" * 400, "<b>" * 400, "<p>word " * 300, "<a href='",
    "<svg>",
    "Content-Type: text/html; charset=utf-7\n", "Content-Transfer-Encoding: base64\n", "boundary=x",
    "MIME-Version: 1.0\n", "Date: Mon, 32 Foo 1951\n", "From: =?utf-8?q?=\n", "Subject: ",
    "--x\n", "=\n",
)  # fmt: skip
SETTINGS = (
    "site_url: ", "nav:\n  - ", "plugins: ", "hooks: ", "theme: ", "  name: ", "!ENV ",
    "!ENV [X, 1]",
    "!relative ", "markdown_extensions:\n", "  - toc:\n", "extra:\n", "  edit_url: ", "{path}",
    "{line}",
    "language: xx", "use_directory_urls: ", "null", "[]", "{}", "validation: ", "exclude_docs: ",
    "INHERIT: ",
    "extra_css: ", "extra_javascript: ", "palette: ", "static_templates: ", "features: ",
    "footer: ",
)  # fmt: skip
PDF = (
    "obj", "endobj", "stream", "endstream", "xref", "trailer", "startxref", "%%EOF", "<<", ">>",
    "[", "]", "(", ")", "0 R", "1 0 R", "/Length", "/Length 99999999", "/Filter", "/FlateDecode",
    "/Type /Page", "/Kids [1 0 R]", "/Parent 1 0 R", "/Count", "/Contents", "/Font", "/Encoding",
    "/ToUnicode", "BT", "ET", "Tj", "TJ", "Tf", "Td", "Tm", "1e99", "-1", "/Title (", "/Encrypt",
)  # fmt: skip
