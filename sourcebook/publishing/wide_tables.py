"""Makes wide tables and blocks of code scrollable, by keyboard too, and aligns columns by classes.

Some browsers scroll a box by keyboard only if the box, or an element in the box, can be focused:
https://www.w3.org/WAI/WCAG22/Understanding/keyboard.html. The box of a table with links needn't be
focusable, because links can be focused.
"""

import re

_PART = re.compile(r"<h[1-6][ >](?P<heading>.*?)</h[1-6]>|<table>(?P<table>.*?)</table>", re.DOTALL)
_ALIGNED = re.compile(r' style="text-align: (left|center|right);?"')
_NOT_TEXT = re.compile(r'<a class="headerlink".*?</a>|^[^<]*>|<[^>]*>', re.DOTALL)


def box_tables(html: str) -> str:
    """Return a page's HTML with a box around each table, focusable if it contains no link.

    The label of a focusable box is the heading above the table. The box has the ARIA role
    ``group``, not ``region``, because a region is a landmark and would need a unique label.

    Blocks of code, which scroll by themselves, are made focusable too.
    """
    html = html.replace("<pre><code", '<pre><code tabindex="0"')
    if "<table>" not in html:
        return html
    # Replace the inline styles of aligned columns: a content-security policy may forbid them.
    html = _ALIGNED.sub(r' class="\1"', html)
    heading = ""

    def boxed(part: re.Match[str]) -> str:
        nonlocal heading
        if part["table"] is None:
            heading = _NOT_TEXT.sub("", part["heading"]).strip().replace('"', "&quot;")
            return part[0]
        if "<a " in part["table"]:
            return f'<div class="wide">\n{part[0]}\n</div>'
        label = f' aria-label="{heading}"' if heading else ""
        return f'<div class="wide" role="group"{label} tabindex="0">\n{part[0]}\n</div>'

    return _PART.sub(boxed, html)
