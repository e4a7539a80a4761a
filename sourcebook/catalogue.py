"""All kinds of problems that commands report: code, severity and sentence of each."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem.

    ``sentence``: a message with placeholders for the problem's facts. The message is translated
    when it is shown. ``unfinished``: True if nothing is wrong, but something is still to be
    written. ``left_out``: True if the unfinished thing is left out of the site, so that the rest
    can be published.
    """

    severity: Severity
    sentence: str
    unfinished: bool = False
    left_out: bool = False


# ``make messages`` finds the sentences to translate in calls of _error, _warning, _unfinished.
def _error(sentence: str) -> ProblemKind:
    return ProblemKind("error", sentence)


def _warning(sentence: str) -> ProblemKind:
    return ProblemKind("warning", sentence)


def _unfinished(sentence: str, *, left_out: bool = True) -> ProblemKind:
    return ProblemKind("warning", sentence, unfinished=True, left_out=left_out)


CATALOGUE: dict[str, ProblemKind] = {
    # Problems with the site's settings
    "unknown-site-language": _warning(
        "there is no language '{value}'; the site is made in English; there are: {choices}"
    ),
    "untranslated-site": _warning(
        "nobody has translated Sourcebook to '{value}' yet; most of what the site says of its own "
        "is in English; there are: {choices}"
    ),
    # Problems with a file as a whole
    "not-utf-8": _error("the file is not UTF-8; save it as UTF-8"),
    "unreadable-file": _error("the file can't be read: {reason}"),
    "conflict": _error(
        "a conflict that Git couldn't settle begins at this '{marker}'; keep what is right of its "
        "two sides, and delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'"
    ),
    "empty-file": _error("the file is empty; write a record, or delete the file"),
    "unread-file": _warning("nothing reads this file; {hint}"),
    "symlink-outside": _error("this link leads out of sources/, to '{target}'; copy the file here"),
    "unfit-name": _warning("Windows can't have a file of this name: {reason}; give it another"),
    "same-name": _warning(
        "Windows and macOS take this for the file '{other}', and keep one of the two; give it "
        "another name"
    ),
    "bad-json": _error("this is not JSON: {reason}"),
    "bad-geojson": _error("this is not GeoJSON that maps can be drawn from: {reason}"),
    "bad-csl": _error("this is not a citation style (CSL) that can be used: {reason}"),
    "dependent-csl": _error(
        "this citation style only points to another one; put that one here instead: {parent}"
    ),
    "refused-csl": _error(
        "Pandoc, which makes the citations, refuses this style: {reason} (without a style of the "
        "project's own, citations are Chicago's)"
    ),
    "second-style": _error("there is a citation style already, in {other}; keep one of the two"),
    "bad-picture": _error("this is not a picture that can be shown: {reason}"),
    "huge-picture": _error("this picture is too large; at most {limit}"),
    "unused-picture": _warning(
        "no record shows this picture; name it under 'images' of a record, or delete it"
    ),
    "bad-media": _error("browsers can't play or show this file: {reason}"),
    "bad-caption-time": _error(
        "'{line}' doesn't say when a caption is shown; write it as 00:14:30.000 --> 00:14:33.500"
    ),
    "huge-media": _error(
        "this file is too large; at most {limit}. Link to a place that keeps such recordings, "
        "under 'url' of a source or under 'links'"
    ),
    "large-media": _warning(
        "this file has {size}, for which readers may wait long; a smaller one is better, or a link "
        "under 'url' of a source or under 'links'"
    ),
    "unused-media": _warning(
        "no record plays or shows this file; name it under 'media' of a record, or delete it"
    ),
    "bad-front-matter": _error(
        "the file must begin with front matter: a line '---', the record, and a line '---'"
    ),
    "front-matter-open": _error(
        "the front matter that begins here has no end; write a line '---' below its last key"
    ),
    "todo": _unfinished("still to be written or confirmed: {what}"),
    "unfinished": _unfinished("{count} things left to do here; list them with 'check --todo'"),
    "example-left": _unfinished(
        "parts of the example that a new project begins with are still here, unchanged (in all: "
        "{count}; the first is this one); replace or delete them before you publish",
        left_out=False,
    ),
    "page-collision": _error(
        "the build makes a page '{id}' itself; rename this one, for example to '{other}.md'"
    ),
    "markdown-depth": _error(
        "lists and quotations are nested more than {limit} deep here; take them apart"
    ),
    "markdown-marks": _error(
        "this paragraph has more than {limit} marks of emphasis (* or _); put a backslash before "
        "each that is meant literally"
    ),
    # Problems with YAML's syntax
    "yaml-tab": _error("there is a tab where YAML allows only spaces; replace it with spaces"),
    "yaml-quote": _error("this quotation mark is never closed; add the closing one"),
    "yaml-bracket": _error("this bracket is never closed; add the closing one"),
    "yaml-indent": _error(
        "the indentation of this line matches nothing above it; align it with the lines it "
        "belongs to"
    ),
    "yaml-colon": _error(
        "a ': ' stands inside this text; put the text in quotation marks, or check the indentation"
    ),
    "yaml-dash": _error("a space is missing here after the dash of a list; write '- '"),
    "yaml-deeper": _error(
        "this key is indented more than the key above it, which already has a value; align the "
        "two, or put the text above in quotation marks if this line goes on with it"
    ),
    "yaml-comma": _error(
        "a comma ends the value before it; put the whole number in quotation marks"
    ),
    "yaml-no-break-space": _error(
        "there is a no-break space here, which YAML takes for a letter; replace it with a space"
    ),
    "yaml-comment": _error(
        "a comment begins at this '#', and what follows doesn't fit; if the '#' belongs to the "
        "text, put the whole text in quotation marks"
    ),
    "text-cut-short": _warning(
        "a comment begins here, so the text ends at '{end}', without '{comment}'; if that belongs"
        " to it, put the whole text in quotation marks; if not, write the comment on a line of "
        "its own"
    ),
    "yaml-no-colon": _error(
        "a colon and a space are missing here, between a key and its value; add them, or indent "
        "the line if it goes on with the text above it"
    ),
    "yaml-syntax": _error("this can't be read as YAML: {reason}"),
    "yaml-character": _error("the character U+{value} is not allowed in YAML; delete it"),
    "yaml-anchor": _error("anchors are not used here; delete '&{value}' and write the value out"),
    "yaml-alias": _error("aliases are not used here; write out what '*{value}' stands for"),
    "yaml-merge": _error("merge keys are not used here; write the keys of '<<' out"),
    "yaml-tag": _error("tags are not used here; delete '{value}'"),
    "yaml-documents": _error("a second YAML document begins here; put it in a file of its own"),
    "yaml-key": _error("a key must be text, not a list or a mapping"),
    "yaml-depth": _error(
        "this is nested more than {value} levels deep; check the brackets and the indentation"
    ),
    "duplicate-key": _error("the key '{key}' is used twice here, first on line {line}; keep one"),
    # Problems with a record's keys and values
    "unknown-key": _error("there is no key '{key}' here"),
    "missing-key": _error("the key '{key}' is missing; add it"),
    "empty-value": _error("'{key}' has no value; write one, or delete the key"),
    "wrong-type": _error("{what} should be {expected}, not {found}"),
    "unknown-value": _error("{key} '{value}' is not one of: {choices}"),
    "unknown-word": _error(
        "{key} '{value}' is not one of: {choices}; add it under '{list}' in "
        "sources/vocabulary.yml, or choose another"
    ),
    "word-alike": _warning(
        "'{value}' is not in sources/vocabulary.yml, but nearly; if it is meant, add it under "
        "'{list}'"
    ),
    "unknown-role": _error("there is no role '{value}' in the vocabulary; add it"),
    "unknown-group": _error("there is no group '{value}' of relations; there are: {choices}"),
    "bad-address-pattern": _error(
        "'{value}' is not a web address with {{id}} in it once, as in "
        "https://archive.example/items/{{id}}"
    ),
    "bad-identifier": _error("'{value}' is not an id of {scheme}, as in {example}"),
    "two-wikidata-ids": _error(
        "'wikidata' has '{other}', and 'ids' has '{value}'; keep the right one"
    ),
    "id-has-key": _warning(
        "a source has '{key}' as a key of its own, which citations give; write '{key}: {value}' "
        "beside its title, not under 'ids'"
    ),
    "id-given-twice": _warning(
        "'{key}' stands beside the title already, as '{other}'; delete it under 'ids'"
    ),
    "bad-kilometres": _error("'{value}' is not a number of kilometres from 1 to 99999"),
    "bad-id": _error(
        "'{value}' is not an id; use lower-case letters a to z, digits, and single hyphens "
        "between them"
    ),
    "reserved-id": _error(
        "the id '{value}' is reserved by web servers or file systems; choose another"
    ),
    "long-id": _error("the id '{value}' has more than {limit} characters; shorten it"),
    "id-case": _error("the id '{value}' differs from '{other}' only in case; choose another"),
    "duplicate-id": _error(
        "the {kind} '{id}' is already in {place}; keep one, or choose another id"
    ),
    "bad-date": _error(
        "'{value}' is not a date in EDTF, as in 2015, 2015-10, 2015-10-12~, 2015-09-21/2015-10-01, "
        "../2015-10-01"
    ),
    "date-level": _error(
        "'{value}' is EDTF of level 2, of which only the codes 25 to 41 for seasons, quarters, "
        "thirds and halves are read"
    ),
    "timed-interval": _error(
        "an interval in EDTF can't have times of day, as '{value}' has; leave them out"
    ),
    "no-such-time": _error("there is no time '{value}' on the clock; correct it"),
    "no-such-day": _error("there is no day '{value}' in the calendar; correct it"),
    "backward-interval": _error(
        "the interval '{value}' ends before it starts; correct one of its ends"
    ),
    "bad-coordinates": _error(
        "'{value}' is not a pair of degrees, latitude first, as in [54.1, -3.2]"
    ),
    "coordinates-out-of-range": _error(
        "{value} is not on Earth: latitude is -90 to 90, longitude -180 to 180"
    ),
    "swapped-coordinates": _error("{value} has latitude and longitude swapped"),
    "probably-swapped": _warning(
        "{value} is far from '{holder}', and near it with latitude and longitude swapped"
    ),
    "precision-without-coordinates": _error(
        "precision '{value}' needs coordinates; add them, or delete 'precision'"
    ),
    "bad-paragraph": _error(
        "'{value}' is not a paragraph's number, 'title', 'standfirst' or 'caption'"
    ),
    "bad-locator": _error(
        "'{value}' is not a place in a source, as in p. 12, pp. 12-13, ch. 3, § 4.2, fol. 12r, "
        '00:14:30, message 3, "#comment-77"'
    ),
    "bad-day": _error("'{value}' is not a single day, as in 2026-11-27"),
    "bad-pages": _error("'{value}' is not a number of pages, as in 210, or a range, as in 112-130"),
    "bad-duration": _error("'{value}' is not a duration, as in 01:02:00"),
    "bad-block": _error("'{value}' is not {expected}"),
    "bad-figure": _error(
        "'{value}' is not a quantity, as in 30, 30+, ~60, <=40, 25-30 %, 10 days, dozens, hundreds"
    ),
    "long-number": _error("'{value}' has a number of more than {limit} digits; shorten it"),
    "long-text": _error("'{key}' has {count} characters; it may have {limit} at most"),
    "bad-url": _error("'{value}' is not a web address that begins with http:// or https://"),
    "media-elsewhere": _error(
        "'{value}' is an address, and only files of the site's own are played: put the file into "
        "sources/media/, or link to it under 'url' of a source or under 'links'"
    ),
    "broken-link": _warning("'{value}' leads to no page of the site"),
    "bad-wikidata": _error("'{value}' is not a Wikidata id, as in Q42"),
    "bad-doi": _error("'{value}' is not a DOI, as in 10.1000/182"),
    "bad-isbn": _error(
        "'{value}' is not an ISBN, which has 10 digits, or 13 that begin with 978 or 979"
    ),
    "isbn-check": _error(
        "'{value}' is not an ISBN: its last digit should be {expected}, not {found}, so one of its "
        "digits is wrong; compare it with the book"
    ),
    "unknown-language": _error(
        "'{value}' is not a language tag, as in en, ar, zh-Hant, nor is it under 'languages' in "
        "sources/vocabulary.yml"
    ),
    "not-a-question": _error("the title of a question must end in a question mark"),
    "same-label": _warning(
        "the source '{id}' has the label '{label}' too; choose another, or delete it"
    ),
    "same-source": _warning(
        "the source '{id}' has the same title and the same '{key}'; if the two are one, keep only "
        "one, or its claims count twice"
    ),
    "surname-not-in-name": _warning(
        "the name '{name}' doesn't contain the surname '{value}', so citations give the name as it "
        "stands; correct one of them"
    ),
    "field-of-other-kind": _warning(
        "a source of kind '{kind}' has no '{field}', so no citation gives it; delete it, or choose "
        "another kind"
    ),
    "source-lacks": _warning(
        "a source of kind '{kind}' needs '{key}', as sources/vocabulary.yml says; write it here"
    ),
    # Problems with references to records and files
    "unknown-actor": _error("no actor '{id}'"),
    "unknown-location": _error("no location '{id}'"),
    "unknown-event": _error("no event '{id}'"),
    "unknown-question": _error("no question '{id}'"),
    "unknown-source": _error("no source '{id}'"),
    "unknown-claim": _error("no claim '{id}'"),
    "unknown-picture": _error("no picture '{file}' in sources/images/"),
    "unknown-media": _error("no video or audio '{file}' in sources/media/"),
    "unknown-captions": _error("no captions '{file}' in sources/media/"),
    "media-twice": _error("'{file}' is among these recordings already; delete one of the two"),
    "media-without-text": _error(
        "who can't hear or see '{file}' learns nothing of it; give it 'captions' or a 'transcript'"
    ),
    "picture-twice": _error("'{file}' is among these pictures already; delete one of the two"),
    "unknown-link": _error(
        "no actor, location, event, question or source '{id}' to link to (if this is no link, put "
        "a backslash before it)"
    ),
    "listed-twice": _error("'{id}' is listed twice under '{key}'; keep one"),
    "self-relation": _warning("'{id}' is related to itself here; name another actor"),
    "self-reference": _error("'{id}' names itself under '{key}'; delete it there"),
    "circular-reference": _error(
        "'{key}' goes round in a circle: {circle}; delete one of these steps"
    ),
    "unknown-position": _error("the question '{question}' has no position '{id}'"),
    "role-in-other-event": _error(
        "the claim gives roles in '{id}', which it is not about; name it under 'event' too"
    ),
    "role-in-first-event-alone": _warning(
        "the roles under 'actors' count in '{first}' alone; say under 'roles' who does what in "
        "'{id}', or '{id}: {{}}' for nobody"
    ),
    "answer-without-position": _warning(
        "this answer takes no position on '{question}'; write it under one of: {choices}"
    ),
    "position-not-taken": _warning(
        "no claim takes the position '{id}' on '{question}'; have an answer take it, or delete it"
    ),
    "old-id-in-use": _error("'{id}' is the id of another {kind}, in {place}; delete it here"),
    "unreferenced": _unfinished(
        "nothing refers to the {kind} '{id}' yet, so it isn't published; refer to it, or delete it"
    ),
    "ambiguous-name": _warning(
        "the name '{name}' belongs to {owners}, so it is linked to none of them; write [[id]] "
        "where you mean one"
    ),
    "unknown-outline": _warning(
        "no location has the name of the outline '{name}', so it is no location's shape; give it "
        "the name of its location, or say under 'layer' what it is"
    ),
    "name-alike": _warning(
        "the name '{name}' differs from '{other}', which is {owner}, by no more than case, accents "
        "or the form of its characters; make the two differ for readers too, or merge the records"
    ),
    # Problems with claims, paragraphs and citations
    "summary-without-article": _error("there is no article for this summary; write {path}"),
    "no-paragraph": _error("'{source}' has no {locator}; it has {parts}"),
    "beyond-length": _error(
        "'{source}' has no {locator}: its record says '{key}: {length}'; correct one of the two"
    ),
    "claim-without-locator": _error(
        "the claim '{id}' doesn't say where its source says so; add 'paragraph', or 'at', as in "
        "p. 12"
    ),
    "without-quote": _error("'{key}' needs a 'quote'; add one, or delete it"),
    "paragraph-without-claim": _error(
        "no claim is drawn from paragraph {paragraph}; write one, or say under 'unused' why there"
        " is none"
    ),
    "claims-fence": _error(
        "a block of claims begins with a line '```yaml claims' that has nothing before or after it"
    ),
    "claims-block-open": _error(
        "the block of claims that begins here isn't closed; end it with a line '{fence}'"
    ),
    "unused-nowhere": _error(
        "this stands below no paragraph; move it below the paragraph that has no claim"
    ),
    "unused-twice": _error("¶{number} has a reason for having no claim already; keep one"),
    "unused-with-claim": _error(
        "{locator} is listed under 'unused', but the claim '{claim}' cites it; delete it there"
    ),
    "claim-about-nothing": _error(
        "the claim '{id}' is about nothing; give it an event, actors, locations, a relation or an"
        " answer"
    ),
    "event-without-claim": _unfinished(
        "no claim is about the event '{id}' yet, so it isn't published; write one, or delete the "
        "event"
    ),
    "needs-draft": _unfinished(
        "the {kind} '{id}' isn't published, because it needs the {other} '{needed}', which isn't "
        "published yet"
    ),
    "nobody-speaks": _unfinished(
        "the source has neither a publisher nor an author, so its claims aren't published; name "
        "one (an actor with 'unnamed: true' if the name isn't known), or say in each claim who "
        "speaks: 'by'"
    ),
    "partly-read": _unfinished(
        "no claim is drawn yet from {paragraphs}, so the source counts as partly read; write "
        "claims, or say under 'unused' why there are none"
    ),
    "numbered-digest": _error(
        "paragraphs are numbered by their order; write the digest without ¶{number}, or ¶{number} "
        "alone"
    ),
    "paragraph-number": _error(
        "this is paragraph {place}, not ¶{number}; write a paragraph, or its number alone, for "
        "each one before it"
    ),
    "nothing-read": _error(
        "'state: read' is more than is so: there are neither paragraphs nor claims; delete it"
    ),
    "cited-source-without-claim": _warning(
        "this cites '{source}', which makes no claim about '{id}' or a part of it; write such a "
        "claim, or cite another source"
    ),
    "date-without-evidence": _error(
        "no claim dates the event '{id}'; give one a date, or say under 'dated_by' how you know"
    ),
    "date-withheld": _unfinished(
        "the date of the event '{id}' isn't published, because no finished claim gives it"
    ),
    "date-after-publication": _warning(
        "the source, published {published}, can't report a day as late as {date}; correct one of "
        "the two dates, or say 'kind: forecast'"
    ),
    "date-of-no-claim": _error(
        "no claim dates the event '{id}' so; its claims give {dates}; correct one of them, or say "
        "under 'dated_by' how you know"
    ),
    "statement-without-citation": _error(
        "this sentence has no citation: '{sentence}'; add one, as in [@source-id, ¶3]"
    ),
    "malformed-citation": _error(
        "'{value}' is not a citation, as in [@source-id, ¶3] or [@source-id, p. 12] (if this is "
        "none, put a backslash before it)"
    ),
    "malformed-link": _error(
        "'{value}' is not a complete link; write [[id]] or [[id|words]] (if this is none, put a "
        "backslash before it)"
    ),
    "full-text-without-licence": _error(
        "'text: full' publishes the article's own words; say under 'licence' what allows that"
    ),
    "long-quote": _error(
        "this quote has {words} words; from a text that isn't ours to publish, quote at most "
        "{limit}"
    ),
    # Problems found by comparing sources with their originals
    "absent-quote": _error(
        "the original has '{words}' neither in {places} nor elsewhere; correct the quote"
    ),
    "absent-name": _error(
        "the original has the name '{words}' neither in {places} nor elsewhere; correct the words"
    ),
    "quote-elsewhere": _warning(
        "the original has '{words}' not in {places} but in {where}; correct the paragraph"
    ),
    "name-elsewhere": _warning(
        "the original has the name '{words}' not in {places} but in {where}; correct the paragraph"
    ),
    "paragraph-count": _error(
        "the original has {found} paragraphs, and {count} stand here; write one for each, or say "
        "under 'original' which blocks of it are paragraphs"
    ),
    "no-block": _error(
        "the original has no block {value}; separated by blank lines, it has {count}"
    ),
    "part-without-block": _error("say under 'original' which block of the original is this {part}"),
    "block-without-part": _error(
        "there is no digest of this {part}; write it under '{part}', or delete this key"
    ),
    "stale-evidence": _warning(
        "the original has changed since it was checked; stale now: {stale}; run 'check --evidence'"
    ),
    "unreadable-lock": _warning(
        "this can't be read, so nothing counts as checked; run 'check --evidence', or take the "
        "file from Git again"
    ),
    # Problems with bibliographies to import
    "bad-bibtex": _error("this entry can't be read: {reason}"),
    "bad-bibliography": _error("this is not a bibliography: {reason}"),
    "encoding-guessed": _warning(
        "the file is not UTF-8, and is read as Windows-1252; if letters come out wrong, save it as "
        "UTF-8"
    ),
    "entry-twice": _warning("'{key}' is left out: it is already on line {line}"),
    "field-twice": _warning("'{key}' is given twice; the first, on line {line}, is used"),
    "unknown-latex": _warning(
        "'{key}' has LaTeX that is not understood and left as it is: {value}"
    ),
    "unknown-macro": _warning("no @string defines {value}; it is used as it is"),
    "unknown-crossref": _warning(
        "'{key}' refers by crossref to '{holder}', which is not an entry here"
    ),
    "entry-without-end": _warning(
        "the file ends before '{key}' does: no line ER follows; the file may be cut short"
    ),
    "outside-entries": _warning(
        "this line is left out, as no line TY before it begins an entry; later ones are too"
    ),
    "entry-without-title": _warning("'{key}' is left out: it has no title"),
    "entry-known": _warning("'{key}' is left out: it has the same {what} as the source '{id}'"),
    "entry-kind": _warning("'{key}' is of type '{kind}'; it is treated as an article"),
    "value-left-out": _warning("the {what} of '{key}' is not understood and left out: {value}"),
    "fields-left-out": _warning(
        "nothing in a source's record holds these values of '{key}', so they are left out: {values}"
    ),
    "title-cut": _warning("the title of '{key}' has more than {limit} characters, and is cut"),
    "name-of-several": _warning(
        "'{key}' names '{name}', as several actors are called, so none is taken"
    ),
    # Problems with writing files
    "foreign-file": _warning("the build did not make this file and leaves it alone"),
    "file-in-the-way": _error(
        "the build did not make this file, and must write '{path}', which would take its place; "
        "rename it, for example to '{other}'"
    ),
    "unwritable": _error("this can't be written: {reason}; all files are as they were"),
}
"""Maps codes to kinds of problems. Codes must not change: editors and scripts rely on them."""
