"""Projects for tests: a folder with everything that a build needs."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "good" / "small" / "sources"


def project(folder: Path, sources: Path = SMALL) -> Path:
    """Make a project of its own in a folder, with a copy of some sources."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "build_site.py", folder)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for page in (ROOT / "sources" / "pages").glob("*.md"):
        # The menu names pages written by hand; not every corpus has each.
        if not (sources / "pages" / page.name).exists():
            settings = re.sub(rf"\n +- \w+: {page.stem}\.md", "", settings)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    (folder / "sourcebook").symlink_to(ROOT / "sourcebook")
    shutil.copytree(sources, folder / "sources", ignore=shutil.ignore_patterns("originals"))
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``build_site.py`` in a project, as its user would, and return what it printed."""
    return subprocess.run(
        [sys.executable, "build_site.py", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder with a hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
