"""Tables that may be wider than the page: boxes that the keyboard can reach and scroll.

Without a stop in it, a box that scrolls is out of reach in some browsers:
https://www.w3.org/WAI/WCAG22/Understanding/keyboard.html. A table with links has stops.
"""

import re

_PART = re.compile(r"<h[1-6][ >](?P<heading>.*?)</h[1-6]>|<table>(?P<table>.*?)</table>", re.DOTALL)
_UNSAID = re.compile(r'<a class="headerlink".*?</a>|^[^<]*>|<[^>]*>', re.DOTALL)


def box(html: str) -> str:
    """Put a page's tables in which nothing can be focused into boxes that can.

    A box is named by the heading above it, and a group rather than a region: as a landmark
    it would need a name of its own on the page.
    """
    if "<table>" not in html:
        return html
    heading = ""

    def boxed(part: re.Match[str]) -> str:
        nonlocal heading
        if part["table"] is None:
            heading = _UNSAID.sub("", part["heading"]).strip().replace('"', "&quot;")
        elif "<a " not in part["table"]:
            named = f' aria-label="{heading}"' if heading else ""
            return f'<div class="wide" role="group"{named} tabindex="0">\n{part[0]}\n</div>'
        return part[0]

    return _PART.sub(boxed, html)
