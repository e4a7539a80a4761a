"""Adds a player to each recording on a page. In ``docs/``, a recording is a link.

The players are built into browsers, so they need no script. Until a player is used, the browser
loads only the captions.
"""

import re

from ..records.media import TYPES, suffix_of

_RECORDING = re.compile(
    r'(?P<open><figure class="recording"(?: data-language="(?P<language>[^"]*)")?>)'
    r"(?P<content>.*?)(?=</figure>)",
    re.DOTALL,
)
_STILL = re.compile(
    r"<p>\s*<a [^>]*><img (?=[^>]*?src=\"(?P<src>[^\"]*-(?P<width>\d+)x(?P<height>\d+)\.webp)\")"
    r"[^>]*></a>\s*</p>\s*"
)
_FILE = re.compile(r'<a href="(?P<href>[^"]*data/media/[^"/]+)"[^>]*>(?P<words>[^<]*)</a>')


def complete(html: str) -> str:
    """Return a page's HTML with a player before the link to each recording."""
    if 'class="recording"' not in html:
        return html
    return _RECORDING.sub(_completed, html)


def _completed(recording: re.Match[str]) -> str:
    content, still = recording["content"], _STILL.search(recording["content"])
    if still:
        content = content.replace(still[0], "", 1)
    file, *captions = _FILE.finditer(content)
    source, label = file["href"], file["words"].replace('"', "&quot;")
    track = "".join(_track(one, recording["language"]) for one in captions)
    is_video = TYPES[suffix_of(source)].element == "video"
    # Browsers show captions only in a <video> element, which can play audio too.
    element = "video" if is_video or track else "audio"
    shape = ' class="heard"' if track and not is_video else ""
    if still:
        shape = f' poster="{still["src"]}" width="{still["width"]}" height="{still["height"]}"'
    player = (
        f'<{element} controls preload="none" src="{source}"{shape} aria-label="{label}">'
        f"{track}</{element}>"
    )
    return f"{recording['open']}\n{player}{content}"


def _track(captions: re.Match[str], language: str | None) -> str:
    spoken = f' srclang="{language}"' if language else ""
    return (
        f'<track kind="captions" src="{captions["href"]}"{spoken} label="{captions["words"]}" '
        "default>"
    )
