"""Adds sizes, and the addresses of large files, to the pictures in a page's HTML.

With the sizes, the text doesn't move while pictures load. The names of the picture files contain
the sizes; see ``records.pictures``.
"""

import re

_PICTURE = re.compile(
    r'<a href="(?P<large>[^"]*/?data/images/[^"/]+-(?P<large_width>\d+)x\d+\.webp)">'
    r'<img(?= [^>]*?src="(?P<small>[^"]*data/images/[^"/]+-(?P<width>\d+)x(?P<height>\d+)\.webp)")'
    r'[^>]*? alt="(?P<alt>[^"]*)"[^>]*></a>'
)


def complete(html: str) -> str:
    """Return a page's HTML with complete ``<img>`` elements.

    Each element has a width and a height, and offers the large file to screens that are wide or
    have a high resolution. Browsers load a picture only when the picture comes near the view.
    """
    if "data/images/" not in html:
        return html
    return _PICTURE.sub(_completed, html)


def _completed(found: re.Match[str]) -> str:
    small, large, width = found["small"], found["large"], found["width"]
    sharp = ""
    if small != large:
        sharp = (
            f' srcset="{small} {width}w, {large} {found["large_width"]}w"'
            f' sizes="(max-width: {width}px) 100vw, {width}px"'
        )
    return (
        f'<a href="{large}"><img src="{small}"{sharp} width="{width}" height="{found["height"]}"'
        f' loading="lazy" decoding="async" alt="{found["alt"]}"></a>'
    )
