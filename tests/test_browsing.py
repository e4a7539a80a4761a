"""The published site as its readers use it, in a browser."""

from .browser import Visitor


def test_the_browser_is_there(visit: Visitor) -> None:
    """The home page opens without a complaint."""
    page = visit()
    assert page.locator("h1").count() == 1
