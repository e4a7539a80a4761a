"""Runs Lighthouse on a few pages of the published site. Needs npm and Chromium."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.serving import served

LIGHTHOUSE = "lighthouse@12.8.2"
"""The npm package to run: the last version of Lighthouse that supports Node 18 and 20."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
_SHIFT = "cumulative-layout-shift"


def pages_of(site: Path) -> list[str]:
    """Return the paths of the pages to audit.

    These are the home page, the longest page of an event, of an actor and of a source, and the page
    of the map, if there is one.
    """
    chosen = [""]
    for folder in ("events", "actors", "sources"):
        found = list(site.glob(f"{folder}/*/index.html"))
        if found:
            longest = max(found, key=lambda page: (page.stat().st_size, page.parent.name))
            chosen.append(f"{folder}/{longest.parent.name}/")
    return [*chosen, *(["map/"] if (site / "map").is_dir() else [])]


def audit(address: str, command: list[str], browser: str) -> dict[str, Any]:
    """Return Lighthouse's report on the page at an address, with Lighthouse's settings for phones.

    ``command``: the command that runs Lighthouse. ``browser``: the path of Chromium.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(  # noqa: S603 - the command is npx, or given by the user
            [*command, address, "--quiet", "--output=json", f"--output-path={report}",
             f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"],
            env={**os.environ, "CHROME_PATH": browser}, check=True,
        )  # fmt: skip
        return dict(json.loads(report.read_text("utf-8")))


def failing(report: dict[str, Any]) -> list[str]:
    """Return a line for each audit that lowers a page's score: category, audit, points lost."""
    lost = []
    for name in CATEGORIES:
        category = report["categories"][name]
        whole = sum(ref["weight"] for ref in category["auditRefs"])
        for ref in category["auditRefs"]:
            result = report["audits"][ref["id"]]
            score = result["score"]
            if ref["weight"] and score is not None and score < 0.9:
                points = 100 * ref["weight"] * (1 - score) / whole
                shown = result.get("displayValue", "")
                lost.append((points, f"{name}: {ref['id']} {shown} (-{points:.0f})"))
    return [line for _, line in sorted(lost, key=lambda item: -item[0])]


def _command(given: str | None) -> list[str] | None:
    if given:
        return [given]
    return ["npx", "--yes", LIGHTHOUSE] if shutil.which("npx") else None


def main() -> int:
    """Print each page's scores and the audits that lower them; return 1 if a score is below 95."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--page", action="append", help="an address on the site, as in events/x/")
    parser.add_argument("--lighthouse", help="the command, where it is installed already")
    options = parser.parse_args()
    command = _command(options.lighthouse)
    browser = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not command or not browser:
        print("Lighthouse needs npm, and Chromium (or CHROME_PATH); nothing measured.")  # noqa: T201
        return 0
    lowest = 100
    print(f"| Page | {' | '.join(CATEGORIES)} | layout shift |")  # noqa: T201
    print(f"| --- |{' ---: |' * (len(CATEGORIES) + 1)}")  # noqa: T201
    found: list[str] = []
    with served(options.site) as address:
        for page in options.page or pages_of(options.site):
            report = audit(f"{address}{page}", command, browser)
            scores = [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]
            shift = report["audits"][_SHIFT]["numericValue"]
            cells = [*map(str, scores), f"{shift:.3f}"]
            print(f"| {page or 'home'} | {' | '.join(cells)} |", flush=True)  # noqa: T201
            found += [f"- {page or 'home'}: {line}" for line in failing(report)]
            lowest = min(lowest, *scores)
    print("\n".join(["", *found]))  # noqa: T201
    return int(lowest < 95)


if __name__ == "__main__":
    sys.exit(main())
