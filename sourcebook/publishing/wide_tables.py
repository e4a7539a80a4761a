"""Makes wide tables scrollable by keyboard, by putting them into boxes that can be focused.

Some browsers scroll a box by keyboard only if the box, or an element in the box, can be focused:
https://www.w3.org/WAI/WCAG22/Understanding/keyboard.html. A table with links needs no such box,
because links can be focused.
"""

import re

_PART = re.compile(r"<h[1-6][ >](?P<heading>.*?)</h[1-6]>|<table>(?P<table>.*?)</table>", re.DOTALL)
_NOT_TEXT = re.compile(r'<a class="headerlink".*?</a>|^[^<]*>|<[^>]*>', re.DOTALL)


def box_tables(html: str) -> str:
    """Return a page's HTML, with a focusable box around each table that has no links.

    The heading above the table labels the box. The role of the box is ``group``, not ``region``,
    because a region is a landmark and would need a unique label.
    """
    if "<table>" not in html:
        return html
    heading = ""

    def boxed(part: re.Match[str]) -> str:
        nonlocal heading
        if part["table"] is None:
            heading = _NOT_TEXT.sub("", part["heading"]).strip().replace('"', "&quot;")
        elif "<a " not in part["table"]:
            label = f' aria-label="{heading}"' if heading else ""
            return f'<div class="wide" role="group"{label} tabindex="0">\n{part[0]}\n</div>'
        return part[0]

    return _PART.sub(boxed, html)
