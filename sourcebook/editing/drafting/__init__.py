"""Drafts of an article and its summary, made from a file with the article's text."""

from .article import KnownPublisher, draft_article, known_publisher
from .copies import Copy
from .names import Speller
from .obtaining import NotObtainedError, obtain
from .summary import draft_summary

__all__ = [
    "Copy",
    "KnownPublisher",
    "NotObtainedError",
    "Speller",
    "draft_article",
    "draft_summary",
    "known_publisher",
    "obtain",
]
