"""The content-security policy that the preview sends, and that the documentation recommends.

https://www.w3.org/TR/CSP3/. Nothing on the site needs an inline script, style or handler.
"""

from pathlib import Path

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # the latter for the search, which is WebAssembly
    "style-src": "'self'",
    "img-src": "'self' data:",  # Material's style sheet has its icons as data
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'self'",  # an embedded page's links lead where those of its page lead
    "form-action": "'none'",
}

POLICY = "; ".join(f"{name} {source}" for name, source in _SOURCES.items())
"""The policy for every page, but for who may show the page in a frame."""

EMBEDDABLE = "frame-ancestors *"
NOT_EMBEDDABLE = "frame-ancestors 'self'"

_MATERIALS_SCRIPTS = "assets/javascripts"


def policy(site: Path, page: str) -> str:
    """Return the policy for a page of a site; empty if the pages have Material's own frame.

    That frame has inline scripts. ``page``: the page's path in the site.
    """
    if (site / _MATERIALS_SCRIPTS).exists():
        return ""
    is_embed = page.endswith(("/embed/", "/embed/index.html", "/embed.html"))
    return f"{POLICY}; {EMBEDDABLE if is_embed else NOT_EMBEDDABLE}"
