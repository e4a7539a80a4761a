"""Finds identifiers with digits in a text, such as "issue 12". Their numbers aren't counts."""

import re

_BLANK = "_"
"""Replaces each character of an identifier: "_" can't be part of a number, date or word."""

_ALWAYS = (
    "bugs?|tickets?|PRs?|MRs?|pull requests?|merge requests?|versions?|revisions?|RFCs?|CVEs?|CWEs?"
    "|ISO|pages?|pp?\\.|chapters?|sections?|paragraphs?|footnotes?|vols?\\.|volumes?|nos?\\.|nrs?\\."
    "|ports?|exit code|status code|error code"
)
"""Words after which a number is an identifier, not a count, as in "version 12"."""

_SOMETIMES = "issues?|lines?|commits?|builds?|releases?|patch(?:es)?"
"""Words after which a number is an identifier, unless a noun follows, as in "issue 500 permits"."""

_NUMBER = r"[#№]?\d+(?:\.\d+)*"
_NUMBERS = rf"{_NUMBER}(?:(?:, | and | or | to |, and |[-–]){_NUMBER})*(?![\w%]|,\d)"

_IDENTIFIER = re.compile(
    r"\b(?:https?|ftp|file|git|ssh)://\S+"
    r"|\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    rf"|(?:[#№¶]|§{{1,2}})\s?{_NUMBERS}"
    r"|\b[A-Z]{2,}-\d+(?:-\d+)*\b"  # CVE-2024-3094, SHA-256
    r"|\bv?\d+(?:\.\d+){2,}[\w.+~-]*"  # 5.6.1, 5.6.1-rc2, IPv4 addresses
    r"|\bv\d+(?:\.\d+)*\b"
    r"|\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b"  # the hash of a commit
    rf"|\b(?i:{_ALWAYS})\s*{_NUMBERS}"
    rf"|\b(?i:{_SOMETIMES})\s+{_NUMBERS}(?=\s*(?:[.,;:!?)]|$|(?:is|was|in|on|at|of|and|by|has|had)\b))"
)
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})\.?")


def blanked(text: str) -> str:
    """Return a text of the same length, in which identifiers are blanked out.

    Identifiers are web addresses, e-mail addresses, versions with at least two dots, hashes, and
    the numbers of issues, bugs, pages and the like. Dates such as 12.10.2015 are left as they are.
    """
    return _IDENTIFIER.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return match[0] if _DAY.fullmatch(match[0]) else _BLANK * len(match[0])
