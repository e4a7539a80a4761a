"""The content-security policy that the preview sends, and that the documentation recommends.

See https://www.w3.org/TR/CSP3/. Nothing on the site needs an inline script, style or handler.
"""

from pathlib import Path

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # the search uses WebAssembly
    "style-src": "'self'",
    "img-src": "'self' data:",  # data: for the icons in Material's style sheet
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'self'",  # a page for embedding has a <base>
    "form-action": "'none'",
}

POLICY = "; ".join(f"{name} {source}" for name, source in _SOURCES.items())
"""The policy that all pages share. ``frame-ancestors`` (who may embed a page) is added to it."""

EMBEDDABLE = "frame-ancestors *"
NOT_EMBEDDABLE = "frame-ancestors 'self'"

_MATERIALS_SCRIPTS = "assets/javascripts"


def policy(site: Path, page: str) -> str:
    """Return the policy for a page of a site; empty if the pages use Material's own template.

    Material's template has inline scripts, which the policy would block. ``page``: the page's path
    in the site.
    """
    if (site / _MATERIALS_SCRIPTS).exists():
        return ""
    is_embed = page.endswith(("/embed/", "/embed/index.html", "/embed.html"))
    return f"{POLICY}; {EMBEDDABLE if is_embed else NOT_EMBEDDABLE}"
