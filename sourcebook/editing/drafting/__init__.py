"""Drafts of an article and its summary, made from a file with the article's text."""

from .article import KnownPublisher, draft_article, known_publisher, named_publisher
from .extracted_article import ExtractedArticle
from .extraction import ExtractionError, extract_article
from .names import KnownNames
from .summary import draft_summary

__all__ = [
    "ExtractedArticle",
    "ExtractionError",
    "KnownNames",
    "KnownPublisher",
    "draft_article",
    "draft_summary",
    "extract_article",
    "known_publisher",
    "named_publisher",
]
