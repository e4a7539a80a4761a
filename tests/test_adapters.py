"""Each package whose internals Sourcebook uses has an adapter for one version of the package."""

from importlib.metadata import version

from sourcebook.publishing import mkdocs_adapter, pagefind_adapter


def test_the_pagefind_that_is_installed_is_the_one_that_was_read() -> None:
    """If another version of Pagefind is installed, this test fails and names the code to check."""
    assert version("pagefind") == pagefind_adapter.READ_AGAINST, (
        "read publishing/pagefind_adapter/__init__.py before setting READ_AGAINST"
    )


def test_the_mkdocs_that_is_installed_is_the_one_that_was_read() -> None:
    """If another version of MkDocs is installed, this test fails and names the code to check."""
    assert version("mkdocs") == mkdocs_adapter.READ_AGAINST, (
        "read publishing/mkdocs_adapter.py before setting READ_AGAINST"
    )
